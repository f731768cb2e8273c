"""What the operator reads: plain lines in which no person's word and no secret can stand.

Texts of exceptions and messages of other libraries can have people's words, file names and the token in them
(a URL that failed, a reply that was no JSON, the arguments of a callback). So they are never printed, whoever
logs them: an exception is its type and our own lines that it came through.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_OWN = (_PACKAGE.name, "__main__")
_FOREIGN = ("aiohttp", "aiosqlite", "asyncio", "httpcore", "httpx", "telegram", "transitions")
_TOKEN = re.compile(r"\d{5,}:[\w-]{20,}", re.ASCII)
_MOST_FRAMES = 6
_DEEPEST = 4

log = logging.getLogger(__name__)


def set_up(level: str) -> None:
    """Print what is logged to stderr as `HH:MM:SS level message`, and unexpected errors in the same manner.

    `level` is for our own messages; other libraries are heard from WARNING on, whatever it is (at DEBUG some
    of them print all that they are given).
    """
    printer = _Printer()
    printer.setFormatter(PlainLines())
    logging.getLogger().handlers[:] = [printer]
    quietest = max(logging.WARNING, logging.getLevelNamesMapping()[level])
    for name in ("", *_FOREIGN):
        logging.getLogger(name).setLevel(quietest)
    for name in _OWN:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _unexpected
    sys.unraisablehook = lambda failed: _unexpected(failed.exc_type, failed.exc_value, failed.exc_traceback)
    threading.excepthook = lambda failed: _unexpected(failed.exc_type, failed.exc_value, failed.exc_traceback)


def guard_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody in the loop takes care of, without the texts that asyncio would print."""
    loop.set_exception_handler(_went_wrong)


class PlainLines(logging.Formatter):
    """One line a record, `HH:MM:SS level message`; of other libraries only where they spoke."""

    def __init__(self) -> None:
        super().__init__(datefmt="%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; never a text of an exception, of another library, or a token."""
        parts = [_message(record) if _is_ours(record.name) else _where_spoken(record)]
        if record.exc_info and record.exc_info[1]:
            parts.append(told(record.exc_info[1]))
        line = _TOKEN.sub("(a token)", " ".join(": ".join(parts).split()))
        return f"{self.formatTime(record, self.datefmt)} {record.levelname.lower()} {line}"


def told(error: BaseException) -> str:
    """Tell of an exception by type, code and our own lines, with its causes, but without its text."""
    return " after ".join(f"{_kind(each)} at {_our_lines(each.__traceback__)}" for each in _chain(error))


class _Printer(logging.StreamHandler[Any]):
    """A stream handler to stderr that doesn't print a record's arguments when it can't be formatted."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the library's name)
        """Say where the record came from, and nothing else."""
        try:
            self.stream.write(f"a message could not be logged: {_place(record)}\n")
        except (OSError, ValueError):
            return  # stderr is closed: nobody is left to tell


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _OWN


def _message(record: logging.LogRecord) -> str:
    """Give our own message, with exceptions among its arguments told as all others are."""
    if isinstance(record.msg, BaseException):
        return told(record.msg)
    if not isinstance(record.args, tuple):
        return record.getMessage()
    told_args = tuple(told(each) if isinstance(each, BaseException) else each for each in record.args)
    return str(record.msg) % told_args if told_args else str(record.msg)


def _where_spoken(record: logging.LogRecord) -> str:
    return f"{record.name} reported something ({_place(record)}; its words are kept out of the log)"


def _place(record: logging.LogRecord) -> str:
    return f"{Path(record.pathname).name}:{record.lineno}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(_DEEPEST):
        if current is None:
            return
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _kind(error: BaseException) -> str:
    """Name the type, with the code that says most: an errno or SQLite's own."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        return f"{name} of {', '.join(_kind(each) for each in error.exceptions[:_DEEPEST])}"
    number = error.errno if isinstance(error, OSError) else None
    code = errno.errorcode.get(number or 0) or getattr(error, "sqlite_errorname", None)
    return f"{name} ({code})" if isinstance(code, str) else name


def _our_lines(traceback: TracebackType | None) -> str:
    """Give `file:line` of our own frames, the innermost first."""
    ours = []
    for frame, line in walk_tb(traceback):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            ours.append(f"{path.relative_to(_PACKAGE.parent).as_posix()}:{line}")
    return " < ".join(ours[::-1][:_MOST_FRAMES]) or "no line of ours"


def _unexpected(
    kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
) -> None:
    """Log what nobody caught; being interrupted or asked to exit is no error."""
    if error is None:
        log.critical("unexpected error: %s", kind.__qualname__)
    elif not isinstance(error, KeyboardInterrupt | SystemExit):
        log.critical("unexpected error", exc_info=(kind, error, traceback))


def _went_wrong(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        log.error("unexpected error in the event loop", exc_info=(type(error), error, error.__traceback__))
    else:
        log.error("the event loop reported something (its words are kept out of the log)")
