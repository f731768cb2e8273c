"""thread.yaml: what is offered where something weighs, and after each dialog, as a counsellor wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from bot.authoring.around import ORIGINAL
from bot.authoring.complaints import findings_of
from bot.authoring.fields import Name, Says, Written
from bot.authoring.finding import Finding
from bot.authoring.strict import Source
from bot.engine.thread import Fitting, Thread

THREAD = "thread.yaml"

WORDS = ("label",)
"""What of it is words, and is translated."""

MOST = 12
"""What can weigh is a handful of buttons, not a page of them."""


class FittingWords(Written):
    """The dialogs that fit, the best first."""

    one: list[Name] = Field(default_factory=list, description="For one person alone, the best first")
    two: list[Name] = Field(default_factory=list, description="For two, the best first")


class WeighWords(FittingWords):
    """Something that can weigh."""

    label: Says = Field(description="What its button says, as a person would")


class ThreadWords(Written):
    """What is offered to whom."""

    weighs: Annotated[dict[Name, WeighWords], Field(min_length=1, max_length=MOST)]
    after: dict[Name, FittingWords] = Field(default_factory=dict)
    for_everybody: Annotated[list[Name], Field(min_length=1)]
    afraid: dict[Name, dict[Name, list[Name]]] = Field(
        default_factory=dict, description="By dialog and answer: what is chosen by who is afraid of the other"
    )


@dataclass(frozen=True, slots=True)
class ThreadDraft:
    """What thread.yaml says, and where."""

    source: Source
    written: ThreadWords


def understood_thread(source: Source) -> tuple[ThreadDraft | None, tuple[Finding, ...]]:
    """What stands in thread.yaml."""
    try:
        return ThreadDraft(source, ThreadWords.model_validate(source.value)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    return None, tuple(found for one in errors for found in findings_of([one], source, _around(one["loc"])))


def _around(loc: tuple[str | int, ...]) -> type[BaseModel]:
    """What the thing at this place is part of: a line of one of the two tables, or the whole."""
    within: dict[str | int, type[BaseModel]] = {"weighs": WeighWords, "after": FittingWords}
    _, *deeper = loc[1:] or ("",)
    return within.get(loc[0], ThreadWords) if deeper else ThreadWords


def thread_of(draft: ThreadDraft | None) -> Thread | None:
    """The table as the engine reads it."""
    if draft is None:
        return None
    weighs, after = draft.written.weighs, draft.written.after
    return Thread(
        {key: _fitting(one) for key, one in weighs.items()},
        {name: _fitting(one) for name, one in after.items()},
        tuple(draft.written.for_everybody),
        {ORIGINAL: {key: one.label for key, one in weighs.items()}},
        {
            name: {answer: tuple(keys) for answer, keys in answers.items()}
            for name, answers in draft.written.afraid.items()
        },
    )


def _fitting(written: FittingWords) -> Fitting:
    return Fitting(tuple(written.one), tuple(written.two))
