"""What came from Telegram, told in the words of the messenger protocol. Pure.

Updates are read as the JSON they are, not through the library's classes: one odd update may not stop the
others, and this is thirty times cheaper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.engine.said import Edited, Said, Sent
from bot.messengers.messenger import Began, Blocked, Elsewhere, Incoming, Pressed, Unblocked, What

PREFIX = "telegram:"
KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")

# In this order: an animation is a document too, and a venue a location.
SENT = (
    *("voice", "video_note", "audio", "photo", "sticker", "animation", "video", "document", "venue"),
    *("location", "contact", "poll", "dice", "story", "game", "paid_media", "checklist", "invoice"),
)
_START = re.compile(r"/start(?:@\w+)?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)

Json = Mapping[str, Any]


def incoming(update: Json, bot: str, now: datetime) -> Incoming:
    """Tell one update of `bot`; `now` stands in where Telegram gives no date (a press has none).

    What we don't understand has `what=None`: it counts as seen, and never raises.
    """
    number: int = update["update_id"]
    try:
        return _told(update, number, bot, now)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return Incoming(number, bot, "", now, None)


def query_of(update: Json) -> str:
    """Find the id by which a press wants to be answered, or nothing."""
    query = update.get("callback_query")
    return str(query.get("id", "")) if isinstance(query, Mapping) else ""


def _told(update: Json, number: int, bot: str, now: datetime) -> Incoming:
    kind = next((kind for kind in KINDS if kind in update), "")
    content: Json = update.get(kind) or {}
    person: Json = content.get("from") or {}
    chat: Json = (content.get("message") or {}).get("chat") or content.get("chat") or {}
    what = _READ[kind](content) if kind else None
    if chat.get("type", "private") != "private":
        what = _met(kind, content)
        address = chat["id"]
    else:
        what = None if person.get("is_bot") else what
        address = person.get("id") or chat["id"]
    written_at = _date(content.get("edit_date") or content.get("date")) or now
    return Incoming(
        number, bot, f"{PREFIX}{address}", written_at, what, str(person.get("language_code") or "")
    )


def _met(kind: str, content: Json) -> What | None:
    """In a group or channel: its messages and our being added count, our having left doesn't."""
    if kind == "my_chat_member":
        status = content["new_chat_member"]["status"]
        return Elsewhere() if status in ("member", "administrator", "restricted") else None
    if kind == "edited_message" or "left_chat_member" in content:
        return None
    return Elsewhere()


def _message(message: Json) -> What | None:
    number, at = int(message["message_id"]), _date(message.get("date"))
    beside = str(message.get("text") or message.get("caption") or "")
    if message.get("forward_origin"):
        return Sent("forwarded", message=number, at=at, text=beside)
    if isinstance(message.get("text"), str):
        return _text(message["text"], number, at)
    for kind in SENT:
        if kind in message:
            file = str(message[kind].get("file_id", "")) if kind == "voice" else ""
            return Sent(kind, file, number, at, beside)
    return None


def _text(text: str, number: int, at: datetime | None) -> What:
    start = _START.fullmatch(text.strip())
    return Began((start[1] or "").strip(), number) if start else Said(text, at, number)


def _edited(message: Json) -> What | None:
    text = message.get("text")
    return Edited(text, int(message["message_id"])) if isinstance(text, str) else None


def _pressed(query: Json) -> What | None:
    message: Json = query.get("message") or {}
    if not isinstance(query.get("data"), str):
        return None
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    labels = (b.get("text", "") for row in rows for b in row if b.get("callback_data") == query["data"])
    said = str(message.get("text") or "")
    return Pressed(query["data"], int(message.get("message_id") or 0), said, next(labels, ""))


def _member(change: Json) -> What | None:
    changes: dict[str, What] = {"kicked": Blocked(), "member": Unblocked()}
    return changes.get(change["new_chat_member"]["status"])


_READ: Mapping[str, Callable[[Json], What | None]] = {
    "message": _message,
    "edited_message": _edited,
    "channel_post": _message,
    "callback_query": _pressed,
    "my_chat_member": _member,
}


def _date(seconds: object) -> datetime | None:
    """Telegram's date; 0 stands for a message that it no longer shows."""
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
