"""What each command and each button outside a session does: one function each, in two tables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot import check_ins, flood, helping, hiding, marks, meeting, preferences, sessions, speaking
from bot.acts import acting, afterwards, following, reshaping
from bot.engine.inputs.reading import usual
from bot.engine.said import Edited, Said, Sent, Wanted
from bot.hearing import PICK, Hearing
from bot.keeping import hand, keepsakes, letters, writing
from bot.messengers.messenger import Began, Blocked, Pressed, Unblocked, What
from bot.pair import door, invitations, screening, together, unlinking
from bot.reminding import between, noting, permission, requesting, requests, weekly, wishing
from bot.thread import closing, journey, offering

SOON = timedelta(seconds=1.5)
"""How long the recap for who is back waits for the /start that may come with it."""

Act = Callable[[Hearing, str], Awaitable[None]]


def _way(way: str) -> Act:
    async def want(h: Hearing, _: str) -> None:
        await speaking.want(h, Wanted(way))

    return want


async def _safe(h: Hearing, _: str) -> None:
    marks.goes_on(h)
    if not await writing.goes_on(h):
        await _command(h, "start", "")


COMMANDS: dict[str, Act] = {
    "start": together.start,
    "help": meeting.help_page,
    "numbers": meeting.numbers,
    "settings": preferences.settings,
    "language": preferences.choose_language,
    "forget": preferences.ask_to_forget,
    "back": _way("back"),
    "pause": _way("pause"),
    "stop": speaking.stop,
    "where": _way("where"),
    "over": _way("over"),
    "again": _way("anew"),
    "remind": requesting.remind,
    "reminders": wishing.page,
    "acts": acting.listed,
    "check_in": check_ins.begin,
    "letter": letters.begin,
    "keepsakes": keepsakes.show,
    "journey": journey.show,
    "together": together.together,
    "unlink": unlinking.ask,
    "hide": hiding.hide,
    "quiet": preferences.plain_notes,
}
"""The commands a person can write; beside them each dialog has its own."""

OPEN_TO_ALL = frozenset({"help", "hide", "language", "numbers", "forget", "stop", "unlink"})
"""These work before the first cards are agreed to."""

HELP = frozenset({"help", "numbers"})
"""These commands, and buttons of the form `help:NAME`, show who can help."""

BUTTONS_OPEN_TO_ALL = frozenset({"agree", "decline", "forget", "keep", "language", "safe"})
"""So do these buttons."""

PRESSES_OPEN_TO_ALL = frozenset({"pair:unlink", "pair:part", "pair:stay"})
"""And these: nobody agrees to anything first to be apart."""

BUTTONS: dict[str, Act] = {
    "agree": meeting.agree,
    "decline": meeting.decline,
    "name": preferences.ask_name,
    "zone": preferences.zone,
    "place": preferences.place,
    "quiet": preferences.quiet,
    "language": preferences.language,
    "country": preferences.country,
    "forget": preferences.forget,
    "keep": preferences.keep,
    "settings": preferences.settings,
    "safe": _safe,
    "notes": permission.take,
    "lives": permission.zone,
}
"""Buttons of the form `set:NAME` or `set:NAME:VALUE`."""

DIALOGS: dict[str, Act] = {
    "open": sessions.open_named,
    "aside": sessions.aside_for,
    "new": sessions.begin_named,
    "take": sessions.take_up,
    "one": sessions.begin_alone,
    "two": together.begin,
    "scr": together.screened,
    "pair": together.pressed,
    "rem": requesting.pressed,
    "note": wishing.pressed,
    "act": acting.pressed,
    "chk": check_ins.pressed,
    "let": letters.pressed,
    "weigh": offering.pressed,
    "talks": offering.all_talks,
    "end": closing.pressed,
    "btw": between.pressed,
    "sen": keepsakes.pressed,
}
"""Buttons of the form `open:DIALOG`, `two:DIALOG:beside`, `new:DIALOG:SESSION`, `take:SESSION`, `scr:TOPIC:CHOICE`,
`pair:NAME:VALUE`, `rem:NAME:VALUE`, `note:NAME:VALUE`, `act:NAME:VALUE`, `chk:NAME`, `weigh:WHAT:DIALOG`, `talks:all`,
`end:NAME:SESSION`, `let:NAME:NUMBER`, `btw:NAME`, `sen:NAME:NUMBER`."""

ANSWERS: dict[str, Act] = {
    "name": preferences.take_name,
    "zone": preferences.take_zone,
    "place": preferences.take_place,
    "quiet": preferences.take_quiet,
    "language": preferences.take_language,
    "screening": together.screened_typed,
    "pair_name": together.take_name,
    "pair_zone": together.take_zone,
    requesting.ASKS: requesting.take,
    requesting.ASKS_ZONE: requesting.take_zone,
    acting.ASKS: acting.take,
    reshaping.ASKS: reshaping.take,
    afterwards.ASKS: afterwards.take,
    check_ins.ASKS: check_ins.take,
    hand.ASKS: writing.take,
    closing.ASKS_FELT: closing.take_felt,
    closing.ASKS_WORDS: closing.take_words,
    wishing.ASKS: wishing.take_hours,
    permission.ASKS_ZONE: permission.take_zone,
}
"""What the next text answers after a command asked for it; what it is about may follow it, after a colon."""


async def respond(h: Hearing) -> None:
    """Answer one thing that a known person did."""
    what = h.incoming.what
    if isinstance(what, Blocked):
        h.update(blocked=True)
        await h.work.drop_letters(h.user.address)
        return
    if isinstance(what, Unblocked) or h.user.blocked:
        h.update(blocked=False)
    zone = h.user.zone
    if await flood.counted(h):
        await _answered(h, what)
    if h.user.zone != zone:
        await requests.move(h)
        await following.move(h.work, h.user, h.settings, h.now)
        await weekly.move(h)
        await between.move(h)
    for ending in h.endings:
        await closing.after(h, ending)
    if h.settled:
        await closing.ask_if_due(h)


async def _answered(h: Hearing, what: What | None) -> None:
    country = helping.let_go(h)
    if isinstance(what, Pressed):
        await _pressed(h, what)
    elif isinstance(what, Began):
        await _began(h, what.payload)
    elif isinstance(what, Unblocked) and _under_way(h):
        await _back_again(h)
    elif isinstance(what, Said):
        if not (country and _is_country(h, what.text)) and not await _about_a_note(h, what.text):
            await _said(h, what)
    elif isinstance(what, Edited | Sent):
        await _changed_or_sent(h, what)


async def _began(h: Hearing, payload: str) -> None:
    if _is_danger(h, payload):
        await meeting.danger(h, payload)
    elif not await invitations.came_by(h, payload):
        await _command(h, "start", payload)


async def _back_again(h: Hearing) -> None:
    """What waits, in a moment: most phones send /start right after unblocking, and its answer takes the place."""
    await sessions.start(h, "")
    soon = h.now + SOON
    h.letters = [replace(letter, due_at=soon) if letter.kind == "say" else letter for letter in h.letters]


async def _said(h: Hearing, said: Said) -> None:
    command, running = _named(h, said.text), _under_way(h)
    answers = running and not h.user.asks and not await door.shut(h, h.opening.session)
    # then the engine looks for danger, and knows the question
    # The word for help is a cry in another's language; in one's own it opens the page.
    opens_help = command == ("help", "")
    dangerous = not opens_help and (command is not None or not answers) and _is_danger(h, said.text)
    if command is not None and not dangerous:
        await _command(h, *command)
    elif dangerous and not answers:
        if screening.under_way(h):
            screening.take_away(h)
        await (writing.in_danger if hand.writes(h) else meeting.danger)(h, said.text)
    elif data := _typed(h, said.text):
        await _pressed(h, Pressed(data))
    elif _passed_over(h, said.text):
        h.phrase("forget.kept")
        await _said(h, said)
    elif not await meeting.let_in(h, said.text):
        return
    elif (asks := _asks(h)) in ANSWERS:
        await ANSWERS[asks](h, said.text)
    else:
        await speaking.speak(h, said)


def _is_danger(h: Hearing, text: str) -> bool:
    return bool(h.senses.notice(text, h.user.language))


async def _about_a_note(h: Hearing, text: str) -> bool:
    """Take what was typed after a note and is about it; to stop means what is under way as well."""
    data = await noting.meant(h, text) if meeting.agreed(h) else ""
    if data:
        await _pressed(h, Pressed(data))
    return bool(data) and not (_under_way(h) and usual("stop", text, h.phrases))


def _typed(h: Hearing, text: str) -> str:
    """The button (its data) of what was asked outside a session that typed words mean, if any."""
    found = (
        h.picked(text) or offering.meant(h, text) or preferences.meant(h, text) or requesting.meant(h, text)
    )
    return found or permission.meant(h, text) or meeting.calmed(h, text) or meeting.typed(h, text)


def _passed_over(h: Hearing, text: str) -> bool:
    """Whether something that was asked outside a session wasn't answered; if it is to be told, True."""
    to_tell = preferences.FORGET in h.user.asks
    if requesting.another(h, text):
        h.update(asks=requesting.ASKS)
    elif h.user.asks.startswith(PICK):
        h.update(asks="")
    return to_tell


