"""Texts written before the question could be read, danger, long texts, edits, voice."""

from __future__ import annotations

from conversation import Talk, asks, dialog

from bot.engine.inputs import Confirm, Note, Text
from bot.engine.said import Sent

STEPS = [asks("a", Text("a"), "b"), asks("b", Text("b"), "c"), asks("c", Confirm("c"))]


def talk() -> Talk:
    return Talk(dialog(*STEPS))


def test_what_follows_at_once_belongs_to_the_answer() -> None:
    t = talk()
    t.says("one", ago=0)
    t.says("and two", ago=3)
    t.hears("I added that.")
    assert (t.answer("a"), t.step()) == ("one\nand two", "b")


def test_the_same_second_is_before() -> None:
    t = talk()
    t.says("one", ago=0)
    t.does(__import__("bot.engine.said", fromlist=["Said"]).Said("two", t.session.shown[t.asked()].at))
    assert t.answer("a") == "one\ntwo"


def test_a_text_from_long_before_is_offered() -> None:
    t = talk()
    t.says("one", ago=0)
    t.delivers = False
    t.wait(minutes=5)
    t.session = t.session.__class__(
        **{n: getattr(t.session, n) for n in t.session.__dataclass_fields__} | {"shown": {}}
    )
    t.says("late", ago=1)
    t.hears('before you could read my question:\n"late"')
    t.deliver()
    t.says("more")
    assert t.answer("b") == "more"


def test_forty_texts_at_once() -> None:
    t = Talk(dialog(*STEPS), deliver=False)
    t.says("first", ago=0)
    for number in range(38):
        t.says(f"line {number}", ago=0)
    assert t.step() == "a"
    answer = t.session.answers[-1]
    assert answer.status == "offered"
    assert len(answer.parts) == 39
    t.deliver()
    t.says("yes")
    assert str(t.answer("a")).startswith("first\nline 0")


def test_an_unsure_delivery_means_offering() -> None:
    t = talk()
    t.says("one")
    t.deliver(certain=False)
    t.wait(minutes=5)
    t.says("two", ago=0)
    assert t.session.answers[-1].status == "offered"
    t.presses("No, I'll write it anew")
    assert t.answer("b") is None
    assert t.step() == "b"


def test_an_early_answer_to_a_choice_is_offered_where_it_fits() -> None:
    t = talk()
    t.says("one")
    t.says("two")
    t.wait(minutes=5)
    t.says("maybe", ago=400)
    t.hears("haven't taken it")
    t.says("yes", ago=400)
    t.hears("Shall I take it")
    t.says("yes")
    assert (t.answer("c"), t.step()) == ("yes", "done")


def test_danger_brings_the_card_and_go_on_takes_the_words_at_once() -> None:
    t = talk()
    t.says("I am in danger")
    t.hears("I am a program", "findahelpline.com")
    assert t.labels() == ["Who can help", "I'm safe, go on", "Stop for today"]
    t.says("more words")
    t.hears("I kept that too")
    t.presses("I'm safe, go on")
    assert (t.answer("a"), t.step()) == ("I am in danger\nmore words", "b")


def test_danger_and_stop_for_today_then_offered_on_return() -> None:
    t = talk()
    t.says("danger")
    t.presses("Stop for today")
    assert t.session.state == "paused"
    t.wants("resume")
    t.hears('You wrote:\n"danger"')
    t.says("take it") if False else t.presses("Yes, take it")
    assert t.answer("a") == "danger"


def test_ways_work_while_the_card_is_open() -> None:
    t = talk()
    t.says("one")
    t.says("danger")
    t.says("stop")
    assert t.aside() == "stop"
    t.wants("back")
    assert t.step() == "a"


def test_danger_written_before_the_question_is_offered_not_taken() -> None:
    t = talk()
    t.says("one")
    t.wait(minutes=5)
    t.says("danger", ago=400)
    t.says("I'm safe")
    t.hears('before you could read my question:\n"danger"')


def test_danger_typed_to_a_choice_asks_again_without_a_slip() -> None:
    t = talk()
    t.says("one")
    t.says("two")
    t.says("danger")
    t.presses("I'm safe, go on")
    t.hears("c?")
    assert t.session.place.questions[0].tries == 0


def test_danger_in_an_edit_wherever_it_is() -> None:
    t = talk()
    t.says("one", message=7)
    t.edits("danger", 7)
    assert t.aside() == "danger"
    t.presses("I'm safe, go on")
    assert t.answer("a") == "danger"
    t.says("two", message=8)
    t.edits("danger 2", 7)
    t.hears("I am a program")
    assert t.answer("a") == "danger"
    t.edits("danger 3", 99)
    t.hears("I am a program")


def test_danger_after_the_end_is_still_heard() -> None:
    t = Talk(dialog(asks("n", Note("n"))))
    t.says("ok")
    t.says("danger")
    t.hears("I am a program")


def test_too_long_is_said_before_anything_is_cut_and_all_parts_count() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=100), "b"), asks("b", Note("b"))))
    t.says("x" * 90 + "y" * 20, ago=0)
    t.hears("I can keep 100 characters here, and this has 110")
    t.says("z" * 9, ago=0)
    t.hears("and this has 120")
    t.presses("Keep the first part")
    assert t.answer("a") == "x" * 90 + "y" * 10


