"""People's words and the token are in nothing that is printed, whatever fails, at DEBUG."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path

from phone import Person
from program import HOST, Program, database, environment, running

WORDS = ("zeppelin", "marmalade", "lighthouse", "periwinkle")
AGREE = "I agree, and I am 18 or over"


def reads_nothing_of_it(program: Program) -> None:
    """Nothing printed has any of the words, the token or its secret half in it."""
    printed = program.printed.casefold()
    for secret in (
        *WORDS,
        program.loopback.token,
        program.loopback.token.split(":")[1],
        "4711:",
        "traceback",
    ):
        assert secret.casefold() not in printed, program.printed
    assert all(line[2] == ":" for line in program.printed.splitlines()), program.printed


async def _speaks(program: Program) -> Person:
    ann = program.loopback.person(4711)
    ann.writes("/repair")
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    await ann.hears("Shall we begin")
    ann.presses("Begin")
    await ann.hears("stirred up")
    ann.presses("A little")
    await ann.hears("What shall I call")
    await program.loopback.settles()
    ann.writes("zeppelin")
    await ann.hears("one moment")
    await program.loopback.settles()
    return ann


async def test_when_telegram_answers_badly(tmp_path: Path) -> None:
    quoting = "Bad Request: marmalade zeppelin 424242:AAF"
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = await _speaks(program)
        for how in ("server", "html", "truncated", "cut", "garbage", "reset", "flood", "refuse"):
            for method in ("sendMessage", "editMessageText", "editMessageReplyMarkup", "getUpdates"):
                program.loopback.fails(method, how, accepted=True, description=quoting)
            program.loopback.fails("answerCallbackQuery", how)
            ann.writes("a marmalade lighthouse")
            ann.writes("/where")
            await asyncio.sleep(1)
            program.loopback.faults.clear()
        ann.writes("periwinkle")
        await program.loopback.settles(within=20)
        reads_nothing_of_it(program)
        assert "Telegram" in program.printed


async def test_when_a_session_does_not_load(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = await _speaks(program)
        with database(program.database) as broken:
            broken.execute('UPDATE sessions SET place = \'{"trail": "marmalade"}\'')
        ann.writes("a periwinkle lighthouse")
        await ann.hears("send it again", within=20)
        assert "passed over" in program.printed
        reads_nothing_of_it(program)


async def test_when_an_answer_does_not_load(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = await _speaks(program)
        with database(program.database) as broken:
            broken.execute("UPDATE answers SET given = CAST('\x01marmalade zeppelin' AS BLOB)")
        ann.writes("a periwinkle lighthouse")
        await program.prints("failed", within=10)
        reads_nothing_of_it(program)


async def test_when_a_letter_does_not_load_it_is_set_aside_and_the_next_one_goes(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = await _speaks(program)
        program.loopback.fails("sendMessage", "server", times=50)
        ann.writes("a periwinkle lighthouse")
        await asyncio.sleep(0.7)
        with database(program.database) as broken:
            assert broken.execute("UPDATE letters SET body = CAST('\x01marmalade' AS BLOB)").rowcount == 1
        program.loopback.faults.clear()
        await program.prints("can't be read and is set aside", within=10)
        ann.writes("/where")
        await ann.hears("periwinkle", within=10)
        assert await program.ends() == 0
        reads_nothing_of_it(program)


async def test_when_the_database_is_locked_or_damaged(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = await _speaks(program)
        with database(program.database) as other:
            other.execute("BEGIN IMMEDIATE")
            ann.writes("a periwinkle lighthouse")
            await asyncio.sleep(2)
            other.execute("ROLLBACK")
        await ann.hears("periwinkle", within=10)
        with database(program.database) as other:
            other.execute("DROP TABLE answers")
        ann.writes("a marmalade lighthouse")
        await program.prints("failed (OperationalError", within=10)
        await ann.hears("send it again", within=20)
        reads_nothing_of_it(program)


async def test_when_the_engine_or_the_hearing_makes_a_mistake(tmp_path: Path) -> None:
    """Mistakes are put into the program at each layer, with the words in the text of the exception."""
    places = (
        ("bot.facilitator", "respond", "async"),
        ("bot.hearing", "speak", "plain"),
        ("bot.hearing", "letters", "plain"),
        ("bot.storage.sessions", "to_place", "plain"),
        ("bot.engine.words", "heard", "plain"),
        ("bot.care.notice", "Care.notice", "plain"),
        ("bot.care.notice", "Care.paraphrase", "plain"),
    )
    for number, (module, name, kind) in enumerate(places):
        scene = "says_back" if name == "Care.paraphrase" else "tells"
        folder = tmp_path / str(number)
        folder.mkdir()
        code = textwrap.dedent(f"""
            import asyncio, logging, sys
            from datetime import UTC, datetime
            from pathlib import Path
            sys.path.insert(0, {str(Path(__file__).parent)!r})
            import importlib
            from bot.logs import set_up
            set_up("DEBUG")
            from scenes import says_back, tells

            def mistake(*given, **more):
                raise ValueError(f"marmalade zeppelin {{given}} {{more}} 123456789:{"x" * 35}")

            async def slow_mistake(*given, **more):
                mistake(*given, **more)

            async def main():
                async with {scene}(Path({str(folder)!r})) as ann:
                    owner = importlib.import_module({module!r})
                    *path, last = {name!r}.split(".")
                    for part in path:
                        owner = getattr(owner, part)
                    setattr(owner, last, slow_mistake if {kind!r} == "async" else mistake)
                    for _ in range(4):
                        await ann.says("a periwinkle lighthouse")
                        await ann.edits("another periwinkle")
            asyncio.run(main())
        """)
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert "failed (ValueError at" in ran.stderr, (module, name, ran.stderr)
        for secret in (*WORDS, "xxxx", "traceback"):
            assert secret not in (ran.stderr + ran.stdout).casefold(), (module, name, ran.stderr)


def test_when_settings_or_dialogs_cannot_be_read(tmp_path: Path) -> None:
    token = "123456789:" + "periwinkle" * 4
    for settings in (
        {"TELEGRAM_TOKEN": token, "HOST": HOST, "DIALOGS": "/nowhere"},
        {"TELEGRAM_TOKEN": token, "HOST": HOST, "DATABASE_URL": "sqlite:////nowhere/at/all.db"},
        {"TELEGRAM_TOKEN": token + "!", "HOST": HOST},
        {"TELEGRAM_TOKEN": token, "HOST": HOST, "TELEGRAM_API_URL": f"http://127.0.0.1:1/bot{token}"},
        {"TELEGRAM_TOKEN": token, "HOST": HOST, "ACCESS": "code", "ACCESS_CODE": "zep"},
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env=environment(LOG_LEVEL="DEBUG", **settings),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert ran.returncode == 2
        for secret in ("periwinkle", "zep'", "Traceback"):
            assert secret not in ran.stderr + ran.stdout
