"""Who says back what the other said is told, alone, what they could look at again; then they send it as they like."""

from __future__ import annotations

import pytest
from conversation import ANN, BEN, Alarm, Talk, asks, dialog

from bot.engine.inputs import Choice, Confirm, Note, Text
from bot.engine.senses import Paraphrase

SEATS = {"speaker": ANN, "listener": BEN}
HINT = "This sounds like an answer"
WORDS = {
    "mirror.say": 'It is said: "{moment}". What did you hear?',
    "mirror.draft": "You felt {feeling of speaker} when this was: {moment of speaker}",
    "heard.say": 'Heard: "{mirror}". Did it reach you?',
}


class Finds(Alarm):
    """Senses that give these hints to everything, and remember what they were asked."""

    def __init__(self, *hints: str) -> None:
        self.hints = hints
        self.asked: list[tuple[str, str, str]] = []

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        self.asked.append((heard, said, language))
        return Paraphrase(self.hints)


def talk(*, mirrors: tuple[str, ...] = ("moment",), drafted: bool = False, feeling: str = "listener") -> Talk:
    """Ann has told Ben of a moment, and he is asked to say it back."""
    mirror = Text("mirror", share="speaker", mirrors=mirrors, drafted=drafted)
    steps = [
        asks("feeling", Choice("feeling", ("sad", "lonely"), share=feeling), "moment"),
        asks("moment", Text("moment", share="listener"), "mirror"),
        asks("mirror", mirror, "heard", seat="listener"),
        asks("heard", Confirm("heard", share="listener"), "last"),
        asks("last", Note("last"), seat="both"),
    ]
    t = Talk(dialog(*steps, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    t.says("sad")
    t.says("you left the table")
    t.presses("Send it")
    return t


def hinted(t: Talk) -> bool:
    return t.aside(BEN) == "hint"


def test_a_hint_comes_to_the_listener_alone_before_the_preview() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    assert [message.to for message in t.turn.messages] == [BEN]
    t.hears(HINT, who=BEN)
    assert t.labels(BEN) == ["Rewrite it", "Leave it as it is"]
    assert "will read" not in t.text(BEN)


def test_a_paraphrase_without_a_hint_is_shown_at_once() -> None:
    t = talk()
    t.says("I left the table", who=BEN)
    t.hears("This is what Ann will read:", '"I left the table"', who=BEN)


def test_left_as_it_is_it_comes_to_the_usual_preview() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.presses("Leave it as it is", who=BEN)
    t.hears("This is what Ann will read:", '"But you shouted"', who=BEN)
    assert t.answer("mirror") is None
    t.presses("Send it", who=BEN)
    t.hears('Heard: "But you shouted".')


def test_rewritten_it_is_looked_at_once_more_and_then_never_again() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.presses("Rewrite it", who=BEN)
    t.hears("What did you hear?", who=BEN)
    assert (t.step(BEN), t.aside(BEN)) == ("mirror", "")
    t.says("but you did", who=BEN)
    assert hinted(t)
    t.says("but still", who=BEN)
    t.hears("This is what Ann will read:", '"but still"', who=BEN)
    t.presses("Change it", who=BEN)
    t.says("but no", who=BEN)
    t.hears("This is what Ann will read:", '"but no"', who=BEN)


def test_words_written_in_place_of_a_press_are_the_new_words() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.says("I left you alone there", who=BEN)
    t.hears("This is what Ann will read:", '"I left you alone there"', who=BEN)


@pytest.mark.parametrize("typed", ["rewrite", "Rewrite it", "1"])
def test_rewriting_can_be_typed(typed: str) -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.says(typed, who=BEN)
    assert (t.step(BEN), t.aside(BEN)) == ("mirror", "")


@pytest.mark.parametrize("typed", ["leave it", "as it is", "2", "send it"])
def test_leaving_it_can_be_typed(typed: str) -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.says(typed, who=BEN)
    t.hears("This is what Ann will read:", '"But you shouted"', who=BEN)


def test_what_was_written_before_the_hint_could_be_read_belongs_to_it() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.says("and I was tired", who=BEN, ago=60)
    assert hinted(t)
    t.presses("Leave it as it is", who=BEN)
    t.hears('"But you shouted\nand I was tired"', who=BEN)


def test_an_edit_is_looked_at_anew() -> None:
    t = talk()
    t.says("But you shouted", who=BEN, message=7)
    t.edits("I left the table", 7, who=BEN)
    t.hears("This is what Ann will read:", '"I left the table"', who=BEN)


def test_danger_comes_first_and_its_words_get_no_hint() -> None:
    t = talk()
    t.says("But I am in danger", who=BEN)
    assert t.aside(BEN) == "danger"
    t.presses("I'm safe, go on", who=BEN)
    t.hears("This is what Ann will read:", who=BEN)
    assert t.answer("mirror") is None


def test_the_hint_outlives_where_and_an_old_button_sends_nothing() -> None:
    t = talk()
    t.says("I left the table", who=BEN)
    old = list(t.heard)
    t.says("but you shouted", who=BEN)
    t.wants("where", who=BEN)
    t.hears(HINT, who=BEN)
    t.presses("Send it", who=BEN, messages=old)
    t.hears("an earlier moment", HINT, who=BEN)
    assert t.answer("mirror") is None


def test_a_pause_leads_to_the_preview_and_back_to_the_question() -> None:
    t = talk()
    t.says("But you shouted", who=BEN)
    t.wants("pause", who=BEN)
    t.returns()
    t.hears('"But you shouted"', who=BEN)
    t = talk()
    t.says("But you shouted", who=BEN)
    t.wants("back", who=BEN)
    assert (t.step(BEN), t.aside(BEN)) == ("mirror", "")


def test_nothing_of_it_is_kept_or_reaches_the_other() -> None:
    """With a hint and without one, the same comes to the other and the same is kept."""
    heard = []
    for hints in (("rebuttal", "about_me"), ()):
        t = talk()
        t.senses = Finds(*hints)
        t.says("But you shouted", who=BEN)
        if hinted(t):
            t.presses("Leave it as it is", who=BEN)
        t.presses("Send it", who=BEN)
        place = t.session.place
        heard.append(
            (
                [(m.text, m.buttons, m.asked) for m in t.turn.messages if m.to == ANN],
                [(a.asked, a.value, a.parts, a.status) for a in t.session.answers],
                (place.trail, place.questions, place.firm, place.asked),
            )
        )
    assert heard[0] == heard[1]


def test_only_what_the_listener_may_read_is_looked_at() -> None:
    t = talk(mirrors=("moment", "feeling of speaker"))
    t.senses = look = Finds()
    t.says("I left", who=BEN)
    assert look.asked == [("I left", "you left the table\nsad", "en")]
    t = talk(mirrors=("feeling of speaker",), feeling="")
    t.says("But you shouted", who=BEN)
    assert not hinted(t)


def test_a_step_that_mirrors_nothing_is_never_looked_at() -> None:
    t = talk(mirrors=())
    t.says("But you shouted", who=BEN)
    t.hears("This is what Ann will read:", who=BEN)


def test_who_is_alone_gets_no_hint() -> None:
    mirror = asks("mirror", Text("mirror", share="speaker", mirrors=("moment",)), seat="listener")
    t = Talk(dialog(asks("moment", Text("moment"), "mirror"), mirror, seats=("speaker", "listener")))
    t.says("you left")
    t.says("But you shouted")
    assert t.answer("mirror") == "But you shouted"


def test_who_finds_no_words_takes_those_of_the_speaker_and_sees_them_before_they_go() -> None:
    t = talk(drafted=True)
    t.hears("You felt sad when this was: you left the table", who=BEN)
    t.senses = Finds("too_short")
    t.presses("Use this", who=BEN)
    t.hears("This is what Ann will read:", '"You felt sad when this was: you left the table"', who=BEN)
    t.presses("Send it", who=BEN)
    t.hears('Heard: "You felt sad when this was: you left the table".')
