"""How many texts of one person are heard in a minute, and which always are."""

from __future__ import annotations

import re

from bot.engine.said import Said
from bot.hearing import Hearing
from bot.messengers.messenger import Began

MOST_TEXTS = 30
"""Texts of one person heard in a minute, by the chat service's date."""

COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
"""A command, with what follows it."""


async def counted(h: Hearing) -> bool:
    """Count texts by the minute in which they were written; says once from which one on nothing is kept."""
    written_at = h.incoming.written_at
    what = h.incoming.what
    undated = isinstance(what, Said) and what.at is None  # a line in the terminal answers what was asked
    if not isinstance(what, Said | Began) or undated:
        h.update(heard_at=written_at)
        return True
    minute = int(written_at.timestamp()) // 60
    texts = h.user.minute_texts + 1 if minute == h.user.minute else 1
    h.update(heard_at=written_at, minute=minute, minute_texts=texts)
    text = _text(what)
    if texts <= MOST_TEXTS or _always_heard(h, text):
        return True
    if texts == MOST_TEXTS + 1:
        first = " ".join(text.split())[:40]
        h.phrase("too_many", first=first)
    return False


def _text(what: Said | Began) -> str:
    return what.text if isinstance(what, Said) else f"/start {what.payload}".strip()


def _always_heard(h: Hearing, text: str) -> bool:
    command = COMMAND.fullmatch(text)
    always = {"help", "numbers", "stop", "pause", "forget", "unlink"}
    named = command is not None and command[1].lower() in always
    words = {*h.phrases.words("words.stop"), *h.phrases.words("words.pause"), *h.phrases.words("words.help")}
    return (
        named
        or text.strip().rstrip(".!?").casefold() in words
        or bool(h.senses.notice(text, h.user.language))
    )
