"""Slips and tries, conditions, visits, calls, solo texts, phases."""

from __future__ import annotations

from conversation import Talk, asks, dialog

from bot.engine.dialog import END, Exit, Limit, Solo, Step
from bot.engine.dialog import Test as If
from bot.engine.inputs import Choice, Confirm, Many, Note, Scale, Text


def test_the_second_time_it_is_asked_in_fewer_words() -> None:
    t = Talk(dialog(asks("c", Confirm("c")), words={"c.say": "A long story. Is it so?"}))
    t.hears("A long story. Is it so?")
    t.says("perhaps")
    t.hears("I'm not sure which one you mean", "Is it so?")
    assert "long story" not in t.text()
    t = Talk(dialog(asks("c", Confirm("c")), words={"c.say": "Long?", "c.again": "Short."}))
    t.says("perhaps")
    t.hears("Short.")


def test_after_its_tries_the_dialog_goes_its_own_way() -> None:
    t = Talk(dialog(asks("c", Confirm("c"), tries=Limit(2, "other")), asks("other", Note("other"))))
    t.says("perhaps")
    t.says("perhaps")
    t.hears("Let's go on another way", "other?")
    t.presses("Back")
    assert t.step() == "c"
    assert t.session.place.questions[0].tries == 0


def test_without_tries_the_ways_that_are_always_open_are_named_in_the_end() -> None:
    t = Talk(dialog(asks("c", Confirm("c"))))
    for _ in range(3):
        t.says("perhaps")
    t.hears("/back, /pause, /stop and /help")


def test_conditions_choose_the_first_way_that_holds() -> None:
    exits = (
        Exit("low", when=(If("s", low=0, high=3),)),
        Exit("both", when=(If("m", among=("x",)), If("s", low=4))),
        Exit("skip", when=(If("t", skipped=True),)),
        Exit("rest"),
    )
    steps = [
        asks("m", Many("m", ("x", "y"), 2), "t"),
        asks("t", Text("t", optional=True), "s"),
        Step("s", "speaker", exits, ask=Scale("s")),
        *(asks(name, Note(name)) for name in ("low", "both", "skip", "rest")),
    ]
    for ticks, text, number, to in [
        ("x", "a", "2", "low"),
        ("x, y", "a", "4", "both"),
        ("y", "skip", "4", "skip"),
        ("y", "a", "9", "rest"),
    ]:
        t = Talk(dialog(*steps))
        for said in (ticks, text, number):
            t.says(said)
        assert t.step() == to


def test_a_step_is_entered_so_often_and_no_more_and_a_break_is_no_new_visit() -> None:
    loop = Step(
        "a", "speaker", (Exit("a", ("no",)), Exit(END, ("yes",))), ask=Confirm("a"), visits=Limit(2, "out")
    )
    calm = dialog(asks("rest", Note("rest")), name="calm")
    t = Talk(dialog(loop, asks("out", Note("out"))), calm)
    t.says("no")
    t.wants("call", calm.hash)
    assert t.step() == "rest"
    t.presses("Go on")
    assert t.step() == "a"
    t.wants("call", calm.hash)
    t.says("ok")
    assert t.step() == "a"
    t.says("no")
    assert t.step() == "out"


def test_a_called_dialog_comes_back_and_back_leads_through_it() -> None:
    calm = dialog(asks("rest", Note("rest"), "more"), asks("more", Note("more")), name="calm")
    a = Step(
        "a", "speaker", (Exit("b", ("yes",), call="calm"), Exit("a", ("no",), call="calm")), ask=Confirm("a")
    )
    t = Talk(dialog(a, asks("b", Note("b")), calls={"calm": calm.hash}), calm)
    begun = t.session.place.trail
    t.says("yes")
    t.says("ok")
    t.says("ok")
    assert t.step() == "b"
    for step in ("more", "rest", "a"):
        t.wants("back")
        assert t.step() == step
    assert (t.session.place.trail, t.session.answers) == (begun, ())
    t.says("no")
    t.says("ok")
    t.says("ok")
    assert t.step() == "a"


def test_a_break_in_a_dialog_whose_seats_have_other_names() -> None:
    calm = dialog(asks("rest", Note("rest")), name="calm")
    t = Talk(dialog(asks("a", Text("a"), seat="giver"), seats=("giver", "taker")), calm)
    t.wants("call", calm.hash)
    assert t.step() == "rest"
    t.says("ok")
    assert t.step() == "a"


def test_alone_other_words_and_steps() -> None:
    skipped = Step("mirror", "listener", (Exit("c"),), ask=Text("mirror"), solo=Solo(skip=True))
    c = Step("c", "speaker", (Exit(END),), ask=Choice("c", ("x",)), solo=Solo(ask=Choice("c", ("p", "q"))))
    words = {"c.solo": "Alone?", "c.solo.option.p": "Pea", "c.solo.option.q": "Queue"}
    t = Talk(dialog(asks("a", Text("a"), "mirror"), skipped, c, words=words, seats=("speaker", "listener")))
    t.says("hello")
    t.hears("Alone?")
    assert t.labels()[:2] == ["Pea", "Queue"]
    t.says("queue")
    assert t.answer("c") == "q"


def test_the_sign_comes_where_a_phase_begins() -> None:
    steps = [
        asks("a", Note("a"), "b", phase="one"),
        asks("b", Note("b"), "c", phase="one"),
        asks("c", Note("c"), phase="two"),
    ]
    t = Talk(dialog(*steps, phases=("one", "two")))
    t.hears("1 of 2")
    t.says("ok")
    assert "1 of 2" not in t.text()
    t.says("ok")
    t.hears("2 of 2")


def test_words_without_a_question_are_said_in_passing() -> None:
    passing = Step("p", "speaker", (Exit("b"),))
    t = Talk(
        dialog(
            asks("a", Note("a"), "p"),
            passing,
            asks("b", Note("b")),
            words={"p.say": "By the way.", "b.copy": "Copy me"},
        )
    )
    t.says("ok")
    assert [m.text for m in t.heard] == ["By the way.", "Copy me", "b?"]
    assert [m.copy for m in t.heard] == [False, True, False]
