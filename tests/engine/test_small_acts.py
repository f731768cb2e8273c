"""A small act is agreed step by step; what undoes its answer undoes it, and what does harm is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conversation import ANN, BEN, SHIPPED, START, Talk

from bot.authoring.reading import read
from bot.engine.act import Act
from bot.engine.dialog import Dialog
from bot.engine.plan import split
from bot.engine.said import Said
from bot.engine.senses import Doable
from bot.engine.session import GONE, Participant

LISTS = """
gifts:
  thank: {label: say thank you, also: thanks, example: thank you for waiting}
  tea: make tea
cues: {home: I come home, meet: we next meet}
"""
ALONE = """dialog: alone
title: Alone
steps:
  act:
    say: What?
    recap: 'Plan: {plan}'
    ask: {agree: plan, from: gifts, cues: cues, minutes: 5}
    then: {agreed: last, none: none}
  none: {say: None., then: last}
  last: {say: 'Last?', ask: note, then: end}
"""
TWO = """dialog: two
title: Two
seats: [speaker, listener]
steps:
  wishes: {to: both, say: 'Wishes?', ask: {many: wishes, from: gifts, pick: 2, least: 0, share: both}, then: gift}
  gift:
    to: speaker
    say: What?
    ask: {agree: deed, from: wishes of listener, cues: cues, share: listener, if: {glad: good}}
    then: {agreed: glad, kept: kept, none: none}
    visits: {limit: 2, then: over}
  glad:
    to: listener
    say: 'An act: "{deed}". Good?'
    ask: {choice: glad, share: speaker, options: {good: That is good, other: Rather not}}
    then: {good: good, other: again}
  good: {to: speaker, say: It would., then: {swap: gift, then: last}}
  again: {to: speaker, say: Something else., then: gift}
  over: {to: speaker, say: Enough., then: {swap: gift, then: last}}
  kept: {to: listener, say: Kept., then: {swap: gift, then: last}}
  none: {to: listener, say: No act., then: {swap: gift, then: last}}
  last: {to: both, say: 'Last?', ask: note, then: end}
