"""Names that lead nowhere: steps, seats, lists, dialogs, options and answers that aren't there."""

from __future__ import annotations

from collections.abc import Iterator

from bot.authoring.answers import BOTH, ME, Asked, answers_of
from bot.authoring.around import Around
from bot.authoring.asks import ChoiceAsk, ManyAsk
from bot.authoring.finding import Finding, near
from bot.authoring.models import DialogWords, StepWords
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft
from bot.authoring.ways import Way, ways_of
from bot.engine.dialog import END


def references(draft: Draft, around: Around) -> Iterator[Finding]:
    """Every name in a dialog that names nothing, and names that can't be used."""
    written, source = draft.written, draft.source
    yield from _head(draft)
    for name, step in written.steps.items():
        if name == END:
            hint = "It is what ends a dialog; call the step something else."
            yield source.finding(("steps", name), "No step can be called end.", hint, key=True)
        yield from _seats(name, step, written, source)
        for way in ways_of(name, step):
            yield from _way(way, draft, around)
    for one in answers_of(written):
        yield from _answer(one, written, source, around)


def unknown_step(draft: Draft, path: Path, name: str, *, key: bool = False) -> Iterator[Finding]:
    """A finding where no step has this name."""
    steps = draft.written.steps
    if name != END and name not in steps and name not in draft.broken:
        yield draft.source.finding(path, "Unknown step.", near(name, [*steps, *draft.broken, END]), key=key)


def _head(draft: Draft) -> Iterator[Finding]:
    written, source = draft.written, draft.source
    if written.start is not None:
        yield from unknown_step(draft, ("start",), written.start)
    if written.tries is not None:
        yield from unknown_step(draft, ("tries", "then"), written.tries.then)
    for old, new in written.withdrawn.items():
        if new in written.withdrawn:
            hint = "Name a step that is still good."
            yield source.finding(("withdrawn", old), f"'{new}' is withdrawn itself.", hint)
        else:
            yield from unknown_step(draft, ("withdrawn", old), new)
    for i, seat in enumerate(written.seats):
        if seat in (BOTH, ME, END):
            yield source.finding(("seats", i), f"No seat can be called {seat}.", "It means something else.")
        if seat in written.seats[:i]:
            yield source.finding(("seats", i), "The two seats have one name.", "Give each its own.")
    yield from _screened(draft)
    yield from _phases(draft)


def _screened(draft: Draft) -> Iterator[Finding]:
    written, source = draft.written, draft.source
    if written.screened and len(written.seats) > 1:
        hint = "Leave `screened` out: the private screening comes before all that is for two."
        yield source.finding(("screened",), "This is for one person alone.", hint, key=True)


def _phases(draft: Draft) -> Iterator[Finding]:
    written, source = draft.written, draft.source
    if written.phases is None:
        return
    for name, step in written.steps.items():
        if step.phase and step.phase not in written.phases:
            hint = near(step.phase, written.phases)
            yield source.finding(("steps", name, "phase"), "Unknown phase.", hint)
    used = {step.phase for step in written.steps.values()}
    for i, phase in enumerate(written.phases):
        if phase in written.phases[:i]:
            yield source.finding(("phases", i), f"'{phase}' stands here a second time.", "Keep one of them.")
        elif phase not in used and used - {None} <= {*written.phases} and not draft.broken:
            hint = "Give a step this phase, or remove it."
            yield source.finding(("phases", i), f"No step is in the phase '{phase}'.", hint, warn=True)


def _seats(name: str, step: StepWords, written: DialogWords, source: Source) -> Iterator[Finding]:
    if step.to is None or step.to in written.seats:
        return
    path = ("steps", name, "to")
    if step.to == BOTH and len(written.seats) > 1:
        return
    if step.to == BOTH:
        yield source.finding(path, "There is one seat only.", "Leave `to` out, or name two `seats`.")
    else:
        yield source.finding(path, "Unknown seat.", near(step.to, written.seats))


def _way(way: Way, draft: Draft, around: Around) -> Iterator[Finding]:
    if way.to:
        yield from unknown_step(draft, way.to_path, way.to)
    if way.swap and len(draft.written.seats) == 1:
        hint = "Lead to the step's name alone, or name two `seats`."
        yield draft.source.finding(way.path, "There is one seat only: nobody to give the floor to.", hint)
    if not way.call:
        return
    path, source = (*way.path, "call"), draft.source
    called = around.dialogs.get(way.call)
    if called is None:
        yield source.finding(path, "Unknown dialog.", near(way.call, around.dialogs))
    elif called.screened:
        hint = "Say in words that it is there: it is begun by its command, after the private screening."
        yield source.finding(path, f"'{way.call}' can't be called.", hint)
    elif missing := [seat for seat in called.seats if seat not in draft.written.seats]:
        hint = f"It can be called where `seats` has {' and '.join(missing)} too."
        yield source.finding(path, f"'{way.call}' needs other seats.", hint)


def _answer(one: Asked, written: DialogWords, source: Source, around: Around) -> Iterator[Finding]:
    if one.name == ME or one.name in written.seats:
        text = f"'{one.name}' is already the name of a person here."
        yield source.finding(one.path, text, "Give the answer another name.")
    share = one.ask.share
    if share is not None and share not in (*written.seats, BOTH):
        yield source.finding((*one.path, "share"), "Unknown seat.", near(share, [*written.seats, BOTH]))
    elif share is not None and len(written.seats) == 1:
        hint = "Leave `share` out; with one seat all is private."
        yield source.finding((*one.path, "share"), "There is nobody to share this with.", hint)
    if isinstance(one.ask, ChoiceAsk | ManyAsk) and around.lists_known:
        for key, name in (("from", one.ask.from_), ("gently", one.ask.gently)):
            if name is not None and name not in around.lists:
                yield source.finding((*one.path, key), "Unknown list.", near(name, around.lists))
