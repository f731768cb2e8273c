"""Who writes what another will read is told, alone, what could be easier to hear; then they send it as they like."""

from __future__ import annotations

import pytest
from conversation import ANN, BEN, PHRASES, Alarm, Talk, asks, dialog

from bot.care.apology import HINTS as APOLOGY
from bot.care.kinder import HINTS
from bot.engine.inputs import Choice, Confirm, Note, Text
from bot.engine.senses import Kinder

SEATS = {"speaker": ANN, "listener": BEN}
HINT = 'It sounds like "always" or "never".'
ACCUSED = "You never listen to me"


class Finds(Alarm):
    """Senses that give these hints to everything, and remember what they were asked."""

    def __init__(self, **hints: str) -> None:
        self.hints = hints
        self.asked: list[tuple[str, str]] = []

    def kinder(self, text: str, language: str) -> Kinder:
        self.asked.append((text, language))
        return Kinder(self.hints)


def always() -> Finds:
    return Finds(absolute="I feel … when you don't listen to me")


def talk(point: Text, *, first: Text | None = None, draft: str = "", senses: Alarm | None = None) -> Talk:
    """Ann is asked for a point that Ben will read."""
    steps = [
        *([asks("before", first, "point")] if first else []),
        asks("point", point, "heard"),
        asks("heard", Confirm("heard", share="speaker"), "last", seat="listener"),
        asks("last", Note("last"), seat="both"),
    ]
    words = {"heard.say": 'Ann says: "{point}". Heard?', "point.draft": draft}
    t = Talk(dialog(*steps, words=words, seats=("speaker", "listener")), seats=SEATS)
    t.senses = senses or always()
    return t


POINT = Text("point", share="listener")


def test_a_hint_comes_to_its_writer_alone_before_the_preview() -> None:
    t = talk(POINT)
    t.says(ACCUSED)
    assert [message.to for message in t.turn.messages] == [ANN]
    t.hears(HINT, 'It could begin like this:\n"I feel … when you don\'t listen to me"')
    assert t.labels() == ["Rewrite it", "Leave it as it is"]
    assert "will read" not in t.text()


def test_words_without_a_hint_are_shown_at_once() -> None:
    t = talk(POINT, senses=Finds())
    t.says("I sat there alone")
    t.hears("This is what Ben will read:", '"I sat there alone"')


def test_left_as_it_is_it_comes_to_the_usual_preview_and_is_sent_word_for_word() -> None:
    t = talk(POINT)
    t.says(ACCUSED)
    t.presses("Leave it as it is")
    t.hears("This is what Ben will read:", f'"{ACCUSED}"')
    t.presses("Send it")
    t.hears(f'Ann says: "{ACCUSED}".', who=BEN)


def test_the_same_is_never_hinted_at_twice() -> None:
    t = talk(POINT)
    t.says(ACCUSED)
    t.presses("Rewrite it")
    t.hears("point?")
    t.says("You never ask")
    t.hears("This is what Ben will read:", '"You never ask"')
    t.presses("Change it")
    t.says("You never call")
    t.hears("This is what Ben will read:")


def test_two_hints_are_the_most_for_one_question() -> None:
    t = talk(POINT, senses=Finds(threat="", verdict="", mind_reading=""))
    t.says("one")
    t.hears("can be heard as a threat")
    t.says("two")
    t.hears("a word in it for what Ben is")
    t.says("three")
    t.hears("This is what Ben will read:", '"three"')


@pytest.mark.parametrize("hint", HINTS)
def test_every_hint_has_its_words(hint: str) -> None:
    t = talk(POINT, senses=Finds(**{hint: ""}))
    t.says("words")
    assert t.aside() == "hint"
    t.hears(PHRASES.say(f"kinder.{hint}", name="Ben"))
    assert "It could begin" not in t.text()


def test_a_hint_stands_again_as_it_was_when_somebody_asks_where_they_are() -> None:
    t = talk(POINT)
    t.says(ACCUSED)
    t.wants("where")
    t.hears(HINT, "when you don't listen to me")


def test_a_hint_that_was_kept_under_its_former_name_stands_again_too() -> None:
    t = talk(POINT, senses=Finds(always=""))
    t.says(ACCUSED)
    t.wants("where")
    t.hears(HINT)


def test_danger_comes_first_and_its_words_get_no_hint() -> None:
    t = talk(POINT, senses=(look := always()))
    t.says("You never see that I am in danger")
    assert t.aside() == "danger"
    t.presses("I'm safe, go on")
    t.hears("This is what Ben will read:")
    assert look.asked == []


@pytest.mark.parametrize(
    "point",
    [
        Text("point", share="listener", hints=False),
        Text("point", share="listener", within=True),
    ],
)
def test_an_author_turns_it_off_and_a_part_of_a_sentence_has_no_beginning(point: Text) -> None:
    t = talk(point)
    t.says(ACCUSED)
    t.hears("This is what Ben will read:")


