"""All checks of dialogs before anyone meets them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.authoring.around import Around
from bot.authoring.between import BetweenDraft, lines_between
from bot.authoring.branches import branches
from bot.authoring.calls import recursion
from bot.authoring.finding import Finding
from bot.authoring.floors import floors
from bot.authoring.labels import labels, list_labels
from bot.authoring.listening import listening
from bot.authoring.loops import walks
from bot.authoring.quotes import quotes
from bot.authoring.recommending import recommending
from bot.authoring.references import references
from bot.authoring.strict import Path, Source
from bot.authoring.texts import texts
from bot.authoring.thread import ThreadDraft
from bot.authoring.understanding import Draft
from bot.authoring.unused import unused, unused_lists
from bot.engine.dialog import Dialog


def check(draft: Draft, dialog: Dialog, around: Around) -> Iterator[Finding]:
    """Everything that is wrong in one dialog; unknown steps count as its end, so that more can be found."""
    yield from references(draft, around)
    yield from branches(draft, around)
    yield from texts(draft)
    yield from labels(draft, around)
    yield from unused(draft, dialog)
    yield from walks(draft, dialog)
    yield from quotes(draft, dialog)
    yield from floors(draft, dialog)
    yield from listening(draft, dialog, around)


def check_folder(
    drafts: tuple[Draft, ...],
    around: Around,
    lists: Source | None,
    thread: ThreadDraft | None = None,
    between: BetweenDraft | None = None,
    *,
    whole: bool,
) -> Iterator[Finding]:
    """What is wrong between the dialogs of a folder: names, commands, calls in a circle, lists, what is offered.

    `whole` tells that every file was understood, so that a list nobody uses, or a dialog that isn't there, is one.
    """
    yield from _twice(drafts, "dialog")
    yield from _twice(drafts, "command")
    yield from recursion(drafts)
    for draft in drafts:
        command = draft.written.command
        if command in around.taken:
            hint = "Choose another, or leave it out."
            yield draft.source.finding(("command",), f"Mend itself has a command /{command}.", hint)
    if lists is not None:
        yield from list_labels(around, lists)
        if whole:
            yield from unused_lists([draft.written for draft in drafts], around.lists, lists)
    if thread is not None and whole:
        yield from recommending(thread, around)
    if between is not None and whole:
        yield from lines_between(between, around)


def _twice(drafts: tuple[Draft, ...], key: str) -> Iterator[Finding]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        name = getattr(draft.written, key)
        path: Path = (key,)
        if name and first.setdefault(name, draft) is not draft:
            text = f"{first[name].source.file} has the {key} '{name}' already."
            yield draft.source.finding(path, text, "Give each its own.")
