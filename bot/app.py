"""The one place that knows everybody: opens the house, starts its loops, closes it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.authoring.finding import near
from bot.authoring.reading import fingerprint, read, read_file
from bot.care.helplines import helplines
from bot.care.notice import Care
from bot.commands import COMMANDS
from bot.config import Settings, shipped_dialogs
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.facilitator import Facilitator
from bot.hearing import Screenings, any_id
from bot.messengers.messenger import Hear, Incoming, Messenger
from bot.messengers.telegram import Misconfigured, Telegram
from bot.messengers.terminal import Terminal
from bot.outbox import LOOK, Outbox
from bot.rehearsing.trial import in_the_middle
from bot.reminders import Reminders
from bot.reminding.alarm import Alarm
from bot.storage.sqlite import open_store
from bot.storage.store import StorageFailed, Store
from bot.trouble import Trouble
from bot.upkeep import Upkeep
from bot.when.clocks import Clocks

log = logging.getLogger(__name__)

EDITED = 0.5
"""Seconds between two looks at whether a dialog was edited."""

PATIENCE = 1.0
"""Seconds between two tries to open a database that somebody else holds."""

TELEGRAM_CODE = 2
"""Letters of the languages by which Telegram tells people's menus apart (ISO 639-1)."""

TYPING = 1.0
"""Seconds after which a chat that waits for its answer shows that one is on its way."""


class Unready(Exception):
    """The house can't be opened; the text is what the operator reads."""


@dataclass(slots=True)
class House:
    """Everybody, ready to begin."""

    settings: Settings
    store: Store
    facilitator: Facilitator
    outbox: Outbox
    upkeep: Upkeep
    reminders: Reminders


class Attention(Care, Clocks):
    """What the engine may ask about a text: care notices what hurts, when reads times."""


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def read_dialog(file: Path, at: str) -> tuple[Dialog, Library]:
    """The dialog in a file, with those around it; raises Unready where it (or its step `at`) isn't there."""
    reading = read_file(file, taken=frozenset(COMMANDS), shipped=shipped_dialogs())
    if reading.library is None:
        raise Unready("\n".join(map(str, reading.findings)) or f"Another file beside {file} has errors.")
    found = [name for name, source in reading.sources.items() if Path(source.file) == file]
    if not found:
        raise Unready(f"{file}: there is no dialog in it.")
    dialog = reading.library.dialogs[found[0]]
    if at and at not in dialog.structure.steps:
        raise Unready(f"There is no such step. {near(at, dialog.structure.steps)}")
    return dialog, reading.library


def read_library(settings: Settings) -> Library:
    """All dialogs, checked; raises Unready with the findings where one can't be used."""
    reading = read(settings.dialogs, taken=frozenset(COMMANDS), shipped=shipped_dialogs())
    if reading.library is None:
        raise Unready("\n".join(str(finding) for finding in reading.findings))
    if settings.language not in reading.library.phrases:
        known = ", ".join(reading.library.phrases)
        raise Unready(f"LANGUAGE: there are no phrases for {settings.language!r}. Right would be: {known}")
    phrases = {settings.language: reading.library.phrases[settings.language], **reading.library.phrases}
    # the first one is for all who speak none of them
    return replace(reading.library, phrases=phrases, times=Clocks(), varied=True)


@asynccontextmanager
async def opened(
    settings: Settings,
    messenger: Messenger,
    clock: Callable[[], datetime] = now,
    library: Library | None = None,
    *,
    alone: bool = False,
    new_id: Callable[[], str] = any_id,
) -> AsyncIterator[House]:
    """The house, opened; `alone` where no other process may deliver for the same messenger; `new_id` calls sessions."""
    library = read_library(settings) if library is None else replace(library, times=Clocks())
    helplines()  # read before anybody needs them
    store = await _patiently(settings.database_url, clock)
    try:
        if alone:
            await store.hold("run")
        async with store.batch() as work:
            for dialog in library.dialogs.values():
                await work.keep_dialog(dialog)
        screenings = Screenings()
        alarm = Alarm(store, clock)
        outbox = Outbox(store, messenger, clock, trouble := Trouble(), screenings.seen, alarm.call)

        def posted() -> None:
            outbox.call()
            alarm.call()

        marker = _marker(settings.database_url) if alone else None
        link, hold = messenger.link, outbox.hold
        facilitator = Facilitator(
            store,
            library,
            Attention(),
            settings,
            clock,
            posted,
            marker,
            link,
            messenger.takes_back,
            hold,
            new_id,
            screenings,
            trouble=trouble,
        )
        upkeep = Upkeep(store, facilitator, settings, clock, outbox.call)
        reminders = Reminders(
            store, facilitator, messenger.prefix, clock, outbox.call, alarm, lambda: outbox.in_trouble
        )
        yield House(settings, store, facilitator, outbox, upkeep, reminders)
    finally:
        await store.close()


async def _patiently(url: str, clock: Callable[[], datetime]) -> Store:
    """The store, opened once it can be: what waiting can help is said once, and waited for."""
    trouble = Trouble()
    while True:
        try:
            return await open_store(url, now=clock())
        except StorageFailed as failed:
            if not failed.waiting:
                raise
            trouble.met(failed)
        await asyncio.sleep(PATIENCE)


