"""Away: who comes back after long is welcomed, by what they did and read themselves, never by what the other did."""

from __future__ import annotations

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.inputs import Scale, Text

SEATS = {"speaker": ANN, "listener": BEN}
WELCOME = "Good that you're here."


def both() -> Talk:
    """Each is asked something of their own at the same time."""
    steps = asks("mine", Text("mine"), "calm", seat="both"), asks("calm", Scale("calm"), seat="both")
    return Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)


def taking_turns() -> Talk:
    """Ann sends something to Ben, and is then asked something more."""
    steps = (
        asks("moment", Text("moment", share="listener"), "mirror"),
        asks("mirror", Text("mirror", share="speaker"), "more", seat="listener"),
        asks("more", Text("more")),
    )
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says("You left.")
    t.presses("Send it")
    return t


def test_what_the_other_did_meanwhile_changes_nothing_for_who_comes_back() -> None:
    read = []
    for other_acts in (False, True):
        t = both()
        t.wait(hours=11)
        if other_acts:
            t.says("Words of Ben's.", who=BEN)
        t.wait(hours=2)
        t.says("Some words.")
        read.append(t.text())
    assert read[0] == read[1]
    assert WELCOME in read[0]


def test_words_of_who_was_away_are_offered_though_the_other_just_answered() -> None:
    t = both()
    t.wait(hours=13)
    t.says("Words of Ben's.", who=BEN)
    t.hears(WELCOME, "Shall I take it", who=BEN)
    t.presses("Yes, take it", who=BEN)
    t.says("Words of Ann's.")
    t.hears(WELCOME, "Shall I take it")


def test_who_was_only_just_asked_was_not_away_however_long_the_other_took() -> None:
    t = taking_turns()
    t.wait(hours=30)
    t.says("That I left.", who=BEN)
    t.presses("Yes, take it", who=BEN)
    t.presses("Send it", who=BEN)
    t.wait(minutes=5)
    t.says("And I was alone.")
    assert WELCOME not in t.text()
    assert t.answer("more") == "And I was alone."


def test_who_held_words_for_this_question_lately_was_not_away() -> None:
    t = taking_turns()
    t.wait(hours=11)
    t.says("That I", who=BEN)
    t.wait(hours=11)
    t.says("left.", who=BEN)
    assert WELCOME not in t.text(BEN)
