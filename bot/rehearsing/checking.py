"""What `mend check` and `mend test` do and print."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from bot.authoring.around import ORIGINAL
from bot.authoring.explore import Explored, explore_all
from bot.authoring.finding import Finding, errors
from bot.authoring.reading import Reading, read, read_file
from bot.authoring.strict import Source
from bot.authoring.transcripts import transcripts
from bot.care.helplines import Helplines
from bot.commands import COMMANDS
from bot.config import shipped_dialogs
from bot.engine.library import Library
from bot.rehearsing.performance import play
from bot.rehearsing.table import table
from bot.storage.sqlite import open_store
from bot.storage.store import StorageFailed

TRANSCRIPTS = "transcripts"
"""The folder of transcripts beside the dialogs."""

WRONG = 1
"""Exit code where something is wrong with what was checked."""


def reading(path: Path) -> Reading:
    """The dialogs of a folder, or the one in a file, checked."""
    taken = frozenset(COMMANDS)
    if path.is_dir():
        return read(path, taken=taken, shipped=shipped_dialogs())
    return read_file(path, taken=taken, shipped=shipped_dialogs())


def check(
    path: Path, database_url: str, *, as_json: bool, languages: bool = False, as_table: bool = False
) -> int:
    """Print all findings, what the explorer saw, and which structures running sessions hang on.

    With `languages` every dialog is played in each language there is, and not in that of the originals alone.
    `as_table` prints what was seen as a table.
    """
    found = reading(path)
    findings, explored = list(found.findings), list[str]()
    if found.library is not None:
        findings += _begun_by_nobody(found, path)
        names = [name for name, source in found.sources.items() if path.is_dir() or source.file == str(path)]
        every = [*found.library.phrases] if languages else [ORIGINAL]
        played = _explored(found.library, found.sources, every, names) if names else ()
        findings += [each for seen in played for each in seen.wrong]
        if as_table:
            explored += table(played, found.library, found.sources)
        else:
            explored += [
                f"{_called(seen, languages=languages)}: {_played(seen)}, all played" for seen in played
            ]
    elif not errors(findings):
        explored.append(f"not played: another file in {path.parent} has errors (mend check {path.parent})")
    if as_json:
        sys.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")
    else:
        wrong = len(errors(findings))
        looked_at = f"{path}: {_counted(wrong, 'error')}, {_counted(len(findings) - wrong, 'warning')}"
        told = [*map(str, findings), *explored, *_running(found.library, database_url), looked_at]
        sys.stdout.write("\n".join(told) + "\n")
    return WRONG if errors(findings) else 0


def check_helplines(lines: Helplines, today: date) -> int:
    """Print every line by age, those seen longest ago first; wrong where one is older than a year."""
    for line in lines.by_age():
        age = f"{(today - line.checked_on).days:,} days"
        ways = " or ".join(line.dial) or line.text or line.chat
        old = "  older than a year: look again" if line.is_old(today) else ""
        sys.stdout.write(
            f"{line.checked_on}  {age:>10}  {line.country} {line.kind:9}  {line.name}: {ways}{old}\n"
        )
    old_ones = sum(line.is_old(today) for line in lines.lines)
    sys.stdout.write(f"{_counted(len(lines.lines), 'line')}, {old_ones:,} older than a year\n")
    return WRONG if old_ones else 0


def _explored(
    library: Library, sources: Mapping[str, Source], languages: Sequence[str], names: Sequence[str]
) -> tuple[Explored, ...]:
    """These dialogs explored, on as many processors as there are; what is seen stays, so nobody looks for waste."""
    with ProcessPoolExecutor(initializer=gc.disable) as pool:
        return explore_all(library, sources, each=pool.map, languages=languages, names=names)


def _called(seen: Explored, *, languages: bool) -> str:
    return f"{seen.dialog} ({seen.language})" if languages else seen.dialog


def _begun_by_nobody(found: Reading, path: Path) -> list[Finding]:
    """Dialogs that no command begins and no other dialog calls."""
    dialogs = found.library.dialogs.values() if found.library is not None else ()
    called = {name for dialog in dialogs for name in dialog.structure.calls}
    text, hint = "Nobody can begin this dialog.", "Add `command:`, or `call` it from another."
    told = [
        found.sources[dialog.name].finding(("dialog",), text, hint, warn=True)
        for dialog in dialogs
        if not dialog.command and dialog.name not in called
    ]
    return [finding for finding in told if path.is_dir() or finding.file == str(path)]


def _running(library: Library | None, url: str) -> list[str]:
    """How many running sessions are on which older structure, where there is a database."""
    path = Path(url.removeprefix("sqlite:///"))
    if library is None or not path.exists():
        return []
    try:
        counts = asyncio.run(_counts(url))
    except StorageFailed as failed:
        return [str(failed)]
    current = {dialog.hash for dialog in library.dialogs.values()}
    return [
        f"{_counted(number, 'running session')} of {name} on an older structure ({hash_}): "
        "it stays as it was until they end"
        for (name, hash_), number in counts.items()
        if hash_ not in current
    ]


def _played(seen: Explored) -> str:
    """How much was played; of a dialog with two seats, by one, by two, and by two of whom one only listens."""
    played = f"{_counted(seen.states, 'state')}, {_counted(seen.moves, 'move')}"
    if seen.together is None or seen.listened is None:
        return played
    return f"for one {played}; for two {_played(seen.together)}; by buttons alone {_played(seen.listened)}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


async def _counts(url: str) -> Mapping[tuple[str, str], int]:
    store = await open_store(url, now=datetime.now(UTC))
    try:
        return (await store.counts()).sessions
    finally:
        await store.close()


def test(path: Path) -> int:
    """Play the transcripts of a folder of dialogs, or those in one file; print those that differ."""
    if not path.exists():
        sys.stdout.write(f"{path}: there is no such file\n")
        return WRONG
    if path.is_file() and path.parent.name != TRANSCRIPTS:  # a dialog: those beside it that have its name
        path, files = path.parent, [path.parent / TRANSCRIPTS / path.name]
    else:
        files = sorted((path / TRANSCRIPTS).glob("*.yaml")) if path.is_dir() else [path]
    folder = path if path.is_dir() else path.parent.parent
    found = reading(folder)
    if found.library is None or not all(file.is_file() for file in files):
        missing = [f"{file}: there is no such file" for file in files if not file.is_file()]
        sys.stdout.write("\n".join([*map(str, found.findings), *missing]) + "\n")
        return WRONG
    passed, failed = asyncio.run(_play_all(files, found.library, folder))
    sys.stdout.write("".join(f"{each}\n\n" for each in failed))
    if not files:
        sys.stdout.write(f"There are no transcripts in {folder / TRANSCRIPTS}.\n")
    sys.stdout.write(f"{passed} passed, {len(failed)} failed\n")
    return WRONG if failed or not passed else 0


async def _play_all(files: list[Path], library: Library, folder: Path) -> tuple[int, list[str]]:
    passed, failed = 0, []
    for file in files:
        read_ones, findings = transcripts(file)
        failed += [str(finding) for finding in findings]
        for transcript in read_ones:
            differs = await play(transcript, library, folder)
            passed += not differs
            failed += [differs] if differs else []
    return passed, failed
