"""After a talk: what one felt in it, one sentence to keep, and what might fit on another day. Each to themselves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot import marks, speaking
from bot.acts import afterwards
from bot.engine.fitting import known, plain
from bot.engine.inputs import Many
from bot.engine.inputs.many import DONE
from bot.engine.inputs.reading import Asking, Taken
from bot.engine.journey import FELT, Ending, Keepsake
from bot.engine.letter import Change
from bot.engine.said import Said
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.letters import edit
from bot.reminding import between
from bot.thread.standing import offered_after, quiet

ASKS_FELT, ASKS_WORDS = "felt", "keepsake"
"""The next text says what somebody felt in a talk, or is the sentence to keep; the session follows, after a colon."""

LONGEST = 300
"""Characters of a sentence that is kept."""

LATE = timedelta(hours=1)
"""So long after a talk something else may have been asked before what one felt in it."""

_BOXES = Many("felt", FELT, len(FELT), least=0)


async def after(h: Hearing, ending: Ending) -> None:
    """A talk ended for somebody: it is part of their way, and what is asked then comes one thing after the other."""
    if not ending.early:
        await h.work.ended(ending)
    other = next((other for other in h.opening.others if other.id == ending.owner), None)
    theirs = h if other is None else h.beside(other)
    if ending.afraid:
        marks.be_still(theirs)
    await between.plan(theirs)
    if await afterwards.unsaid(theirs):
        await afterwards.may_ask(theirs)
    else:
        await ask(theirs, ending)
    if other is not None:
        h.letters += theirs.letters
        if theirs.changed:
            await h.work.save_user(theirs.user)


async def ask(h: Hearing, ending: Ending) -> None:
    """Ask what somebody felt in the talk that ended for them; not where nothing is to be asked of our own accord."""
    if ending.early or h.library.thread is None or quiet(h) or ending.dialog not in h.library.dialogs:
        return
    await h.work.felt(h.user.id, ending.session, ())
    h.say(h.phrases.say("thread.felt.ask"), _boxes(h, ending.session, ()))
    h.update(asks=f"{ASKS_FELT}:{ending.session}")


async def ask_if_due(h: Hearing) -> None:
    """The same, where something else had to be asked first."""
    journey = await h.work.journey_of(h.user.id)
    last = journey[-1] if journey else None
    due = last is not None and last.felt is None and h.now - last.ended_at < LATE
    if last is not None and due and not speaking.under_way(h):
        await ask(h, last)


def _asking(h: Hearing, ticked: tuple[str, ...]) -> Asking:
    return Asking(h.phrases, {key: h.phrases.say(f"thread.felt.{key}") for key in FELT}, ticked)


def _boxes(h: Hearing, session: str, ticked: tuple[str, ...]) -> Buttons:
    return tuple(
        tuple(Button(box.label, f"end:felt:{session}:{box.choice}") for box in row)
        for row in _BOXES.offers(_asking(h, ticked))
    )


async def _ending(h: Hearing, session: str) -> Ending | None:
    return next((each for each in await h.work.journey_of(h.user.id) if each.session == session), None)


async def felt(h: Hearing, rest: str) -> None:
    """A box, or done. Each is kept at once, so that a restart loses nothing; an old card asks nothing further.

    What was asked since stays asked: whoever writes a letter meanwhile writes on.
    """
    session, _, choice = rest.partition(":")
    ending, asked = await _ending(h, session), _asked(h) == f"{ASKS_FELT}:{session}"
    if ending is None:
        h.close_pressed()
        return
    if choice == DONE:
        h.close_pressed()
        await (_words(h, session) if asked else _kept(h))
        return
    ticked = tuple(key for key in FELT if (key in (ending.felt or ())) != (key == choice))
    await h.work.felt(h.user.id, session, ticked)
    if h.pressed is not None and h.pressed.message:
        h.letters += edit([Change(h.pressed.message, "", _boxes(h, session, ticked))], h.user)
    if asked:
        h.update(asks=f"{ASKS_FELT}:{session}")


async def take_felt(h: Hearing, text: str) -> None:
    """The same by typing; anything else passes it over, and is heard as ever."""
    session = h.user.asks.partition(":")[2]
    h.update(asks="")
    ending = await _ending(h, session)
    reading = _BOXES.read(text, _asking(h, (ending.felt if ending is not None else None) or ()))
    none = plain(text) in map(known, h.phrases.words("words.skip"))
    if ending is not None and (none or isinstance(reading, Taken)):
        value = reading.value if isinstance(reading, Taken) and isinstance(reading.value, tuple) else ()
        await h.work.felt(h.user.id, session, () if none else value)
        await _words(h, session)
    elif isinstance(h.incoming.what, Said):
        await speaking.speak(h, h.incoming.what)


async def _kept(h: Hearing) -> None:
    h.phrase("thread.felt.kept")
    if not h.user.asks:
        await speaking.show_waiting(h)


async def _words(h: Hearing, session: str) -> None:
    """One sentence to keep, or none."""
    nothing = Button(h.phrases.say("thread.keep.nothing"), f"end:nothing:{session}")
    h.say(h.phrases.say("thread.keep.ask"), ((nothing,),))
    h.update(asks=f"{ASKS_WORDS}:{session}")


async def take_words(h: Hearing, text: str) -> None:
    """The sentence, kept as it was written."""
    session, words = h.user.asks.partition(":")[2], text.strip()
    none = {*map(known, h.phrases.words("words.skip")), known(h.phrases.say("thread.keep.nothing"))}
    if len(words) > LONGEST:
        h.phrase("thread.keep.long", limit=str(LONGEST))
        return
    h.update(asks="")
    ending = await _ending(h, session)
    dialog = ending.dialog if ending is not None else ""
    kept = bool(plain(words)) and plain(words) not in none
    if kept:
        await h.work.keep_words(Keepsake(h.user.id, dialog, words, h.now))
    await _another_day(h, dialog, "thread.keep.kept" if kept else "thread.keep.none")


async def nothing(h: Hearing, session: str) -> None:
    """No sentence to keep."""
    h.close_pressed()
    ending = await _ending(h, session)
    if _asked(h) == f"{ASKS_WORDS}:{session}" and ending is not None:
        h.update(asks="")
        await _another_day(h, ending.dialog, "thread.keep.none")


async def _another_day(h: Hearing, dialog: str, phrase: str) -> None:
    """One line with what might fit on another day: nothing begins by it, and nothing comes of it by itself."""
    there = [offer for offer in await offered_after(h, dialog) if offer.dialog != dialog]
    lines = [h.phrases.say(phrase)]
    if there:
        one = h.library.dialogs[there[0].dialog]
        key = "thread.day.two" if there[0].two else "thread.day.one"
        title = one.words_in(h.user.language).title
        lines.append(h.phrases.say(key, title=title, command=one.command))
    h.say("\n\n".join(lines))
    await between.offer(h)
    await speaking.show_waiting(h)


def _asked(h: Hearing) -> str:
    """What was asked before this press."""
    return h.opening.user.asks if h.opening.user is not None else ""


PRESSES: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {"felt": felt, "nothing": nothing}
"""Buttons of the form `end:NAME:SESSION`, and `end:felt:SESSION:CHOICE`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of what is asked after a talk."""
    name, _, value = rest.partition(":")
    if name in PRESSES:
        await PRESSES[name](h, value)
