"""Where the other went in silence: what would need their words waits, as if they merely said nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.holding import answer_to, held
from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.said import Event, Said
from bot.engine.session import GONE, Part, Question


def wait_in_vain(p: Progress, who: int, said: Event) -> None:
    """What this person said is confirmed in the usual words and kept as theirs; nothing more comes of it."""
    question = p.session.question_of(who)
    if question is not None:
        _keep(p, question, said)
        p.close(question)
        p.open(GONE, question.visit)
    p.phrase(who, "shared.waits")


def _keep(p: Progress, question: Question, said: Event) -> None:
    answer = held(p, question)
    if isinstance(said, Said) and isinstance(p.asks(question), Text):
        part = Part(said.text.strip(), said.message)
        parts = (*answer.parts, part) if answer is not None else (part,)
        answer = answer_to(p, question, parts, said.at or p.now)
    if answer is not None:
        p.keep(replace(answer, status="given"))
