"""How people say a plan: its moment, its deed, and the one sentence that both make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.engine.inputs.text import Small
from bot.engine.phrases import Phrases

_PARTS = {r"\{cue\}": "(?P<cue>.+?)", r"\{deed\}": "(?P<deed>.+)"}


def split(plan: str, phrases: Phrases) -> tuple[str, str]:
    """The cue and the deed of a plan that is said in a usual way; else no cue, and all of it as the deed."""
    whole = " ".join(plan.split()).rstrip(" .!")
    for way in phrases.words("small.said"):
        if found := _way(way).fullmatch(whole):
            return found["cue"].rstrip(" ,"), found["deed"].rstrip(" ,")
    for way in phrases.words("small.opened"):
        if (found := _way(way).fullmatch(whole)) and _opens(found["cue"], phrases):
            return found["cue"].rstrip(" ,"), found["deed"].rstrip(" ,")
    return "", whole


@lru_cache(maxsize=64)
def _way(way: str) -> re.Pattern[str]:
    """A way to say a plan ('When {cue}, I will {deed}') as a pattern."""
    pattern = re.escape(way).replace(r"\ ", " ").replace(",", ",?").replace("'", "['’]")
    for place, group in _PARTS.items():
        pattern = pattern.replace(place, group)
    return re.compile(pattern, re.IGNORECASE)


def part_of(words: str, part: Small, phrases: Phrases) -> str:
    """The words of a deed or a cue without what stands before them anyway: 'I will make tea' is 'make tea'."""
    if part not in ("deed", "cue"):
        return words
    cue, deed = split(words, phrases)
    found = (deed if part == "deed" else cue) if cue else words
    if part == "deed" and (against := _begins(found, phrases.words("small.before.not"))):
        return phrases.say("small.not", deed=found[len(against) :].lstrip())
    begins = _begins(found, phrases.words(f"small.before.{part}"))
    return found[len(begins) :].lstrip() or found


def sentence(text: str, phrases: Phrases) -> str:
    """A plan whose moment goes without its first word: 'When after dinner, I will …' is 'After dinner, I will …'."""
    begins = _begins(text, phrases.words("small.before.cue"))
    rest = text[len(begins) :]
    if not begins or not _opens(rest, phrases):
        return text
    return _without_comma(rest[:1].upper() + rest[1:], phrases)


def _without_comma(plan: str, phrases: Phrases) -> str:
    """A plan that begins with 'after dinner', in a language where no comma follows that: one of its ways has none."""
    ways = [way for way in phrases.words("small.opened") if "," not in way]
    if not _begins_with(plan, phrases.words("small.opens")):
        return plan
    for joint in (way.removeprefix("{cue}").removesuffix("{deed}") for way in ways):
        plan = plan.replace(f",{joint}", joint, 1)
    return plan


def has_moment(plan: str, phrases: Phrases) -> bool:
    """Whether a plan says when, in whatever way."""
    said = f" {' '.join(plan.casefold().split())} "
    return bool(split(plan, phrases)[0]) or any(
        f" {word} " in said for word in phrases.words("small.moments")
    )


def _opens(cue: str, phrases: Phrases) -> bool:
    """Whether a moment begins with a word of its own, like 'after'."""
    return _begins_with(cue, (*phrases.words("small.moments"), *phrases.words("small.opens")))


def _begins_with(text: str, words: Iterable[str]) -> bool:
    """Whether a text begins with one of these words, as a whole word."""
    return bool(_begins(f"{text} ", (f"{word} " for word in words)))


def _begins(text: str, beginnings: Iterable[str]) -> str:
    """The longest of these beginnings that a text has; empty where it has none."""
    said = text.casefold().replace("’", "'")
    return max((each for each in beginnings if said.startswith(each)), key=len, default="")