def _named(h: Hearing, text: str) -> tuple[str, str] | None:
    """The command that a text is, with what follows it; help needs no slash, nor stop outside a session."""
    command = flood.COMMAND.fullmatch(text.strip())
    if command is not None:
        return command[1].lower(), command[2] or ""
    open_now = ("help",) if _under_way(h) else ("help", "stop")
    for word in ("help", *screening.LEAVES) if screening.under_way(h) else open_now:
        if text.strip().rstrip(".!?").casefold() in h.phrases.words(f"words.{word}"):
            return word, ""
    return None


async def _command(h: Hearing, name: str, rest: str) -> None:
    code = rest if name == "start" else ""
    if name not in OPEN_TO_ALL and not await meeting.let_in(h, code, wanted=name):
        return
    if name in screening.LEAVES and screening.under_way(h):
        await together.leave_screening(h, screening.comes_before(h))
        return
    if name in hand.LEAVES and hand.writes(h):
        await hand.leave(h, hand.in_hand(h)[0])
        return
    if not _beside(h, name):  # what is typed after it must not be anybody's answer
        _asks_no_more(h)
    act = COMMANDS.get(name)
    if act is not None:
        await act(h, rest)
    elif not await sessions.by_command(h, name):
        h.phrase("unknown_command")
        await speaking.show_waiting(h)


