"""What is wrong with what is offered: dialogs that aren't there, dead ends, dialogs that nobody is ever offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.authoring.answers import by_name
from bot.authoring.around import Around
from bot.authoring.finding import Finding, near
from bot.authoring.labels import labels_at
from bot.authoring.models import DialogWords
from bot.authoring.strict import Path, Source
from bot.authoring.thread import FittingWords, ThreadDraft

PAIR = 2

LONGEST = 16
"""Characters of a key: what the 64 bytes of a button leave beside the name of a dialog."""


def recommending(draft: ThreadDraft, around: Around) -> Iterator[Finding]:
    """Everything that is wrong in thread.yaml."""
    written, source = draft.written, draft.source
    can_begin = {name: one for name, one in around.dialogs.items() if one.command}
    labels = {key: one.label for key, one in written.weighs.items()}
    yield from labels_at(labels, ("weighs",), "label", source, around)
    for key, weigh in written.weighs.items():
        if len(key) > LONGEST:
            text = f"This key has {len(key)} characters; {LONGEST} fit on a button."
            yield source.finding(("weighs", key), text, "Make it shorter.", key=True)
        yield from _fitting(weigh, ("weighs", key), source, around)
        yield from _alone(weigh.one, ("weighs", key), source)
    for name, fitting in written.after.items():
        yield from _known(name, ("after", name), source, around, key=True)
        yield from _fitting(fitting, ("after", name), source, around)
    yield from _names(written.for_everybody, ("for_everybody",), source, around)
    for name, answers in written.afraid.items():
        yield from _afraid(name, answers, source, around)
    yield from _dead_ends(draft, can_begin)
    yield from _never(draft, can_begin)


def _fitting(fitting: FittingWords, path: Path, source: Source, around: Around) -> Iterator[Finding]:
    yield from _names(fitting.one, (*path, "one"), source, around)
    yield from _names(fitting.two, (*path, "two"), source, around)
    for at, name in enumerate(fitting.two):
        dialog = around.dialogs.get(name)
        if dialog is not None and len(dialog.seats) != PAIR:
            hint = "Write it under `one`."
            yield source.finding((*path, "two", at), f"'{name}' is for one person alone.", hint)


def _names(names: Sequence[str], path: Path, source: Source, around: Around) -> Iterator[Finding]:
    for at, name in enumerate(names):
        yield from _known(name, (*path, at), source, around)
        if name in names[:at]:
            yield source.finding((*path, at), f"'{name}' stands here twice.", "Once is enough.")


def _known(name: str, path: Path, source: Source, around: Around, *, key: bool = False) -> Iterator[Finding]:
    dialog = around.dialogs.get(name)
    if dialog is None:
        yield source.finding(path, "There is no such dialog.", near(name, around.dialogs), key=key)
    elif not dialog.command:
        hint = "Give it a `command`, or leave it out here."
        yield source.finding(path, f"Nobody can begin '{name}'.", hint, key=key)


def _alone(names: Sequence[str], path: Path, source: Source) -> Iterator[Finding]:
    """For one person alone there is always something, also where the first of it ended just now."""
    if not names:
        hint = "Add `one:` with a dialog for one person alone; most people come alone."
        yield source.finding(path, "Whoever comes alone is offered nothing here.", hint, key=True)
    elif len({*names}) == 1:
        hint = "Add another, for whoever has just done it, or would like something else."
        yield source.finding((*path, "one"), "There is only one dialog here.", hint, warn=True)


def _afraid(name: str, answers: Mapping[str, list[str]], source: Source, around: Around) -> Iterator[Finding]:
    """What is named as fear can be chosen there."""
    dialog = around.dialogs.get(name)
    if dialog is None:
        there = near(name, around.dialogs)
        yield source.finding(("afraid", name), "There is no such dialog.", there, key=True)
        return
    asked = by_name(dialog)
    for answer, keys in answers.items():
        path: Path = ("afraid", name, answer)
        if answer not in asked:
            hint = near(answer, asked)
            yield source.finding(path, f"'{name}' asks for no '{answer}'.", hint, key=True)
            continue
        options = {key for one in asked[answer] for key in one.keys(around.lists)}
        for at, key in enumerate(keys):
            if key not in options:
                text = f"'{answer}' has no option '{key}'."
                yield source.finding((*path, at), text, near(key, options))


def _dead_ends(draft: ThreadDraft, can_begin: dict[str, DialogWords]) -> Iterator[Finding]:
    after, source = draft.written.after, draft.source
    for name in can_begin:
        if name not in after:
            hint = f"Add a line for it: {name}: {{one: [{draft.written.for_everybody[0]}]}}."
            yield source.finding(("after",), f"After '{name}' nothing is offered.", hint, key=True)
        elif not {*after[name].one} - {name}:
            hint = "Add `one:` with another dialog for one person alone."
            path = ("after", name)
            yield source.finding(path, f"After '{name}' whoever is alone is offered nothing.", hint, key=True)


def _never(draft: ThreadDraft, can_begin: dict[str, DialogWords]) -> Iterator[Finding]:
    written = draft.written
    tables: list[FittingWords] = [*written.weighs.values(), *written.after.values()]
    offered = {name for fitting in tables for name in (*fitting.one, *fitting.two)} | {*written.for_everybody}
    for name in can_begin:
        if name not in offered:
            hint = "Write it where it fits, or take its `command` away."
            yield draft.source.finding(("weighs",), f"'{name}' is never offered.", hint, key=True, warn=True)
