"""The hazard log: each hazard and each requirement of safety has tests that are there, or a reason why not yet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOG = (ROOT / "bot" / "care" / "HAZARDS.md").read_text()
ROW = re.compile(r"^\| ([HS]\d\d) \|(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([a-z0-9_]+)`")
ROWS = {number: row.split("|")[-1].strip() for number, row in ROW.findall(LOG)}
REQUIREMENTS = 45


def names() -> Iterator[str]:
    for file in (ROOT / "tests").rglob("test_*.py"):
        yield from re.findall(r"def test_(\w+)", file.read_text())


THERE = frozenset(names())


@pytest.mark.parametrize("number", ROWS)
def test_each_hazard_and_each_requirement_has_a_test_or_a_reason(number: str) -> None:
    named = NAMED.findall(ROWS[number])
    assert [name for name in named if name not in THERE] == []
    assert named or (number.startswith("S") and re.fullmatch(r"not yet: \S.{10,}", ROWS[number]))


def test_no_requirement_is_left_out_and_none_stands_twice() -> None:
    assert [number for number, _ in ROW.findall(LOG) if number.startswith("S")] == [
        f"S{each:02}" for each in range(1, REQUIREMENTS + 1)
    ]
