"""What a person sees and does in Telegram: the other end of the loopback Bot API."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loopback import Loopback

Json = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """One message as it stands in a chat. `own` ones were written by the person; `date` in whole seconds."""

    id: int
    date: int
    text: str
    own: bool
    buttons: list[list[Json]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    edited: bool = False
    deleted: bool = False
    picture: bytes = field(default=b"", repr=False)

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, row after row."""
        return [button["text"] for row in self.buttons for button in row]


@dataclass(slots=True)
class Chat:
    """A private chat or a group: what was written in it, oldest first."""

    id: int
    type: str = "private"
    messages: list[Seen] = field(default_factory=list)
    by_id: dict[int, Seen] = field(default_factory=dict)
    last_date: int = 0
    left: bool = False
    news: list[tuple[str, Seen]] = field(default_factory=list)  # with the text of that moment
    typing: int = 0
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, text: str, date: int, *, own: bool, **more: Any) -> Seen:
        """Write a message into the chat."""
        self.last_date = date
        seen = Seen(len(self.messages) + 1, date, text, own, **more)
        self.messages.append(seen)
        self.by_id[seen.id] = seen
        if not own:
            self.tell(seen)
        return seen

    def tell(self, seen: Seen) -> None:
        """Something new is to be seen: a message of the bot's, or a change to one."""
        self.news.append((seen.text, seen))
        self.woken.set()


@dataclass(slots=True)
class Person:
    """Somebody with a phone. What they do becomes updates; what the bot does shows in `chat`."""

    loopback: Loopback
    id: int
    language: str = "en"
    place: Chat = field(init=False)
    blocked: bool = False
    clipboard: str = ""
    read: int = 0

    def __post_init__(self) -> None:
        self.place = self.loopback.chats.setdefault(self.id, Chat(self.id))

    @property
    def chat(self) -> list[Seen]:
        """All that stands in their chat with the bot, their own messages too."""
        return [seen for seen in self.place.messages if not seen.deleted]

    @property
    def heard(self) -> list[Seen]:
        """What stands there of the bot."""
        return [seen for seen in self.chat if not seen.own]

    @property
    def user(self) -> Json:
        """Telegram's User."""
        return {"id": self.id, "is_bot": False, "first_name": "Ann", "language_code": self.language}

    def _message(self, seen: Seen, **more: Any) -> Json:
        return {
            "message_id": seen.id,
            "from": self.user,
            "chat": {"id": self.id, "type": "private", "first_name": "Ann"},
            "date": seen.date,
            **more,
        }

    def writes(self, text: str, **more: Any) -> Seen:
        """Write a text; `more` are further fields of Telegram's Message (`forward_origin={...}`)."""
        seen = self.place.add(text, self.loopback.date_in(self.place), own=True)
        if text.startswith("/"):
            more.setdefault(
                "entities", [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
            )
        self.loopback.update("message", self._message(seen, text=text, **more))
        return seen

    def starts(self, payload: str = "") -> Seen:
        """Open the bot, perhaps by a link."""
        return self.writes(f"/start {payload}".strip())

    def edits(self, text: str, seen: Seen | None = None) -> None:
        """Change a text of theirs (the last one)."""
        seen = seen or next(each for each in reversed(self.chat) if each.own)
        seen.text, seen.edited = text, True
        date = self.loopback.date_in(self.place)
        self.loopback.update("edited_message", self._message(seen, text=text, edit_date=date))

    def sends(self, kind: str, content: Any = None, **more: Any) -> Seen:
        """Send what isn't a text: `voice`, `photo`, `sticker`, `location`, ..."""
        seen = self.place.add(f"[{kind}]", self.loopback.date_in(self.place), own=True)
        if content is None:
            content = [{"file_id": "F1"}] if kind == "photo" else {"file_id": f"file-{seen.id}"}
        self.loopback.update("message", self._message(seen, **{kind: content}, **more))
        return seen

    def button(self, wanted: str, on: Seen | None = None) -> tuple[Seen, Json]:
        """Find the newest button with this label or data, if wanted on one message alone."""
        for seen in [on] if on else reversed(self.place.messages):
            for button in (button for row in seen.buttons for button in row):
                if wanted in (button["text"], button.get("callback_data")):
                    return seen, button
        raise AssertionError(f"no button {wanted!r} in {self.shows()}")

    def presses(self, wanted: str, on: Seen | None = None) -> str:
        """Press a button by its label or data; gives the callback's id. A copy button fills the clipboard."""
        seen, button = self.button(wanted, on)
        if "copy_text" in button:
            self.clipboard = button["copy_text"]["text"]
            return ""
        return self.presses_data(button["callback_data"], seen)

    def presses_data(self, data: str, seen: Seen, *, accessible: bool = True) -> str:
        """Press a button of which only the data is known (it may be gone from the message since)."""
        query = self.loopback.next_query()
        message = {
            **self._message(seen, **({"caption": seen.text} if seen.picture else {"text": seen.text})),
            "from": self.loopback.me,
            "reply_markup": {"inline_keyboard": seen.buttons},
        }
        if not accessible:
            message = {"message_id": seen.id, "chat": message["chat"], "date": 0}
        self.loopback.update(
            "callback_query",
            {"id": query, "from": self.user, "chat_instance": "1", "data": data, "message": message},
        )
        return query

    def blocks(self) -> None:
        """Block the bot."""
        self.blocked = True
        self._member("kicked")

    def unblocks(self) -> None:
        """Let the bot in again."""
        self.blocked = False
        self._member("member")

    def _member(self, status: str) -> None:
        self.loopback.member({"id": self.id, "type": "private"}, self.user, status)

    def in_group(self, text: str = "hello", group: int = -100_4711, kind: str = "supergroup") -> Chat:
        """Add the bot to a group and write there; gives the group."""
        chat = self.loopback.chats.setdefault(group, Chat(group, kind))
        self.loopback.member({"id": group, "type": kind, "title": "G"}, self.user, "member")
        seen = chat.add(text, self.loopback.date_in(chat), own=True)
        message = {**self._message(seen, text=text), "chat": {"id": group, "type": kind, "title": "G"}}
        self.loopback.update("channel_post" if kind == "channel" else "message", message)
        return chat

    async def hears(self, part: str = "", within: float = 5) -> Seen:
        """Wait for something new of the bot's (a message or a change) with these words; gives it."""
        try:
            async with asyncio.timeout(within):
                while (seen := self._next(part.casefold())) is None:
                    self.place.woken.clear()
                    await self.place.woken.wait()
        except TimeoutError:
            raise AssertionError(f"{part!r} was not heard within {within} s in {self.shows()}") from None
        return seen

    def _next(self, part: str) -> Seen | None:
        while self.read < len(self.place.news):
            text, seen = self.place.news[self.read]
            self.read += 1
            if part in text.casefold():
                return seen
        return None

    def shows(self) -> str:
        """Show the end of the chat, for a failing test."""
        lines = [f"  {'>' if seen.own else '<'} {seen.text} {seen.labels or ''}" for seen in self.chat[-8:]]
        return "\n" + "\n".join(lines)
