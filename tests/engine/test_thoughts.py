"""What somebody writes while the other is asked is held, and given back to them alone when they have the floor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Confirm, Note, Text

SEATS = {"speaker": ANN, "listener": BEN}
THOUGHT = "I waited an hour, too"
STEPS = (
    asks("moment", Text("moment", share="listener", optional=True, limit=100), "mirror"),
    asks("mirror", Text("mirror", share="speaker", mirrors=("moment",)), "heard", seat="listener"),
    Step("heard", "speaker", (Exit("last", swap="moment"),), ask=Confirm("heard", share="listener")),
    asks("last", Note("last"), seat="both"),
)
WORDS = {"moment.say": "{speaker}, what happened?", "mirror.say": '"{moment}". What did you hear?'}


def talk() -> Talk:
    """Ann is asked, and Ben waits."""
    return Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)


def is_here(t: Talk, who: int, *, here: bool) -> None:
    people = {**t.session.people, who: replace(t.session.people[who], here=here)}
    t.session = replace(t.session, people=people)


def floor_goes_to_ben(t: Talk) -> None:
    t.says("You left.", who=ANN)
    t.presses("Send it", who=ANN)
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.presses("Yes", who=ANN)


def kept(t: Talk, who: int) -> list[str]:
    return [answer.text for answer in t.session.answers if answer.owner == who and answer.status != "given"]


def to(t: Talk, who: int) -> list[str]:
    return [message.text for message in t.turn.messages if message.to == who]


def test_it_is_held_in_one_short_line_and_the_other_hears_nothing() -> None:
    t = talk()
    before = t.session
    t.says(THOUGHT, who=BEN)
    assert to(t, BEN) == ["I hold that thought for your turn. Only you can see it."]
    assert to(t, ANN) == []
    assert (t.session.place, t.session.moved_at) == (before.place, before.moved_at)
    assert [answer.audience for answer in t.session.answers] == [frozenset({BEN})]


def test_that_it_is_held_is_told_to_each_the_first_time_they_wait_and_not_again() -> None:
    seats = ("speaker", "listener", "speaker", "listener", "speaker")
    steps = [asks(f"s{i}", Text(f"s{i}"), f"s{i + 1}" if i < 4 else "end", seat=seats[i]) for i in range(5)]
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    told = []
    for who in (ANN, BEN, ANN, BEN):
        t.says("something", who=who)
        t.hears("Thank you, that is kept.", who=who)
        told.append("If something comes to mind" in t.text(who))
    assert told == [True, True, False, False]


def test_it_comes_back_word_for_word_before_the_question_of_ones_own_turn() -> None:
    t = talk()
    t.says("I waited {moment}", who=BEN)
    t.says("an hour", who=BEN)
    floor_goes_to_ben(t)
    (text,) = to(t, BEN)
    assert text.index("I waited {moment}\nan hour") < text.index("Ben, what happened?")
    labels = [button.label for m in t.heard if m.to == BEN for row in m.buttons for button in row]
    assert labels == ["Use my thought", "Leave it", "Skip", "Pause", "Help", "Can we start this bit again?"]
    assert all("waited" not in text for text in to(t, ANN))


def test_it_is_not_put_before_saying_back_what_the_other_said() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    t.says("You left.", who=ANN)
    t.presses("Send it", who=ANN)
    t.hears("What did you hear?", who=BEN)
    assert THOUGHT not in t.text(BEN)
    assert kept(t, BEN) == [THOUGHT]


def test_used_it_is_shown_whole_before_it_is_sent() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    floor_goes_to_ben(t)
    t.presses("Use my thought", who=BEN)
    t.hears("This is what Ann will read:", f'"{THOUGHT}"', who=BEN)
    assert to(t, ANN) == []
    t.presses("Send it", who=BEN)
    t.hears(THOUGHT, who=ANN)
    assert kept(t, BEN) == []


@pytest.mark.parametrize("typed", ["use my thought", "yes", "1"])
def test_using_it_can_be_typed(typed: str) -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    floor_goes_to_ben(t)
    t.says(typed, who=BEN)
    t.hears("This is what Ann will read:", f'"{THOUGHT}"', who=BEN)


def test_left_it_is_gone_and_the_question_stands() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    floor_goes_to_ben(t)
    t.presses("Leave it", who=BEN)
    t.hears("what happened?", who=BEN)
    assert (t.step(BEN), t.aside(BEN), kept(t, BEN)) == ("moment", "", [])
    assert THOUGHT not in t.text(BEN)


def test_other_words_answer_and_it_is_offered_until_they_are_sent() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    floor_goes_to_ben(t)
    t.says("You shouted.", who=BEN)
    t.hears('"You shouted."', who=BEN)
    t.presses("Change it", who=BEN)
    t.hears(THOUGHT, who=BEN)
    t.says("You shouted.", who=BEN)
    t.presses("Send it", who=BEN)
    assert kept(t, BEN) == []


def test_it_is_still_there_after_where_a_pause_and_a_stop_that_was_none() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    floor_goes_to_ben(t)
    t.wants("where", who=BEN)
    t.hears(THOUGHT, "what happened?", who=BEN)
    t.wants("pause", who=BEN)
    t.returns()
    t.hears(THOUGHT, "what happened?", who=BEN)
    t.wants("stop", who=BEN)
    t.presses("Go on", who=BEN)
    t.presses("Use my thought", who=BEN)
    t.hears("This is what Ann will read:", f'"{THOUGHT}"', who=BEN)


def test_too_long_for_the_question_nothing_is_cut_unasked() -> None:
    t = talk()
    t.says("long " * 30, who=BEN)
    floor_goes_to_ben(t)
    t.presses("Use my thought", who=BEN)
    t.hears("I can keep 100 characters here", who=BEN)


def test_a_changed_message_changes_it() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN, message=7)
    t.edits("I waited two hours", 7, who=BEN)
    t.hears("I took your changed words.", who=BEN)
    assert kept(t, BEN) == ["I waited two hours"]
    floor_goes_to_ben(t)
    t.edits("I waited", 7, who=BEN)
    t.hears("I waited\n", "what happened?", who=BEN)
    assert to(t, ANN) == []


def test_words_of_danger_bring_help_and_are_never_offered_for_the_other() -> None:
    t = talk()
    t.says("I am in danger", who=BEN)
    t.hears("local emergency number", who=BEN)
    assert kept(t, BEN) == []
    t.says(THOUGHT, who=BEN, message=7)
    t.edits("I am in danger", 7, who=BEN)
    t.hears("local emergency number", who=BEN)
    assert kept(t, BEN) == []


def test_who_is_not_here_gets_it_back_only_when_they_open_the_note() -> None:
    t = talk()
    t.says("You left.", who=ANN)
    t.presses("Send it", who=ANN)
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.says(THOUGHT, who=BEN)
    is_here(t, BEN, here=False)
    t.says("yes", who=ANN)
    assert (to(t, BEN), t.turn.knocks) == ([], (BEN,))
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears(THOUGHT, "Ben, what happened?", who=BEN)
    t.presses("Use my thought", who=BEN)
    t.hears(f'"{THOUGHT}"', who=BEN)


def test_a_text_that_opens_the_note_is_offered_and_it_is_offered_after_that() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    t.says("You left.", who=ANN)
    t.presses("Send it", who=ANN)
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    is_here(t, BEN, here=False)
    t.says("yes", who=ANN)
    t.says("what is it?", who=BEN)
    t.hears('"what is it?"', "Shall I take it", who=BEN)
    t.presses("No, I'll write it anew", who=BEN)
    t.hears(THOUGHT, who=BEN)


def test_it_changes_nothing_for_the_other() -> None:
    """With a thought and without one, the same comes to the other and the same ways are open to them."""
    heard = []
    for thinks in (True, False):
        t = talk()
        lines: list[object] = []
        for said in ("first", "send it", "yes"):
            if thinks:
                t.says(THOUGHT, who=BEN)
            t.says(said, who=ANN)
            lines += [(m.text, m.buttons, m.asked) for m in t.turn.messages if m.to == ANN]
            if said == "send it":
                t.says("I heard it", who=BEN)
                t.presses("Send it", who=BEN)
                lines += [(m.text, m.buttons, m.asked) for m in t.turn.messages if m.to == ANN]
        heard.append(lines)
    assert heard[0] == heard[1]


def test_back_is_as_open_to_the_other_as_before() -> None:
    steps = (asks("a", Confirm("a"), "b"), asks("b", Text("b"), "c"), asks("c", Note("c"), seat="both"))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says(THOUGHT, who=BEN)
    t.says("yes")
    t.says(THOUGHT, who=BEN)
    t.wants("back")
    assert t.step() == "a"


def test_where_no_question_takes_it_it_is_given_back_at_the_end() -> None:
    steps = (asks("a", Text("a"), "b"), asks("b", Note("b"), seat="listener"))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says(THOUGHT, who=BEN)
    t.says("something")
    t.hears("b?", who=BEN)
    assert THOUGHT not in t.text(BEN)
    t.says("ok", who=BEN)
    assert t.session.state == "done"
    t.hears(THOUGHT, who=BEN)
    assert all(THOUGHT not in text for text in to(t, ANN))
    assert kept(t, BEN) == []


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("ok", "It isn't your turn here right now"),
        ("👍", "It isn't your turn here right now"),
        ("thanks", "You're welcome"),
    ],
)
def test_a_nod_is_no_thought(typed: str, heard: str) -> None:
    t = talk()
    t.says(typed, who=BEN)
    t.hears(heard, who=BEN)
    assert kept(t, BEN) == []


def test_the_ways_work_typed_while_one_waits() -> None:
    t = talk()
    t.says("pause", who=BEN)
    t.hears("We pause, both of you", who=BEN)
    assert kept(t, BEN) == []


def test_who_waits_for_somebody_gone_in_silence_has_their_thought_held_in_the_same_words() -> None:
    t = talk()
    t.says(THOUGHT, who=BEN)
    usual = to(t, BEN)
    t = talk()
    questions = tuple(replace(question, owner=0) for question in t.session.place.questions)
    place = replace(t.session.place, questions=questions)
    t.session = replace(t.session, place=place, seats={"speaker": 0, "listener": BEN})
    t.says(THOUGHT, who=BEN)
    assert to(t, BEN) == usual


def test_a_break_is_no_turn_of_ones_own() -> None:
    calm = dialog(asks("breath", Text("breath")), name="calm")
    steps = (asks("a", Text("a"), "b", seat="listener"), asks("b", Confirm("b"), "c"), asks("c", Text("c")))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), calm, seats=SEATS)
    t.says(THOUGHT, who=ANN)
    t.says("something", who=BEN)
    t.wants("call", calm.hash, who=ANN)
    t.hears("breath?", who=ANN)
    assert THOUGHT not in t.text(ANN)
    t.says("in and out", who=ANN)
    t.says("yes", who=ANN)
    t.hears(THOUGHT, "c?", who=ANN)


def test_words_that_came_too_early_for_ones_question_are_not_added_to_a_thought() -> None:
    steps = (
        asks("a", Text("a"), "b"),
        asks("b", Confirm("b"), "c", seat="listener"),
        asks("c", Text("c")),
    )
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says(THOUGHT, who=BEN, ago=1)
    t.says("something", who=ANN)
    t.says("and more", who=BEN, ago=2)
    t.hears("before you could read my question", who=BEN)
    assert kept(t, BEN) == [THOUGHT]


def test_the_end_of_the_other_pushes_no_thought() -> None:
    steps = (asks("a", Text("a"), "bye"), Step("bye", "speaker", (Exit("end"),)))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says(THOUGHT, who=BEN)
    t.says("something", who=ANN)
    assert (t.session.state, to(t, BEN)) == ("done", [])
    t.wants("show", who=BEN)
    t.hears(THOUGHT, who=BEN)


def test_at_the_end_who_is_not_here_gets_it_behind_the_note() -> None:
    steps = (asks("a", Text("a"), "bye"), Step("bye", "both", (Exit("end"),)))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.says(THOUGHT, who=BEN)
    is_here(t, BEN, here=False)
    t.says("something", who=ANN)
    assert (to(t, BEN), t.turn.knocks) == ([], (BEN,))
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears("bye?", THOUGHT, who=BEN)
