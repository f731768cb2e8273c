"""The methods of the loopback Bot API, with what Telegram checks before it takes a message."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from phone import Chat, Json, Seen

if TYPE_CHECKING:
    from loopback import Loopback

LONGEST_TEXT, LONGEST_DATA, LONGEST_COPY, MOST_BUTTONS, LONGEST_CAPTION = 4096, 64, 256, 100, 1024
PNG = b"\x89PNG\r\n\x1a\n"
MOST_DELETED, DELETABLE = 100, 48 * 3600
NESTED = ("reply_markup", "message_ids", "entities", "link_preview_options", "allowed_updates", "commands")


@dataclass(slots=True)
class Complaint(Exception):
    """An answer that says no."""

    code: int
    description: str
    retry_after: int = 0


@dataclass(slots=True)
class Rates:
    """Telegram's limits: 30 messages a second to all, one a second to a chat with a small burst."""

    all: deque[float] = field(default_factory=deque)
    chats: dict[int, float] = field(default_factory=dict)
    burst: int = 4

    def broken(self, chat: int) -> bool:
        """Count one message of now; True where Telegram would say 429."""
        now = time.monotonic()
        self.all.append(now)
        while self.all[0] < now - 1:
            self.all.popleft()
        full = max(self.chats.get(chat, 0), now - self.burst) + 1
        self.chats[chat] = full
        return len(self.all) > 30 or full > now + 0.05


async def parameters(request: web.BaseRequest) -> Json:
    """Read what was sent as JSON, as a form or in the URL; JSON within a text is read too."""
    wanted: Json = dict(request.query)
    if request.content_type == "application/json":
        wanted.update(json.loads(await request.read() or b"{}"))
    else:
        wanted.update({key: _content(value) for key, value in (await request.post()).items()})
    for key in NESTED:
        if isinstance(wanted.get(key), str):
            wanted[key] = json.loads(wanted[key])
    return wanted


def _content(value: Any) -> Any:
    """A field of a form as it is; a file as its bytes."""
    if not isinstance(value, web.FileField):
        return value
    with value.file as file:
        return file.read()


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _chat(loopback: Loopback, wanted: Json) -> Chat:
    number = int(wanted.get("chat_id") or 0)
    if number not in loopback.chats:
        raise Complaint(400, "Bad Request: chat not found")
    chat = loopback.chats[number]
    if chat.left:
        raise Complaint(403, "Forbidden: bot is not a member of the supergroup chat")
    if chat.type == "private" and loopback.people[number].blocked:
        raise Complaint(403, "Forbidden: bot was blocked by the user")
    return chat


def _paced(loopback: Loopback, chat: Chat) -> None:
    if loopback.rates.broken(chat.id):
        loopback.violations["flood"] += 1
        if loopback.strict:
            raise Complaint(429, "Too Many Requests: retry after 1", 1)


def _text(wanted: Json) -> str:
    text = str(wanted.get("text") or "")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Complaint(400, "Bad Request: strings must be encoded in UTF-8")
    text = text.replace("\0", "").strip()
    if not text:
        raise Complaint(400, "Bad Request: message text is empty")
    if units(text) > LONGEST_TEXT:
        raise Complaint(400, "Bad Request: message is too long")
    return text


def _buttons(wanted: Json) -> list[list[Json]]:
    rows: list[list[Json]] = (wanted.get("reply_markup") or {}).get("inline_keyboard", [])
    flat = [button for row in rows for button in row]
    if len(flat) > MOST_BUTTONS:
        raise Complaint(400, "Bad Request: reply markup is too long")
    for button in flat:
        _button(button)
    return [row for row in rows if row]


