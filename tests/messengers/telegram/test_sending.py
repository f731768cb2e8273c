"""Letters arrive, and each of Telegram's noes means the right thing for them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from loopback import Loopback

from bot.engine.letter import Change, Letter, LetterKind, Picture
from bot.engine.turn import Button
from bot.messengers.messenger import Delivered, Gone, Refused, TryLater
from bot.messengers.telegram import Pace, Telegram

YES = Button("Yes", "s:1:yes")
SMILE = "\U0001f642"


def letter(text: str = "Hello", kind: LetterKind = "say", chat: int = 4711, **more: object) -> Letter:
    return Letter(1, f"telegram:{chat}", kind, text, **more)  # type: ignore[arg-type] # tests pass what fits


async def test_a_text_is_said_and_dated_by_telegram(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    done = await telegram.deliver(letter("*plain* <b>words</b> https://example.org", buttons=((YES,),)))
    (seen,) = ann.heard
    assert seen.text == "*plain* <b>words</b> https://example.org"
    assert seen.labels == ["Yes"]
    assert done == Delivered(seen.id, datetime.fromtimestamp(seen.date, UTC))


async def test_a_short_text_gets_a_copy_button(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    await telegram.deliver(letter("I feel sad", buttons=((Button("Copy", copy="I feel sad"),),), copy=True))
    ann.presses("Copy")
    assert ann.clipboard == "I feel sad"
    assert not ann.heard[0].entities


async def test_a_text_too_long_for_a_copy_button_is_monospaced(
    loopback: Loopback, telegram: Telegram
) -> None:
    ann = loopback.person(4711)
    text = SMILE * 129  # 258 UTF-16 units
    await telegram.deliver(letter(text, buttons=((Button("Copy", copy=text),), (YES,)), copy=True))
    (seen,) = ann.heard
    assert seen.labels == ["Yes"]
    assert seen.entities == [{"type": "pre", "offset": 0, "length": 258}]


async def test_a_text_to_copy_without_a_button_is_monospaced(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    await telegram.deliver(letter("I feel sad \n", copy=True))
    assert ann.heard[0].entities == [{"type": "pre", "offset": 0, "length": 10}]


async def test_what_telegram_refuses_in_a_text_is_left_out(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    await telegram.deliver(letter(f"a\ud83db\0c{SMILE}", buttons=((Button("Y\udc00es", "d"),),)))
    assert ann.heard[0].text == f"abc{SMILE}"
    assert ann.heard[0].labels == ["Yes"]


async def test_a_plain_letter_has_nothing_odd(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    odd = (Button("Copy", copy="x"), Button("Long", "d" * 65), Button(" ", "d"), YES)
    await telegram.deliver(letter(copy=True, plain=True, buttons=(odd,)))
    assert ann.heard[0].labels == ["Yes"]
    assert not ann.heard[0].entities


async def test_a_change_gives_another_text_and_other_buttons(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter("Well?", buttons=((YES,),)))).message
    done = await telegram.deliver(letter("", "edit", changes=(Change(number, "Well? Yes."),)))
    assert done.message == 0
    assert [(seen.text, seen.labels, seen.edited) for seen in ann.heard] == [("Well? Yes.", [], True)]


async def test_buttons_change_alone(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter("Well?", buttons=((YES,),)))).message
    await telegram.deliver(letter("", "edit", changes=(Change(number, "", ((Button("No", "n"),),)),)))
    assert (ann.heard[0].text, ann.heard[0].labels) == ("Well?", ["No"])
    await telegram.deliver(letter("", "edit", changes=(Change(number),)))
    assert (ann.heard[0].text, ann.heard[0].labels) == ("Well?", [])


async def test_what_is_said_comes_after_its_changes(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter("Well?", buttons=((YES,),)))).message
    gone = Change(number + 99, "Nobody reads this.")
    await telegram.deliver(letter("And now?", changes=(Change(number), gone)))
    assert [(seen.text, seen.labels) for seen in ann.heard] == [("Well?", []), ("And now?", [])]


async def test_what_was_not_said_yet_has_surely_not_arrived(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter("Well?", buttons=((YES,),)))).message
    loopback.fails("editMessageReplyMarkup", "cut")
    with pytest.raises(TryLater) as later:
        await telegram.deliver(letter("And now?", changes=(Change(number),)))
    assert not later.value.unknown
    assert len(ann.heard) == 1
    await telegram.deliver(letter("And now?", changes=(Change(number),)))
    assert [seen.text for seen in ann.heard] == ["Well?", "And now?"]


async def test_what_is_so_already_or_gone_is_done(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter())).message
    for message in (number, number, 99):
        await telegram.deliver(letter("", "edit", changes=(Change(message, "Hello"),)))
    assert len(ann.heard) == 1
    for message in (number, number, 99, 0):
        await telegram.deliver(letter("", "delete", message=message))
    assert not ann.heard


async def test_a_group_is_left_once_and_again(loopback: Loopback, telegram: Telegram) -> None:
    group = loopback.person(4711).in_group()
    await telegram.deliver(letter("I am for two alone.", chat=group.id))
    await telegram.deliver(letter("", "leave", chat=group.id))
    await telegram.deliver(letter("", "leave", chat=group.id))
    assert group.left
    with pytest.raises(Gone):
        await telegram.deliver(letter(chat=group.id))


async def test_who_blocked_us_or_is_not_there_is_gone(loopback: Loopback, telegram: Telegram) -> None:
    loopback.person(4711).blocks()
    with pytest.raises(Gone):
        await telegram.deliver(letter())
    with pytest.raises(Gone):
        await telegram.deliver(letter(chat=666))
    loopback.person(4711).unblocks()
    await telegram.deliver(letter())
    loopback.fails("sendMessage", "refuse", description="Forbidden: user is deactivated")
    with pytest.raises(Gone):
        await telegram.deliver(letter())


@pytest.mark.parametrize("text", ["", " \n", "x" * 4097, SMILE * 2049])
async def test_what_telegram_can_not_take_is_refused(
    loopback: Loopback, telegram: Telegram, text: str
) -> None:
    loopback.person(4711)
    with pytest.raises(Refused):
        await telegram.deliver(letter(text))


@pytest.mark.parametrize("address", ["terminal:ann", "telegram:", "telegram:ann", "telegram:--1", "4711"])
async def test_a_foreign_address_is_refused(telegram: Telegram, address: str) -> None:
    with pytest.raises(Refused):
        await telegram.deliver(Letter(1, address, "say", "Hello"))


async def test_flood_control_says_how_long(loopback: Loopback, telegram: Telegram) -> None:
    loopback.person(4711)
    loopback.fails("sendMessage", "flood", seconds=17)
    with pytest.raises(TryLater) as raised:
        await telegram.deliver(letter())
    assert (raised.value.seconds, raised.value.unknown) == (17, False)
    await telegram.deliver(letter())


@pytest.mark.parametrize("how", ["server", "html", "truncated", "cut", "garbage", "reset"])
@pytest.mark.parametrize("accepted", [True, False])
async def test_what_may_have_arrived_is_unknown(
    loopback: Loopback, telegram: Telegram, how: str, *, accepted: bool
) -> None:
    ann = loopback.person(4711)
    loopback.fails("sendMessage", how, accepted=accepted)
    with pytest.raises(TryLater) as raised:
        await telegram.deliver(letter(attempts=3))
    assert (raised.value.seconds, raised.value.unknown) == (8, True)
    assert len(ann.heard) == accepted
    await telegram.deliver(letter())


async def test_a_server_that_is_away_has_surely_not_taken_it(loopback: Loopback, telegram: Telegram) -> None:
    loopback.person(4711)
    await loopback.stop()
    await asyncio.sleep(0.05)  # the kept connection learns that it is closed
    with pytest.raises(TryLater) as raised:
        await telegram.deliver(letter())
    assert not raised.value.unknown


async def test_a_hanging_server_is_given_up(
    loopback: Loopback, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.telegram.requests.CONNECT_SECONDS", 0.1)
    telegram._calling._seconds = 0.1
    loopback.person(4711)
    loopback.fails("sendMessage", "hang", seconds=30, accepted=True)
    with pytest.raises(TryLater) as raised:
        await telegram.deliver(letter())
    assert raised.value.unknown


async def test_a_token_revoked_meanwhile_loses_no_letter(loopback: Loopback, telegram: Telegram) -> None:
    loopback.person(4711)
    loopback.fails("sendMessage", "unauthorized")
    with pytest.raises(TryLater):
        await telegram.deliver(letter())


async def test_typing_is_shown_and_never_matters(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    telegram.typing("telegram:4711")
    telegram.typing("telegram:666")
    telegram.typing("terminal:ann")
    async with asyncio.timeout(2):
        while not ann.place.typing or loopback.calls["sendChatAction"] < 2:
            await asyncio.sleep(0.01)


async def test_connections_are_kept(loopback: Loopback, telegram: Telegram) -> None:
    for chat in range(1, 40):
        loopback.person(chat)
        await telegram.deliver(letter(chat=chat))
    connector = telegram._calling._session.connector  # type: ignore[union-attr] # it is open
    assert len(connector._conns) == 1  # type: ignore[union-attr] # it is open
    assert sum(map(len, connector._conns.values())) == 1  # type: ignore[union-attr] # it is open


async def test_the_pace_spares_telegram_the_trouble(loopback: Loopback) -> None:
    loopback.strict = True
    telegram = Telegram(loopback.token, loopback.url, Pace())
    await telegram.open()
    for chat in range(1, 41):
        loopback.person(chat)
    await asyncio.gather(*(telegram.deliver(letter(chat=chat)) for chat in range(1, 41)))
    for _ in range(4):
        await telegram.deliver(letter(chat=1))
    await telegram.close()
    assert loopback.floods == 0


# --- pictures -----------------------------------------------------------------------------------------

PICTURE = Picture(b"\x89PNG\r\n\x1a\n and what is drawn", "▁▃█")


async def test_a_picture_goes_with_its_text_under_it(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    done = await telegram.deliver(letter(f"Your weeks {SMILE}", picture=PICTURE, buttons=((YES,),)))
    (seen,) = ann.heard
    assert (seen.text, seen.picture, seen.labels) == (f"Your weeks {SMILE}", PICTURE.png, ["Yes"])
    assert done == Delivered(seen.id, datetime.fromtimestamp(seen.date, UTC))


async def test_the_buttons_under_a_picture_go_when_one_was_pressed(
    loopback: Loopback, telegram: Telegram
) -> None:
    ann = loopback.person(4711)
    number = (await telegram.deliver(letter("Your weeks", picture=PICTURE, buttons=((YES,),)))).message
    await telegram.deliver(letter("", "edit", changes=(Change(number),)))
    assert [(seen.text, seen.labels) for seen in ann.heard] == [("Your weeks", [])]


async def test_a_picture_that_is_refused_goes_as_its_text_alone(
    loopback: Loopback, telegram: Telegram
) -> None:
    ann = loopback.person(4711)
    broken = letter("Your weeks", picture=Picture(b"no picture", "▁▃█"))
    with pytest.raises(Refused):
        await telegram.deliver(broken)
    await telegram.deliver(replace(broken, plain=True))
    assert [(seen.text, seen.picture) for seen in ann.heard] == [("Your weeks", b"")]


async def test_a_text_too_long_to_stand_under_a_picture_goes_alone(
    loopback: Loopback, telegram: Telegram
) -> None:
    ann = loopback.person(4711)
    await telegram.deliver(letter(SMILE * 513, picture=PICTURE))
    await telegram.deliver(letter(SMILE * 512, picture=PICTURE))
    assert [bool(seen.picture) for seen in ann.heard] == [False, True]


@pytest.mark.parametrize("how", ["server", "html", "truncated", "cut", "garbage", "reset", "flood"])
async def test_a_picture_comes_again_where_something_went_wrong(
    loopback: Loopback, telegram: Telegram, how: str
) -> None:
    ann = loopback.person(4711)
    loopback.fails("sendPhoto", how)
    with pytest.raises(TryLater):
        await telegram.deliver(letter("Your weeks", picture=PICTURE))
    await telegram.deliver(letter("Your weeks", picture=PICTURE))
    assert [seen.picture for seen in ann.heard] == [PICTURE.png]


async def test_several_messages_are_taken_away_in_one_call(loopback: Loopback, telegram: Telegram) -> None:
    ann = loopback.person(4711)
    own = [ann.writes("hello").id for _ in range(3)]
    theirs = [(await telegram.deliver(letter("Well?"))).message for _ in range(3)]
    hides = tuple(Change(number) for number in (*own, *theirs[1:], 4000))  # one isn't there
    await telegram.deliver(letter("", "delete", changes=hides))
    assert [seen.id for seen in ann.chat] == theirs[:1]
    assert loopback.calls["deleteMessages"] == 1
    assert loopback.calls["deleteMessage"] == 0


async def test_one_message_that_may_not_go_does_not_keep_the_others_there(
    loopback: Loopback, telegram: Telegram
) -> None:
    ann = loopback.person(4711)
    old, new = ann.writes("before"), ann.writes("now")
    old.date -= 49 * 3600
    await telegram.deliver(letter("", "delete", changes=(Change(old.id), Change(new.id))))
    assert [seen.text for seen in ann.chat] == ["before"]
