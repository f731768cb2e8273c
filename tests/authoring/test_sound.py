"""What passes the check can be played: no dead end, no endless circle, no answer read that wasn't given."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.authoring.around import Around
from bot.authoring.calls import compile_all
from bot.authoring.checking import check
from bot.authoring.finding import errors
from bot.authoring.reading import read
from bot.authoring.strict import Source, document
from bot.authoring.understanding import understood
from bot.engine.library import Library, library
from bot.engine.said import Chosen, Said, Wanted
from bot.engine.senses import Notice
from bot.engine.session import Participant, Session
from bot.engine.speak import begin, speak
from bot.engine.turn import Turn
from bot.when.clocks import Clocks

SHIPPED = Path(__file__).parents[2] / "dialogs"
NAMES = "abcd"
CALM = "dialog: calm\ntitle: Calm\nsteps:\n  a: {say: Breathe., ask: note, then: end}\n"
KINDS = {
    "choice": "{choice: %s, options: {p: Pear, q: Quince, r: Rose}}",
    "confirm": "{confirm: %s, yes: Surely, no: Hardly}",
    "scale": "{scale: %s}",
    "number": "{number: %s, from: 1, to: 4}",
    "words": "{text: %s, optional: yes}",
    "draft": "{text: %s, draft: As it is}",
    "many": "{many: %s, options: {p: Pear, q: Quince}}",
    "note": "{note: %s}",
    "time": "{time: %s, optional: yes}",
}
OUTCOMES = {"choice": "pqr", "confirm": ("yes", "no")}
CONDITIONS = {
    "choice": "[p, q]",
    "confirm": "'yes'",
    "scale": "0..4",
    "number": "2",
    "many": "q",
    "words": "skipped",
    "time": "skipped",
}


class Calm(Clocks):
    """Notices nothing but times."""

    def notice(self, _text: str, _language: str) -> Notice:
        return Notice()


def target(chance: random.Random, name: str) -> str:
    on = chance.choice([*NAMES, "end", *(NAMES[NAMES.index(name) + 1 :] or ["end"]) * 2])
    return chance.choice(["{call: calm}", f"{{call: calm, then: {on}}}"]) if chance.random() < 0.1 else on


def way(chance: random.Random, kinds: dict[str, str], name: str) -> str:
    """A target, or targets that depend on an answer: mostly the step's own."""
    of = name if chance.random() < 0.7 else chance.choice(NAMES)
    if kinds[of] not in CONDITIONS or chance.random() < 0.6:
        return target(chance, name)
    return (
        f"[{{when: {{x{of}: {CONDITIONS[kinds[of]]}}}, go: {target(chance, name)}}}, {target(chance, name)}]"
    )


def invented(chance: random.Random) -> str:
    """A dialog of a few steps that a careless author could have written."""
    kinds = {name: chance.choice([*KINDS, ""]) for name in NAMES}
    lines = ["dialog: one", "title: One", "steps:"]
    for name in NAMES:
        asks = [other for other in NAMES[: NAMES.index(name)] if kinds[other]]
        quote = f" {{x{chance.choice(asks)}}}" if asks and chance.random() < 0.25 else ""
        lines.append(f"  {name}:\n    say: 'This is {name}{quote}'")
        then = way(chance, kinds, name)
        if kinds[name]:
            lines.append(f"    ask: {KINDS[kinds[name]] % f'x{name}'}")
            lines.append(f"    recap: 'It was {{x{chance.choice([name, name, *asks])}}}'")
            if kinds[name] in OUTCOMES and chance.random() < 0.8:
                ways = [f"{key}: {way(chance, kinds, name)}" for key in OUTCOMES[kinds[name]]]
                then = "{" + ", ".join(ways) + "}"
            if chance.random() < 0.3:
                lines.append(f"    tries: {{limit: 1, then: {chance.choice(NAMES)}}}")
        if chance.random() < 0.4:
            then_to = chance.choice([*NAMES, *["end"] * 6])
            lines.append(f"    visits: {{limit: {chance.choice([1, 2])}, then: {then_to}}}")
        lines.append(f"    then: {then}")
    return "\n".join(lines) + "\n"


def event(session: Session, turn: Turn, chance: random.Random) -> Any:
    question = session.question_of(1)
    assert question is not None
    if chance.random() < 0.15:
        return Wanted(chance.choice(["back", "where", "over", "resume"]))
    mine = f"{session.id}:{question.asked}:"
    buttons = [b.data for m in turn.messages for row in m.buttons for b in row if b.data.startswith(mine)]
    if buttons and chance.random() < 0.7:
        return Chosen(question.asked, chance.choice(buttons).removeprefix(mine))
    return Said(
        chance.choice(["7", "2", "yes", "pear", "nothing that fits", "pear and quince", "on", "1", "tonight"])
    )


def played(library: Library, chance: random.Random, turns: int) -> bool:
    """Play a dialog for so many turns, saying anything; tells whether it came to its end."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    turn = begin(library.dialogs["one"], "s", {"speaker": 1}, {1: Participant(1, "Ann")}, library, now)
    for _ in range(turns):
        if turn.session.state in ("done", "stopped"):
            return True
        now += timedelta(minutes=1)
        turn = speak(replace(turn.session), 1, event(turn.session, turn, chance), now, Calm())
    return False


def passing(text: str, phrases: Library) -> Library | None:
    """The library of this dialog if it passes; steps that nobody comes to harm nobody here."""
    found = [understood(source) for source in (source_of(CALM), source_of(text))]
    drafts = tuple(draft for draft, _ in found if draft is not None)
    dialogs = compile_all(drafts, {})
    around = Around({draft.written.dialog: draft.written for draft in drafts})
    told = [
        one for draft, dialog in zip(drafts, dialogs, strict=True) for one in check(draft, dialog, around)
    ]
    told += [one for _, findings in found for one in findings]
    if [one for one in errors(told) if not one.text.startswith("Nobody ever comes")]:
        return None
    return library(dialogs, phrases.phrases)


def source_of(text: str) -> Source:
    source, findings = document(text.encode(), "one.yaml")
    assert source is not None, findings
    return source


@pytest.fixture(scope="module")
def shipped() -> Library:
    found = read(SHIPPED, shipped=SHIPPED).library
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(10))
def test_a_dialog_that_passes_can_be_played(seed: int, shipped: Library) -> None:
    chance = random.Random(seed)
    passed = [found for _ in range(150) if (found := passing(invented(chance), shipped)) is not None]
    assert len(passed) > 3
    for one in passed:
        for _ in range(5):
            played(one, chance, 60)
