"""Pictures of dialogs."""

import subprocess
from pathlib import Path

import pytest

from bot.authoring.draw import Undrawn, dot, mermaid, svg
from bot.authoring.reading import read
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog

TRICKY = """
dialog: end_all
title: Tricky
seats: [speaker, listener]
phases: [listen]
steps:
  graph:
    phase: listen
    say: One?
    ask: {choice: graph, options: {a: 'Say "[no]" <now>; #1', b: Ünder}}
    then: {a: rest, b: {call: calm, then: rest}}
    tries: {limit: 3, then: rest}
  rest:
    to: both
    say: How?
    ask: {scale: rest}
    reveals: yes
    then: [{when: {rest of speaker: 0..4}, go: graph}, end]
    visits: {limit: 3, then: end}
    listens: end
"""


@pytest.fixture
def tricky(tmp_path: Path) -> Dialog:
    (tmp_path / "end_all.yaml").write_text(TRICKY)
    (tmp_path / "calm.yaml").write_text("dialog: calm\ntitle: C\nsteps: {a: {say: A., then: end}}\n")
    reading = read(tmp_path, shipped=shipped_dialogs())
    library = reading.library
    assert library is not None, reading.findings
    return library.dialogs["end_all"]


def test_mermaid_shows_phases_seats_calls_conditions_and_limits(tricky: Dialog) -> None:
    drawn = mermaid(tricky)
    assert 'subgraph phase_listen ["listen"]' in drawn
    assert 's_rest["rest"]:::both' in drawn
    assert 's_calm_from_graph[["calm"]]' in drawn
    assert 's_graph -->|"Say #34;#91;no#93;#34; #60;now#62;#59; #35;1"| s_rest' in drawn
    assert 's_graph -->|"Ünder"| s_calm_from_graph\n  s_calm_from_graph --> s_rest' in drawn
    assert 's_rest -->|"rest of speaker 0..4"| s_graph' in drawn
    assert 's_graph -.->|"3 tries"| s_rest' in drawn
    assert 's_rest -.->|"3 visits"| s_end' in drawn
    assert 's_rest -.->|"who only listens"| s_end' in drawn


def test_graphviz_can_draw_it(tricky: Dialog) -> None:
    try:
        drawn = svg(tricky)
    except Undrawn:
        pytest.skip("graphviz isn't installed")
    assert drawn.startswith(b"<?xml")
    assert b"Say" in drawn
    assert subprocess.run(
        ["dot", "-Tcanon"], input=dot(tricky).encode(), check=True, capture_output=True
    ).stdout


def test_without_graphviz_one_line_says_what_to_do(tricky: Dialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Undrawn, match=r"install it .*, or leave --svg away"):
        svg(tricky)
