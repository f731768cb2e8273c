"""What a message is as a whole: the name of a way, thanks, something that isn't words."""

from __future__ import annotations

from bot.engine.fitting import known, plain
from bot.engine.phrases import Phrases
from bot.engine.progress import Progress


def is_thanks(p: Progress, who: int, text: str) -> bool:
    """Whether a whole message says thanks and nothing else."""
    return plain(text) in {known(word) for word in p.phrases(who).words("words.thanks")}


def typed_way(p: Progress, who: int, text: str) -> str:
    """The way that a whole message names ('stop', 'where was I?'), if any."""
    said, phrases = plain(text).rstrip("?"), p.phrases(who)
    ways = ("back", "pause", "stop", "where", "over", *(() if p.session.solo else ("anew",)))
    return next((way for way in ways if said in {known(word) for word in phrases.words(f"words.{way}")}), "")


def sent_phrase(phrases: Phrases, kind: str) -> str:
    """The key of what is said to something sent that isn't words."""
    return f"sent.{kind}" if f"sent.{kind}" in phrases.texts else "sent.other"
