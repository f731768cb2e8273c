"""Two people whose languages differ: each reads the bot in their own, and the other's words as they were written."""

from __future__ import annotations

from dataclasses import replace

from conversation import ANN, BEN, PHRASES, Talk, asks, dialog

from bot.engine.dialog import Dialog, Words
from bot.engine.inputs import Choice, Note, Text
from bot.engine.library import library
from bot.engine.phrases import Phrases

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("feeling", Choice("feeling", ("sad", "alone"), share="listener"), "moment"),
    asks("moment", Text("moment", share="listener", limit=100), "mirror"),
    asks("mirror", Text("mirror", share="speaker", limit=100, drafted=True), "close", seat="listener"),
    asks("close", Note("close"), seat="both"),
)
ENGLISH = {
    "mirror.say": '{speaker} felt {feeling}: "{moment}"',
    "mirror.draft": "You felt {feeling}.",
    "close.say": 'Heard: "{mirror}"',
}
GERMAN = {
    "feeling.option.sad": "traurig",
    "feeling.option.alone": "allein",
    "mirror.say": '{speaker} war {feeling}: "{moment}"',
    "mirror.draft": "Du warst {feeling}.",
    "close.say": 'Verstanden: "{mirror}"',
}
OWN = {
    "shared.waits": "Danke, es ist aufgehoben.",
    "aside.preview.send": "Abschicken",
    "aside.preview.ask": 'Das liest {name}: "{text}"',
}


def in_two_languages() -> Dialog:
    """The same steps, with words for each."""
    written = dialog(*STEPS, words=ENGLISH, seats=("speaker", "listener"))
    texts = {**written.words["en"].texts, **GERMAN}
    return replace(written, words={**written.words, "de": Words("Reden", "", texts)})


def talk() -> Talk:
    """Ann's language is English, Ben's is German."""
    told = in_two_languages()
    t = Talk(told, seats=SEATS)
    known = library([told], {"en": PHRASES, "de": Phrases("de", {**PHRASES.texts, **OWN})})
    people = {**t.session.people, BEN: replace(t.session.people[BEN], language="de")}
    t.session = replace(t.session, people=people, library=known)
    return t


def test_each_reads_labels_and_the_bot_in_their_own_language_and_the_other_as_they_wrote() -> None:
    t = talk()
    t.presses("sad")
    t.says("You looked away.")
    t.presses("Send it")
    t.hears("Thank you, that is kept.")
    t.hears('Ann war traurig: "You looked away."', "Du warst traurig.", who=BEN)
    t.says("Dass du traurig warst.", who=BEN)
    t.hears('Das liest Ann: "Dass du traurig warst."', who=BEN)
    t.presses("Abschicken", who=BEN)
    t.hears('Heard: "Dass du traurig warst."')
    t.hears('Verstanden: "Dass du traurig warst."', who=BEN)
    t.presses("Go on", who=BEN)
    t.hears("Danke, es ist aufgehoben.", who=BEN)


def test_what_is_behind_a_note_comes_in_the_language_of_who_opens_it() -> None:
    t = talk()
    t.presses("alone")
    t.says("You looked away.")
    away = {**t.session.people, BEN: replace(t.session.people[BEN], here=False)}
    t.session = replace(t.session, people=away)
    t.presses("Send it")
    assert (t.turn.knocks, t.text(BEN)) == ((BEN,), "")
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears('Ann war allein: "You looked away."', who=BEN)
