"""The other's words are never pushed: one knock, and the words when they are opened."""

from __future__ import annotations

from dataclasses import replace

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Note, Text

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("moment", Text("moment", share="listener"), "between"),
    Step("between", "both", (Exit("mirror"),)),
    asks("mirror", Text("mirror", share="speaker"), "last", seat="listener"),
    asks("last", Note("last"), seat="both"),
)
WORDS = {"between.say": "One has spoken.", "mirror.say": 'Ann said "{moment}". What did you hear?'}


def talk(*, here: bool = False) -> Talk:
    """Ann sends something to Ben, who is here or isn't."""
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=here)
    t.says("You left.")
    t.presses("Send it")
    return t


def is_here(t: Talk, who: int, *, here: bool) -> None:
    people = {**t.session.people, who: replace(t.session.people[who], here=here)}
    t.session = replace(t.session, people=people)


def to(t: Talk, who: int) -> list[str]:
    return [message.text for message in t.turn.messages if message.to == who]


def test_who_is_here_reads_the_words_at_once() -> None:
    t = talk(here=True)
    assert to(t, BEN)[0] == "One has spoken."
    t.hears('Ann said "You left."', who=BEN)
    assert t.turn.knocks == ()


def test_who_is_not_here_gets_a_knock_and_no_word() -> None:
    t = talk()
    assert t.turn.knocks == (BEN,)
    assert to(t, BEN) == []
    assert "One has spoken." in to(t, ANN)


def test_opening_brings_all_that_waited_and_the_question() -> None:
    t = talk()
    t.press(f"{t.session.id}:0:!open", BEN)
    assert to(t, BEN)[0] == "One has spoken."
    t.hears('Ann said "You left."', "Ann will read this", who=BEN)
    assert t.session.place.unopened == ()
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.hears("last?", who=BEN)


def test_a_text_after_a_knock_opens_it_and_is_offered() -> None:
    t = talk()
    t.says("what is it?", who=BEN)
    assert 'Ann said "You left."' in to(t, BEN)[1]
    t.hears('"what is it?"', "Shall I take it as your answer?", who=BEN)
    assert t.answer("mirror") is None


def test_there_is_one_knock_however_much_waits() -> None:
    t = talk()
    t.wants("where", who=ANN)
    assert t.turn.knocks == ()
    t.wants("pause", who=ANN)
    assert t.turn.knocks == ()


def test_an_old_knock_shows_what_waits() -> None:
    t = talk()
    for _ in range(2):
        t.press(f"{t.session.id}:0:!open", BEN)
        t.hears("What did you hear?", who=BEN)


def test_what_waits_at_the_end_can_be_opened_after_it() -> None:
    steps = (asks("moment", Text("moment", share="listener"), "bye"), Step("bye", "both", (Exit("end"),)))
    words = {"bye.say": '"{moment}". Goodbye.'}
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=False)
    t.says("Thank you for the tea.")
    t.presses("Send it")
    assert (t.session.state, to(t, BEN), t.turn.knocks) == ("done", [], (BEN,))
    t.press(f"{t.session.id}:0:!open", BEN)
    assert to(t, BEN) == ['"Thank you for the tea.". Goodbye.']


def test_words_of_an_earlier_round_are_read_as_they_were() -> None:
    steps = (
        Step("moment", "speaker", (Exit("told"),), ask=Text("moment", share="listener")),
        Step("told", "listener", (Exit("bye", swap="moment"),)),
        asks("bye", Note("bye"), seat="both"),
    )
    words = {"told.say": '{speaker} said "{moment}".', "moment.say": "{speaker}?"}
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=False)
    t.says("You left.")
    t.presses("Send it")
    t.press(f"{t.session.id}:0:!open", BEN)
    assert to(t, BEN) == [
        'Ann said "You left.".',
        "Ben?\n\n(Ann will read this, once you have seen it whole and sent it.)",
    ]


def rested(*, opened: bool) -> Talk:
    """Ann sent something to Ben, who opened it or didn't; then the talk rested."""
    t = talk()
    if opened:
        t.press(f"{t.session.id}:0:!open", BEN)
    t.session = replace(t.session, state="aside")
    is_here(t, ANN, here=False)
    return t


def test_who_takes_up_a_talk_that_rested_knocks_for_the_other_once() -> None:
    for opened in (True, False):
        t = rested(opened=opened)
        t.wants("resume", who=ANN)
        t.hears("It isn't your turn here right now", who=ANN)
        assert (t.session.state, t.turn.knocks, to(t, BEN)) == ("running", (BEN,), [])
        t.wants("resume", who=ANN)
        assert t.turn.knocks == ()


def test_what_was_read_before_the_rest_is_asked_again_and_told_once() -> None:
    t = rested(opened=True)
    t.wants("resume", who=ANN)
    t.press(f"{t.session.id}:0:!open", BEN)
    assert len(to(t, BEN)) == 1
    t.hears("Good that you're here", 'Ann said "You left."', who=BEN)
    assert "One has spoken." not in to(t, BEN)[0]


def test_what_nobody_had_read_before_the_rest_is_told_whole() -> None:
    t = rested(opened=False)
    t.wants("resume", who=ANN)
    t.press(f"{t.session.id}:0:!open", BEN)
    assert to(t, BEN)[0] == "One has spoken."
    t.hears('Ann said "You left."', who=BEN)


def test_a_press_under_what_was_read_before_the_rest_counts() -> None:
    t = rested(opened=True)
    t.session = replace(t.session, state="running")
    t.says("That I left.", who=BEN)
    send = next(b.data for m in t.heard for row in m.buttons for b in row if b.label == "Send it")
    t.session = replace(t.session, state="aside")
    t.wants("resume", who=ANN)
    t.press(send, BEN)
    assert t.answer("mirror") == "That I left."
    assert not any("This is what Ann will read" in text for text in to(t, BEN))


def test_who_is_asked_takes_it_up_without_a_knock_for_who_is_not() -> None:
    t = rested(opened=False)
    t.wants("resume", who=BEN)
    t.hears('Ann said "You left."', who=BEN)
    assert (t.session.state, t.turn.knocks, to(t, ANN)) == ("running", (), [])


def test_who_forgets_by_an_old_button_opens_nothing() -> None:
    t = talk()
    t.press(f"{t.session.id}:0:!forget", BEN)
    assert t.turn.forget
    t.hears("what you said is forgotten", who=BEN)
    assert "You left" not in t.text(BEN)


def test_who_stops_by_an_old_button_opens_nothing_and_wakes_nobody() -> None:
    t = talk()
    t.press(f"{t.session.id}:0:!keep", BEN)
    t.hears("What you said is kept", who=BEN)
    assert (to(t, BEN)[1:], dict(t.session.place.unopened).keys()) == ([], {BEN})
    t = rested(opened=True)
    t.press(f"{t.session.id}:0:!keep", BEN)
    assert (t.session.state, t.turn.knocks) == ("aside", ())
