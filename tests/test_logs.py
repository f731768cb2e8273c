"""The log: plain lines, and never a person's words or a token in them, whoever logs and whatever fails."""

import asyncio
import io
import logging
import re
import sqlite3
import subprocess
import sys

import pytest

from bot.config import Misconfigured, settings
from bot.logs import PlainLines, guard_loop, told

WORDS = "he never listens to me"
TOKEN = "123456789:AAFdk3-qwertyuiopasdfghjklzxcvbnm_0"


def printed(script: str, level: str = "DEBUG") -> str:
    """Run a script with the log set up, and give all that it prints anywhere."""
    start = f"import logging, sys\nfrom bot.logs import set_up, guard_loop\nset_up({level!r})\n"
    told_words = f"WORDS = {WORDS!r}\nTOKEN = {TOKEN!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", start + told_words + script],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.stdout + done.stderr


def line(name: str, level: int, message: object, *args: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    return PlainLines().format(logging.LogRecord(name, level, "/x/y/base.py", 12, message, args, info))


def test_a_line_is_the_time_the_level_and_the_message() -> None:
    assert re.fullmatch(r"\d\d:\d\d:\d\d info 3 dialogs", line("bot.app", logging.INFO, "%d dialogs", 3))
    assert re.fullmatch(
        r"\d\d:\d\d:\d\d warning ready\n", printed("logging.getLogger('bot.app').warning('ready')")
    )


def test_the_level_is_for_our_own_messages() -> None:
    script = "for n in ('bot', 'bot.app', '__main__'): logging.getLogger(n).info('%s here', n)"
    assert printed(script, "INFO").count(" info ") == 3
    assert printed(script, "WARNING") == ""


@pytest.mark.parametrize(
    "name", ["telegram.ext", "httpx", "aiohttp.access", "aiosqlite", "transitions.core", "asyncio", "other"]
)
def test_other_libraries_are_heard_from_warning_on_and_never_in_their_words(name: str) -> None:
    script = f"log = logging.getLogger({name!r})\nlog.debug(WORDS)\nlog.info(WORDS)\n"
    assert printed(script) == ""
    heard = printed(script + "log.warning('Request to %s', TOKEN)\nlog.error(f'bad {WORDS}')")
    assert WORDS not in heard
    assert TOKEN not in heard
    assert heard.count(f"{name} reported something") == 2
    assert printed(script + "log.warning(WORDS)", "ERROR") == ""


def test_an_exception_is_logged_by_type_and_our_own_lines_only() -> None:
    try:
        settings({"LOG_LEVEL": WORDS}, None)
    except Misconfigured as error:
        found = line("bot.app", logging.ERROR, "can't start", error=error)
    assert WORDS not in found
    assert re.search(r"error can't start: bot\.config\.Misconfigured at bot/config\.py:\d+$", found)


def test_an_exception_of_another_library_is_told_without_its_text_by_whomever_it_is_logged() -> None:
    script = """
import json
for name in ('bot.app', 'telegram'):
    try:
        json.loads(WORDS)
    except ValueError as error:
        logging.getLogger(name).exception('failed with %s', error)
        logging.getLogger(name).error(error)
"""
    found = printed(script)
    assert WORDS not in found
    assert "Expecting" not in found
    assert found.count("json.decoder.JSONDecodeError at no line of ours") >= 3
    assert len(found.splitlines()) == 4


def test_causes_codes_and_groups_are_told() -> None:
    try:
        try:
            sqlite3.connect(":memory:").execute(WORDS)
        except sqlite3.Error as error:
            raise RuntimeError(WORDS) from error
    except RuntimeError as error:
        found = told(error)
    assert (
        found
        == "RuntimeError at no line of ours after sqlite3.OperationalError (SQLITE_ERROR) at no line of ours"
    )
    assert told(OSError(28, WORDS)) == "OSError (ENOSPC) at no line of ours"
    group = ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)])
    assert told(group) == "ExceptionGroup of ValueError, KeyError at no line of ours"


def test_a_message_of_several_lines_stays_one_line_and_a_token_in_it_is_hidden() -> None:
    found = line("bot.app", logging.INFO, "calling\n%s\n12:00:00 error faked", f"https://x/bot{TOKEN}/getMe")
    assert TOKEN not in found
    assert "\n" not in found
    assert "https://x/bot(a token)/getMe" in found


def test_a_message_that_cannot_be_formatted_prints_nothing_of_its_arguments() -> None:
    found = printed("logging.getLogger('bot.app').info('%d answers', WORDS)")
    assert found == "a message could not be logged: <string>:6\n"


@pytest.mark.parametrize(
    "script",
    [
        "raise ValueError(WORDS)",
        "import threading\nt = threading.Thread(target=lambda: int(WORDS))\nt.start(); t.join()",
        "class Odd:\n    def __del__(self): raise ValueError(WORDS)\nOdd()",
    ],
)
def test_an_error_that_nobody_caught_is_logged_without_its_text(script: str) -> None:
    found = printed(script)
    assert re.fullmatch(r"\d\d:\d\d:\d\d critical unexpected error: ValueError at no line of ours\n", found)


def test_an_interruption_is_no_error() -> None:
    assert printed("raise KeyboardInterrupt(WORDS)") == ""


async def test_what_goes_wrong_in_the_loop_is_logged_without_words() -> None:
    loop = asyncio.get_running_loop()
    stream, log = io.StringIO(), logging.getLogger("bot.logs")
    printer = logging.StreamHandler(stream)
    printer.setFormatter(PlainLines())
    log.addHandler(printer)
    before = loop.get_exception_handler()
    try:
        guard_loop(loop)
        loop.call_soon(int, WORDS)
        loop.call_exception_handler({"message": WORDS})
        await asyncio.sleep(0.01)
    finally:
        log.removeHandler(printer)
        loop.set_exception_handler(before)
    assert WORDS not in stream.getvalue()
    assert "unexpected error in the event loop: ValueError" in stream.getvalue()
    assert "the event loop reported something" in stream.getvalue()


def test_a_task_whose_error_nobody_asked_for_is_logged_without_words() -> None:
    script = """
import asyncio, gc
async def fails(words): raise ValueError(words)
async def main():
    guard_loop(asyncio.get_running_loop())
    asyncio.create_task(fails(WORDS))
    await asyncio.sleep(0.01)
    gc.collect()
asyncio.run(main())
"""
    found = printed(script)
    assert WORDS not in found
    assert "unexpected error in the event loop: ValueError" in found
