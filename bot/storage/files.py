"""The database's files: where they are, who may read them, how much room is left, who holds them."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from pathlib import Path

from bot.storage.store import StorageFailed

SPARE = 100_000_000
"""Bytes that must stay free on the disk: under them nothing is written, before it is too late to."""

_KEY = 32
"""Bytes of a key."""

_SCHEME = "sqlite:///"
_OWNER_ONLY = 0o600
_OTHERS = 0o077


def path_of(url: str) -> Path:
    """The file that a database URL names: `sqlite:///mend.db` (relative) or `sqlite:////var/lib/mend.db`."""
    scheme = url.split(":", 1)[0]
    if scheme != "sqlite":
        raise StorageFailed(
            f"DATABASE_URL begins with {scheme!r}, which Mend doesn't know yet: use sqlite:///mend.db.",
            waiting=False,
        )
    name = url.removeprefix(_SCHEME)
    if name in {url, "", ":memory:"} or name.endswith("/"):
        raise StorageFailed(
            "DATABASE_URL names no file: use sqlite:///mend.db, or sqlite:////var/lib/mend/mend.db.",
            waiting=False,
        )
    # SQLite keeps its log beside the file itself, not beside a link to it
    return Path(os.path.realpath(name))


def claim(path: Path) -> int:
    """Open the file, made where it is missing, and let its owner alone read it and the log beside it.

    The descriptor has to stay open as long as SQLite uses the file: closing it would drop SQLite's locks.
    SQLite gives the log the same mode as the file.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
        _keep_names_of(path.parent)
        for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            _close_to_others(name)
    except OSError as error:
        raise StorageFailed(_why_not(path, error), waiting=_can_pass(error)) from None
    return descriptor


def _keep_names_of(folder: Path) -> None:
    """A new file's name is on disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close_to_others(path: Path) -> None:
    if path.exists() and path.stat().st_mode & _OTHERS:
        path.chmod(path.stat().st_mode & ~_OTHERS & 0o777)


def _why_not(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The folder {path.parent} of the database {path.name} doesn't exist: create it."
    if isinstance(error, IsADirectoryError):
        return f"The database {path} is a folder: name a file in it."
    why = os.strerror(error.errno or 0)
    return f"The database {path} can't be written ({why}): let the bot's user write to it and its folder."


def _can_pass(error: OSError) -> bool:
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENFILE, errno.EMFILE}


def look_for_file(path: Path, descriptor: int) -> None:
    """Raise StorageFailed where the file was moved or deleted: SQLite would go on writing into nowhere."""
    try:
        there = path.stat()
    except FileNotFoundError:
        there = None
    if there is None or not os.path.samestat(there, os.fstat(descriptor)):
        raise StorageFailed(
            f"The database {path} was moved, deleted or replaced while in use: put it back, or start again."
        )


def look_for_room(path: Path, spare: int) -> None:
    """Raise StorageFailed where less than `spare` bytes of the disk are free for the bot's user."""
    try:
        disk = os.statvfs(path.parent)
    except OSError as error:
        raise StorageFailed(_why_not(path, error)) from None
    free = disk.f_bavail * disk.f_frsize
    if free < spare:
        raise StorageFailed(
            f"The disk of the database {path} has only {free // 1_000_000} MB left, {spare // 1_000_000} MB "
            "must stay free: make room. Until then nothing new is taken."
        )


def hold(path: Path, name: str) -> int:
    """Lock a small file beside the database until the descriptor returned is closed, or the process ends."""
    beside = path.with_name(f"{path.name}.{name}.lock")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
    except OSError as error:
        raise StorageFailed(_why_not(beside, error), waiting=_can_pass(error)) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise StorageFailed(
            f"Another `mend {name}` is using the database {path}: stop it first.", waiting=False
        ) from None
    return descriptor


def key_of(path: Path, *, used: bool, make: bool) -> bytes:
    """The key beside the database; where there is none it is made (`make`), or empty.

    Raises StorageFailed where it can't be read or written, is damaged, or is gone though something was hashed
    with it (`used`): with another key all of that would count for nothing, and nobody would notice.
    """
    beside = path.with_name(f"{path.name}.key")
    try:
        _close_to_others(beside)
        with beside.open("rb") as file:
            key = file.read(_KEY + 1)
    except FileNotFoundError:
        if used:
            raise StorageFailed(
                f"The key {beside} is gone, and with it who is kept away from whom: put back the copy of it that "
                "belongs to this database (if there is none: empty its table kept_away).",
                waiting=False,
            ) from None
        return _new_key(beside) if make else b""
    except OSError as error:
        raise _no_key(beside, error) from None
    if len(key) != _KEY:
        raise StorageFailed(f"The key {beside} is damaged: put back a copy of it.", waiting=False)
    return key


def _new_key(path: Path) -> bytes:
    """A key that is whole on disk, under its name, or not there; the caller sees to it that nobody else makes one."""
    key = secrets.token_bytes(_KEY)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.unlink(missing_ok=True)  # of a process that was killed here
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(descriptor)
        draft.rename(path)
        _keep_names_of(path.parent)
    except OSError as error:
        raise _no_key(path, error) from None
    return key


def _no_key(path: Path, error: OSError) -> StorageFailed:
    why = os.strerror(error.errno or 0)
    return StorageFailed(
        f"The key {path} can't be read or made ({why}): let the bot's user read and write it and its folder.",
        waiting=_can_pass(error),
    )