"""


@pytest.fixture
def dialogs(tmp_path: Path) -> dict[str, Dialog]:
    (tmp_path / "lists.yaml").write_text(LISTS)
    (tmp_path / "alone.yaml").write_text(ALONE)
    (tmp_path / "two.yaml").write_text(TWO)
    reading = read(tmp_path, shipped=SHIPPED)
    assert reading.library is not None, reading.findings
    return dict(reading.library.dialogs)


@pytest.fixture
def alone(dialogs: dict[str, Dialog]) -> Talk:
    return Talk(dialogs["alone"])


@pytest.fixture
def two(dialogs: dict[str, Dialog]) -> Talk:
    return Talk(dialogs["two"], seats={"speaker": ANN, "listener": BEN})


def plans(t: Talk, deed: str = "make tea", cue: str = "I come home", begins: str = "Today") -> None:
    for press in (deed, cue, begins, "Once", "Use this"):
        t.presses(press)


def wished(t: Talk, *wishes: str) -> None:
    """Ann has no wish, Ben has these."""
    t.says("done")
    t.says(", ".join(wishes) or "done", who=BEN)


def offered(t: Talk) -> list[str]:
    """The labels under what Ann was asked last."""
    return [b.label for m in t.heard if m.to == ANN and m.asked for row in m.buttons for b in row]


def gives(t: Talk) -> None:
    """Ann and Ben tell their wishes, and Ann sends what she will do."""
    wished(t, "make tea")
    plans(t)
    t.presses("Send it")


def kept(t: Talk) -> list[tuple[int, str, str, str]]:
    return [(act.receiver, act.cue, act.deed, act.state) for act in t.turn.acts]


# --- step by step -------------------------------------------------------------------------------------


def test_a_deed_a_cue_a_date_how_often_and_all_of_it_once_more(alone: Talk) -> None:
    alone.hears("What?", "For example: thank you for waiting.")
    assert alone.labels()[:4] == ["say thank you", "make tea", "My own idea", "No act for now"]
    alone.presses("make tea")
    alone.hears("And when?")
    alone.presses("I come home")
    alone.hears("From when on?")
    alone.presses("Tomorrow")
    alone.hears("And how often?")
    alone.presses("Every day for two weeks")
    alone.hears("This is your plan.", "When I come home, I will make tea.")
    assert alone.turn.acts == ()
    alone.presses("Use this")
    alone.hears("Last?")
    assert alone.turn.acts == (
        Act(
            0,
            ANN,
            0,
            "abcdefabcdef",
            5,
            "I come home",
            "make tea",
            5,
            "2026-03-05T12:00",
            "UTC",
            "d1",
            "2026-03-18",
        ),
    )
    alone.says("where")
    alone.hears("Plan: When I come home, I will make tea.")


def test_all_of_it_can_be_in_own_words(alone: Talk) -> None:
    alone.says("my own idea")
    alone.says("Hum a song for you.")
    alone.presses("In my own words")
    alone.says("The bell rings")
    alone.says("tomorrow")
    alone.says("every week")
    alone.hears("When the bell rings, I will hum a song for you.")
    alone.says("When the bell rings I'll hum two songs for you.")
    assert [(act.cue, act.deed, act.rule, act.until) for act in alone.turn.acts] == [
        ("the bell rings", "hum two songs for you", "w1.3", "")
    ]


def test_a_plan_that_is_said_in_no_usual_way_is_kept_as_it_is_said(alone: Talk) -> None:
    for press in ("make tea", "I come home", "At the weekend", "Once"):
        alone.presses(press)
    alone.says("Tea on Saturday, for us both")
    alone.hears("I don't see the moment in it yet.")
    assert alone.labels() == [
        "When I come home, I will tea on Saturday, for us both.",
        "When I come home, I will make tea.",
        "I'll write it anew",
        "Keep it as it is",
    ]
    assert alone.turn.acts == ()
    alone.presses("Keep it as it is")
    (act,) = alone.turn.acts
    assert (act.cue, act.deed, act.first) == ("", "Tea on Saturday, for us both", "2026-03-07T12:00")


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ("When I come home, I will make tea.", ("I come home", "make tea")),
        ("when I come home then I will make tea", ("I come home", "make tea")),
        ("I'll make tea when I come home", ("I come home", "make tea")),
        ("When it rains, and I am in, I will make tea", ("it rains, and I am in", "make tea")),
        ("Make tea\nfor you", ("", "Make tea for you")),
    ],
)
def test_a_plan_is_read_as_people_say_it(alone: Talk, plan: str, found: tuple[str, str]) -> None:
    assert split(plan, alone.library.phrases["en"]) == found


@pytest.mark.parametrize(
    ("deed", "cue", "plan"),
    [
        ("I will make tea.", "When I come home.", "When I come home, I will make tea."),
        ("I’ll call Mum", "after dinner", "After dinner, I will call Mum."),
        ("To sing", "As soon as I wake up", "As soon as I wake up, I will sing."),
        ("I want to sing", "every morning", "Every morning, I will sing."),
        ("When it rains, I will sing", "the bell rings", "When the bell rings, I will sing."),
        ("I won't shout", "we argue", "When we argue, I will not shout."),
    ],
)
def test_a_deed_and_a_moment_make_one_sentence_however_they_are_written(
    alone: Talk, deed: str, cue: str, plan: str
) -> None:
    alone.presses("My own idea")
    alone.says(deed)
    alone.presses("In my own words")
    alone.says(cue)
    for press in ("Today", "Once"):
        alone.presses(press)
    alone.hears(plan)
    alone.presses("Use this")
    (act,) = alone.turn.acts
    assert act.cue
    assert act.deed == plan.partition("I will ")[2].rstrip(".")


@pytest.mark.parametrize("word", ["skip", "go on", "done", "that's it", "ok"])
def test_to_say_it_once_more_can_be_skipped_in_usual_words(alone: Talk, word: str) -> None:
    for press in ("make tea", "I come home", "Today", "Once"):
        alone.presses(press)
    alone.says(word)
    assert [(act.cue, act.deed) for act in alone.turn.acts] == [("I come home", "make tea")]


@pytest.mark.parametrize("word", ["skip", "none", "no", "I don't know", "no act"])
def test_who_has_no_words_for_a_deed_or_a_moment_reads_what_else_there_is(alone: Talk, word: str) -> None:
    alone.presses("My own idea")
    alone.says(word)
    alone.hears("It is fine if nothing comes to mind.", "/back", "make tea for two")
    alone.says("sing")
    alone.presses("In my own words")
    alone.says(word)
    alone.hears("It is fine if nothing comes to mind.", "the kettle boils")


def test_a_plan_without_its_moment_gets_the_one_that_was_chosen_by_one_press(alone: Talk) -> None:
    for press in ("make tea", "I come home", "At the weekend", "Once"):
        alone.presses(press)
    alone.says("I will make two cups of tea")
    alone.presses("When I come home, I will make two cups of tea.")
    assert [(act.cue, act.deed) for act in alone.turn.acts] == [("I come home", "make two cups of tea")]


@pytest.mark.parametrize(
    "plan", ["When I come home I make tea", "whenever I come home, I'll sing", "I will sing after dinner"]
)
def test_a_plan_with_its_moment_is_not_asked_for_one(alone: Talk, plan: str) -> None:
    for press in ("make tea", "I come home", "At the weekend", "Once"):
        alone.presses(press)
    alone.says(plan)
    alone.hears("Last?")


def test_no_act_is_a_full_answer(alone: Talk) -> None:
    alone.presses("No act for now")
    alone.hears("None.", "Last?")
    assert alone.turn.acts == ()


def test_the_weekend_is_today_where_it_has_begun(alone: Talk) -> None:
    alone.wait(days=4)  # a Sunday
    plans(alone, begins="At the weekend")
    assert [(act.first, act.until) for act in alone.turn.acts] == [("2026-03-08T12:00", "2026-03-08")]
    assert START.weekday() == 2


# --- undone -------------------------------------------------------------------------------------------


def test_going_back_over_it_calls_it_off_and_it_can_be_agreed_anew(alone: Talk) -> None:
    plans(alone)
    (act,) = alone.turn.acts
    alone.presses("Back")
    assert alone.turn.called_off == ((act.asked, ANN),)
    assert (act.asked, ANN) in alone.turn.dropped
    alone.says("When I come home, I will sing.")
    assert [(each.deed, each.asked > act.asked) for each in alone.turn.acts] == [("sing", True)]


def test_who_starts_over_calls_it_off(alone: Talk) -> None:
    plans(alone)
    (act,) = alone.turn.acts
    alone.wants("over")
    alone.presses("Yes, start over")
    assert alone.turn.called_off == ((act.asked, ANN),)


def test_a_turn_that_changes_no_answer_changes_no_act(alone: Talk) -> None:
    plans(alone)
    alone.wants("where")
    assert (alone.turn.acts, alone.turn.called_off) == ((), ())


# --- two ----------------------------------------------------------------------------------------------


def test_the_giver_chooses_from_what_the_other_wished_or_brings_an_own_one(two: Talk) -> None:
    wished(two, "make tea")
    assert offered(two)[:3] == ["make tea", "My own idea", "No act for now"]
    two.says("say thank you")  # it isn't offered
    assert two.step() == "gift"
    two.press(f"abcdefabcdef:{two.asked()}:thank")
    assert two.step() == "gift"
    two.says("1")
    two.hears("And when?")


def test_where_nothing_was_wished_all_are_offered(two: Talk) -> None:
    wished(two)
    assert offered(two)[:3] == ["say thank you", "make tea", "My own idea"]


def test_it_is_agreed_once_it_was_sent_and_in_force_once_the_other_says_it_would_feel_good(two: Talk) -> None:
    wished(two)
    plans(two)
    two.hears("This is what Ben will read:", "When I come home, I will make tea.")
    assert two.turn.acts == ()
    two.presses("Send it")
    assert kept(two) == [(BEN, "I come home", "make tea", "offered")]
    two.hears('An act: "When I come home, I will make tea."', who=BEN)
    two.presses("That is good", who=BEN)
    assert kept(two) == [(BEN, "I come home", "make tea", "agreed")]
    assert two.turn.called_off == ()


def test_where_the_other_would_rather_have_something_else_it_is_no_act(two: Talk) -> None:
    gives(two)
    (act,) = two.turn.acts
    two.presses("Rather not", who=BEN)
    assert (two.turn.acts, two.turn.called_off) == ((), ((act.asked, ANN),))


def test_a_later_one_takes_its_place_and_each_gives_their_own(two: Talk) -> None:
    gives(two)
    two.presses("Rather not", who=BEN)
    plans(two, cue="we next meet")
    two.presses("Send it")
    two.presses("That is good", who=BEN)
    assert kept(two) == [(BEN, "we next meet", "make tea", "agreed")]
    for press in ("say thank you", "I come home", "Today", "Once", "Use this", "Send it"):
        two.presses(press, who=BEN)
    assert kept(two) == [(ANN, "I come home", "say thank you", "offered")]
    assert two.turn.called_off == ()


def test_what_is_kept_at_its_preview_is_an_act_of_ones_own(two: Talk) -> None:
    wished(two)
    plans(two)
    two.presses("Keep it to myself")
    assert kept(two) == [(0, "I come home", "make tea", "agreed")]
    two.hears("Kept.", who=BEN)
    assert "make tea" not in two.text(BEN).partition("What?")[0]


def test_what_the_other_reads_of_the_way_is_told_before(two: Talk) -> None:
    wished(two)
    two.hears("(Ben will not see your answer, but may notice where it leads.)")
    two.presses("make tea")
    assert "Ben" not in two.text()


# --- looked at ----------------------------------------------------------------------------------------


def test_what_is_too_vague_is_asked_about_once_with_two_suggestions(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be nicer")
    alone.hears("What would somebody see you do?")
    assert alone.labels() == ["smile once", "hum", "I'll write it anew", "Keep it as it is"]
    alone.presses("smile once")
    alone.hears("And when?")
    assert alone.answer("plan_what") == "smile once"


@pytest.mark.parametrize("how", ["Keep it as it is", "leave it", "be nicer", "4"])
def test_asked_once_it_is_what_its_writer_wants_it_to_be(alone: Talk, how: str) -> None:
    alone.presses("My own idea")
    alone.says("be nicer")
    alone.says(how)
    alone.hears("And when?")
    assert alone.answer("plan_what") == "be nicer"


def test_it_can_be_written_anew_or_typed_by_its_number(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be nicer")
    alone.presses("I'll write it anew")
    alone.hears('What fits after "I will"?')
    alone.says("be good")
    alone.hears("And when?")
    assert alone.answer("plan_what") == "be good"


def test_back_from_such_a_question_asks_the_same_once_more(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be nicer")
    alone.wants("back")
    alone.hears('What fits after "I will"?')
    assert alone.answer("plan_what") == "own"


@pytest.mark.parametrize("way", ["pause", "where", "show", "resume", "stop", "over"])
def test_every_way_is_open_while_something_smaller_is_asked_for(alone: Talk, way: str) -> None:
    alone.presses("My own idea")
    alone.says("be nicer")
    alone.wants(way)
    assert alone.text()
    if way in ("stop", "over"):
        alone.says("go on" if way == "stop" else "no")
    alone.wants("resume")
    alone.presses("Yes, take it")
    alone.hears("And when?")
    assert alone.answer("plan_what") == "be nicer"


def test_what_is_asked_for_smaller_can_be_changed_by_an_edit(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be nicer", message=5)
    alone.edits("bring you a cup of tea", 5)
    alone.hears("And when?")
    assert alone.answer("plan_what") == "bring you a cup of tea"


def test_started_again_the_question_keeps_what_was_held(two: Talk) -> None:
    gives(two)
    two.presses("That is good", who=BEN)
    assert two.step(BEN) == "gift"
    two.says("my own idea", who=BEN)
    two.says("be nicer", who=BEN)
    two.wants("anew", who=BEN)
    assert two.aside(BEN) == "small"
    two.presses("hum", who=BEN)
    two.hears("And when?", who=BEN)


def test_what_does_harm_is_turned_down_each_time_and_nothing_of_it_is_kept(alone: Talk) -> None:
    alone.presses("My own idea")
    for _ in range(3):
        alone.says("give you my password")
        alone.hears("I make no act of it", 'What fits after "I will"?')
        assert alone.answer("plan_what") == "own"
    alone.says("make tea")
    alone.hears("And when?")


@pytest.mark.parametrize("step", ["cue", "plan"])
def test_harm_is_looked_for_in_every_part(two: Talk, step: str) -> None:
    wished(two)
    two.presses("make tea")
    two.presses("In my own words" if step == "cue" else "I come home")
    if step == "plan":
        two.presses("Today")
        two.presses("Once")
    two.says("When I come home, I will tell you my password")
    two.hears("I make no act of it")
    assert all("password" not in message.text for message in two.turn.messages)
    assert two.session.question_of(BEN) is None
    assert two.turn.acts == ()


def test_an_edit_brings_no_harm_into_a_plan(two: Talk) -> None:
    wished(two)
    for press in ("make tea", "I come home", "Today", "Once"):
        two.presses(press)
    two.says("When I come home, I will sing", message=77)
    two.hears("This is what Ben will read:")
    two.edits("When I come home, I will give my password", 77)
    assert all("password" not in message.text for message in two.turn.messages)
    assert two.aside() == ""


def test_words_of_danger_go_the_ordinary_way_first(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be in danger with my password")
    assert alone.aside() == "danger"


def test_who_writes_of_danger_is_not_asked_for_something_smaller(alone: Talk) -> None:
    alone.presses("My own idea")
    alone.says("be in danger")
    alone.presses("I'm safe, go on")
    alone.hears("And when?")


def test_an_early_line_is_never_added_to_a_part_of_a_plan(alone: Talk) -> None:
    for press in ("make tea", "I come home", "Today", "Once"):
        alone.presses(press)
    alone.says("When I come home, I will sing", message=1)
    alone.does(Said("and give you my password", alone.now.replace(year=2025), 2))
    assert all("password" not in act.deed for act in alone.turn.acts)
    assert alone.answer("plan") == "When I come home, I will sing"


def test_a_draft_is_never_asked_about(alone: Talk) -> None:
    class Doubts(type(alone.senses)):  # type: ignore[misc]  # the usual senses
        def doable(self, text: str, language: str) -> Doable:
            return Doable("", {"vague": (f"{text} {language}",), "when": ("now",)})

    alone.senses = Doubts()
    alone.presses("My own idea")
    alone.presses("Use this")
    alone.hears("And when?")


def test_sent_to_somebody_who_went_in_silence_it_never_comes_into_force(two: Talk) -> None:
    wished(two)
    for press in ("make tea", "I come home", "Today", "Once", "Use this"):
        two.presses(press)
    seats = {seat: user if user == ANN else GONE for seat, user in two.session.seats.items()}
    people = {**two.session.people, GONE: Participant(GONE, "Ben")}
    two.session = replace(two.session, seats=seats, people=people)
    two.presses("Send it")
    assert two.answer("deed") == "When I come home, I will make tea."
    assert two.turn.acts == ()
