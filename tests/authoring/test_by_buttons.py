"""Somebody who only listens comes through by buttons alone, whatever the other says: it is played."""

from __future__ import annotations

from pathlib import Path

from bot.authoring.explore import Explored, explore, explore_all, listening
from bot.authoring.reading import Reading, read
from bot.authoring.strict import document
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog, Exit, Step, Structure, Words
from bot.engine.dialog import Test as Condition
from bot.engine.inputs import Choice, Note, Text
from bot.engine.library import library

SHIPPED = read(shipped_dialogs(), shipped=shipped_dialogs()).library
assert SHIPPED is not None

TALK = """dialog: one
title: One
command: one
seats: [speaker, listener]
steps:
  a: {say: A, ask: {text: x, share: listener}, then: b}
  b: {say: 'B {x}', to: listener, ask: {text: y, share: speaker, draft: '{x}'}, then: {swap: c, then: d}}
  c: {say: C, ask: {text: z, share: listener}, then: {swap: c, then: d}, listens: passed}
  passed: {say: P, then: {swap: c, then: d}}
  d: {say: D, to: both, ask: note, then: end}
"""


def found_in(folder: Path, text: str) -> Reading:
    """What comes of reading this dialog, the phrases being those that ship."""
    (folder / "one.yaml").write_text(text)
    return read(folder, shipped=shipped_dialogs())


def played(*steps: Step) -> Explored:
    """What is come to where the second of two only listens, in a dialog that no other check has seen."""
    structure = Structure("hill", ("speaker", "listener"), steps[0].name, {step.name: step for step in steps})
    labels = {f"{step.name}.option.{key}": key for step in steps for key in ("a", "b")}
    texts = {**{f"{step.name}.say": f"{step.name}?" for step in steps}, **labels}
    dialog = Dialog(structure, {"en": Words("Hill", "", texts)}, structure.hash)
    source, _ = document(b"steps:\n  one: {}\n  two: {}\n  three: {}\n", "hill.yaml")
    assert source is not None
    known = library([dialog], SHIPPED.phrases)
    return explore(dialog, known, listening(dialog), sources={"hill": source}, homes={})


def test_what_needs_words_is_passed_over_and_the_end_is_reached(tmp_path: Path) -> None:
    reading = found_in(tmp_path, TALK)
    assert reading.library is not None
    (seen,) = explore_all(reading.library, reading.sources)
    assert seen.wrong == ()
    assert seen.listened is not None
    assert 5 < seen.listened.states < 20


def test_whose_words_are_needed_is_told_at_their_place(tmp_path: Path) -> None:
    reading = found_in(tmp_path, TALK.replace(", listens: passed", ""))
    told = [str(one).split("one.yaml:")[1] for one in reading.findings if "only listens" in one.text]
    assert told[0].startswith("8:15: warning: Somebody who only listens can't answer this by a button.")


def test_what_is_told_as_a_warning_is_no_error_once_it_is_played(tmp_path: Path) -> None:
    reading = found_in(tmp_path, TALK.replace(", draft: '{x}'", ""))
    assert reading.library is not None
    (seen,) = explore_all(reading.library, reading.sources)
    assert seen.wrong == ()


def test_a_way_for_who_only_listens_that_never_ends_is_found() -> None:
    seen = played(
        Step("one", "speaker", (Exit("two"),), ask=Text("one")),
        Step("two", "listener", (Exit("end"),), ask=Note("two"), listens="three"),
        Step("three", "listener", (Exit("three"),), ask=Choice("three", ("a", "b"))),
    )
    assert [one.line for one in seen.findings] == [2, 4]
    assert all("no end can be reached any more by buttons alone" in one.text for one in seen.findings)


def test_a_way_that_shows_what_they_never_gave_is_found() -> None:
    seen = played(
        Step("one", "speaker", (Exit("two"),), ask=Note("one")),
        Step("two", "listener", (Exit("three"),), ask=Choice("two", ("a", "b"), "speaker"), listens="three"),
        Step(
            "three", "speaker", (Exit("end", when=(Condition("two", among=("a", "b")),)),), ask=Note("three")
        ),
    )
    assert any("no way of this step fits" in one.text for one in seen.findings)


def test_the_dialogs_that_ship_can_be_gone_through_by_buttons_alone() -> None:
    reading = read(shipped_dialogs(), shipped=shipped_dialogs())
    assert reading.findings == ()
