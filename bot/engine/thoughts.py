"""A thought held for one's turn: written while the other was asked, and given back when the floor comes.

It is an answer without a name, to the question that waited for the other: nobody but who wrote it may read it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.asides import CHOICES, MARK, THOUGHT
from bot.engine.fitting import known, plain
from bot.engine.holding import joined
from bot.engine.inputs import Text
from bot.engine.inputs.text import KEPT
from bot.engine.progress import Progress
from bot.engine.session import Answer, Part, Question
from bot.engine.turn import Button, Message

_NODS = ("words.on", "words.yes", "words.no")


def thoughts(p: Progress, user: int) -> tuple[Answer, ...]:
    """What is held for this person's turn, in the order in which it was written."""
    return tuple(answer for answer in p.session.answers if answer.owner == user and answer.is_thought)


def hold_thought(p: Progress, user: int, part: Part, at: datetime) -> bool:
    """Hold words for the turn of who wrote them; False where there is nothing to hold or nobody is waited for.

    It moves nothing: to the other it is as if nothing was written.
    """
    waits = max(p.place.questions, key=lambda question: question.asked, default=None)
    if p.session.solo or waits is None or is_nod(p, user, part.text):
        return False
    p.still = True
    before = p.answer(waits.asked, user)
    parts = (*before.parts, part) if before is not None else (part,)
    if len(joined(parts)) > KEPT:
        p.phrase(user, "refused.long")
        return True
    visit, reader = p.place.trail[waits.visit], frozenset({user})
    p.keep(Answer(waits.asked, user, "", visit.hash, visit.step, reader, at, parts=parts, status="draft"))
    p.phrase(user, "thought.held")
    return True


def change_thought(p: Progress, thought: Answer, parts: tuple[Part, ...]) -> None:
    """Its message was changed."""
    p.still = True
    p.keep(replace(thought, parts=parts))


def let_thoughts_go(p: Progress, user: int, *, shown: bool = False) -> tuple[Answer, ...]:
    """Drop what was held for this person's turn (`shown`: only what was given back); returns it."""
    gone = tuple(each for each in thoughts(p, user) if not shown or each.status == "offered")
    for each in gone:
        p.drop(each)
    return gone


def give_back(p: Progress, by: int) -> None:
    """Put what is held before a question that takes own words; what none took is said at the end.

    `by` is who acted. To say back what the other said is no turn of one's own, nor is a break: thoughts wait until
    after it.
    """
    for index, message in enumerate(p.messages):
        question = next(
            (q for q in p.place.questions if (q.asked, q.owner) == (message.asked, message.to)), None
        )
        if question is not None and _takes(p, question):
            p.messages[index] = _offered(p, question, message)
    if p.session.state != "done":
        return
    for user in sorted({by, *(message.to for message in p.messages)}):
        if held := thoughts(p, user):
            p.phrase(user, "thought.end", text=_words(held))
            let_thoughts_go(p, user)


def _takes(p: Progress, question: Question) -> bool:
    asks = p.asks(question)
    own = isinstance(asks, Text) and not asks.mirrors and p.place.trail[question.visit].depth == 0
    return own and question.aside in ("", THOUGHT) and bool(thoughts(p, question.owner))


def _offered(p: Progress, question: Question, message: Message) -> Message:
    """The message of a question, with what is held before its words and two buttons over its own."""
    user = question.owner
    p.change(replace(question, aside=THOUGHT))
    for each in thoughts(p, user):
        p.keep(replace(each, status="offered"))
    say = p.phrases(user).say
    text = say("thought.back", text=_words(thoughts(p, user)))
    rows = tuple(
        (Button(say(f"aside.{THOUGHT}.{choice}"), p.data(question.asked, MARK + choice)),)
        for choice in CHOICES[THOUGHT]
    )
    return replace(
        message,
        text=f"{text}\n\n{message.text}",
        buttons=(*rows, *message.buttons),
        owners=message.owners | {user},
    )


def _words(held: tuple[Answer, ...]) -> str:
    return "\n".join(each.text for each in held)


def is_nod(p: Progress, user: int, text: str) -> bool:
    """Whether there is no thought in it: 'ok', a sign, nothing."""
    nods = {known(word) for key in _NODS for word in p.phrases(user).words(key)}
    return plain(text) in nods or not any(char.isalpha() for char in text)
