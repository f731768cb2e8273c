"""Each mistake an author can make is found, at its line and column, with what to do about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.authoring.finding import Finding

OTHER = "dialog: other\ntitle: Other\nsteps:\n  a: {say: Hello, ask: {text: in_there}, then: end}\n"
LISTS = "feelings: {sad: sad, glad: glad}\nfaux: {ignored: {label: ignored, under: sad}}\n"
MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8"))
LONG = {"<4097>": "ab" * 2048 + "c", "<2049 😀>": "😀" * 2049}


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: str(case["mistake"]).replace(" ", "_"))
def test_a_mistake_is_told_where_it_stands(case: Any, reads: Any) -> None:
    text = case["dialog"]
    for short, long in LONG.items():
        text = text.replace(short, long)
    reading = reads(text, OTHER, lists=LISTS)
    own = [str(found).split("1.yaml:")[1] for found in reading.findings if found.file.endswith("1.yaml")]
    assert own == case["told"]
    assert (reading.library is None) == any("warning: " not in line for line in own)


def test_a_broken_file_tells_everything_at_once(reads: Any) -> None:
    text = """dialog: one
titel: One
command: help
steps:
  a:
    say: 'What, {you}?'
    feelign: sad
    ask: {choice: x, options: {a: Ja, b: Já}}
    then: {a: b, b: end}
    nudge: {after: 1 dya, say: Hi}
  b:
    say: B
    say: C
    ask: {many: y, from: felings}
    then: z
    tries: {limit: 0, then: end}
  c: {say: C, then: c}
"""
    findings = reads(text, lists=LISTS, taken=frozenset({"help"})).findings
    told = [f"{found.line}:{found.column} {found.text}" for found in findings if "1.yaml" in found.file]
    assert told == [
        "1:1 'title' is missing.",
        "2:1 This key isn't known.",
        "3:10 Mend itself has a command /help.",
        "6:17 Unknown placeholder.",
        "7:5 This key isn't known.",
        "8:35 Typed, 'Ja' can't be told from 'Já'.",
        "8:42 Typed, 'Já' can't be told from 'Ja'.",
        "10:20 This isn't a length of time.",
        "13:5 'say' stands here a second time.",
        "14:26 Unknown list.",
        "15:11 Unknown step.",
        "16:20 0 is too small.",
        "17:3 No end can be reached from: c.",
    ]


def test_a_finding_reads_as_editors_expect() -> None:
    found = Finding("a.yaml", 3, 7, "Unknown step.", "'b': did you mean 'bb'?", "warning")
    assert str(found) == "a.yaml:3:7: warning: Unknown step. 'b': did you mean 'bb'?"
    assert json.loads(json.dumps(asdict(found))) == {
        "file": "a.yaml",
        "line": 3,
        "column": 7,
        "text": "Unknown step.",
        "hint": "'b': did you mean 'bb'?",
        "level": "warning",
    }


def test_what_the_private_screening_comes_before_is_called_by_nobody(reads: Any) -> None:
    before = "dialog: before\ntitle: Before\nscreened: yes\nsteps:\n  a: {say: Hello, then: end}\n"
    text = "dialog: one\ntitle: One\nsteps:\n  a: {say: A, ask: {confirm: x}, then: {yes: {call: before}, no: end}}\n"
    told = [f"{found.line}:{found.column} {found.text}" for found in reads(text, before).findings]
    assert told == ["4:53 'before' can't be called."]


def test_what_is_copied_may_quote_what_was_left_out(reads: Any) -> None:
    text = """dialog: one
title: One
steps:
  a: {say: A, ask: {text: x, optional: yes}, then: b}
  b: {say: B, copy: 'It was {x}', ask: {note: y}, then: end}
"""
    assert not reads(text).findings
