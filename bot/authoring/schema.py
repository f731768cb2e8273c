"""The JSON Schema of a dialog's file, so that an editor completes its keys."""

from __future__ import annotations

from typing import Any

from bot.authoring.models import DialogWords


def schema() -> dict[str, Any]:
    """The schema of a dialog's file (JSON Schema 2020-12), made from the models that check it."""
    made = DialogWords.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_tidy(made),
        "title": "A dialog of Mend",
    }


def _tidy(part: Any) -> Any:
    """Pydantic's schema as an editor likes it.

    Without its titles and nulls; the keys that must stand there first; strict where keys have a pattern;
    and `anyOf` for ways that may fit twice ({call: …, then: …} also looks like two options).
    """
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _inside(key, value) for key, value in part.items() if not _noise(key, value)}
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if "required" in kept and "properties" in kept:
        first = [*kept["required"], *kept["properties"]]
        kept["properties"] = {key: kept["properties"][key] for key in dict.fromkeys(first)}
    return _without_null(kept)


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    ways = [way for way in part.get("anyOf", ()) if way != {"type": "null"}]
    if len(ways) == 1:
        return {**ways[0], **{key: value for key, value in part.items() if key != "anyOf"}}
    return {**part, "anyOf": ways} if ways else part


def _inside(key: str, value: Any) -> Any:
    """Properties may be called `title` or `default`, so their names are no keywords."""
    if key in ("properties", "$defs", "patternProperties"):
        return {name: _tidy(one) for name, one in value.items()}
    return _tidy(value)


def _noise(key: str, value: Any) -> bool:
    return key in ("title", "discriminator") or (key == "default" and value is None)
