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
    t.hears("It isn't your turn here right now", who=ANN)
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


def test_what_was_said_so_far_is_told_as_it_was_in_its_round() -> None:
    words = {**WORDS, "moment.recap": '{speaker} said: "{moment}"', "last.say": "Thank you both."}
    t = Talk(dialog(*STEPS, words=words, seats=("speaker", "listener")), seats=SEATS)
    says_and_sends(t, "You left.", ANN)
    t.wants("where", who=BEN)
    t.hears('Ann said: "You left."', "Ben, what happened?", who=BEN)
    t.says("You shouted.", who=BEN)
    t.presses("Send it", who=BEN)
    t.wants("where", who=ANN)
    t.hears('Ann said: "You left."', 'Ben said: "You shouted."', who=ANN)


def test_what_was_agreed_on_stands_for_what_was_said_before_it_and_a_no_has_no_line() -> None:
    said, heard_ = '{speaker} said: "{moment}"', 'Heard: "{moment}"'
    words = {**WORDS, "moment.recap": said, "heard.recap": heard_, "last.say": "Thank you both."}
    heard = Step(
        "heard",
        "speaker",
        (Exit("moment", on=("no",)), Exit("last", swap="moment")),
        ask=Confirm("heard", share="listener"),
    )
    t = Talk(dialog(STEPS[0], heard, STEPS[2], words=words, seats=("speaker", "listener")), seats=SEATS)
    t.says("You left.")
    t.presses("Send it")
    t.presses("No")
    t.wants("where", who=BEN)
    t.hears('Ann said: "You left."', who=BEN)
    assert "Heard" not in t.text(BEN)
    says_and_sends(t, "You left early.", ANN)
    for who in (ANN, BEN):
        t.wants("where", who=who)
        t.hears('Heard: "You left early."', who=who)
        assert "said" not in t.text(who).partition("?")[0]
    t.says("You shouted.", who=BEN)
    t.presses("Send it", who=BEN)
    t.wants("where", who=ANN)
    t.hears('Heard: "You left early."\nBen said: "You shouted."', who=ANN)


CALM = dialog(asks("breathe", Note("breathe")), name="calm")
WITH_A_BREAK = dialog(
    Step("heard", "listener", (Exit("heard", on=("no",), call="calm"), Exit("last")), ask=Confirm("heard")),
    asks("last", Note("last"), seat="both"),
    seats=("speaker", "listener"),
    calls={"calm": CALM.hash},
)


def test_a_dialog_for_one_that_is_called_is_for_who_called_it() -> None:
    t = Talk(WITH_A_BREAK, CALM, seats=SEATS)
    t.presses("No", who=BEN)
    t.hears("breathe?", who=BEN)
    assert not t.text(ANN)
    t.presses("Go on", who=BEN)
    t.hears("heard?", who=BEN)


def test_a_break_of_the_one_who_listens_is_theirs_alone() -> None:
    t = Talk(WITH_A_BREAK, CALM, seats=SEATS)
    t.wants("call", CALM.hash, who=BEN)
    t.hears("breathe?", who=BEN)
    assert not t.text(ANN)


def test_no_break_is_played_where_both_are_asked_even_once_one_has_answered() -> None:
    t = Talk(WITH_A_BREAK, CALM, seats=SEATS)
    t.presses("Yes", who=BEN)
    t.presses("Go on", who=ANN)
    t.wants("call", CALM.hash, who=BEN)
    t.hears("last?", who=BEN)
    assert not t.text(ANN)


def test_back_takes_nothing_back_that_the_other_was_told() -> None:
    steps = (
        asks("glad", Confirm("glad", share="speaker"), "told", seat="listener"),
        Step("told", "speaker", (Exit("next"),)),
        asks("next", Note("next"), seat="listener"),
    )
    t = Talk(dialog(*steps, words={"told.say": "Ben is glad."}, seats=("speaker", "listener")), seats=SEATS)
    t.presses("Yes", who=BEN)
    t.hears("Ben is glad.", who=ANN)
    t.hears("next?", who=BEN)
    t.wants("back", who=BEN)
    assert (t.step(BEN), t.answer("glad")) == ("next", "yes")


def test_what_a_step_has_yet_to_bring_is_not_told_before_it_does() -> None:
    steps = (
        asks("moment", Text("moment", share="listener"), "ready"),
        asks("ready", Note("ready"), "mirror", seat="listener"),
        asks("mirror", Text("mirror", share="speaker"), seat="listener"),
    )
    words = {
        "moment.recap": '{speaker} said: "{moment}"',
        "mirror.say": 'Ann said "{moment}". What did you hear?',
    }
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    t.says("You left.")
    t.presses("Send it")
    t.wants("where", who=BEN)
    assert "You left." not in t.text(BEN)
    t.wants("where", who=ANN)
    t.hears('Ann said: "You left."', who=ANN)
    t.says("ok", who=BEN)
    t.wants("where", who=BEN)
    t.hears('Ann said: "You left."', who=BEN)
