"""Whole messages that name something: a way, thanks."""

from __future__ import annotations

from bot.engine.fitting import known, plain
from bot.engine.progress import Progress


def is_thanks(p: Progress, who: int, text: str) -> bool:
    """Whether a whole message says thanks and nothing else."""
    return plain(text) in {known(word) for word in p.phrases(who).words("words.thanks")}


def typed_way(p: Progress, who: int, text: str) -> str:
    """The way that a whole message names ('stop', 'where was I?'), if any."""
    said, phrases = plain(text).rstrip("?"), p.phrases(who)
    ways = ("back", "pause", "stop", "where", "over")
    return next((way for way in ways if said in {known(word) for word in phrases.words(f"words.{way}")}), "")