def test_after_too_long_a_shorter_text_is_taken() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=10), "b"), asks("b", Note("b"))))
    t.says("x" * 11, ago=0)
    t.wait(minutes=1)
    t.says("short", ago=0)
    assert t.answer("a") == "short"


def test_an_addition_over_the_limit_is_offered_for_what_waits() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=120), "b"), asks("b", Text("b"))))
    t.says("a" * 118, ago=0)
    t.says("9abc", ago=3)
    t.hears("You wrote this before", "9abc")
    assert t.answer("a") == "a" * 118
    t.presses("Yes, take it")
    assert t.answer("b") == "9abc"


def test_of_a_long_answer_nothing_is_left_out_in_the_middle() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=120), "b"), asks("b", Confirm("b"))))
    t.says("a" * 60, ago=0)
    t.says("b" * 50, ago=3)
    t.hears("I added that")
    t.says("c" * 50, ago=6)
    t.hears("there is no more room", "c" * 40, "b?")
    t.says("tail", ago=9)
    t.hears("I haven't taken it")
    assert t.answer("a") == "a" * 60 + "\n" + "b" * 50
    t.presses("Yes")
    assert t.answer("b") == "yes"


def test_what_follows_a_name_is_no_part_of_it() -> None:
    t = Talk(dialog(asks("name", Text("name", limit=40), "b"), asks("b", Text("b"))))
    t.says("Ben", ago=0)
    t.says("We had dinner.", ago=3)
    t.hears("Shall I take it as your answer?", "We had dinner.")
    assert t.answer("name") == "Ben"


def test_where_a_question_may_have_been_shown_before_an_early_text_is_offered_and_never_added() -> None:
    t = Talk(dialog(asks("a", Text("a"), "b"), asks("b", Text("b"))))
    t.says("one")
    t.deliver(certain=False)
    t.says("two", ago=0)
    t.hears("You wrote this before", "two")
    assert t.answer("a") == "one"


def test_offered_words_that_are_too_long_are_not_lost() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=10))))
    t.session = t.session.__class__(
        **{n: getattr(t.session, n) for n in t.session.__dataclass_fields__} | {"shown": {}}
    )
    t.delivers = False
    t.says("abcdefgh", ago=0)
    t.says("iklmnop", ago=0)
    t.deliver()
    t.says("yes")
    t.hears("this has 16")
    t.presses("Keep the first part")
    assert t.answer("a") == "abcdefgh\ni"


def test_edits() -> None:
    t = talk()
    t.says("one", message=7)
    t.edits("one", 7)
    assert t.turn.messages == ()
    t.edits("ONE!", 7)
    t.hears("I took your changed words.", "b?")
    assert (t.answer("a"), len(t.session.answers)) == ("ONE!", 1)
    t.says("two", message=8)
    t.edits("again", 7)
    t.hears("I can't change what lies further back", "c?")
    t.edits("what", 55)
    t.hears("It isn't part of what we have here")


def test_an_edit_that_is_too_long_loses_nothing() -> None:
    t = Talk(dialog(asks("a", Text("a", limit=10), "b"), asks("b", Note("b"))))
    t.says("one", message=7)
    t.edits("x" * 11, 7)
    t.hears("this has 11")
    t.edits("x" * 9, 7)
    assert t.answer("a") == "x" * 9


def test_an_edited_first_answer_leaves_an_offer_for_the_next_question() -> None:
    t = talk()
    t.says("one", message=7)
    t.wait(minutes=5)
    t.says("early", ago=400, message=8)
    t.wait(minutes=5)
    t.session.answers  # noqa: B018  (looked at in a debugger more than once)
    t.edits("ONE", 7)
    if t.aside() == "offer":
        t.says("yes")
        assert t.answer("b") == "early"


def test_a_voice_note_is_an_answer_where_it_may_be() -> None:
    d = dialog(
        asks("a", Text("a", voice=True), "b"), asks("b", Text("b")), words={"b.say": 'You said "{a}".'}
    )
    t = Talk(d)
    t.sends("photo")
    t.hears("I can't look at pictures", "a?")
    t.sends("voice", "FILE", message=5)
    t.hears('You said "(a voice note)".')
    assert t.session.answers[-1].parts[0].file == "FILE"
    t.sends("voice", "FILE")
    t.hears("I can't listen to voice notes here")


def test_a_sticker_while_the_card_is_open_leaves_it_open() -> None:
    t = talk()
    t.says("danger")
    t.sends("sticker")
    t.hears("sticker", "I am a program")
    assert "I'm safe, go on" in t.labels()


def test_danger_in_what_came_with_a_picture_or_was_forwarded() -> None:
    for kind in ("photo", "forwarded"):
        t = Talk(dialog(asks("a", Text("a"))))
        t.does(Sent(kind, text="I am in danger"))
        assert t.aside() == "danger"
        assert t.session.answers == ()
        t.presses("I'm safe, go on")
        t.hears("a?")


def test_after_danger_and_stop_for_today_a_question_that_takes_no_words_comes_again() -> None:
    t = Talk(dialog(asks("a", Confirm("a"))))
    t.says("danger")
    t.presses("Stop for today")
    t.says("hello")
    t.hears("Good that you're here", "a?")
    assert t.session.answers == ()


def test_im_safe_is_understood_as_phones_write_it() -> None:
    t = Talk(dialog(asks("a", Confirm("a"))))
    t.says("danger")
    t.says("im safe")
    t.hears("a?")
    t.says("yes")
    assert t.answer("a") == "yes"
