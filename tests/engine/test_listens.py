"""Somebody only listens: what would need their own words is passed over, and what they write all the same counts."""

from __future__ import annotations

from dataclasses import replace

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Choice, Note, Text
from bot.engine.silence import without

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("moment", Text("moment", share="listener"), "heard"),
    Step(
        "heard",
        "listener",
        (Exit("last", swap="turn"),),
        ask=Text("heard", share="speaker", drafted=True),
    ),
    asks("turn", Choice("turn", ("speak", "rest"), "listener"), "moment", listens="passed"),
    Step("passed", "speaker", (Exit("last", swap="turn"),)),
    asks("last", Text("needs"), "close", seat="both", listens="last_one"),
    asks("last_one", Text("needs"), "close"),
    asks("close", Note("close"), seat="both"),
)
WORDS = {
    "heard.draft": "You said: {moment}",
    "passed.say": "{me}, today you listen.",
    "last.say": "What do you both need?",
    "last_one.say": "What do you need? {listener} listens today.",
}


def talk() -> Talk:
    return Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)


def listens(t: Talk, who: int, *, so: bool = True) -> None:
    """Somebody offers to only listen, or changes their mind."""
    t.session = replace(
        t.session, people={**t.session.people, who: replace(t.session.people[who], listens=so)}
    )


def is_heard(t: Talk) -> None:
    """Ann says something, and Ben says it back by two buttons."""
    t.says("You left.")
    t.presses("Send it")
    t.hears("You said: You left.", who=BEN)
    t.presses("Use this", who=BEN)
    t.presses("Send it", who=BEN)


def test_whose_turn_it_is_is_passed_over_and_nothing_of_their_own_is_asked() -> None:
    t = talk()
    listens(t, BEN)
    is_heard(t)
    t.hears("Ben, today you listen.", who=BEN)
    t.hears("What do you need? Ben listens today.", who=ANN)
    assert (t.step(ANN), t.session.question_of(BEN)) == ("last_one", None)
    assert t.session.place.round == 2


def test_who_writes_all_the_same_is_taken_like_anybody() -> None:
    t = talk()
    listens(t, BEN)
    t.says("You left.")
    t.presses("Send it")
    t.says("That I had gone.", who=BEN)
    t.hears("This is what Ann will read", "That I had gone.", who=BEN)


def test_nobody_who_speaks_is_passed_over() -> None:
    t = talk()
    is_heard(t)
    assert t.step(BEN) == "turn"


def test_who_begins_a_talk_has_something_to_say_in_it() -> None:
    t = talk()
    listens(t, ANN)
    is_heard(t)
    t.presses("rest", who=BEN)
    t.says("One more.", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.step(ANN) == "heard"


def test_a_changed_mind_counts_from_the_next_step_on() -> None:
    t = talk()
    listens(t, BEN)
    t.says("You left.")
    t.presses("Send it")
    listens(t, BEN, so=False)
    t.presses("Use this", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.step(BEN) == "turn"
    listens(t, BEN)
    t.presses("rest", who=BEN)
    assert t.step(BEN) == "moment"


def goes_on_without(*, gone: bool) -> str:
    """What Ann meets when Ben has gone, or merely says nothing."""
    steps = (
        asks("moment", Text("moment"), "turn"),
        asks("turn", Text("turn"), "close", seat="listener", listens="passed"),
        Step("passed", "speaker", (Exit("close"),)),
        asks("close", Note("close")),
    )
    t = Talk(
        dialog(*steps, words={"passed.say": "{listener} listens."}, seats=("speaker", "listener")),
        seats=SEATS,
    )
    listens(t, BEN)
    t.wants("where")
    if gone:
        t.session = without(t.session, BEN)
    t.says("You left.")
    return t.text()


def test_to_the_other_who_is_gone_listens_as_before() -> None:
    assert goes_on_without(gone=True) == goes_on_without(gone=False)
    assert "Ben listens." in goes_on_without(gone=True)


def test_alone_nobody_only_listens() -> None:
    t = Talk(dialog(*STEPS, words={**WORDS, "heard.draft": "{moment}"}, seats=("speaker", "listener")))
    listens(t, ANN)
    t.says("You left.")
    t.presses("Use this")
    assert t.step() == "last"