def _under_way(h: Hearing) -> bool:
    """Whether this person is in the middle of a session."""
    return h.opening.session is not None and h.opening.session.state != "done" and meeting.agreed(h)


def _asks_no_more(h: Hearing) -> None:
    """Something else was done than to answer what was asked outside a session."""
    if _asks(h) in ANSWERS or h.user.asks.startswith(PICK):
        h.update(asks="")


def _is_country(h: Hearing, text: str) -> bool:
    """Whether it answers for which country numbers are wanted; a command never does."""
    return _named(h, text) is None and meeting.country(h, text)


def _beside(h: Hearing, name: str) -> bool:
    """Whether this is help, which is open beside the screening and a letter, too; a letter stays in hand at more."""
    return (name in HELP and screening.under_way(h)) or (name in hand.BESIDE and hand.writes(h))


def _asks(h: Hearing) -> str:
    """What was asked by a command, without what it is about."""
    return h.user.asks.partition(":")[0]


async def _pressed(h: Hearing, pressed: Pressed) -> None:
    kind, _, rest = pressed.data.partition(":")
    # A reminder's zone is asked with the time that was said before; a card after a talk looks itself at what is asked.
    if kind not in {"way", "rem", "end"} and not _beside(h, kind):
        _asks_no_more(h)
    if kind == "set":
        name, _, value = rest.partition(":")
        if name in BUTTONS and (name in BUTTONS_OPEN_TO_ALL or await meeting.let_in(h, "")):
            await BUTTONS[name](h, value)
    elif kind == "way":
        await _command(h, rest, "")
    elif kind == "help":
        await meeting.help_pressed(h, rest)
    elif pressed.data not in PRESSES_OPEN_TO_ALL and not await meeting.let_in(h, ""):
        return
    elif kind in DIALOGS:
        await DIALOGS[kind](h, rest)
    else:
        await speaking.press(h, pressed)


async def _changed_or_sent(h: Hearing, what: Edited | Sent) -> None:
    noticed = _is_danger(h, what.text)
    running = _under_way(h) and not (noticed and await door.shut(h, h.opening.session))
    if isinstance(what, Edited) and (_named(h, what.text) or ("",))[0] == "help":
        await _command(h, "help", "")
    elif isinstance(what, Sent) and screening.under_way(h):
        screening.take_away(h)
        speaking.cannot_take(h, what.kind)
    elif isinstance(what, Edited) and await writing.changed(h, what):
        return
    elif running:
        await speaking.speak(h, what)
    elif noticed:
        await meeting.danger(h, what.text)
    elif isinstance(what, Sent) and await meeting.let_in(h, what.text):
        speaking.cannot_take(h, what.kind)
