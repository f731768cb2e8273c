"""The program as a process of its own: `mend run` against the loopback Bot API, `mend` in a terminal."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from loopback import Loopback

HOST = "Ann Example, ann@example.org"
_OURS = ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "DIALOGS", "HOST", "ACCESS", "ACCESS_CODE")
_MORE = ("LANGUAGE", "TIME_ZONE", "QUIET_HOURS", "RETENTION_DAYS", "LOG_LEVEL")
_HURRIED = (
    "import sys; from bot.__main__ import main; from bot.messengers.telegram.pace import Pace;"
    "Pace.__init__.__defaults__ = (9000, 9000, 9000); sys.exit(main(['run']))"
)
"""`mend run` without Telegram's limit of one message a second in a chat: tests would wait for it all day."""
ROOT = Path(__file__).resolve().parent.parent


def environment(**chosen: str) -> dict[str, str]:
    """The environment of a program that finds only these settings."""
    kept = {name: value for name, value in os.environ.items() if name not in (*_OURS, *_MORE)}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **chosen}


@dataclass(slots=True)
class Program:
    """`mend run`, started; what it prints goes to a file."""

    loopback: Loopback
    folder: Path
    settings: dict[str, str]
    process: asyncio.subprocess.Process | None = None
    _starts: int = 0

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.folder / "mend.db"

    @property
    def printed(self) -> str:
        """All that was printed, by every start."""
        return "".join(file.read_text() for file in sorted(self.folder.glob("printed-*.txt")))

    async def start(self, ready: str = "ready: @", within: float = 15) -> None:
        """Start it and wait for its calm line."""
        self._starts += 1
        file = self.folder / f"printed-{self._starts:02}.txt"
        chosen = {
            "TELEGRAM_TOKEN": self.loopback.token,
            "TELEGRAM_API_URL": self.loopback.url,
            "HOST": HOST,
            "DATABASE_URL": f"sqlite:///{self.database}",
            **self.settings,
        }
        with file.open("wb") as out:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _HURRIED),
                env=environment(**chosen),
                cwd=self.folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=asyncio.subprocess.STDOUT,
            )
        async with asyncio.timeout(within):
            while ready and ready not in file.read_text():
                assert self.process.returncode is None, file.read_text()
                await asyncio.sleep(0.02)

    async def ends(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its code."""
        if self.process is None:
            return 0
        if self.process.returncode is None:
            self.process.send_signal(sign)
        return await asyncio.wait_for(self.process.wait(), 10)

    async def prints(self, part: str, within: float = 5) -> None:
        """Wait until it has printed this."""
        try:
            async with asyncio.timeout(within):
                while part not in self.printed:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{part!r} was not printed within {within} s:\n{self.printed}") from None

    def kill(self) -> None:
        """End it at once, if it is still there."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()


@asynccontextmanager
async def running(folder: Path, *, start: bool = True, **settings: str) -> AsyncIterator[Program]:
    """`mend run` beside a loopback Bot API; both end with the block."""
    async with Loopback() as loopback:
        program = Program(loopback, folder, settings)
        try:
            if start:
                await program.start()
            yield program
        finally:
            program.kill()
            if program.process is not None:
                await program.process.wait()


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that has the database open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection
