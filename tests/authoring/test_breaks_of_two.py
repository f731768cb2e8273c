"""A break just before the floor goes to the other, who is here or not: what it brings them is the same either way."""

from __future__ import annotations

from pathlib import Path

from test_by_buttons import found_in

from bot.authoring.explore import explore_all

CALM = "dialog: calm\ntitle: Calm\nsteps:\n  a: {say: Breathe., ask: note, then: end}\n"
TALK = """dialog: one
title: One
command: one
seats: [speaker, listener]
steps:
  a: {to: speaker, say: A, ask: {confirm: x}, then: {yes: {call: calm, then: b}, no: b}}
  b: {to: listener, say: B, ask: {note: y}, then: end}
"""


def test_a_break_of_ones_own_before_the_others_question_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text(CALM)
    reading = found_in(tmp_path, TALK)
    assert reading.library is not None
    seen = {each.dialog: each for each in explore_all(reading.library, reading.sources)}
    assert seen["one"].together is not None
    assert seen["one"].wrong == ()
