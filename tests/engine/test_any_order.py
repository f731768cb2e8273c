"""Whatever people do, in whatever order: the promises hold after every turn."""

import random
import re
from datetime import timedelta

from conversation import ANN, Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.authoring.reading import read
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.session import Answer
from bot.engine.speak import speak

SHIPPED = read(shipped_dialogs(), shipped=shipped_dialogs()).library
assert SHIPPED is not None
REPAIR, CALM = SHIPPED.dialogs["repair"], SHIPPED.dialogs["calm"]
CALLED = CALM, SHIPPED.dialogs["other_eyes"], SHIPPED.dialogs["apology_words"]
LOOKS_LIKE_A_PLACE = "{name}"
TYPED = (
    "hurt, sad",
    "1",
    "2",
    "3",
    "yes",
    "no",
    "ok",
    "done",
    "7",
    "skip",
    "stop",
    "back",
    "pause",
    "",
    "👍",
)

Doing = tuple[str, object]

doings: st.SearchStrategy[list[Doing]] = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.integers(0, 30)),
        st.tuples(st.just("press"), st.integers(0, 3)),
        st.tuples(st.just("say"), st.sampled_from(TYPED)),
        st.tuples(st.just("say"), st.text(max_size=12)),
        st.tuples(
            st.just("say"), st.sampled_from([f"a {LOOKS_LIKE_A_PLACE} b", "x" * 13_000, "HELP ME sos"])
        ),
        st.tuples(st.just("early"), st.sampled_from(TYPED)),
        st.tuples(st.just("edit"), st.text(max_size=6)),
        st.tuples(st.just("old"), st.integers(0, 20)),
        st.tuples(st.just("send"), st.sampled_from(["voice", "photo", "location", "unheard of"])),
        st.tuples(
            st.just("way"),
            st.sampled_from(["back", "where", "resume", "show", "pause", "stop", "over", "anew"]),
        ),
        st.tuples(st.just("call"), st.just(CALM.hash)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 13, 48])),
    ),
    max_size=40,
)


def talk(dialog: Dialog) -> Talk:
    """Ann alone with this dialog, and beside it what it may call."""
    return Talk(dialog, *(other for other in (REPAIR, *CALLED) if other is not dialog))


def event(t: Talk, doing: Doing) -> Event | None:
    """What a doing comes to in this moment; None for time that goes by."""
    kind, what = doing
    question = t.session.question_of(ANN)
    asked = question.asked if question is not None else 1
    if kind == "wait":
        t.wait(hours=int(str(what)))
        return None
    if kind == "press":
        data = [b.data for m in t.heard for row in m.buttons for b in row if b.data and "way:" not in b.data]
        own = data[int(str(what)) % len(data)].split(":", 2) if data else ["", str(asked), "none"]
        return Chosen(int(own[1]), own[2])
    at = t.now if kind == "say" else t.now.replace(year=2020)
    return {
        "say": lambda: Said(str(what), at, t.message),
        "early": lambda: Said(str(what), at, t.message),
        "edit": lambda: Edited(str(what), t.message - 1),
        "old": lambda: Chosen(max(asked - int(str(what)), 0), "go"),
        "send": lambda: Sent(str(what), "file", t.message, at),
        "way": lambda: Wanted(str(what)),
        "call": lambda: Wanted("call", str(what)),
    }[kind]()


def given_so_far(t: Talk) -> list[Answer]:
    return [answer for answer in t.session.answers if answer.status == "given"]


def holds(t: Talk) -> None:
    """What must be true after every turn."""
    open_questions = [question for question in t.session.place.questions if question.owner == ANN]
    assert len(open_questions) == (0 if t.session.state == "done" else 1)
    for message in t.heard:
        assert message.text.strip()
        assert set(re.findall(r"\{[a-z_ ]+\}", message.text)) <= {LOOKS_LIKE_A_PLACE}
        for button in (button for row in message.buttons for button in row):
            assert len(button.data.encode()) <= 64
            assert button.label.strip()


def goes_on(t: Talk, doing: Doing) -> None:
    """One thing is done: the same comes of it twice, and back from where it led leads here."""
    before, given_before = t.session, given_so_far(t)
    said = event(t, doing)
    if said is None:
        return
    now = t.now + timedelta(seconds=1)  # as `does` lets pass
    turn = t.does(said)
    assert turn == speak(before, ANN, said, now, t.senses)
    holds(t)
    grew = len(t.session.place.trail) > len(before.place.trail)
    if grew and t.session.state != "done":
        undone = speak(t.session, ANN, Wanted("back"), t.now, t.senses).session
        assert undone.place.trail == before.place.trail
        assert [answer for answer in undone.answers if answer.status == "given"] == given_before


def comes_to_an_end(t: Talk, chance: random.Random) -> None:
    """By answering alone, whatever one chooses."""
    for _ in range(600):
        if t.session.state == "done":
            return
        question = t.session.question_of(ANN)
        assert question is not None
        mine = f"{t.session.id}:{question.asked}:"
        t.does(Wanted("show"))
        data = [b.data for m in t.heard for row in m.buttons for b in row if b.data.startswith(mine)]
        answers = [d.removeprefix(mine) for d in data if not d.endswith("<back")]
        t.does(Chosen(question.asked, chance.choice(answers)) if answers else Said("a few words"))
    raise AssertionError(f"no end from {t.step()}")


@settings(max_examples=150)
@given(doings, st.sampled_from([REPAIR, REPAIR, CALM]), st.integers(0, 1000))
def test_nothing_that_people_do_breaks_a_promise(done: list[Doing], dialog: Dialog, seed: int) -> None:
    t = talk(dialog)
    holds(t)
    for doing in done:
        goes_on(t, doing)
    comes_to_an_end(t, random.Random(seed))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), max_size=25), st.integers(1, 25))
def test_back_undoes_answers_one_by_one_to_the_beginning(presses: list[int], steps: int) -> None:
    t = talk(REPAIR)
    for number in presses:
        if t.session.state == "done":
            break
        trail, given = t.session.place.trail, given_so_far(t)
        question = t.session.question_of(ANN)
        assert question is not None
        mine = f"{t.session.id}:{question.asked}:"
        data = [b.data for m in t.heard for row in m.buttons for b in row if b.data.startswith(mine)]
        answers = [d.removeprefix(mine) for d in data if not d.endswith("<back")]
        t.does(Chosen(question.asked, answers[number % len(answers)]) if answers else Said("words"))
        if t.session.state == "done" or t.session.place.trail == trail:
            continue
        after = t.session
        undone = t.does(Wanted("back")).session
        assert (undone.place.trail, given_so_far(t)) == (trail, given)
        t.session = after
    for _ in range(steps if t.session.state != "done" else 0):
        t.does(Wanted("back"))
        holds(t)
