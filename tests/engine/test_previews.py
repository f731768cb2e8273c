"""What somebody else will read is shown whole before it is sent."""

from __future__ import annotations

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Step
from bot.engine.dialog import Test as If
from bot.engine.inputs import Choice, Confirm, Note, Text

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = [
    asks("own", Text("own"), "moment"),
    asks("moment", Text("moment", share="listener", limit=100), "mirror"),
    asks("mirror", Text("mirror", share="speaker"), "heard", seat="listener"),
    asks("heard", Choice("heard", ("all", "part"), share="listener"), "done_note"),
    asks("done_note", Note("done_note"), seat="both"),
]
WORDS = {
    "mirror.say": 'It is said: "{moment}". What did you hear?',
    "heard.say": 'Heard: "{mirror}". Did it reach you?',
}


def talk() -> Talk:
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    t.says("mine alone")
    return t


def test_who_will_read_it_is_told_before() -> None:
    t = talk()
    t.hears("moment?", "Ben will read this")


def test_send_sends_just_what_was_shown() -> None:
    t = talk()
    t.says("the {own} plate")
    t.hears("This is what Ben will read:", '"the {own} plate"')
    assert t.session.answers[-1].audience == frozenset({ANN})
    t.presses("Send it")
    t.hears('It is said: "the {own} plate".', "Ann will read this", who=BEN)
    assert t.session.answers[-1].audience == frozenset({ANN, BEN})
    t.hears("that is kept")
    assert t.session.place.firm == t.session.answers[-1].asked


def test_back_goes_no_further_than_what_was_sent() -> None:
    t = talk()
    t.says("plate")
    t.presses("Send it")
    t.wants("back", who=BEN)
    t.hears("What was sent stands", who=BEN)
    t.wants("back")
    t.hears("It isn't your turn here right now")
    t.says("I heard a plate", who=BEN)
    t.presses("Send it", who=BEN)
    t.hears('Heard: "I heard a plate".', "Ben will see your answer")
    t.wants("back")
    t.hears("What was sent stands")
    assert t.answer("mirror") == "I heard a plate"


def test_each_change_opens_a_new_preview_and_the_old_one_sends_nothing() -> None:
    t = talk()
    t.says("first", message=7)
    first, number = list(t.heard), t.asked()
    t.says("second", message=8)
    t.hears('"second"')
    assert t.asked() > number
    t.presses("Send it", messages=first)
    t.hears("an earlier moment", '"second"')
    assert t.answer("moment") is None
    t.edits("second, edited", 8)
    t.hears('"second, edited"')
    t.edits("second, edited", 8)
    assert t.turn.messages == ()
    t.says("and more", ago=60)
    t.hears('"second, edited\nand more"')
    t.presses("Send it")
    assert t.answer("moment") == "second, edited\nand more"


def test_change_asks_again_and_back_does_too() -> None:
    t = talk()
    t.says("first")
    old = list(t.heard)
    t.presses("Change it")
    assert (t.step(), t.aside(), t.answer("moment")) == ("moment", "", None)
    t.presses("Send it", messages=old)
    assert t.answer("moment") is None
    t.says("first")
    t.wants("back")
    assert (t.step(), t.aside(), t.answer("own")) == ("moment", "", "mine alone")


def test_what_is_kept_to_oneself_is_never_shown() -> None:
    t = talk()
    t.says("secret")
    t.presses("Keep it to myself")
    assert t.session.answers[-1].audience == frozenset({ANN})
    t.hears("(kept to themselves)", who=BEN)
    assert "secret" not in t.text(BEN)


def ways() -> list[Step]:
    """Each says something to both; where Ann's was left out, or kept, it goes on at `left`."""
    left = If("moment", of="speaker", skipped=True)
    return [
        Step(
            "moment",
            "both",
            (Exit("left", when=(left,)), Exit("told")),
            ask=Text("moment", share="listener", optional=True),
        ),
        asks("left", Note("left")),
        asks("told", Note("told")),
    ]


