"""The floor goes to the other: the same steps come again with the seats changed."""

from __future__ import annotations

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Limit, Step
from bot.engine.inputs import Confirm, Note, Text

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("moment", Text("moment", share="listener"), "heard"),
    Step(
        "heard",
        "speaker",
        (Exit("moment", on=("no",)), Exit("last", swap="moment")),
        ask=Confirm("heard"),
        visits=Limit(2, "moment"),
    ),
    asks("last", Note("last"), seat="both"),
)
WORDS = {
    "moment.say": "{speaker}, what happened?",
    "heard.say": '"{moment}". Is it right?',
    "last.say": '{speaker} said "{moment of speaker}", {listener} said "{moment of listener}".',
}


def talk(**more: object) -> Talk:
    return Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS, **more)  # type: ignore[arg-type]  # told by its examples


def says_and_sends(t: Talk, text: str, who: int) -> None:
    t.says(text, who=who)
    t.presses("Send it", who=who)
    t.presses("Yes", who=who)


def test_both_have_the_floor_once_and_then_it_goes_on() -> None:
    t = talk()
    t.hears("Ann, what happened?")
    says_and_sends(t, "You left.", ANN)
    assert t.session.place.round == 1
    t.hears("Ben, what happened?", "Ann will read this", who=BEN)
    t.wants("where", who=ANN)
    t.hears("Nothing waits", who=ANN)
    t.says("You shouted.", who=BEN)
    t.presses("Send it", who=BEN)
    t.hears('"You shouted.". Is it right?', who=BEN)
    t.presses("Yes", who=BEN)
    for who in (ANN, BEN):
        t.hears('Ann said "You left.", Ben said "You shouted.".', who=who)


def test_who_is_alone_goes_straight_on() -> None:
    t = Talk(dialog(*STEPS, words={**WORDS, "last.say": "Enough."}, seats=("speaker", "listener")))
    t.says("You left.")
    t.presses("Yes")
    t.hears("Enough.")
    assert t.session.place.round == 0


def test_limits_on_visits_begin_anew_with_each_round() -> None:
    t = talk()
    for who in (ANN, BEN):
        t.says("One.", who=who)
        t.presses("Send it", who=who)
        t.presses("No", who=who)
        says_and_sends(t, "Two.", who)
    assert t.session.place.round == 2


def test_back_takes_the_floor_back() -> None:
    steps = (
        Step("a", "speaker", (Exit("b", swap="a"),), ask=Text("a")),
        asks("b", Note("b"), seat="both"),
    )
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says("mine alone")
    t.hears("a?", who=BEN)
    t.wants("back", who=BEN)
    assert t.session.place.round == 1  # the answer that led here isn't Ben's to take back
    t.says("mine too", who=BEN)
    t.hears("b?", who=ANN)
    assert [answer.round for answer in t.session.answers] == [0, 1]
