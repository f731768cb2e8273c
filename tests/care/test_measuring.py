"""The half of the corpus that measures stays as it was before the patterns that it measures."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

CARE = Path(__file__).resolve().parent
README = (CARE.parents[1] / "README.md").read_text()


@pytest.mark.parametrize("file", sorted((CARE / "measuring").glob("*.yaml")), ids=lambda file: file.stem)
def test_its_hash_stands_in_the_readme(file: Path) -> None:
    assert f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" in README


def test_hardly_a_sentence_stands_in_both_halves() -> None:
    built, measured = (
        {
            line.partition("text: ")[2].partition(", kinds:")[0]
            for file in sorted((CARE / half).glob("*_en.yaml"))
            for line in file.read_text().splitlines()
        }
        for half in ("building", "measuring")
    )
    assert len(built) > 5000
    assert len(measured) > 800
    assert len(built & measured - {""}) < len(measured) / 100  # a few words each, that two people hit upon
