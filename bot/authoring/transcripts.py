"""Transcripts: conversations that a counsellor wrote down, to be played against the dialogs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError, model_validator

from bot.authoring.complaints import findings_of
from bot.authoring.fields import Says, Seconds, Truth, Written, wrong
from bot.authoring.finding import Finding
from bot.authoring.strict import document


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Texts = Annotated[tuple[Says, ...], BeforeValidator(_several)]

DEEDS = frozenset({"says", "presses", "sends", "edits", "hears", "kept", "wait", "restart", "new", "buttons"})
"""What a line of a transcript can be; each is at least one of them."""


class Line(Written):
    """One line: what somebody says, presses, sends or edits; what is heard, with which buttons; what is kept.

    `early` marks a text that was written before the last question could be read. `kept` names answers as
    people would read them. `wait` lets time go by, `restart` ends the program and starts it again on the
    same database. `new` says that the person has never met Mend.
    """

    says: Says | None = None
    presses: Says | None = None
    sends: Says | None = None
    edits: Says | None = None
    early: Truth = False
    hears: Texts = ()
    buttons: Texts | None = None
    kept: dict[str, Any] | None = None
    wait: Seconds | None = None
    restart: Truth = False
    new: Truth = False

    @model_validator(mode="after")
    def _does_something(self) -> Line:
        if not self.model_fields_set & DEEDS:
            raise wrong("This line does nothing.", f"Write one of {', '.join(sorted(DEEDS))}.")
        return self


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation: its title, where it stands, its lines with their line numbers in the file."""

    title: str
    file: str
    lines: tuple[tuple[int, Line], ...]


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
    return tuple(
        Transcript(
            title,
            str(path),
            tuple((source.at((title, index)).line, line) for index, line in enumerate(lines)),
        )
        for title, lines in read.items()
    ), ()