def test_what_is_kept_counts_as_left_out_where_the_ways_part() -> None:
    for label, step in (("Keep it to myself", "left"), ("Send it", "told")):
        t = Talk(dialog(*ways(), seats=("speaker", "listener")), seats=SEATS)
        t.says("for me")
        t.presses(label)
        t.says("for me, too", who=BEN)
        assert t.step() == step


def test_alone_and_where_nobody_else_was_to_read_it_nothing_counts_as_kept() -> None:
    t = Talk(dialog(*ways(), seats=("speaker", "listener")), seats={"speaker": ANN, "listener": ANN})
    t.says("for me")
    assert t.step() == "told"
    t = Talk(dialog(*ways(), seats=("speaker", "listener")), seats={"speaker": BEN, "listener": ANN})
    t.says("for me")
    t.says("for me, too", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.step(BEN) == "told"


def test_danger_is_never_sent_on_by_itself() -> None:
    t = talk()
    t.says("plate")
    t.says("danger")
    assert t.aside() == "danger"
    assert t.heard[-1].to == ANN
    t.presses("I'm safe, go on")
    assert t.aside() == "preview"
    assert t.answer("moment") is None


def test_a_preview_outlives_where_stop_and_a_pause() -> None:
    t = talk()
    t.says("plate")
    t.wants("where")
    t.hears("This is what Ben will read")
    t.wants("stop")
    t.presses("Go on")
    t.hears("This is what Ben will read")
    t.wants("pause")
    t.returns()
    t.hears("This is what Ben will read", '"plate"')
    t.presses("Send it")
    assert t.answer("moment") == "plate"


def test_too_long_to_share_is_said_and_then_shown_before_sending() -> None:
    t = talk()
    t.says("x" * 101)
    t.hears("I can keep 100")
    t.presses("Keep the first part")
    t.hears("This is what Ben will read")
    assert t.answer("moment") is None


def test_both_are_asked_and_waited_for() -> None:
    both = Step("ready", "both", (Exit("end"),), ask=Confirm("ready"))
    t = Talk(dialog(asks("hello", Note("hello"), "ready"), both, seats=("speaker", "listener")), seats=SEATS)
    t.says("ok")
    assert t.asked(ANN) != t.asked(BEN)
    assert "‹ Back" not in t.labels(BEN)
    t.says("yes")
    t.hears("I'll write when it goes on")
    t.wants("back", who=BEN)
    t.hears("What was sent stands", who=BEN)
    t.says("no", who=BEN)
    assert t.session.state == "done"


def test_what_belongs_to_two_is_not_begun_again_by_one() -> None:
    t = talk()
    t.wants("over")
    t.hears("belongs to you both")


def test_what_is_to_be_seen_together_is_in_no_recap_before_both_have_answered() -> None:
    steps = [
        asks("need", Text("need", share="both", limit=100), "told", seat="both"),
        asks("told", Note("told"), seat="both"),
    ]
    words = {"need.recap": "{me}: a need is {need of speaker}."}
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    t.says("to be heard")
    t.presses("Send it")
    for way in ("where", "resume"):
        t.wants(way, who=BEN)
        assert "to be heard" not in t.text(BEN)
        t.wants(way)
        t.hears("to be heard")
    t.says("quiet", who=BEN)
    t.presses("Send it", who=BEN)
    t.wants("where", who=BEN)
    t.hears("to be heard", who=BEN)


def test_what_one_chose_anew_is_not_seen_while_the_other_is_asked_again() -> None:
    steps = [
        asks("need", Text("need", share="both", limit=100), "more", seat="both"),
        Step("more", "both", (Exit("need", on=("yes",)), Exit("end")), ask=Confirm("more")),
    ]
    words = {
        "need.recap": "{need of speaker} and {need of listener}",
        "more.say": "{need of speaker} and {need of listener}?",
    }
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    for said in ("first", "second"):
        for who in (ANN, BEN):
            t.says(f"{said} of {who}", who=who)
            t.presses("Send it", who=who)
            if (said, who) == ("second", ANN):
                t.wants("anew")
                t.wants("where", who=BEN)
                t.hears("first of 1", who=BEN)
                assert "second of 1" not in t.text(BEN)
        t.hears(f"{said} of 1", f"{said} of 2", who=BEN)
        for who in (ANN, BEN):
            t.says("yes", who=who)
