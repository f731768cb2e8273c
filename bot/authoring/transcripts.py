"""Transcripts: conversations that a counsellor wrote down, to be played against the dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError, model_validator

from bot.authoring.complaints import findings_of
from bot.authoring.fields import Name, Says, Seconds, Truth, Written, wrong
from bot.authoring.finding import Finding, near
from bot.authoring.strict import Source, document


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _two(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2 and value[0] != value[1]:  # noqa: PLR2004  (two people)
        return value
    raise wrong("A talk has two people, with two names.", "Write it like people: [ann, ben].")


Texts = Annotated[tuple[Says, ...], BeforeValidator(_several)]
People = Annotated[tuple[Name, Name], BeforeValidator(_two)]

DEEDS = frozenset(
    {
        *("says", "presses", "sends", "edits", "wait", "restart"),
        *("hears", "nothing", "buttons", "kept", "new", "people"),
    }
)
"""What a line of a transcript can be; each is at least one of them."""


class Line(Written):
    """One line: what somebody says, presses, sends or edits; what is heard, with which buttons; what is kept.

    `early` marks a text that was written before the last question could be read. `kept` names answers as
    people would read them. `wait` lets time go by, `restart` ends the program and starts it again on the
    same database. `new` says that the person has never met Mend.

    The first line of a transcript for two names them (`people`); then each line may say `who` it is about, else
    it is about the first. `nothing` says that nothing came to them.
    """

    people: People | None = None
    who: Says | None = None
    says: Says | None = None
    presses: Says | None = None
    sends: Says | None = None
    edits: Says | None = None
    early: Truth = False
    hears: Texts = ()
    nothing: Truth = False
    buttons: Texts | None = None
    kept: dict[str, Any] | None = None
    wait: Seconds | None = None
    restart: Truth = False
    new: Truth = False

    @model_validator(mode="after")
    def _does_something(self) -> Line:
        if not self.model_fields_set & DEEDS:
            raise wrong("This line does nothing.", f"Write one of {', '.join(sorted(DEEDS))}.")
        if self.nothing and self.hears:
            raise wrong("This line hears something and nothing.", "Keep one of the two.")
        return self


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation: its title, where it stands, its lines with their line numbers in the file.

    `people` are the names of the two who have it; none where it is one person's.
    """

    title: str
    file: str
    lines: tuple[tuple[int, Line], ...]
    people: tuple[str, ...] = ()


_TRANSCRIPTS = TypeAdapter(dict[str, list[Line]])


def transcripts(path: Path) -> tuple[tuple[Transcript, ...], tuple[Finding, ...]]:
    """The transcripts in a file, by their titles, or what is wrong with it; OSError if it can't be read."""
    source, findings = document(path.read_bytes(), str(path))
    if source is None or findings:
        return (), findings
    try:
        read = _TRANSCRIPTS.validate_python(source.value)
    except ValidationError as error:
        return (), tuple(findings_of(error.errors(include_url=False), source, Line))
    if wrong_ones := tuple(found for title, lines in read.items() for found in _wrong(source, title, lines)):
        return (), wrong_ones
    return tuple(
        Transcript(
            title,
            str(path),
            tuple((source.at((title, index)).line, line) for index, line in enumerate(lines)),
            _people(lines),
        )
        for title, lines in read.items()
    ), ()


def _people(lines: list[Line]) -> tuple[str, ...]:
    """Who has a conversation, as its first line says it."""
    return (lines[0].people if lines else None) or ()


def _wrong(source: Source, title: str, lines: list[Line]) -> Iterator[Finding]:
    """What is wrong with the names in a transcript."""
    people = _people(lines)
    for index, line in enumerate(lines):
        if line.people is not None and index:
            text, hint = "Who talks stands at the head.", "Make `people` the first line of the transcript."
            yield source.finding((title, index, "people"), text, hint, key=True)
        if line.who is not None and not people:
            hint = "Begin the transcript with a line like people: [ann, ben]."
            yield source.finding((title, index, "who"), "There is one person here.", hint, key=True)
        elif line.who is not None and line.who not in people:
            yield source.finding((title, index, "who"), "Nobody here has this name.", near(line.who, people))
        if line.new and people:
            text = "Two people who are linked have met Mend."
            yield source.finding((title, index, "new"), text, "Remove `new`.", key=True)
