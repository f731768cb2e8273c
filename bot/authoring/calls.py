"""Dialogs that call dialogs: which come first, and who calls in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.authoring.compiling import compiled
from bot.authoring.finding import Finding
from bot.authoring.understanding import Draft, Lists
from bot.authoring.ways import calls_of
from bot.engine.dialog import Dialog


def recursion(drafts: tuple[Draft, ...]) -> Iterator[Finding]:
    """A finding for each call by which a dialog comes back to itself."""
    by_name = _by_name(drafts)
    for draft in drafts:
        for way in calls_of(draft.written):
            if draft.written.dialog in _called_below(way.call, by_name):
                text = f"'{draft.written.dialog}' calls itself by way of '{way.call}'."
                if way.call == draft.written.dialog:
                    text = f"'{way.call}' calls itself."
                hint = "Lead to a step instead: a dialog that calls itself has no end."
                yield draft.source.finding((*way.path, "call"), text, hint)


def compile_all(drafts: tuple[Draft, ...], lists: Lists) -> list[Dialog]:
    """Every dialog, those that are called before those that call them: one hash pins all below it.

    Calls that lead nowhere or in a circle are left out; they are findings.
    """
    by_name = _by_name(drafts)
    hashes: dict[str, str] = {}

    def finished(draft: Draft, above: frozenset[str]) -> Dialog:
        name = draft.written.dialog
        called = {way.call for way in calls_of(draft.written)} & by_name.keys() - above - {name}
        for call in sorted(called - hashes.keys()):
            hashes[call] = finished(by_name[call], above | {name}).hash
        return compiled(draft.written, lists, {call: hashes[call] for call in called})

    return [finished(draft, frozenset()) for draft in drafts]


def _by_name(drafts: tuple[Draft, ...]) -> dict[str, Draft]:
    """The drafts by name; of two with one name the first."""
    return {draft.written.dialog: draft for draft in reversed(drafts)}


def _called_below(name: str, by_name: Mapping[str, Draft]) -> frozenset[str]:
    seen: set[str] = set()
    pending = [name]
    while pending:
        at = pending.pop()
        if at not in seen:
            seen.add(at)
            if at in by_name:
                pending += [way.call for way in calls_of(by_name[at].written)]
    return frozenset(seen)
