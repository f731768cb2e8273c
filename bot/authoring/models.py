"""The dialog language: what may stand in a dialog's file, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from bot.authoring.asks import AnyAsk, AppointmentAsk, Ask, NoteAsk
from bot.authoring.fields import IfIs, Key, Name, Says, Seconds, Truth, Wait, Whole, Written, wrong


class Call(Written):
    """A target: that dialog is played, then the step asks again or `then` is entered."""

    call: Name
    then: Name | None = None


class Swap(Written):
    """A target: the floor goes to the other person, and `swap` is entered; after both had it, `then` is."""

    swap: Name
    then: Name


def _target_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((f"+{key}" for key in ("call", "swap") if key in value), None)
    return "+step" if isinstance(value, str) else None


Target = Annotated[
    Annotated[Name, Tag("+step")] | Annotated[Call, Tag("+call")] | Annotated[Swap, Tag("+swap")],
    Discriminator(_target_kind),
]


class Case(Written):
    """An exit with conditions over answers, all of which must hold."""

    when: Annotated[dict[str, IfIs], Field(min_length=1)]
    go: Target


def _case_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return _target_kind(value) or "+case"
    return "+step" if isinstance(value, str) else None


OneCase = Annotated[
    Annotated[Case, Tag("+case")]
    | Annotated[Name, Tag("+step")]
    | Annotated[Call, Tag("+call")]
    | Annotated[Swap, Tag("+swap")],
    Discriminator(_case_kind),
]


def _way_kind(value: Any) -> str | None:
    return "+cases" if isinstance(value, list) else _target_kind(value)


Cases = Annotated[list[OneCase], Field(min_length=1)]
Way = Annotated[
    Annotated[Name, Tag("+step")]
    | Annotated[Call, Tag("+call")]
    | Annotated[Swap, Tag("+swap")]
    | Annotated[Cases, Tag("+cases")],
    Discriminator(_way_kind),
]


def _then_kind(value: Any) -> str | None:
    if isinstance(value, dict) and not any(
        key in value and set(value) <= {key, "then"} for key in ("call", "swap")
    ):
        return "+fork"
    return _way_kind(value)


Then = Annotated[
    Annotated[Name, Tag("+step")]
    | Annotated[Call, Tag("+call")]
    | Annotated[Swap, Tag("+swap")]
    | Annotated[Cases, Tag("+cases")]
    | Annotated[dict[Key, Way], Tag("+fork"), Field(min_length=1)],
    Discriminator(_then_kind),
]


class Limited(Written):
    """So often and no more; after that the conversation goes to `then`."""

    limit: Annotated[Whole, Field(ge=1, le=50)]
    then: Name


class NudgeWords(Written):
    """When a waiting step may be brought to mind, and with which neutral words; without any, with the bot's own.

    People are told that such a note comes twice at most.
    """

    after: Seconds
    times: Annotated[Whole, Field(ge=1, le=2)] = 1
    say: Says | None = None


class SoloWay(Written):
    """What replaces the other person's part when one person goes through the dialog alone."""

    say: Says | None = None
    ask: AnyAsk | None = None
    then: Then | None = None
    skip: Truth = False

    @model_validator(mode="after")
    def _says_something(self) -> SoloWay:
        if self.skip and (self.say or self.ask):
            raise wrong(
                "A step that is skipped neither says nor asks.", "Keep `skip: yes` (and `then`) alone."
            )
        if not self.model_fields_set:
            raise wrong("Nothing stands here.", "Write say, ask, then or skip.")
        return self


def _solo_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return "+solo"
    return "+says" if isinstance(value, str | int) else None


class StepWords(Written):
    """One moment of a dialog: it says something and may ask something."""

    phase: Name | None = None
    to: Name | None = Field(None, description="A seat, or both; the first seat where nothing is said")
    say: Says
    again: Says | None = Field(None, description="The question in fewer words")
    copy_: Says | None = Field(None, alias="copy", description="A message of its own that can be copied")
    recap: Says | None = Field(None, description="This step's line in 'where was I?'")
    ask: AnyAsk | None = None
    then: Then
    reveals: Truth = Field(
        False, description="The other may tell from the way it goes what was answered here"
    )
    tries: Limited | None = Field(None, description="How often what fits nothing is asked again")
    visits: Limited | None = Field(None, description="How often this step is entered")
    nudge: NudgeWords | None = None
    listens: Name | None = Field(None, description="The step that comes instead for who only listens")
    solo: (
        Annotated[Annotated[Says, Tag("+says")] | Annotated[SoloWay, Tag("+solo")], Discriminator(_solo_kind)]
        | None
    ) = None

    @field_validator("solo", mode="before")
    @classmethod
    def _no_key_alone(cls, value: Any) -> Any:
        if isinstance(value, str) and value.strip() == "skip":
            raise wrong("'skip' would be said as a text.", "Write `solo: {skip: yes}`.")
        return value

    @field_validator("listens", mode="before")
    @classmethod
    def _a_step(cls, value: Any) -> Any:
        if isinstance(value, dict | list):
            raise wrong("This names no step.", "Write the step that comes instead: `listens: another_step`.")
        return value

    @property
    def asks(self) -> Ask | None:
        """What it asks, a bare `note` included."""
        return asked(self.ask)

    @property
    def tells(self) -> bool:
        """Whether the other may tell what was answered here: it is declared, or it is an hour that both see."""
        return self.reveals or isinstance(self.asks, AppointmentAsk)

    @property
    def alone(self) -> SoloWay | None:
        """The solo block, whether written short or long."""
        return SoloWay(say=self.solo) if isinstance(self.solo, str) else self.solo


def asked(ask: Any) -> Ask | None:
    """What stands under `ask`, a bare `note` included."""
    return NoteAsk(note=None, share=None, rings=None) if isinstance(ask, str) else ask


class DialogWords(Written):
    """A dialog's file."""

    dialog: Name = Field(description="The name, which never changes")
    title: Says
    about: Says | None = None
    seats: Annotated[list[Name], Field(min_length=1, max_length=2)] = Field(
        default_factory=lambda: ["speaker"]
    )
    command: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")] | None = None
    minutes: Annotated[Whole, Field(ge=1, le=240)] | None = Field(None, description="How long it takes")
    light: Truth = Field(False, description="For two: it asks nothing that an old screening wouldn't allow")
    side_by_side: Truth = Field(False, description="Whether two people can also do it with one phone")
    rests: Wait | None = Field(None, description="How long two people wait for each other; 3 days if unsaid")
    screened: Truth = Field(False, description="For one alone, after the private screening")
    evidence: Any = Field(None, description="What is known about its effect, and from where")
    not_for: Says | None = Field(None, description="For whom this is not")
    start: Name | None = Field(None, description="The first step where nothing is said")
    tries: Limited | None = Field(None, description="For all steps that ask")
    withdrawn: dict[Name, Name] = Field(
        default_factory=dict, description="Steps that did harm, and where to go instead"
    )
    phases: list[Name] | None = Field(None, description="Their order")
    steps: Annotated[dict[Name, StepWords], Field(min_length=1, max_length=300)]


class Entry(Written):
    """A word of a list, with what often lies under it, and other words that mean it when they are typed."""

    label: Says
    under: Says | None = None
    also: Says | None = None
    example: Says | None = None


def _entry_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return "+entry"
    return "+label" if isinstance(value, str | int) else None


AnyEntry = Annotated[
    Annotated[Says, Tag("+label")] | Annotated[Entry, Tag("+entry")], Discriminator(_entry_kind)
]
