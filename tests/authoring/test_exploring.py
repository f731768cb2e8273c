"""The explorer plays what a dialog can come to, with the real engine."""

import re
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest
from test_by_buttons import TALK, found_in

from bot.authoring.explore import alone, explore, explore_all
from bot.authoring.finding import Finding
from bot.authoring.reading import Reading, read
from bot.authoring.shelf import shelf
from bot.authoring.strict import Source, document
from bot.commands import COMMANDS
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog, Exit, Step, Structure, Words
from bot.engine.dialog import Test as Condition
from bot.engine.inputs import Choice, Confirm, Scale, Text
from bot.engine.library import library
from bot.rehearsing.table import table

README = Path(__file__).parents[2] / "README.md"
SHIPPED = sorted(draft.written.dialog for draft in shelf(shipped_dialogs(), shipped_dialogs())[0].drafts)
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


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_dialog_that_ships_holds_in_every_moment_and_stands_in_the_table(
    name: str, shipped: Reading
) -> None:
    assert shipped.library is not None
    (seen,) = explore_all(shipped.library, shipped.sources, names=[name])
    assert seen.wrong == ()
    assert seen.states > 50
    assert seen.moves > 5 * seen.states
    row = table([seen], shipped.library, shipped.sources)[-1]
    assert row in README.read_text(encoding="utf-8").splitlines(), f"mend check --table gives\n{row}"


def test_the_table_has_no_row_of_what_does_not_ship(shipped: Reading) -> None:
    head, rule = table([], shipped.library, {})  # type: ignore[arg-type]  # nothing is looked up
    lines = README.read_text(encoding="utf-8").splitlines()
    at = lines.index(head) + 1
    assert lines[at] == rule
    named = [line.split(" ")[1] for line in takewhile(bool, lines[at + 1 :])]
    assert sorted(named) == sorted(SHIPPED)


def test_a_table_has_a_row_for_each_dialog_and_for_each_language_in_which_it_was_played(
    tmp_path: Path,
) -> None:
    reading = found_in(tmp_path, TALK.replace("seats:", "minutes: 3\nevidence: {level: some}\nseats:"))
    assert reading.library is not None
    seen = explore_all(reading.library, reading.sources)
    assert re.fullmatch(
        r"\| one \| 5 (\| [\d,]+ / [\d,]+ ){3}\| en 1 \| 3 \| some \|",
        table(seen, reading.library, reading.sources)[-1],
    )
    both = (*seen, *(replace(each, language="de") for each in seen))
    named = [row.split(" | ")[0] for row in table(both, reading.library, reading.sources)[2:]]
    assert named == ["| one (en)", "| one (de)"]


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
