"""The commands: chat, run, check, test, translate, draw, schema."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import logging
import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import reset_tzpath

from bot.config import Misconfigured, Settings, settings
from bot.logs import guard_loop, set_up

WRONG = 2
"""Exit code where the call or the settings are wrong; 1 where what was checked is."""

HINT = (
    "This is Mend in your terminal; /quit ends it. For Telegram: write /newbot to @BotFather, put the lines "
    'TELEGRAM_TOKEN=the token and HOST="your name, how to reach you" into a file .env here, and start mend again.'
)

SETTINGS = """\
settings, from the environment or a file .env in this folder, NAME=value in each line:
  TELEGRAM_TOKEN    from @BotFather (/newbot); without it: this terminal
  HOST              who runs this bot and how to reach them; people are told
  TELEGRAM_API_URL  the Bot API's base, for a server of your own
  DATABASE_URL      where everything is kept (default: sqlite:///mend.db)
  DIALOGS           a folder of dialogs in place of those that ship with Mend
  ACCESS            open (default), or code: people send ACCESS_CODE first
  LANGUAGE          of the bot's own words (default: en)
  TIME_ZONE         for people who haven't said theirs (default: UTC)
  QUIET_HOURS       when it says nothing by itself (default: 21:00-08:00)
  RETENTION_DAYS    days without a word until all is deleted (default: 90)
  LOG_LEVEL         DEBUG, INFO (default), WARNING or ERROR

"mend COMMAND --help" tells more of a command.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the code is 0, 1 (something checked is wrong) or 2 (can't be done so)."""
    _take_any_signs()
    try:
        parsed = _parser().parse_args(arguments)
        reset_tzpath(())
        read = settings(os.environ, Path(".env"))
        set_up(read.log_level)
        act: Callable[[argparse.Namespace, Settings], int] = parsed.act
        return act(parsed, read)
    except Misconfigured as wrong:
        _tell("\n".join(wrong.lines))
        return WRONG
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        _leave_the_screen()
        return 0


def _take_any_signs() -> None:
    """Show a sign that this terminal can't show (or read one it can't have sent) as a question mark."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave_the_screen() -> None:
    """Nobody reads the output any more; what is left of it must not be an error at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mend",
        description="Mend guides two people, or one of them alone, through a repair conversation.\n"
        "Without a command: the Telegram bot where TELEGRAM_TOKEN is set, else the\n"
        "conversation in this terminal.",
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(act=_either, name="me", dialog=None, at="")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _run_command(commands)
    _chat_command(commands)
    _check_command(commands)
    _test_command(commands)
    _translate_command(commands)
    _draw_command(commands)
    _schema_command(commands)
    return parser


def _run_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser(
        "run",
        help="the Telegram bot",
        description="Run the Telegram bot; needs TELEGRAM_TOKEN and HOST. One line says when it is ready; "
        "SIGTERM and Ctrl-C end it within two seconds. Edited dialogs are taken up while it runs.",
    )
    run.set_defaults(act=_run)


def _chat_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    chat = commands.add_parser(
        "chat",
        help="the conversation in this terminal",
        description="Talk in this terminal. Sessions are kept in DATABASE_URL and go on at "
        "the next start. /quit or the end of the input ends it. Edited dialogs are taken up while it runs.",
    )
    chat.add_argument("--as", dest="name", default="me", metavar="NAME", help="who sits here (default: me)")
    chat.add_argument("--dialog", type=Path, metavar="FILE", help="try this dialog, in a database of its own")
    chat.add_argument(
        "--at", default="", metavar="STEP", help="with --dialog: start at this step, with sample answers"
    )
    chat.set_defaults(act=_chat)


def _check_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check",
        help="look for mistakes in dialogs",
        description="Find mistakes in dialogs before anyone meets them, and walk through every state they "
        "can reach. The exit code is 1 where there are errors, 0 where there are none or only warnings.",
    )
    check.add_argument("path", nargs="?", type=Path, help="a dialog or a folder (default: DIALOGS)")
    check.add_argument("--json", action="store_true", help="findings as JSON, for editors")
    check.add_argument(
        "--languages",
        action="store_true",
        help="play every dialog in each language; takes as many times longer",
    )
    check.add_argument("--table", action="store_true", help="what was played as a table, a row for a dialog")
    check.add_argument(
        "--helplines",
        action="store_true",
        help="list who can help by age instead; 1 where one is over a year",
    )
    check.set_defaults(act=_check)


def _test_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    test = commands.add_parser(
        "test",
        help="play the transcripts",
        description="Play the transcripts beside the dialogs. The exit code is 1 where one differs.",
    )
    test.add_argument(
        "path",
        nargs="?",
        type=Path,
        help="a dialog, a file of transcripts, or a folder of dialogs (default: DIALOGS)",
    )
    test.set_defaults(act=_test)


def _translate_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    translate = commands.add_parser(
        "translate",
        help="begin a translation, or go on with one",
        description="Print a file for a translator: each text of the original as a comment, and below it a "
        "place for its words, or those that are there already. It is looked for in DIALOGS.",
    )
    translate.add_argument("language", help="its code, such as de")
    translate.add_argument("name", help="a dialog's name, lists, thread, between or phrases")
    translate.add_argument("--write", action="store_true", help="write it to where it belongs instead")
    translate.set_defaults(act=_translate)


def _draw_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    draw = commands.add_parser(
        "draw",
        help="draw a dialog",
        description="Print a dialog as a Mermaid flowchart. It is looked for in DIALOGS.",
    )
    draw.add_argument("dialog", help="the dialog's name")
    draw.add_argument("--svg", type=Path, metavar="FILE", help="write a picture instead (needs graphviz)")
    draw.set_defaults(act=_draw)


def _schema_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schema = commands.add_parser(
        "schema",
        help="the JSON Schema of dialogs",
        description="Print the JSON Schema of a dialog file, so that an editor completes its keys.",
    )
    schema.set_defaults(act=_schema)


# --- conversations ------------------------------------------------------------------------------------


def _either(parsed: argparse.Namespace, read: Settings) -> int:
    if read.telegram_token is not None:
        return _run(parsed, read)
    _tell(textwrap.fill(HINT, shutil.get_terminal_size().columns) if sys.stderr.isatty() else HINT)
    return _chat(parsed, read)


def _run(_: argparse.Namespace, read: Settings) -> int:
    from bot.app import run

    if read.telegram_token is None:
        _tell(
            "TELEGRAM_TOKEN: not set. Write /newbot to @BotFather and put the token it gives you into .env."
        )
        return WRONG
    if read.host is None:
        _tell("HOST: not set. People are told who runs this bot: a name, and how to reach you.")
        return WRONG
    return _end_well(run(read))


def _chat(parsed: argparse.Namespace, read: Settings) -> int:
    from bot.app import Unready, chat, read_dialog, try_out

    logging.getLogger().setLevel(logging.WARNING)
    if not parsed.name.strip() or ":" in parsed.name:
        _tell("--as NAME: a name is needed, and no colon in it.")
        return WRONG
    if parsed.at and parsed.dialog is None:
        _tell("--at STEP goes with --dialog FILE: name the file the step is in.")
        return WRONG
    if parsed.dialog is None:
        return _end_well(chat(read, parsed.name))
    try:
        dialog, library = read_dialog(parsed.dialog, parsed.at)
    except Unready as unready:
        _tell(str(unready))
        return WRONG
    own = read.model_copy(update={"dialogs": parsed.dialog.parent})
    return _end_well(try_out(own, parsed.name, dialog, library, parsed.at))


def _end_well(program: Coroutine[Any, Any, None]) -> int:
    """Run a program to its end, or until it is told to end; what an operator can mend is one line and code 2."""
    from bot.app import Unready
    from bot.storage.store import StorageFailed

    async def guarded() -> None:
        guard_loop(asyncio.get_running_loop())
        _end_when_told(asyncio.current_task())
        await program

    try:
        asyncio.run(guarded())
    except asyncio.CancelledError:
        return 0
    except (Unready, StorageFailed) as unready:
        _tell(str(unready))
        return WRONG
    return 0


def _end_when_told(program: asyncio.Task[None] | None) -> None:
    """End by SIGTERM, or with the window, as by Ctrl-C: also while it waits for Telegram or the database."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        if program is not None and signal.getsignal(sign) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(sign, program.cancel)


# --- authors ------------------------------------------------------------------------------------------


def _check(parsed: argparse.Namespace, read: Settings) -> int:
    from bot.care.helplines import helplines
    from bot.rehearsing.checking import check, check_helplines

    if parsed.helplines:
        return check_helplines(helplines(), datetime.now(UTC).date())
    return check(
        parsed.path or read.dialogs,
        read.database_url,
        as_json=parsed.json,
        languages=parsed.languages,
        as_table=parsed.table,
    )


def _test(parsed: argparse.Namespace, read: Settings) -> int:
    from bot.rehearsing.checking import test

    return test(parsed.path or read.dialogs)


def _translate(parsed: argparse.Namespace, read: Settings) -> int:
    from bot.rehearsing.translating import translate

    return translate(read.dialogs, parsed.language, parsed.name, write=parsed.write)


def _draw(parsed: argparse.Namespace, read: Settings) -> int:
    from bot.app import Unready, read_library
    from bot.authoring.draw import Undrawn, mermaid, svg

    try:
        library = read_library(read)
        dialog = library.dialogs.get(parsed.dialog)
        if dialog is None:
            _tell(f"There is no dialog {parsed.dialog!r}. There are: {', '.join(library.dialogs)}")
            return WRONG
        if parsed.svg is None:
            sys.stdout.write(mermaid(dialog))
        else:
            parsed.svg.write_bytes(svg(dialog))
    except (Unready, Undrawn, OSError) as unready:
        _tell(str(unready))
        return WRONG
    return 0


def _schema(_: argparse.Namespace, __: Settings) -> int:
    from bot.authoring.schema import schema

    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
    return 0


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
