"""Whatever is stored comes back equal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_examples import every_input

from bot.engine.letter import Change, Letter, Picture
from bot.engine.session import Part, Place, Question, Visit
from bot.engine.turn import Button
from bot.storage import codec
from bot.storage.seal import seal, unseal

ANY_TEXT = st.text(st.characters(exclude_categories=()))
NAMES = st.text(st.characters(exclude_categories=["Cs"]))
VISITS = st.builds(
    Visit, NAMES, NAMES, st.integers(0, 9), st.integers(0, 9), NAMES, st.integers(0, 9), st.integers(0, 2)
)
QUESTIONS = st.builds(
    Question,
    st.integers(0, 99),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(NAMES).map(tuple),
    NAMES,
)
PLACES = st.builds(Place, st.lists(VISITS).map(tuple), st.lists(QUESTIONS).map(tuple), st.integers(0, 99))


@given(PLACES)
def test_a_place(place: Place) -> None:
    assert codec.to_place(codec.from_place(place)) == place


@given(
    st.none() | NAMES | st.integers() | st.lists(NAMES).map(tuple),
    st.lists(st.builds(Part, ANY_TEXT, st.integers(0), NAMES)).map(tuple),
)
def test_an_answer(value: str | int | tuple[str, ...] | None, parts: tuple[Part, ...]) -> None:
    assert codec.to_given(codec.from_given(value, parts)) == (value, parts)


@given(ANY_TEXT, st.lists(st.lists(st.builds(Button, ANY_TEXT, NAMES, ANY_TEXT)).map(tuple)).map(tuple))
def test_a_message(text: str, buttons: tuple[tuple[Button, ...], ...]) -> None:
    changes = (Change(7, text, buttons), Change(8))
    letter = Letter(0, "telegram:1", "say", text, buttons, changes=changes)
    assert codec.to_letter(codec.from_letter(letter)) == (text, buttons, changes, None)


@given(ANY_TEXT, st.binary(), ANY_TEXT)
def test_a_message_with_a_picture(text: str, png: bytes, characters: str) -> None:
    picture = Picture(png, characters)
    letter = Letter(0, "telegram:1", "say", text, changes=(Change(8),), picture=picture)
    assert codec.to_letter(codec.from_letter(letter)) == (text, (), (Change(8),), picture)


def test_a_message_from_before_there_were_pictures() -> None:
    body = codec.from_letter(Letter(0, "telegram:1", "say", "Well?", changes=(Change(8, "So"),)))
    assert body == b'["Well?",[],[8,"So",[]]]'
    assert codec.to_letter(body) == ("Well?", (), (Change(8, "So"),), None)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time(at: datetime) -> None:
    assert codec.moment(codec.micros(at)) == at


def test_a_place_from_before_a_step_could_be_asked_anew() -> None:
    body = '{"trail":[{"hash":"a1","step":"a","depth":0,"by":0,"then":"","round":0}],"asked":1}'
    assert codec.to_place(body) == Place((Visit("a1", "a"),), asked=1)


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    vienna = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    assert codec.moment(codec.micros(vienna)) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        codec.micros(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def test_a_dialog_with_everything_in_it() -> None:
    made = every_input()
    again = codec.to_dialog(codec.from_dialog(made))
    assert again == made
    assert [type(step.ask) for step in again.structure.steps.values()] == [
        type(step.ask) for step in made.structure.steps.values()
    ]


@given(st.binary())
def test_a_seal(words: bytes) -> None:
    assert unseal(seal(words, "row", 1), "row", 1) == words


def test_a_seal_from_a_later_version_is_refused_without_its_words() -> None:
    with pytest.raises(ValueError, match=r"doesn't know: 02$"):
        unseal(b"\x02words", "row", 1)
    with pytest.raises(ValueError, match="empty"):
        unseal(b"", "row", 1)
