"""One of two goes in silence: to the other it is as if they merely said nothing."""

from __future__ import annotations

from dataclasses import replace

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Confirm, Text
from bot.engine.session import GONE
from bot.engine.silence import without

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("mine", Text("mine", limit=20), "yours"),
    asks("yours", Text("yours", limit=20), seat="listener"),
)


def talk() -> Talk:
    t = Talk(dialog(*STEPS, seats=("speaker", "listener")), seats=SEATS)
    t.says("just for me")
    return t


def is_away(t: Talk, who: int) -> None:
    people = {**t.session.people, who: replace(t.session.people[who], here=False)}
    t.session = replace(t.session, people=people)


def test_the_end_waits_behind_the_note_of_who_is_not_here() -> None:
    t = talk()
    is_away(t, ANN)
    t.says("just for me too", who=BEN)
    assert t.turn.knocks == (ANN,)
    t.press(f"{t.session.id}:0:!open", ANN)
    t.hears("This ends here", who=ANN)


def test_somebody_goes_while_nothing_but_the_end_waits_for_the_other() -> None:
    t = talk()
    is_away(t, ANN)
    t.says("just for me too", who=BEN)
    t.session = without(t.session, BEN)
    assert t.session.seats == {"speaker": ANN, "listener": GONE}
    assert [answer.owner for answer in t.session.answers] == [ANN]


def test_back_never_leads_to_a_question_of_somebody_who_went() -> None:
    t = talk()
    t.says("much more than twenty letters", who=BEN)
    assert t.aside(BEN) == "long"
    t.session = without(t.session, ANN)
    t.wants("back", who=BEN)
    assert t.step(BEN) == "yours"
    assert t.aside(BEN) == "long"


def test_back_goes_no_further_than_what_the_other_was_told() -> None:
    steps = (
        asks("mine", Text("mine"), "between"),
        Step("between", "listener", (Exit("more"),)),
        asks("more", Text("more")),
    )
    for here in (True, False):
        t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
        if not here:
            is_away(t, BEN)
        t.says("just for me")
        assert (t.turn.knocks == ()) is here
        t.wants("back")
        assert t.step() == "more"
        assert t.answer("mine") == "just for me"


def test_back_goes_as_far_with_nobody_there_as_with_somebody_who_says_nothing() -> None:
    steps = (
        asks("mine", Text("mine"), "between"),
        Step("between", "listener", (Exit("more"),)),
        asks("more", Text("more")),
    )
    read = []
    for gone in (False, True):
        t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
        t.session = without(t.session, BEN) if gone else t.session
        t.says("just for me")
        before = t.text(), t.labels(ANN)
        t.wants("back")
        read.append((*before, t.text(), t.step()))
    assert read[0] == read[1]


def test_what_was_kept_reads_as_kept_once_its_owner_is_gone() -> None:
    steps = (
        asks("say", Text("say", share="listener"), "heard"),
        Step("heard", "listener", (Exit("say", on=("no",)), Exit("end")), ask=Confirm("heard")),
    )
    t = Talk(
        dialog(*steps, words={"heard.say": '"{say}". Heard?'}, seats=("speaker", "listener")), seats=SEATS
    )
    t.says("You left.")
    t.presses("Send it")
    t.presses("No", who=BEN)
    t.says("You left me there.")
    t.presses("Keep it to myself")
    t.hears("(kept to themselves)", who=BEN)
    t.session = without(t.session, ANN)
    assert "me there" not in "".join(answer.text for answer in t.session.answers)
    t.wants("where", who=BEN)
    t.hears('"(kept to themselves)". Heard?', who=BEN)
