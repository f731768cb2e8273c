"""What an editor is told is what the check accepts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from bot.authoring.asks import ASKS
from bot.authoring.models import Call, Case, DialogWords, Limited, NudgeWords, SoloWay, StepWords
from bot.authoring.schema import schema

MODELS = [*ASKS.values(), Call, Case, Limited, NudgeWords, SoloWay, StepWords, DialogWords]


def described(model: type[BaseModel]) -> dict[str, Any]:
    whole = schema()
    found: dict[str, Any] = whole if model is DialogWords else whole["$defs"][model.__name__]
    return found


def refused(model: type[BaseModel], keys: list[str]) -> set[Any]:
    try:
        model.model_validate(dict.fromkeys(keys, "x"))
    except ValidationError as error:
        return {one["loc"][0] for one in error.errors() if one["type"] == "extra_forbidden"}
    return set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_schema_and_models_accept_the_same_keys(model: type[BaseModel]) -> None:
    part = described(model)
    keys = [*part["properties"], "nothing_like_it"]
    assert part["additionalProperties"] is False
    assert refused(model, keys) == {"nothing_like_it"}
    own = {field.alias or name for name, field in model.model_fields.items()}
    assert own == set(part["properties"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_schema_and_models_miss_the_same_keys(model: type[BaseModel]) -> None:
    with_errors: set[Any] = set()
    try:
        model.model_validate({})
    except ValidationError as error:
        with_errors = {one["loc"][0] for one in error.errors() if one["type"] == "missing"}
    assert with_errors == set(described(model).get("required", ()))


def test_each_kind_of_question_completes() -> None:
    ways = described(StepWords)["properties"]["ask"]["anyOf"]
    kinds = {way["$ref"].rsplit("/", 1)[-1] for way in ways if "$ref" in way}
    assert kinds == {kind.__name__ for kind in ASKS.values()}
    assert {"const": "note", "type": "string"} in ways


def test_every_part_that_is_pointed_to_is_there_and_all_of_it_is_json() -> None:
    text = json.dumps(schema())
    pointed = {piece.split('"')[0] for piece in text.split('"#/$defs/')[1:]}
    assert pointed == set(schema()["$defs"])
    assert '"null"' not in text
