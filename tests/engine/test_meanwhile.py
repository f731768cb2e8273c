"""What is asked and said around a pause of two: nothing in it means what its writer can't have meant."""

from __future__ import annotations

from conversation import ANN, BEN, START, Talk, asks, dialog
from test_appointments import talk as with_an_hour
from test_knocks import is_here, to
from test_pausing import SEATS, STEPS, WORDS, at_its_end, button_labels, lives, talk

from bot.engine.inputs import Text
from bot.engine.session import GONE
from bot.engine.silence import without


def test_a_number_says_how_calm_one_is_though_stop_was_asked_before() -> None:
    t = talk()
    t.wants("pause")
    t.says("stop", who=BEN)
    t.hears("We can stop here", who=BEN)
    at_its_end(t)
    t.press(f"{t.session.id}:0:!returned", BEN)
    t.says("2", who=BEN)
    assert not t.turn.forget
    t.hears("Then we pause once more", who=BEN)


def test_a_number_after_the_pause_was_called_chooses_an_hour_though_stop_was_asked_before() -> None:
    t = talk()
    t.wants("stop", who=BEN)
    t.wants("pause", who=BEN)
    t.says("1", who=BEN)
    assert not t.turn.leaves
    t.hears("We pause until 19:20", who=BEN)


def test_who_waits_for_the_other_can_stop_too_in_a_pause_and_without() -> None:
    for paused in (False, True):
        t = talk()
        if paused:
            t.wants("pause", who=BEN)
        t.wants("stop")
        t.hears("We can stop here")
        assert button_labels(t, ANN) == ["Stop, and keep it", "Stop, and forget it"]
        t.presses("Stop, and keep it")
        assert t.turn.leaves
        assert to(t, BEN) == []


def test_before_the_last_look_it_is_said_that_it_can_end_for_today() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    t.says("3", who=BEN)
    at_its_end(t)
    t.wants("show", who=BEN)
    t.hears("If it's under 6, we stop for today, and Ann sees only that.", who=BEN)
    assert "not yet" not in t.text(BEN)


def test_where_in_a_pause_is_one_message_without_a_question() -> None:
    t = talk()
    t.wants("pause")
    for who in (ANN, BEN):
        t.wants("where", who=who)
        (message,) = t.heard
        assert 'The moment: "You left."' in message.text
        assert "We pause until" in message.text
        assert "What did you hear?" not in message.text
    at_its_end(t)
    t.wants("where")
    (message,) = t.heard
    assert "How calm are you now?" in message.text
    assert "Nothing waits for you" not in message.text


def test_a_nod_to_the_pause_is_no_answer() -> None:
    t = talk()
    t.wants("pause")
    for nod in ("ok", "yes", "👍"):
        t.says(nod, who=BEN)
        t.hears("We pause until 20:00", who=BEN)
        assert "I kept that" not in t.text(BEN)
    t.returns()
    assert t.aside(BEN) == ""


def test_more_than_can_be_kept_of_an_answer_is_never_previewed() -> None:
    steps = (
        asks("first", Text("first", share="listener"), "point"),
        asks("point", Text("point", limit=400, share="listener")),
    )
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats={"speaker": ANN, "listener": BEN})
    t.says("Some words")
    t.presses("Send it")
    t.wants("pause")
    t.says("w" * 300)
    t.says("w" * 300)
    t.hears("I kept that")
    t.returns()
    t.hears("You are both back")
    assert t.aside() == "long"
    t.presses("Keep the first part")
    assert t.aside() == "preview"
    t.presses("Send it")
    assert len(str(t.answer("point"))) == 400


def test_what_was_sent_stands_and_that_is_said_where_it_is_changed_in_a_pause() -> None:
    t = talk()
    t.says("That I left.", who=BEN, message=77)
    t.presses("Send it", who=BEN)
    t.wants("pause")
    t.edits("That I went.", 77, who=BEN)
    t.hears("What was sent stands", who=BEN)
    assert t.answer("mirror") == "That I left."


def test_who_was_deep_in_the_night_comes_back_in_the_morning() -> None:
    t = talk()
    lives(t, BEN, "Asia/Kathmandu")
    t.now = START.replace(hour=20, minute=15)  # 02:00 there
    t.wants("pause", who=BEN)
    t.presses("Tomorrow", who=BEN)
    t.hears("We pause until 09:00", who=BEN)
    t.hears("Now we pause until tomorrow at 03:15", who=ANN)


def test_nobody_who_went_is_named_in_a_pause() -> None:
    t = talk()
    t.wants("pause", who=BEN)
    pause = without(t.session, BEN).place.pause
    assert pause is not None
    assert pause.by == GONE


def test_at_the_hour_that_was_agreed_a_pause_can_be_called_all_the_same() -> None:
    t = with_an_hour()
    t.says("in an hour")
    at_its_end(t)
    t.says("pause")
    t.hears("We pause, both of you, until", who=ANN)
    assert t.session.state == "paused"
    assert t.session.place.pause is not None
    assert not t.session.place.pause.agreed
    assert "moment?" not in t.text(ANN)


def test_before_the_agreed_hour_where_asks_nothing() -> None:
    t = with_an_hour()
    t.says("in an hour")
    t.wants("where")
    assert "moment?" not in t.text(ANN)
    assert to(t, BEN) == []


def test_words_that_are_no_number_are_told_what_would_do_where_a_number_is_asked() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    t.says("not sure, still shaky", who=ANN)
    assert "Nothing is asked just now" not in t.text(ANN)
    t.hears("I hold that thought for your turn")
    t.says("That I left.", who=BEN)
    t.hears("I kept that", "How calm are you now?", who=BEN)


def test_where_a_choice_waits_and_a_number_is_asked_other_words_hear_what_would_do() -> None:
    t = talk()
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.wants("pause")
    at_its_end(t)
    t.says("quite calm I think")
    assert "Nothing is asked just now" not in t.text()
    t.hears("A number from 0 to 10 would be good", "How calm are you now?")


def test_what_was_written_before_the_words_were_read_is_offered_at_the_return() -> None:
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=False)
    t.says("You left.")
    t.presses("Send it")
    t.wants("pause")
    t.says("What is it?", who=BEN)
    t.hears('Ann said "You left."', "I kept that", who=BEN)
    is_here(t, BEN, here=True)
    t.returns()
    t.hears('Ann said "You left."', "Shall I take it as your answer?", who=BEN)
    assert t.aside(BEN) == "offer"


def test_who_is_asked_whether_to_stop_and_has_not_read_of_the_pause_can_still_say_so() -> None:
    t = talk()
    t.wants("stop", who=BEN)
    is_here(t, BEN, here=False)
    t.wants("pause")
    is_here(t, BEN, here=True)
    t.says("stop, and keep it", who=BEN)
    t.hears("We stop here. What you said is kept", who=BEN)
    assert t.turn.leaves
