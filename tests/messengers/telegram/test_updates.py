"""What Telegram sends, told in the words of the messenger protocol."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.said import Edited, Said, Sent
from bot.messengers.messenger import Began, Blocked, Elsewhere, Incoming, Pressed, Unblocked, What
from bot.messengers.telegram.updates import KINDS, incoming, query_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
THEN = datetime(2026, 3, 1, 11, 59, 7, tzinfo=UTC)
ANN = {"id": 4711, "is_bot": False, "first_name": "Ann", "language_code": "en"}
CHAT = {"id": 4711, "type": "private"}
GROUP = {"id": -100500, "type": "supergroup", "title": "G"}


def told(kind: str, **content: Any) -> Incoming:
    return incoming({"update_id": 7, kind: content}, "telegram:1", NOW)


def message(**content: Any) -> What | None:
    date = int(THEN.timestamp())
    return told("message", **{"message_id": 3, "from": ANN, "chat": CHAT, "date": date, **content}).what


def test_a_text_is_said_with_telegrams_date() -> None:
    assert message(text="  Hello\n") == Said("  Hello\n", THEN, 3)


@pytest.mark.parametrize(
    ("text", "payload"),
    [("/start", ""), ("/start abc", "abc"), ("/start@mend_bot abc", "abc"), (" /START  abc ", "abc")],
)
def test_start_begins_with_its_payload(text: str, payload: str) -> None:
    assert message(text=text) == Began(payload)


@pytest.mark.parametrize("text", ["/started", "/help", "please /start", "/start\U0001f600"])
def test_other_commands_are_texts(text: str) -> None:
    assert message(text=text) == Said(text, THEN, 3)


def test_a_voice_note_comes_with_its_file() -> None:
    assert message(voice={"file_id": "V1", "duration": 3}) == Sent("voice", "V1", 3, THEN)


@pytest.mark.parametrize(
    "kind",
    [
        "audio",
        "sticker",
        "location",
        "contact",
        "video",
        "video_note",
        "document",
        "animation",
        "poll",
        "dice",
    ],
)
def test_what_is_no_text_is_sent(kind: str) -> None:
    assert message(**{kind: {"file_id": "F"}}) == Sent(kind, "", 3, THEN)


def test_an_animation_is_not_a_document_nor_a_captioned_photo_a_text() -> None:
    assert message(animation={}, document={}) == Sent("animation", "", 3, THEN)
    assert message(photo=[{}], caption="us two") == Sent("photo", "", 3, THEN, "us two")


def test_what_was_forwarded_is_not_said() -> None:
    assert message(text="not mine", forward_origin={"type": "user"}) == Sent(
        "forwarded", "", 3, THEN, "not mine"
    )


def test_service_messages_and_new_kinds_are_passed_over() -> None:
    assert message(pinned_message={}) is None
    assert message(something_new={}) is None


def test_an_edit_is_dated_by_the_edit() -> None:
    date = int(THEN.timestamp())
    heard = told(
        "edited_message", message_id=3, chat=CHAT, date=5, edit_date=date, text="so", **{"from": ANN}
    )
    assert (heard.what, heard.written_at) == (Edited("so", 3), THEN)
    live = told("edited_message", message_id=3, chat=CHAT, date=5, location={}, **{"from": ANN})
    assert live.what is None


def test_a_press_tells_its_message() -> None:
    under = {"message_id": 9, "chat": CHAT, "date": 5, "text": "Well?", "from": {"id": 1, "is_bot": True}}
    heard = told("callback_query", id="q", data="s:1:yes", message=under, **{"from": ANN})
    assert heard == Incoming(7, "telegram:1", "telegram:4711", NOW, Pressed("s:1:yes", 9, "Well?"), "en")


def test_a_press_on_a_message_too_old_to_be_seen_is_heard() -> None:
    under = {"message_id": 9, "chat": CHAT, "date": 0}
    assert told("callback_query", id="q", data="x", message=under, **{"from": ANN}).what == Pressed("x", 9)
    assert told("callback_query", id="q", data="x", **{"from": ANN}).what == Pressed("x")
    assert told("callback_query", id="q", game_short_name="x", **{"from": ANN}).what is None


@pytest.mark.parametrize(("status", "what"), [("kicked", Blocked()), ("member", Unblocked()), ("left", None)])
def test_blocking_and_unblocking_is_heard(status: str, what: What | None) -> None:
    heard = told("my_chat_member", chat=CHAT, date=5, new_chat_member={"status": status}, **{"from": ANN})
    assert (heard.what, heard.address) == (what, "telegram:4711")


@pytest.mark.parametrize("type_", ["group", "supergroup", "channel"])
def test_groups_and_channels_are_elsewhere(type_: str) -> None:
    group = {**GROUP, "type": type_}
    added = told("my_chat_member", chat=group, date=5, new_chat_member={"status": "member"}, **{"from": ANN})
    said = told("message", message_id=1, chat=group, date=5, text="hi", **{"from": {**ANN, "is_bot": True}})
    post = told("channel_post", message_id=1, chat=group, date=5, text="hi")
    assert [one.what for one in (added, said, post)] == [Elsewhere()] * 3
    assert {one.address for one in (added, said, post)} == {"telegram:-100500"}


def test_having_left_a_group_is_no_meeting() -> None:
    left = told("my_chat_member", chat=GROUP, date=5, new_chat_member={"status": "left"}, **{"from": ANN})
    gone = told("message", message_id=1, chat=GROUP, date=5, left_chat_member={}, **{"from": ANN})
    assert (left.what, gone.what) == (None, None)


def test_other_bots_are_not_heard() -> None:
    assert message(text="beep", **{"from": {**ANN, "is_bot": True}}) is None


def test_a_message_without_a_date_is_dated_now() -> None:
    heard = told("message", message_id=3, chat=CHAT, text="hi", **{"from": ANN})
    assert (heard.what, heard.written_at) == (Said("hi", None, 3), NOW)


def test_an_unknown_update_counts_as_seen() -> None:
    assert incoming({"update_id": 7, "weather": {}}, "b", NOW) == Incoming(7, "b", "", NOW, None)
    assert incoming({"update_id": 8}, "b", NOW) == Incoming(8, "b", "", NOW, None)


def test_words_are_not_in_what_is_printed() -> None:
    printed = repr(told("message", message_id=3, chat=CHAT, date=5, text="secret", **{"from": ANN}))
    assert "secret" not in printed
    assert "4711" not in printed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "chat", "from", "id", "type", "date", "text", "data", "voice", "new_chat_member"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KINDS), JSON))
def test_whatever_comes_never_raises(content: dict[str, Any]) -> None:
    update = {"update_id": 7, **content}
    assert incoming(update, "b", NOW).id == 7
    assert isinstance(query_of(update), str)
