"""Frequent sentences have several wordings, by turns: by the session and what its hearer said, never by chance."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conversation import ANN, BEN, PHRASES, Talk, asks, dialog

from bot.authoring.translation import WORDINGS
from bot.engine.inputs import Text

SEATS = {"speaker": ANN, "listener": BEN}
WORDED = sorted(".".join(key) for key in WORDINGS)
PAUSED = PHRASES.words("paused")


def alone(id_: str = "abcdefabcdef", *, varied: bool = True) -> Talk:
    """Somebody alone, asked for words of their own three times."""
    steps = (asks(one, Text(one), then) for one, then in (("a", "b"), ("b", "c"), ("c", "end")))
    t = Talk(dialog(*steps))
    t.session = replace(t.session, id=id_, library=replace(t.session.library, varied=varied))
    return t


def pauses(t: Talk) -> str:
    """What somebody who pauses hears."""
    t.wants("pause")
    return t.heard[-1].text


def heard_on_the_way(t: Talk) -> list[str]:
    """What each pause of one conversation is answered with."""
    told = []
    for words in ("One.", "Two.", ""):
        told.append(pauses(t))
        t.wants("where")
        if words:
            t.says(words)
    return told


def test_each_wording_has_its_turn() -> None:
    assert {*heard_on_the_way(alone())} == {*PAUSED}


def test_the_same_moment_is_answered_in_the_same_words() -> None:
    assert heard_on_the_way(alone()) == heard_on_the_way(alone())
    t = alone()
    assert pauses(t) == pauses(t)


def test_another_conversation_begins_with_another_wording() -> None:
    begun = {pauses(alone(f"abcdefabcd{number:02}")) for number in range(20)}
    assert begun == {*PAUSED}


def test_in_a_rehearsal_each_is_said_in_its_first() -> None:
    assert heard_on_the_way(alone(varied=False)) == [PAUSED[0]] * 3


def test_what_the_other_does_changes_no_wording() -> None:
    told = set()
    for answers in range(3):
        mine = (asks("mine", Text("mine"), "end", seat="both"),)
        steps = [asks(f"own{n}", Text(f"own{n}"), f"own{n + 1}" if n < 2 else "mine") for n in range(3)]
        t = Talk(dialog(*steps[3 - answers :], *mine, seats=("speaker", "listener")), seats=SEATS)
        t.session = replace(t.session, library=replace(t.session.library, varied=True))
        for number in range(answers):
            t.says(f"Word {number}.")
        t.wants("pause", who=BEN)
        told.add(next(message.text for message in t.heard if message.to == BEN))
    assert len(told) == 1


@pytest.mark.parametrize("key", WORDED)
def test_every_wording_is_as_whole_as_the_first(key: str) -> None:
    wordings = PHRASES.words(key)
    assert len({*wordings}) == len(wordings) in (3, 4)
    assert len({frozenset(re.findall(r"\{\w+\}", wording)) for wording in wordings}) == 1
