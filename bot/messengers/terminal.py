"""The terminal as a messenger: the same conversation, buttons numbered, also with input from a pipe."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import sys
import textwrap
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from time import time_ns
from typing import TextIO

from bot.engine.fitting import plain
from bot.engine.letter import Letter
from bot.engine.said import Said
from bot.engine.turn import Button, Buttons
from bot.messengers.messenger import (
    Began,
    Delivered,
    Hear,
    Incoming,
    Leaves,
    Pressed,
    TryLater,
    What,
    nothing,
)

NARROWEST, WIDEST = 16, 78
"""Columns of text; fewer hold no word, more are hard to read."""

MANY = 10
"""More buttons than these don't stand under each other."""

WAYS = {":<back": "back", ":<anew": "again"}
"""Ways that belong to a question, by the end of their buttons' data: typed, they are commands."""

LEAVE = frozenset({"/quit", "/exit"})
"""What ends the program (the end of the input does too)."""

# An arrow key and its like send these into a line; nobody means them as words.
_KEYS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)?|[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class Terminal:
    """One person's window. `name` is who sits there; `language` their language.

    `greets`: it begins as if they had opened the bot; else what waits for them is there already.
    """

    name: str
    language: str = "en"
    source: TextIO = field(default_factory=lambda: sys.stdin or io.StringIO())  # there may be none at all
    screen: TextIO = field(default_factory=lambda: sys.stdout)
    greets: bool = True
    _lost: OSError | None = None
    _buttons: Sequence[Button] = ()
    _prompted: bool = False
    _window: str = field(default_factory=lambda: f"window:{token_hex(4)}")
    _messages: int = field(default_factory=lambda: time_ns() // 1_000_000 % 1_000_000_000)

    @property
    def prefix(self) -> str:
        """This window's own address."""
        return f"terminal:{self.name}"

    async def listen(self, hear: Hear) -> None:
        """Begin, then read line by line until the input ends; a line is read only after all was printed.

        Raises OSError where nothing can be printed any more (who reads along has gone).
        """
        if self.greets:
            await self._hear(hear, Began())
        lines: asyncio.Queue[str] = asyncio.Queue()
        wanted = threading.Semaphore(0)
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(lines, wanted, loop), daemon=True).start()
        while True:
            self._prompt()
            if self._lost:
                raise self._lost
            wanted.release()
            line = _KEYS.sub("", await lines.get())
            self._prompted = False
            if not line or line.strip() in LEAVE:
                self._print("")
                return
            if not self._interactive:
                self._print(line.rstrip("\n"))
            if line.strip():
                await self._hear(hear, self._what(line.strip()))

    def _read(
        self, lines: asyncio.Queue[str], wanted: threading.Semaphore, loop: asyncio.AbstractEventLoop
    ) -> None:
        """Read a line each time one is wanted; in a thread, as reading can't be cancelled."""
        line = "-"
        while line:
            wanted.acquire()
            try:
                line = self.source.readline()
            except (OSError, ValueError):
                line = ""
            try:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            except RuntimeError:  # the program has ended meanwhile
                return

    async def _hear(self, hear: Hear, what: What) -> None:
        now = datetime.now(UTC)
        # what was heard is remembered by window: a name would stay there after its person was forgotten
        incoming = Incoming(time_ns() // 1000, self._window, self.prefix, now, what, self.language)
        while await hear([incoming]) != incoming.id + 1:  # noqa: ASYNC110  (nobody tells when a disk has room)
            await asyncio.sleep(0.1)

    def _what(self, line: str) -> What:
        """A button's label or number is its press (a box is ticked); all else is said, as several boxes at once."""
        for number, button in enumerate(self._buttons, 1):
            if plain(line) == plain(button.label):
                return Pressed(button.data, label=button.label)
            if line == str(number) and not self._are_numbers():
                return Pressed(button.data, label=button.label)
        command, _, payload = line.partition(" ")
        if command == "/start":
            return Began(payload.strip())
        self._messages += 1
        return Said(line, message=self._messages)

    def _are_numbers(self) -> bool:
        return any(button.label.isdecimal() for button in self._buttons)

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Print what is said; what was printed before can't be changed."""
        leaves()
        for change in letter.changes:
            if change.buttons and not change.text:
                self._show_buttons(change.buttons)
        if letter.kind == "say":
            self._messages += 1
            self._say(letter)
            if self._lost:  # nobody has read it: it is there at the next start
                raise TryLater(1, unknown=True)
            if self._prompted:
                self._prompt()
            return Delivered(self._messages, datetime.now(UTC))
        return Delivered(0, datetime.now(UTC))

    def link(self, payload: str) -> str:
        """What is typed in another window, by the other person."""
        return f"/start {payload}"

    def typing(self, address: str) -> None:
        """Nothing to show: the answer is here at once."""

    async def close(self) -> None:
        """Nothing to let go of."""

    # --- how it looks -----------------------------------------------------------------------------

    @property
    def _interactive(self) -> bool:
        return self.source.isatty()

    def _say(self, letter: Letter) -> None:
        width = _width()
        lines = [
            wrapped for line in letter.text.splitlines() for wrapped in (textwrap.wrap(line, width) or [""])
        ]
        mark = "│ " if letter.copy else "  "
        if letter.picture is not None:
            self._print("\n" + "\n".join(mark + line for line in letter.picture.characters.splitlines()))
        self._print("\n" + "\n".join(self._tinted(mark + line, "1" if letter.copy else "") for line in lines))
        if letter.buttons and not letter.copy:
            self._show_buttons(letter.buttons)

    def _show_buttons(self, rows: Buttons) -> None:
        """Number the buttons; the ways that are always open stand under them as commands."""
        own = [button for row in rows for button in row if not _is_way(button)]
        self._buttons = own
        if self._are_numbers():
            self._print("\n  " + "  ".join(button.label for button in own))
        elif own:
            self._print("\n" + "\n".join(_columns([f"{n}. {b.label}" for n, b in enumerate(own, 1)])))
        ways = [f"/{_way(button)}" for row in rows for button in row if _is_way(button)]
        if ways:
            self._print(self._tinted("  " + "  ".join(ways), "2"))

    def _prompt(self) -> None:
        self._write("\n> ")
        self._prompted = True

    def _print(self, text: str) -> None:
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        try:
            self.screen.write(text)
            self.screen.flush()
        except OSError as lost:
            self._lost = lost

    def _tinted(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if code and self.screen.isatty() else text


def _width() -> int:
    """Columns of text in this window, beside the two of the margin."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 2))


def _columns(labels: Sequence[str]) -> list[str]:
    """A line for each label; many short ones stand beside each other, as many as there is room for."""
    wide = max(map(len, labels)) + 2
    beside = max(1, _width() // wide) if len(labels) > MANY else 1
    rows = [labels[i : i + beside] for i in range(0, len(labels), beside)]
    return ["  " + "".join(label.ljust(wide) for label in row).rstrip() for row in rows]


def _is_way(button: Button) -> bool:
    return button.data.startswith("way:") or button.data.endswith(tuple(WAYS))


def _way(button: Button) -> str:
    of_a_question = next((way for end, way in WAYS.items() if button.data.endswith(end)), "")
    return of_a_question or button.data.removeprefix("way:")
