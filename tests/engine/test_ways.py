"""The ways that are open at every step."""

from __future__ import annotations

from dataclasses import replace

from conversation import PHRASES, Talk, asks, dialog, shelf

from bot.engine.inputs import Note, Text
from bot.engine.library import library

STEPS = [asks("a", Text("a"), "b"), asks("b", Text("b"), "c"), asks("c", Note("c"))]
RECAP = {"a.recap": 'What happened: "{a}"', "b.recap": 'You felt: "{b}"'}


def talk() -> Talk:
    return Talk(dialog(*STEPS, words=RECAP))


def test_back_as_often_as_wished_to_the_beginning() -> None:
    t = talk()
    t.says("one")
    t.says("two")
    t.presses("Back")
    assert (t.step(), t.answer("b"), t.answer("a")) == ("b", None, "one")
    t.says("go back")
    assert (t.step(), t.session.answers) == ("a", ())
    assert "‹ Back" not in t.labels()
    t.wants("back")
    t.hears("This is the beginning", "a?")


def test_pause_and_back_again_with_what_was_said() -> None:
    t = talk()
    t.says("one")
    t.says("pause")
    assert t.session.state == "paused"
    t.wants("resume")
    t.hears(
        "Your place was kept", "Good that you're here", 'What happened: "one"', "b?"
    ) if False else t.hears("Good that you're here", 'What happened: "one"', "b?")
    assert t.session.state == "running"


def test_who_writes_after_half_a_day_is_welcomed_and_asked_whether_to_take_it() -> None:
    t = talk()
    t.says("one")
    t.wait(hours=13)
    t.says("hello again")
    t.hears("Good that you're here", 'What happened: "one"', "b?", 'You wrote:\n"hello again"')
    t.says("yes")
    assert t.answer("b") == "hello again"


def test_what_fits_a_note_is_taken_after_half_a_day_but_not_if_it_was_written_before() -> None:
    t = talk()
    t.says("one")
    t.says("two")
    t.wait(hours=13)
    t.says("ok", ago=13 * 3600 + 30)
    t.hears("Good that you're here")
    assert t.step() == "c"
    t.says("ok")
    assert t.step() == "done"


def test_stop_asks_once() -> None:
    t = talk()
    t.says("one")
    t.says("Stop.")
    t.hears("Shall I keep what you said so far, or forget it?")
    t.presses("Go on")
    assert (t.step(), t.aside()) == ("b", "")
    t.says("stop")
    t.says("forget it")
    assert t.turn.forget
    t.wants("stop")
    t.presses("Stop, and keep it")
    assert (t.session.state, t.turn.forget, t.answer("a")) == ("aside", False, "one")
    t.wants("resume")
    t.hears("b?")


def test_an_old_stop_button_still_works_even_after_the_end() -> None:
    t = talk()
    t.wants("stop")
    old = t.heard
    t.says("one")
    t.says("two")
    t.says("ok")
    assert t.session.state == "done"
    t.presses("Stop, and forget it", messages=old)
    assert t.turn.forget


def test_over_asks_once_and_forgets() -> None:
    t = talk()
    t.says("one")
    t.says("start over")
    t.hears("Start over?")
    t.says("no")
    assert t.step() == "b"
    t.says("start over")
    t.says("yes")
    assert (t.step(), t.session.answers) == ("a", ())
    assert t.turn.dropped
    t.wants("back")
    t.hears("This is the beginning")


def test_where_was_i() -> None:
    t = talk()
    t.says("where was I?")
    t.hears("Nothing yet", "a?")
    t.says("one")
    t.says("two")
    t.wants("where")
    t.hears('What happened: "one"\nYou felt: "two"', "c?")
    assert t.heard[-1].owners == frozenset({1})


def test_old_buttons_say_so_and_show_what_waits() -> None:
    t = talk()
    t.says("one")
    t.says("two")
    old = t.heard
    t.presses("Go on")
    t.presses("Go on", messages=old)
    t.hears("Nothing waits")
    t = talk()
    t.says("one")
    old = t.heard
    t.says("two")
    t.presses("Back", messages=old)
    t.hears("an earlier moment", "c?")
    assert t.answer("b") == "two"


def test_words_held_for_a_question_outlive_stop_and_go_on() -> None:
    t = talk()
    t.says("danger here")
    t.says("stop")
    t.presses("Go on")
    t.hears("danger here", "Shall I take it")
    t.presses("Yes, take it")
    assert t.answer("a") == "danger here"


def test_a_withdrawn_step_is_left_at_the_next_turn_and_never_entered_again() -> None:
    t = talk()
    t.says("one")
    old = t.library.dialogs["talk"]
    t.session = replace(t.session, library=shelf(replace(old, withdrawn={"b": "c"})))
    t.says("two")
    t.hears("This part is asked in another way now", "c?")
    assert t.answer("b") is None
    t.wants("back")
    assert t.step() == "a"
    t.says("one again")
    assert t.step() == "c"
    t.session = replace(t.session, library=shelf(replace(old, withdrawn={"c": "end"})))
    t.says("anything")
    assert t.step() == "done"


def test_what_a_withdrawn_step_would_have_asked_leaves_a_gap_and_nobody_stuck() -> None:
    d = dialog(*STEPS, words={"c.say": 'You said "{b}".'})
    t = Talk(d)
    t.says("one")
    t.session = replace(t.session, library=shelf(replace(d, withdrawn={"b": "c"})))
    t.says("two")
    t.hears('You said "…".')


def test_live_words_where_they_fit() -> None:
    old = dialog(*STEPS, words={"b.say": "Old {a}?", "c.say": "Old end."})
    live = dialog(*STEPS[:2], words={"a.say": "New?", "b.say": "New {a} {b}?"})
    known = library([live], {"en": PHRASES}).knowing([old])
    texts = known.pinned[old.hash].words["en"].texts
    assert [texts[k] for k in ("a.say", "b.say", "c.say")] == ["New?", "Old {a}?", "Old end."]
