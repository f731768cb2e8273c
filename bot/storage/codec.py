"""How dataclasses become what a column holds, and come back equal."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from bot.engine.dialog import Dialog
from bot.engine.inputs import Value
from bot.engine.letter import Change, Letter, Picture
from bot.engine.session import Part, Place
from bot.engine.turn import Button, Buttons

_PLACE = TypeAdapter(Place)
_DIALOG = TypeAdapter(Dialog)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970, exactly; a time without a zone is a programmer's mistake (TypeError)."""
    return (at - _START) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """The aware UTC time of so many microseconds since 1970."""
    return _START + timedelta(microseconds=microseconds)


def to_bytes(text: str) -> bytes:
    """Any text a phone can send, halves of emoji included."""
    return text.encode("utf-8", "surrogatepass")


def to_text(data: bytes) -> str:
    """The text that `to_bytes` was given."""
    return data.decode("utf-8", "surrogatepass")


def from_place(place: Place) -> str:
    """A place as JSON: no words in it."""
    return _PLACE.dump_json(place).decode()


def to_place(body: str) -> Place:
    """The place again."""
    return _PLACE.validate_json(body)


def from_dialog(dialog: Dialog) -> str:
    """A dialog as JSON, its structure under `structure`."""
    return _DIALOG.dump_json(dialog).decode()


def to_dialog(body: str) -> Dialog:
    """The dialog again."""
    return _DIALOG.validate_json(body)


def from_given(value: Value, parts: tuple[Part, ...]) -> bytes:
    """What was answered: option, number or ticks, and the parts of a text."""
    return _dump([value, [_piece(part) for part in parts]])


def to_given(body: bytes) -> tuple[Value, tuple[Part, ...]]:
    """What was answered, again."""
    value, parts = _load(body)
    return (
        tuple(value) if isinstance(value, list) else value,
        tuple([Part(*piece) for piece in parts]),
    )


def from_plan(cue: str, deed: str) -> bytes:
    """The words of an act."""
    return _dump([cue, deed])


def to_plan(body: bytes) -> tuple[str, str]:
    """The cue and the deed again."""
    cue, deed = _load(body)
    return cue, deed


def _piece(part: Part) -> list[str | int]:
    """A piece of a text; a third field only where there is a file, so that what is stored stays as it was."""
    return [part.text, part.message, part.file] if part.file else [part.text, part.message]


def from_letter(letter: Letter) -> bytes:
    """What a letter says with its picture and buttons, and what it changes above: all that may hold words."""
    changes = [[change.message, change.text, _rows(change.buttons)] for change in letter.changes]
    return _dump([letter.text, _rows(letter.buttons), *changes, *_picture(letter.picture)])


def to_letter(body: bytes) -> tuple[str, Buttons, tuple[Change, ...], Picture | None]:
    """What a letter says, its buttons, its changes and its picture, again."""
    text, rows, *more = _load(body)
    changes = (each for each in more if isinstance(each, list))
    pictures = (each for each in more if isinstance(each, dict))
    return (
        text,
        _buttons(rows),
        tuple(Change(number, new, _buttons(under)) for number, new, under in changes),
        next((Picture(b64decode(each["png"]), each["characters"]) for each in pictures), None),
    )


def _picture(picture: Picture | None) -> list[dict[str, str]]:
    """A picture after all else, only where there is one: so what is stored stays as it was."""
    if picture is None:
        return []
    return [{"png": b64encode(picture.png).decode(), "characters": picture.characters}]


def _rows(buttons: Buttons) -> list[list[list[str]]]:
    return [[[b.label, b.data, b.copy] for b in row] for row in buttons]


def _buttons(rows: list[list[list[str]]]) -> Buttons:
    return tuple(tuple(Button(*button) for button in row) for row in rows)


def from_audience(users: Iterable[int]) -> str:
    """Who may read an answer."""
    return json.dumps(sorted(users))


@lru_cache(1024)
def to_audience(body: str) -> frozenset[int]:
    """Who may read an answer, again; the answers of a session mostly have the same few readers."""
    return frozenset(json.loads(body))


def to_seats(body: str) -> Mapping[str, int]:
    """Who sits where, in the order of the dialog's seats."""
    return dict(json.loads(body))


def _dump(data: Any) -> bytes:
    try:
        return to_json(data)
    except ValueError:
        return to_bytes(_JSON.encode(data))  # half an emoji


def _load(body: bytes) -> Any:
    try:
        return from_json(body)  # four times as fast as json, and many rows are read each turn
    except ValueError:
        return json.loads(to_text(body))  # half an emoji
