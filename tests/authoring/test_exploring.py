"""The explorer plays what a dialog can come to, with the real engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.authoring.explore import alone, explore, explore_all
from bot.authoring.finding import Finding
from bot.authoring.reading import Reading, read
from bot.authoring.strict import Source, document
from bot.commands import COMMANDS
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog, Exit, Step, Structure, Words
from bot.engine.dialog import Test as Condition
from bot.engine.inputs import Choice, Confirm, Scale, Text
from bot.engine.library import library

SOURCE = b"steps:\n  one: {}\n  two: {}\n  three: {}\n"


@pytest.fixture(scope="module")
def shipped() -> Reading:
    return read(shipped_dialogs(), taken=frozenset(COMMANDS), shipped=shipped_dialogs())


def explored(*steps: Step, **texts: str) -> tuple[Finding, ...]:
    """What the explorer finds in a dialog of these steps, which no other check has seen."""
    structure = Structure("hill", ("speaker",), steps[0].name, {step.name: step for step in steps})
    say = {f"{step.name}.say": f"{step.name}?" for step in steps}
    labels = {f"one.option.{key}": key for key in ("a", "b")}
    words = Words(
        "Hill", "", {**say, **labels, **{key.replace("__", "."): text for key, text in texts.items()}}
    )
    dialog = Dialog(structure, {"en": words}, structure.hash)
    known = library([dialog], read(shipped_dialogs(), shipped=shipped_dialogs()).library.phrases)
    source, _ = document(SOURCE, "hill.yaml")
    assert isinstance(source, Source)
    return explore(dialog, known, alone(dialog), sources={"hill": source}, homes={}).findings


def test_the_dialogs_that_ship_hold_in_every_moment(shipped: Reading) -> None:
    assert shipped.library is not None
    for seen in explore_all(shipped.library, shipped.sources):
        assert seen.findings == ()
        assert seen.states > 50
        assert seen.moves > 5 * seen.states


def test_a_dialog_that_asks_for_a_time_holds_in_every_moment() -> None:
    times = Path(__file__).parents[1] / "times"
    reading = read(times, taken=frozenset(COMMANDS), shipped=shipped_dialogs())
    assert reading.library is not None
    (seen,) = explore_all(reading.library, reading.sources)
    assert (seen.wrong, reading.findings) == ((), ())
    assert seen.states > 20
    assert seen.together is not None
    assert seen.together.states > 80


def test_the_same_dialog_gives_the_same_figures(shipped: Reading) -> None:
    assert shipped.library is not None
    calm = replace(shipped.library, dialogs={"calm": shipped.library.dialogs["calm"]})
    first, second = (explore_all(calm, shipped.sources)[0] for _ in range(2))
    assert (first.states, first.moves) == (second.states, second.moves)


def test_a_sound_dialog_has_nothing_to_find() -> None:
    one = Step(
        "one", "speaker", (Exit("two", on=("a",)), Exit("end", on=("b",))), ask=Choice("one", ("a", "b"))
    )
    assert explored(one, Step("two", "speaker", (Exit("end"),), ask=Text("two"))) == ()


def test_where_no_exit_fits_the_way_there_is_told() -> None:
    one = Step("one", "speaker", (Exit("two"),), ask=Text("one"))
    two = Step("two", "speaker", (Exit("end", when=(Condition("two", low=0, high=5),)),), ask=Scale("two"))
    findings = explored(one, two)
    assert {(finding.line, finding.level) for finding in findings} == {(3, "error")}
    assert "At step 'two'" in findings[0].text
    assert "the program would fail" in findings[0].text


def test_an_answer_that_was_never_given_is_found() -> None:
    one = Step("one", "speaker", (Exit("two", on=("yes",)), Exit("three", on=("no",))), ask=Confirm("one"))
    two = Step("two", "speaker", (Exit("three"),), ask=Text("two"))
    three = Step("three", "speaker", (Exit("end"),), ask=Text("three"))
    findings = explored(one, two, three, three__say="{two}?")
    assert findings
    assert all("fail" in finding.text for finding in findings)


def test_a_circle_without_a_way_out_is_found() -> None:
    one = Step("one", "speaker", (Exit("two"),), ask=Text("one"))
    two = Step("two", "speaker", (Exit("one"),), ask=Text("two"))
    findings = explored(one, two)
    assert any("no end can be reached" in finding.text for finding in findings)
