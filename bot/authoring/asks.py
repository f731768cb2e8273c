"""What an author can write under `ask`: a model for each kind, whose first key names the answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from bot.authoring.fields import (
    Answers,
    IfIs,
    LooksBack,
    Minutes,
    Name,
    Options,
    Says,
    Truth,
    Whole,
    Written,
    wrong,
)
from bot.engine.dialog import Agrees

_Number = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]|10)$")]


NAMES = "The name under which the answer is kept and quoted"


class _Asks(Written):
    share: Name | None = Field(None, description="Who else may read the answer: a seat, or both")


class _Offers(_Asks):
    options: Options | None = Field(None, description="Keys, which never change, and their labels")
    from_: Name | None = Field(None, alias="from", description="A list in lists.yaml, in place of options")
    gently: Name | None = Field(None, description="A list of words that are met gently")

    @model_validator(mode="after")
    def _one_source(self) -> _Offers:
        if (self.options is None) == (self.from_ is None):
            hint = "Write either `options: {key: Label}` or `from: a_list`."
            raise wrong("It isn't clear what can be chosen here.", hint)
        return self


class ChoiceAsk(_Offers):
    """One of several options."""

    choice: Name = Field(description=NAMES)


class ManyAsk(_Offers):
    """Several of several options."""

    many: Name = Field(description=NAMES)
    pick: Annotated[Whole, Field(ge=1)] | None = Field(None, description="How many at the most")
    least: Annotated[Whole, Field(ge=0)] = Field(1, description="How many at the least")


class ScaleAsk(_Asks):
    """A number from 0 to 10, or words for such numbers."""

    scale: Name = Field(description=NAMES)
    words: Annotated[dict[_Number, Says], Field(min_length=2)] | None = None


class NumberAsk(_Asks):
    """A whole number."""

    number: Name = Field(description=NAMES)
    from_: Whole = Field(alias="from")
    to: Whole

    @model_validator(mode="after")
    def _upwards(self) -> NumberAsk:
        if self.from_ >= self.to:
            raise wrong("No number can be given here.", "`from` must be smaller than `to`.")
        return self


class TextAsk(_Asks):
    """A person's own words."""

    text: Name = Field(description=NAMES)
    limit: Annotated[Whole, Field(ge=1, le=12_000)] | None = Field(
        None, description="Characters that are kept"
    )
    optional: Truth = Field(False, description="Whether it can be skipped")
    voice: Truth = Field(False, description="Whether a voice note is taken; only where the answer is private")
    draft: Says | None = Field(None, description="A text that is offered, put together from answers")
    within: Truth = Field(
        False, description="Whether it is quoted within sentences: without a phone's capital and full stop"
    )
    mirrors: Answers = Field((), description="The other's answer, or answers, that this says back")
    hints: Truth = Field(
        True, description="Whether its writer may get a hint of style before the other reads it"
    )
    apology: Truth = Field(False, description="Whether it is an apology, and its hints are those of one")


class TimeAsk(_Asks):
    """A time as people say it, said back for a yes."""

    time: Name = Field(description=NAMES)
    optional: Truth = Field(False, description="Whether it can be skipped")


class ConfirmAsk(_Asks):
    """Yes or no."""

    confirm: Name = Field(description=NAMES)
    yes: Says | None = None
    no: Says | None = None
    looks_back: LooksBack = Field(
        (), description="After a yes a quiet note comes so long after it, again and again: [2 weeks, 6 weeks]"
    )


class NoteAsk(_Asks):
    """Nothing is asked: a button to go on."""

    note: Name | None = Field(description=NAMES)
    on: Says | None = None
    rings: Minutes | None = Field(None, description="After so long it is said that the time is over")


class AppointmentAsk(_Asks):
    """An hour for going on, which both of two see; until then it rests."""

    appointment: Name = Field(description=NAMES)


class AgreeAsk(_Asks):
    """A small act: which deed, when, from when on and how often, and all of it said once more."""

    agree: Name = Field(description=NAMES)
    from_: Says = Field(
        alias="from", description="A list of deeds, or what the other ticked of one: wishes of listener"
    )
    cues: Name = Field(description="A list of moments that come anyway")
    minutes: Annotated[Whole, Field(ge=1, le=10)] = Field(10, description="How long it takes at the most")
    if_: Annotated[dict[str, IfIs], Field(min_length=1)] | None = Field(
        None, alias="if", description="The answer of the other that puts it into force"
    )
    words: Annotated[dict[Name, Says], Field(min_length=1)] | None = Field(
        None, description="Other words for a part of it"
    )


class DeedChoice(ChoiceAsk):
    """A part of `agree`: deeds or moments; `among` are those that the other ticked, `always` are offered besides."""

    entries: dict[str, Any] = Field(default_factory=dict)
    among: str = ""
    always: tuple[str, ...] = ()


class PlanText(TextAsk):
    """A part of `agree` in own words: the deed, the cue, or the whole plan, which `agrees` the act."""

    small: Literal["deed", "cue", "plan"] = "plan"
    agrees: Agrees | None = None


Ask = (
    AgreeAsk
    | ChoiceAsk
    | ManyAsk
    | ScaleAsk
    | NumberAsk
    | TextAsk
    | TimeAsk
    | ConfirmAsk
    | NoteAsk
    | AppointmentAsk
)

ASKS: dict[str, type[Ask]] = {
    "choice": ChoiceAsk,
    "many": ManyAsk,
    "scale": ScaleAsk,
    "number": NumberAsk,
    "text": TextAsk,
    "time": TimeAsk,
    "confirm": ConfirmAsk,
    "note": NoteAsk,
    "appointment": AppointmentAsk,
    "agree": AgreeAsk,
}


def kind_of(value: Any) -> str | None:
    """The tag of what stands under `ask`."""
    if isinstance(value, str):
        return "+word"
    if isinstance(value, dict):
        return next((f"+{key}" for key in value if key in ASKS), None)
    return None


AnyAsk = Annotated[
    Annotated[ChoiceAsk, Tag("+choice")]
    | Annotated[ManyAsk, Tag("+many")]
    | Annotated[ScaleAsk, Tag("+scale")]
    | Annotated[NumberAsk, Tag("+number")]
    | Annotated[TextAsk, Tag("+text")]
    | Annotated[TimeAsk, Tag("+time")]
    | Annotated[ConfirmAsk, Tag("+confirm")]
    | Annotated[NoteAsk, Tag("+note")]
    | Annotated[AppointmentAsk, Tag("+appointment")]
    | Annotated[AgreeAsk, Tag("+agree")]
    | Annotated[Literal["note"], Tag("+word")],
    Discriminator(kind_of),
]


def name_of(ask: Ask, step: str) -> str:
    """The name under which the answer is kept; a note without one has its step's."""
    for key, kind in ASKS.items():
        if isinstance(ask, kind):
            name: str | None = getattr(ask, key)
            return name or step
    raise TypeError(type(ask).__name__)
