"""A private answer whose way the other may notice: its owner is told so before they answer."""

from __future__ import annotations

from dataclasses import replace

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.inputs import Confirm, Note

SEATS = {"speaker": ANN, "listener": BEN}
READY = replace(asks("ready", Confirm("ready"), "last"), reveals=True)
LAST = asks("last", Note("last"), seat="listener")


def test_who_answers_is_told_before() -> None:
    t = Talk(dialog(READY, LAST, seats=("speaker", "listener")), seats=SEATS)
    t.hears("Ben will not see your answer, but may notice where it leads.")
    t.says("what?")
    t.hears("may notice where it leads")


def test_it_stays_private() -> None:
    t = Talk(dialog(READY, LAST, seats=("speaker", "listener")), seats=SEATS)
    t.presses("Yes")
    assert t.session.answers[0].audience == {ANN}


def test_other_questions_and_people_alone_have_no_such_line() -> None:
    for steps, seats in (((READY, LAST), None), ((replace(READY, reveals=False), LAST), SEATS)):
        t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=seats)
        assert "may notice" not in t.text()