def _marker(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///") + ".hearing")


# --- the terminal -------------------------------------------------------------------------------------


async def chat(settings: Settings, name: str) -> None:
    """One person's conversation in the terminal, until the input ends."""
    terminal = Terminal(name, settings.language)
    async with opened(settings, terminal) as house:
        await _converse(house, terminal)


async def _converse(house: House, terminal: Terminal) -> None:
    async def hear(batch: Sequence[Incoming]) -> int | None:
        done = await house.facilitator.hear_all(batch)
        await house.outbox.drain()
        return done

    await house.outbox.drain()
    own = (house.upkeep.run(), house.reminders.run(), _looks(house.outbox), _edits(house, _to_screen))
    async with _loops(*own):
        await terminal.listen(hear)
    await house.outbox.drain()  # a look may have been cut off between a letter and its mark
    await house.facilitator.clean()


async def _looks(outbox: Outbox) -> None:
    """Look now and then: what falls due, or what another window has left here, is shown unasked."""
    while True:
        await asyncio.sleep(LOOK)
        await outbox.drain()


async def try_out(settings: Settings, name: str, dialog: Dialog, library: Library, at: str) -> None:
    """Try one dialog, from a step on if one is named, in a database that goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings.model_copy(update={"database_url": f"sqlite:///{folder}/trial.db"})
        terminal = Terminal(name, settings.language, greets=False)
        async with opened(settings, terminal, library=library) as house:
            async with house.store.batch() as work:
                await in_the_middle(work, terminal.prefix, house.facilitator, dialog, at)
            await _converse(house, terminal)


def _to_screen(text: str) -> None:
    sys.stderr.write(text + "\n")


# --- Telegram -----------------------------------------------------------------------------------------


async def run(settings: Settings) -> None:
    """The Telegram bot, until SIGTERM or Ctrl-C."""
    token = settings.telegram_token
    if token is None or settings.host is None:
        raise Unready("TELEGRAM_TOKEN or HOST isn't set")
    library = read_library(settings)
    telegram = Telegram(token.get_secret_value(), settings.telegram_api_url)
    try:
        async with opened(settings, telegram, library=library, alone=True) as house:
            account = await telegram.open()
            await _introduce(telegram, house)
            await house.outbox.take_over()
            await house.upkeep.awake()
            _keep()
            log.info(
                "ready: @%s, %d dialogs, %s", account.username, len(library.dialogs), settings.database_url
            )
            own = (house.outbox.run(), house.upkeep.run(), house.reminders.run(), _edits(house, log.warning))
            async with _loops(*own) as loops:
                listening = asyncio.create_task(telegram.listen(_with_typing(house, telegram)))
                await _until_told([listening, *loops])
    except Misconfigured as wrong:
        raise Unready(str(wrong)) from None
    finally:
        await telegram.close()


def _keep() -> None:
    """What is here now stays to the end, and turns leave no waste in circles: Python need not look for it often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def _with_typing(house: House, telegram: Telegram) -> Hear:
    async def hear(batch: Sequence[Incoming]) -> int | None:
        loop = asyncio.get_running_loop()
        addresses = {incoming.address for incoming in batch if incoming.what is not None}
        timers = [loop.call_later(TYPING, telegram.typing, address) for address in addresses]
        try:
            await house.outbox.settle(addresses)
            return await house.facilitator.hear_all(batch)
        finally:
            for timer in timers:
                timer.cancel()

    return hear


async def _introduce(telegram: Telegram, house: House) -> None:
    """The bot's description and menu in the language of the host, and for whoever's Telegram speaks another in that."""
    phrases = house.facilitator.library.phrases
    codes = [code for code in phrases if len(code) == TELEGRAM_CODE and code != house.settings.language]
    for code in (None, *codes):
        say = phrases[code or house.settings.language].say
        menu = {name: say(f"menu.{name}") for name in ("start", "help", "pause", "settings")}
        await telegram.introduce(say("about.short"), say("about.long"), menu, code)


async def _until_told(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait until a signal says to end; a loop that fails ends everything."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    telling = asyncio.create_task(told.wait())
    done, _ = await asyncio.wait([telling, *tasks], return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    tasks[0].cancel()
    await asyncio.gather(tasks[0], return_exceptions=True)
    for task in done - {telling}:
        task.result()


# --- loops --------------------------------------------------------------------------------------------


@asynccontextmanager
async def _loops(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run these beside what happens inside; they end with it."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _edits(house: House, tell: Callable[[str], object]) -> None:
    """Take up edited dialogs if they pass the check; else say what is wrong and keep the old ones."""
    folder = house.settings.dialogs
    seen = fingerprint(folder)
    while True:
        await asyncio.sleep(EDITED)
        now_seen = await asyncio.to_thread(fingerprint, folder)
        if now_seen == seen:
            continue
        seen = now_seen
        try:
            library = await asyncio.to_thread(read_library, house.settings)
        except Unready as unready:
            tell(f"{unready}\nThe dialogs in use stay as they were.")
            continue
        with contextlib.suppress(StorageFailed):
            async with house.store.batch() as work:
                for dialog in library.dialogs.values():
                    await work.keep_dialog(dialog)
            house.facilitator.library = library.knowing(house.facilitator.library.pinned.values())
            tell(f"Edited dialogs are in use now ({len(library.dialogs)}).")
