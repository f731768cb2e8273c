"""What was understood becomes a dialog: a structure that can be pinned, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.authoring.around import ORIGINAL
from bot.authoring.asks import (
    Ask,
    ChoiceAsk,
    ConfirmAsk,
    DeedChoice,
    ManyAsk,
    NoteAsk,
    NumberAsk,
    PlanText,
    ScaleAsk,
    TextAsk,
    TimeAsk,
    name_of,
)
from bot.authoring.fields import SKIPPED, Condition
from bot.authoring.models import Call, Case, DialogWords, Limited, StepWords, Swap, asked
from bot.authoring.understanding import Lists
from bot.engine.dialog import OF, Dialog, Exit, Limit, Nudge, Solo, Step, Structure, Test, Words
from bot.engine.inputs import Appointment, Choice, Confirm, Input, Many, Note, Number, Scale, Text, Time
from bot.engine.inputs.text import KEPT, KEPT_SHARED


def compiled(
    written: DialogWords, lists: Lists, calls: Mapping[str, str], language: str = ORIGINAL
) -> Dialog:
    """The dialog as the engine plays it; `calls` maps the dialogs that it calls to their hashes."""
    steps = {name: _step(name, step, written, lists) for name, step in written.steps.items()}
    structure = Structure(
        name=written.dialog,
        seats=tuple(written.seats),
        start=written.start or next(iter(steps)),
        steps=steps,
        phases=tuple(written.phases or dict.fromkeys(step.phase for step in steps.values() if step.phase)),
        calls=dict(sorted(calls.items())),
    )
    texts = {key: text for name, step in written.steps.items() for key, text in _texts(name, step, lists)}
    return Dialog(
        structure=structure,
        words={language: Words(written.title, written.about or "", texts)},
        hash=structure.hash,
        command=written.command or "",
        minutes=written.minutes or 0,
        light=written.light,
        side_by_side=written.side_by_side,
        rests=written.rests or 0,
        screened=written.screened,
        withdrawn=dict(written.withdrawn),
    )


def options_of(ask: Ask | None, lists: Lists) -> dict[str, str]:
    """The option keys of an ask with the author's labels; without those that are the bot's own."""
    if isinstance(ask, ChoiceAsk | ManyAsk):
        listed = lists.get(ask.from_ or "", {})
        return dict(ask.options or {key: entry.label for key, entry in listed.items()})
    if isinstance(ask, ScaleAsk):
        return dict(ask.words or {})
    if isinstance(ask, ConfirmAsk):
        return {key: label for key, label in (("yes", ask.yes), ("no", ask.no)) if label}
    if isinstance(ask, NoteAsk) and ask.on:
        return {"on": ask.on}
    return {}


def _step(name: str, step: StepWords, written: DialogWords, lists: Lists) -> Step:
    alone = step.alone
    solo = None
    if alone is not None:
        ask = asked(alone.ask)
        exits = exits_of(alone.then, name) if alone.then is not None else ()
        solo = Solo(alone.skip, _input(ask, name, lists) if ask else None, tuple(exits))
    asks = step.asks is not None or (solo is not None and solo.ask is not None)
    return Step(
        name=name,
        to=step.to or written.seats[0],
        exits=tuple(exits_of(step.then, name)),
        phase=step.phase or "",
        ask=_input(step.asks, name, lists) if step.asks else None,
        tries=_limit(step.tries or written.tries) if asks else None,
        visits=_limit(step.visits),
        nudge=Nudge(step.nudge.after, step.nudge.times) if step.nudge else None,
        solo=solo,
        reveals=step.tells,
        listens=step.listens or "",
        agrees=step.asks.agrees if isinstance(step.asks, PlanText) else None,
    )


def _limit(limited: Limited | None) -> Limit | None:
    return None if limited is None else Limit(limited.limit, limited.then)


def exits_of(then: object, step: str) -> Iterator[Exit]:
    """The exits that stand under `then`, in the order in which they are tried."""
    if isinstance(then, dict):
        for key, way in then.items():
            yield from _ways(way, step, () if key == "else" else (key,))
    else:
        yield from _ways(then, step, ())


def _ways(way: object, step: str, on: tuple[str, ...]) -> Iterator[Exit]:
    for case in way if isinstance(way, list) else [way]:
        if isinstance(case, Case):
            tests = tuple(test_of(answer, condition) for answer, condition in case.when.items())
            yield _exit(case.go, step, on, tests)
        else:
            yield _exit(case, step, on, ())


def _exit(target: object, step: str, on: tuple[str, ...], when: tuple[Test, ...]) -> Exit:
    if isinstance(target, Call):
        return Exit(target.then or step, on, when, target.call)
    if isinstance(target, Swap):
        return Exit(target.then, on, when, swap=target.swap)
    return Exit(str(target), on, when)


def test_of(answer: str, condition: Condition) -> Test:
    """One condition over one answer, which may be `name of seat`."""
    name, _, seat = answer.partition(OF)
    if condition == SKIPPED:
        return Test(name, seat, skipped=True)
    if isinstance(condition[0], int):
        return Test(name, seat, low=condition[0], high=int(condition[1]))
    return Test(name, seat, among=tuple(str(key) for key in condition))


def _input(ask: Ask, step: str, lists: Lists) -> Input:  # noqa: PLR0911  (one for each kind)
    name, share = name_of(ask, step), ask.share or ""
    keys = tuple(options_of(ask, lists))
    if isinstance(ask, ChoiceAsk):
        among, always = (ask.among, ask.always) if isinstance(ask, DeedChoice) else ("", ())
        return Choice(name, keys, share, _gently(ask, lists), among=among, always=always)
    if isinstance(ask, ManyAsk):
        return Many(name, keys, ask.pick or len(keys), ask.least, share, _gently(ask, lists))
    if isinstance(ask, ScaleAsk):
        return Scale(name, keys, share)
    if isinstance(ask, NumberAsk):
        return Number(name, ask.from_, ask.to, share)
    if isinstance(ask, TextAsk):
        return _text(ask, name)
    if isinstance(ask, TimeAsk):
        return Time(name, ask.optional, share)
    return _onward(ask, name)


def _onward(ask: Ask, name: str) -> Input:
    """What only asks whether, or when, it goes on."""
    share = ask.share or ""
    if isinstance(ask, ConfirmAsk):
        return Confirm(name, share, ask.looks_back)
    return Note(name, share, ask.rings or 0) if isinstance(ask, NoteAsk) else Appointment(name, share)


def _text(ask: TextAsk, name: str) -> Text:
    return Text(
        name,
        ask.limit or (KEPT_SHARED if ask.share else KEPT),
        ask.optional,
        ask.voice,
        ask.draft is not None,
        ask.share or "",
        within=ask.within,
        mirrors=ask.mirrors,
        hints=ask.hints,
        small=ask.small if isinstance(ask, PlanText) else "",
        apology=ask.apology,
    )


def _gently(ask: ChoiceAsk | ManyAsk, lists: Lists) -> tuple[str, ...]:
    return tuple(lists.get(ask.gently or "", {}))


def _texts(name: str, step: StepWords, lists: Lists) -> Iterator[tuple[str, str]]:
    parts: Iterable[tuple[str, str | None]] = (
        ("say", step.say),
        ("again", step.again),
        ("copy", step.copy_),
        ("recap", step.recap),
        ("nudge", step.nudge.say if step.nudge else None),
        ("solo", step.alone.say if step.alone else None),
    )
    yield from ((f"{name}.{part}", text) for part, text in parts if text)
    if step.alone:
        yield from _ask_texts(name, "solo.option", asked(step.alone.ask), lists)
    yield from _ask_texts(name, "option", step.asks, lists)


def _ask_texts(name: str, part: str, ask: Ask | None, lists: Lists) -> Iterator[tuple[str, str]]:
    """Option labels, gentle words and the draft; the last two have no keys of their own in a solo way."""
    for key, label in options_of(ask, lists).items():
        yield f"{name}.{part}.{key}", label
    if isinstance(ask, ChoiceAsk | ManyAsk):
        entries = ask.entries if isinstance(ask, DeedChoice) else {}
        for key, entry in (entries or lists.get(ask.from_ or "", {})).items():
            yield from ([(f"{name}.also.{key}", entry.also)] if entry.also else [])
            yield from ([(f"{name}.example.{key}", entry.example)] if entries and entry.example else [])
        for key, entry in lists.get(ask.gently or "", {}).items():
            yield f"{name}.gently.{key}", entry.label
            yield from ([(f"{name}.gently_also.{key}", entry.also)] if entry.also else [])
            yield f"{name}.under.{key}", entry.under or ""
    if isinstance(ask, TextAsk) and ask.draft:
        yield f"{name}.draft", ask.draft