def _button(button: Json) -> None:
    if not button.get("text"):
        raise Complaint(400, "Bad Request: inline keyboard button text is empty")
    if "copy_text" in button:
        if not 1 <= units(button["copy_text"]["text"]) <= LONGEST_COPY:
            raise Complaint(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    elif not 1 <= len(button.get("callback_data", "").encode()) <= LONGEST_DATA:
        raise Complaint(400, "Bad Request: BUTTON_DATA_INVALID")


def _shown(loopback: Loopback, chat: Chat, seen: Seen) -> Json:
    """Telegram's Message of what the bot has said."""
    shown: Json = {
        "message_id": seen.id,
        "from": loopback.me,
        "chat": {"id": chat.id, "type": chat.type},
        "date": seen.date,
    }
    if seen.picture:
        shown |= {"photo": [{"file_id": f"picture-{seen.id}"}], "caption": seen.text}
    else:
        shown["text"] = seen.text
    if seen.buttons:
        shown["reply_markup"] = {"inline_keyboard": seen.buttons}
    return shown


def send_message(loopback: Loopback, wanted: Json) -> Json:
    chat = _chat(loopback, wanted)
    text, buttons = _text(wanted), _buttons(wanted)
    _paced(loopback, chat)
    entities = wanted.get("entities") or []
    if any(entity["offset"] + entity["length"] > units(text) for entity in entities):
        raise Complaint(400, "Bad Request: ENTITY_BOUNDS_INVALID")
    date = loopback.date_in(chat)
    seen = chat.add(text, date, own=False, buttons=buttons, entities=entities)
    return _shown(loopback, chat, seen)


def send_photo(loopback: Loopback, wanted: Json) -> Json:
    chat = _chat(loopback, wanted)
    picture = wanted.get("photo") or b""
    if not isinstance(picture, bytes) or not picture.startswith(PNG):
        raise Complaint(400, "Bad Request: IMAGE_PROCESS_FAILED")
    caption, buttons = str(wanted.get("caption") or ""), _buttons(wanted)
    if units(caption) > LONGEST_CAPTION:
        raise Complaint(400, "Bad Request: message caption is too long")
    _paced(loopback, chat)
    seen = chat.add(caption, loopback.date_in(chat), own=False, buttons=buttons, picture=picture)
    return _shown(loopback, chat, seen)


def _editable(loopback: Loopback, wanted: Json, chat: Chat) -> Seen:
    seen = chat.by_id.get(int(wanted.get("message_id") or 0))
    if seen is None or seen.deleted:
        raise Complaint(400, "Bad Request: message to edit not found")
    if seen.own:
        raise Complaint(400, "Bad Request: message can't be edited")
    _paced(loopback, chat)
    return seen


def _changed(loopback: Loopback, chat: Chat, seen: Seen, text: str, buttons: list[list[Json]]) -> Json:
    if (seen.text, seen.buttons) == (text, buttons):
        raise Complaint(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message",
        )
    seen.text, seen.buttons, seen.edited = text, buttons, True
    chat.tell(seen)
    return _shown(loopback, chat, seen)


def edit_message_text(loopback: Loopback, wanted: Json) -> Json:
    chat = _chat(loopback, wanted)
    text, buttons = _text(wanted), _buttons(wanted)
    seen = _editable(loopback, wanted, chat)
    if seen.picture:
        raise Complaint(400, "Bad Request: there is no text in the message to edit")
    return _changed(loopback, chat, seen, text, buttons)


def edit_message_reply_markup(loopback: Loopback, wanted: Json) -> Json:
    chat = _chat(loopback, wanted)
    buttons = _buttons(wanted)
    seen = _editable(loopback, wanted, chat)
    return _changed(loopback, chat, seen, seen.text, buttons)


def delete_message(loopback: Loopback, wanted: Json) -> bool:
    chat = _chat(loopback, wanted)
    seen = chat.by_id.get(int(wanted.get("message_id") or 0))
    if seen is None or seen.deleted:
        raise Complaint(400, "Bad Request: message to delete not found")
    _paced(loopback, chat)
    _deletable(loopback, seen)
    seen.deleted = True
    return True


def delete_messages(loopback: Loopback, wanted: Json) -> bool:
    """At most a hundred; those that aren't there are passed over, and one that may not go keeps all of them there."""
    chat, numbers = _chat(loopback, wanted), wanted.get("message_ids") or []
    if not 1 <= len(numbers) <= MOST_DELETED:
        raise Complaint(400, "Bad Request: there must be 1-100 message identifiers to delete")
    _paced(loopback, chat)
    there = [seen for number in numbers if (seen := chat.by_id.get(int(number))) is not None]
    for seen in there:
        _deletable(loopback, seen)
    for seen in there:
        seen.deleted = True
    return True


def _deletable(loopback: Loopback, seen: Seen) -> None:
    if seen.date < loopback.clock() - DELETABLE:
        raise Complaint(400, "Bad Request: message can't be deleted for everyone")


def answer_callback_query(loopback: Loopback, wanted: Json) -> bool:
    query = str(wanted.get("callback_query_id"))
    if loopback.queries.get(query, True):
        raise Complaint(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    loopback.queries[query] = True
    return True


def send_chat_action(loopback: Loopback, wanted: Json) -> bool:
    _chat(loopback, wanted).typing += 1
    return True


def leave_chat(loopback: Loopback, wanted: Json) -> bool:
    chat = _chat(loopback, wanted)
    chat.left = True
    loopback.member({"id": chat.id, "type": chat.type, "title": "G"}, loopback.me, "left")
    return True


def _profile(loopback: Loopback, wanted: Json) -> Json:
    """What the bot says of itself to people whose app speaks a language; without one, to all others."""
    if not (language := wanted.get("language_code")):
        return loopback.profile
    return loopback.profiles.setdefault(
        language, {"description": "", "short_description": "", "commands": []}
    )


def _got(key: str, *, bare: bool = False) -> Callable[[Loopback, Json], Any]:
    def method(loopback: Loopback, wanted: Json) -> Any:
        found = _profile(loopback, wanted)[key]
        return found if bare else {key: found}

    return method


def _set(key: str) -> Callable[[Loopback, Json], bool]:
    def method(loopback: Loopback, wanted: Json) -> bool:
        _profile(loopback, wanted)[key] = wanted.get(key, "")
        return True

    return method


def delete_webhook(loopback: Loopback, wanted: Json) -> bool:
    loopback.webhook = ""
    if str(wanted.get("drop_pending_updates", "")).lower() == "true":
        loopback.drops()
    return True


METHODS: dict[str, Callable[[Loopback, Json], Any]] = {
    "getMe": lambda loopback, _: loopback.me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "leaveChat": leave_chat,
    "getMyCommands": _got("commands", bare=True),
    "setMyCommands": _set("commands"),
    "getMyDescription": _got("description"),
    "setMyDescription": _set("description"),
    "getMyShortDescription": _got("short_description"),
    "setMyShortDescription": _set("short_description"),
    "getWebhookInfo": lambda loopback, _: {
        "url": loopback.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(loopback.waiting),
    },
    "deleteWebhook": delete_webhook,
}


def plain(thing: Any) -> Any:
    """Turn a message, counter or the like into what JSON can say; of a picture its length."""
    return asdict(thing) | {"picture": len(thing.picture)} if isinstance(thing, Seen) else str(thing)