def test_hints_turned_off_are_off_for_what_is_said_back_too_and_danger_is_not() -> None:
    mirror = Text("mirror", share="speaker", mirrors=("moment",), hints=False)
    steps = [
        asks("moment", Text("moment", share="listener"), "mirror"),
        asks("mirror", mirror, seat="listener"),
    ]
    t = Talk(dialog(*steps, words={"mirror.say": "{moment}?"}, seats=("speaker", "listener")), seats=SEATS)
    t.says("you left the table")
    t.presses("Send it")
    t.says("But you shouted", who=BEN)
    t.hears("This is what Ann will read:", who=BEN)
    t.says("but I am in danger", who=BEN)
    assert t.aside(BEN) == "danger"


def test_what_nobody_else_reads_is_never_looked_at() -> None:
    steps = [asks("point", Text("point"), "last"), asks("last", Note("last"))]
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.senses = look = always()
    t.says(ACCUSED)
    assert (t.answer("point"), look.asked) == (ACCUSED, [])


def test_who_is_alone_gets_no_hint() -> None:
    t = Talk(dialog(asks("point", POINT), seats=("speaker", "listener")))
    t.senses = look = always()
    t.says(ACCUSED)
    assert (t.answer("point"), look.asked) == (ACCUSED, [])


def test_own_words_taken_from_a_draft_are_looked_at() -> None:
    drafted = Text("point", share="listener", drafted=True)
    t = talk(drafted, first=Text("before"), draft="{before}")
    t.says(ACCUSED)
    t.presses("Use this")
    t.hears(HINT)
    t.presses("Leave it as it is")
    t.hears("This is what Ben will read:", f'"{ACCUSED}"')


def test_the_authors_words_in_a_draft_are_not() -> None:
    t = talk(Text("point", share="listener", drafted=True), draft="You never know")
    t.presses("Use this")
    t.hears("This is what Ben will read:", '"You never know"')


def test_an_answer_of_one_press_is_not_looked_at() -> None:
    steps = [
        asks("mood", Choice("mood", ("sad", "glad"), share="listener"), "last"),
        asks("last", Note("last")),
    ]
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.senses = look = always()
    t.presses("sad")
    assert look.asked == []


@pytest.mark.parametrize("press", ["Rewrite it", "Leave it as it is"])
def test_nothing_of_it_is_kept_or_reaches_the_other(press: str) -> None:
    """With a hint and without one, the same comes to the other and the same is kept."""
    heard = []
    for senses in (always(), Finds()):
        t = talk(POINT, senses=senses)
        to_ben = []
        t.says("You never ask" if press == "Rewrite it" and senses.hints else ACCUSED)
        if t.aside() == "hint":
            to_ben += [message for message in t.turn.messages if message.to == BEN]
            t.presses(press)
            to_ben += [message for message in t.turn.messages if message.to == BEN]
            if press == "Rewrite it":
                t.says(ACCUSED)
        t.presses("Send it")
        place = t.session.place
        heard.append(
            (
                to_ben + [(m.text, m.buttons, m.asked, m.owners) for m in t.turn.messages if m.to == BEN],
                [(a.asked, a.value, a.parts, a.status, a.audience) for a in t.session.answers],
                (place.trail, place.questions, place.firm, place.asked),
            )
        )
    assert heard[0] == heard[1]


def sorry(*, share: str = "", senses: Alarm | None = None) -> Talk:
    """Ann is asked for an apology, for herself or to be sent to Ben."""
    steps = [
        asks("sorry", Text("sorry", share=share, apology=True), "last"),
        asks("last", Note("last"), seat="speaker"),
    ]
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    t.senses = senses or Alarm()
    return t


REGRET = "I shouted but you were late"


def test_an_apology_is_looked_at_as_one_before_it_is_shown_whole() -> None:
    t = sorry(share="listener")
    t.says(REGRET)
    t.hears(PHRASES.say("apology.but"))
    assert t.labels() == ["Rewrite it", "Leave it as it is"]
    t.presses("Leave it as it is")
    t.hears("This is what Ben will read:", f'"{REGRET}"')


def test_an_apology_for_oneself_is_looked_at_too_and_kept_as_it_is() -> None:
    t = sorry()
    t.says(REGRET)
    t.hears(PHRASES.say("apology.but"))
    t.presses("Leave it as it is")
    t.hears("last?")
    assert t.answer("sorry") == REGRET


def test_an_apology_for_oneself_can_be_written_anew() -> None:
    t = sorry()
    t.says(REGRET)
    t.presses("Rewrite it")
    t.hears("sorry?")
    t.says("I shouted")
    t.hears("last?")


def test_words_of_danger_in_an_apology_get_help_and_no_hint() -> None:
    t = sorry()
    t.says("I am in danger but I am sorry")
    assert t.aside() == "danger"


@pytest.mark.parametrize("hint", APOLOGY)
def test_every_hint_at_an_apology_has_its_words(hint: str) -> None:
    assert PHRASES.say(f"apology.{hint}")
