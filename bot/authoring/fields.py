"""The small pieces that dialog files are made of: names, texts, durations, conditions."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

NAME = r"^[a-z][a-z0-9_]{0,39}$"
KEY = r"^[a-z0-9][a-z0-9_]{0,43}$"
"""44 bytes: what a button's 64 leave beside the session (12), the question (6) and two colons."""

MOST_OPTIONS = 90
"""Telegram takes 100 buttons under a message; some are the bot's own."""

_DURATION = re.compile(r"(\d{1,4}) (minute|hour|day|week)s?")
_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_LONGEST = 30
"""Days that two people wait for each other at most: what they said isn't kept for ever."""

_RINGS = (2, 60)
"""Minutes after which a note can ring: people sit beside it for so long, and the line that says so is in the plural."""

_MOST_LOOKS = 4
_LAST_LOOK = 84
"""Days after which the last look back comes at most: who is silent for longer than 90 is forgotten."""

_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})")

_ANSWER = re.compile(r"[a-z][a-z0-9_]*(?: of [a-z][a-z0-9_]*)?")

_NO_RANGE = re.compile(r"[<>=]=? ?\d+|\d+ ?(?:-|–|—|to|\.{3,}|…) ?\d+|\d+\+")
"""How else people write ranges."""


class Written(BaseModel):
    """Something an author wrote; keys that aren't known are findings."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def wrong(text: str, hint: str = "") -> PydanticCustomError:
    """What a validator raises: words for the author, and what to do."""
    return PydanticCustomError("wrong", "{text}", {"text": text, "hint": hint})


def _words(value: Any) -> Any:
    if type(value) is int:
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _truth(value: Any) -> bool:
    if value == "yes" or value is True:
        return True
    if value == "no" or value is False:
        return False
    raise wrong("This is neither yes nor no.", "Write yes or no.")


def _seconds(value: Any) -> int:
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        raise wrong("This isn't a length of time.", "Write it like 20 minutes, 2 hours or 1 day.")
    return int(found[1]) * _SECONDS[found[2]]


def _wait(value: Any) -> int:
    seconds = _seconds(value)
    if seconds > _LONGEST * _SECONDS["day"]:
        raise wrong("Nobody waits for so long.", f"At most {_LONGEST} days can stand here.")
    return seconds


def _minutes(value: Any) -> int:
    seconds = _seconds(value)
    if not _RINGS[0] <= seconds // _SECONDS["minute"] <= _RINGS[1]:
        hint = f"Write {_RINGS[0]} to {_RINGS[1]} minutes; for longer there is a nudge."
        raise wrong("Nothing rings after so long a time.", hint)
    return seconds


def _looks_back(value: Any) -> tuple[int, ...]:
    """Lengths of time, each longer than the one before; the longest is one that is still kept then."""
    lengths = value if isinstance(value, list) else [value]
    found = tuple(_seconds(each) for each in lengths)
    if not 1 <= len(found) <= _MOST_LOOKS or list(found) != sorted({*found}):
        raise wrong(
            "These can't be looks back.", f"Write at most {_MOST_LOOKS}, each later than the one before."
        )
    day = _SECONDS["day"]
    if found[0] < day or found[-1] > _LAST_LOOK * day:
        raise wrong(
            "A look back is too near or too far.", f"From 1 day to {_LAST_LOOK // 7} weeks can stand here."
        )
    return found


def _condition(value: Any) -> tuple[str, ...] | tuple[int, int] | str:
    """A range becomes two numbers, keys become a tuple, `skipped` stays."""
    if isinstance(value, list) and value and all(type(one) in (str, int) for one in value):
        return tuple(str(one) for one in value)
    if type(value) is int:
        return (value, value)
    if not isinstance(value, str) or not value.strip():
        hint = "Write an option's key, [one, or another], a range like 0..5, or skipped."
        raise wrong("This isn't a condition.", hint)
    found = _RANGE.fullmatch(value.strip())
    if found and int(found[1]) > int(found[2]):
        raise wrong(f"The range {value} is empty.", "The smaller number goes first.")
    if found:
        return (int(found[1]), int(found[2]))
    if _NO_RANGE.fullmatch(value.strip()):
        hint = "Write the smallest and the largest with two dots: 0..5."
        raise wrong("Numbers aren't compared so.", hint)
    return value.strip() if value.strip() == SKIPPED else (value.strip(),)


def _answers(value: Any) -> tuple[str, ...]:
    """One answer, or several, each as a placeholder would name it."""
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) and _ANSWER.fullmatch(name.strip()) for name in names):
        hint = "Write an answer's name, or several: [moment, more]."
        raise wrong("This names no answer.", hint)
    return tuple(name.strip() for name in names)


SKIPPED = "skipped"

Condition = tuple[str, ...] | tuple[int, int] | str

Name = Annotated[str, StringConstraints(pattern=NAME)]
Key = Annotated[str, StringConstraints(pattern=KEY)]
Says = Annotated[
    str,
    BeforeValidator(_words),
    StringConstraints(min_length=1),
    WithJsonSchema({"type": ["string", "integer"], "minLength": 1}),
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Seconds = Annotated[
    int, BeforeValidator(_seconds), WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"})
]
Wait = Annotated[
    int, BeforeValidator(_wait), WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"})
]
Minutes = Annotated[
    int, BeforeValidator(_minutes), WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"})
]
LooksBack = Annotated[
    Any,
    BeforeValidator(_looks_back),
    WithJsonSchema(
        {
            "type": "array",
            "minItems": 1,
            "maxItems": _MOST_LOOKS,
            "items": {"type": "string", "pattern": f"^{_DURATION.pattern}$"},
        }
    ),
]
IfIs = Annotated[
    Any,
    BeforeValidator(_condition),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "integer"},
                {"type": "array", "items": {"type": ["string", "integer"]}},
            ]
        }
    ),
]
Answers = Annotated[
    Any,
    BeforeValidator(_answers),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Whole = Annotated[int, Field(strict=True)]
Options = Annotated[dict[Key, Says], Field(min_length=1, max_length=MOST_OPTIONS)]
