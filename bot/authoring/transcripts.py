"""Transcripts: conversations that a counsellor wrote down, to be played against the dialogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path as File
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, StringConstraints, TypeAdapter, ValidationError, model_validator

from bot.authoring.complaints import findings_of
from bot.authoring.fields import Name, Says, Seconds, Truth, Written, wrong
from bot.authoring.finding import Finding, near
from bot.authoring.strict import Path, Source, document


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _some(value: Any) -> Any:
    if isinstance(value, list) and len(value) > 1 and len({*map(str, value)}) == len(value):
        return value
    raise wrong("People of a talk have a name each.", "Write it like people: [ann, ben].")


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, TypeError, OSError, LookupError):
        raise wrong("I don't know this time zone.", "Write it like Europe/Berlin.") from None


def _clock(value: Any) -> datetime:
    try:
        read = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        read = None
    if read is None or read.tzinfo is not None or len(value) <= len("2026-03-28"):
        raise wrong("This isn't a day with an hour.", "Write it like 2026-03-28 20:00.")
    return read


def _number(value: Any) -> int:
    try:
        return int(value)
    except (ValueError, TypeError):
        raise wrong("A seed is a whole number.", "Write it like seed: 7.") from None


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})?$")]
Zone = Annotated[str, BeforeValidator(_zone)]
At = Annotated[datetime, BeforeValidator(_clock)]
Seed = Annotated[int, BeforeValidator(_number)]
Texts = Annotated[tuple[Says, ...], BeforeValidator(_several)]
People = Annotated[tuple[Name, ...], BeforeValidator(_some)]
LINKED = 2
"""So many people a link is between."""

DEEDS = frozenset(
    {
        *("says", "presses", "sends", "edits", "follows", "wait", "restart", "down"),
        *("hears", "nothing", "buttons", "kept", "new", "people", "zone", "language", "at", "seed"),
    }
)
"""What a line of a transcript can be; each is at least one of them."""


class Line(Written):
    """One line: what somebody says, presses, sends or edits; what is heard, with which buttons; what is kept.

    `early` marks a text that was written before the last question could be read. `kept` names answers as
    people would read them. `wait` lets time go by, `restart` ends the program and starts it again on the
    same database, `down` so much later. `new` says that the person has never met Mend.

    The first line of a transcript for two names them (`people`); then each line may say `who` it is about, else
    it is about the first. `nothing` says that nothing came to them. With `linked: no` they, or more of them,
    aren't linked: somebody `follows` the newest link that another was given, or that of their own.

    `at` in the first line says when it begins, on the clock of whom that line is about; `zone` is where somebody lives
    from the beginning on, and `language` the one in which they read Mend. `seed` in the first line has what is said
    often said in all its wordings, in turn.
    """

    people: People | None = None
    linked: Truth = True
    follows: Says | None = None
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
    down: Seconds | None = None
    new: Truth = False
    zone: Zone | None = None
    language: Language | None = None
    at: At | None = None
    seed: Seed | None = None

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

    `people` are the names of the two who have it; none where it is one person's. Where they aren't `linked` yet
    there may be more. `zones` are where they live, by name, as far as it is said, and `languages` those in which they
    read, where it isn't the original's; `at` is when it begins there. With a
    `seed` phrases come in all their wordings, the same on each run.
    """

    title: str
    file: str
    lines: tuple[tuple[int, Line], ...]
    people: tuple[str, ...] = ()
    linked: bool = False
    zones: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    seed: int | None = None


_TRANSCRIPTS = TypeAdapter(dict[str, list[Line]])


def transcripts(path: File) -> tuple[tuple[Transcript, ...], tuple[Finding, ...]]:
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
            linked=bool(_people(lines)) and lines[0].linked,
            zones={_about(line, lines): line.zone for line in lines if line.zone is not None},
            languages={_about(line, lines): line.language for line in lines if line.language is not None},
            at=lines[0].at if lines else None,
            seed=lines[0].seed if lines else None,
        )
        for title, lines in read.items()
    ), ()


def _people(lines: list[Line]) -> tuple[str, ...]:
    """Who has a conversation, as its first line says it."""
    return (lines[0].people if lines else None) or ()


def _about(line: Line, lines: list[Line]) -> str:
    """Whom a line is about; nobody by name where there is one."""
    return line.who or (*_people(lines), "")[0]


def _wrong(source: Source, title: str, lines: list[Line]) -> Iterator[Finding]:
    """What is wrong with the names in a transcript."""
    people = _people(lines)
    linked = bool(people) and lines[0].linked
    if linked and len(people) > LINKED:
        text, hint = "A link is between two.", "Leave one out, or write `linked: no` beside `people`."
        yield source.finding((title, 0, "people"), text, hint, key=True)
    for index, line in enumerate(lines):
        yield from _named(source, (title, index), line, people)
        for key in ("at", "seed") if index else ():
            if key in line.model_fields_set:
                text, hint = "A transcript begins once.", f"Put `{key}` into its first line."
                yield source.finding((title, index, key), text, hint, key=True)
        if line.zone is not None and any(each.new for each in lines if each.who == line.who):
            text, hint = "Where somebody lives isn't known before they have met Mend.", "Let them say it."
            yield source.finding((title, index, "zone"), text, hint, key=True)
        if line.new and linked:
            text = "Two people who are linked have met Mend."
            yield source.finding((title, index, "new"), text, "Remove `new`.", key=True)


def _named(source: Source, path: Path, line: Line, people: tuple[str, ...]) -> Iterator[Finding]:
    """What is wrong with the names in one line."""
    for key in ("people", "linked") if people else ("people",):
        if key in line.model_fields_set and path[1]:
            hint = "Make `people` the first line of the transcript, with `linked` in it."
            yield source.finding((*path, key), "Who talks stands at the head.", hint, key=True)
    for key, name in (("who", line.who), ("follows", line.follows), ("linked", None if line.linked else "")):
        if name is not None and not people:
            hint = "Begin the transcript with a line like people: [ann, ben]."
            yield source.finding((*path, key), "There is one person here.", hint, key=True)
        elif name and name not in people:
            yield source.finding((*path, key), "Nobody here has this name.", near(name, people))
