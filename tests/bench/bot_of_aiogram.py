"""The same dialog in aiogram 3: its FSM, kept in SQLite as one usually does, one commit on disk each turn."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from dialog import FRUIT, KINDS, WAYS, asks, bye

ASKED: dict[int, int] = {}
"""The message with the question that waits, by chat; in memory, which spares aiogram a write each turn."""


class Walk(StatesGroup):
    """One state for each question."""

    q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12 = (State() for _ in KINDS)


class Sqlite(BaseStorage):
    """State and data of each chat as one row; the state comes last in a turn and commits both."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._write("state", key, name)
        await self.connection.commit()

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._read("state", key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write("data", key, json.dumps(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return json.loads(await self._read("data", key) or "{}")

    async def close(self) -> None:
        await self.connection.close()

    async def _write(self, column: str, key: StorageKey, value: str | None) -> None:
        await self.connection.execute(
            f"INSERT INTO chats (chat, {column}) VALUES (?, ?) "
            f"ON CONFLICT (chat) DO UPDATE SET {column} = excluded.{column}",
            (key.chat_id, value),
        )

    async def _read(self, column: str, key: StorageKey) -> str | None:
        query = f"SELECT {column} FROM chats WHERE chat = ?"
        async with self.connection.execute(query, (key.chat_id,)) as rows:
            found = await rows.fetchone()
        return found[0] if found else None


async def ask(message: Message, state: FSMContext, number: int, mark: str) -> None:
    """Keep where we are, then ask this question (or part)."""
    if number > len(KINDS):
        await state.set_state(None)
        await message.answer(bye(mark))
        return
    await state.set_state(getattr(Walk, f"q{number:02}"))
    options = FRUIT if KINDS[number - 1] == "choice" else {}
    rows = [
        [InlineKeyboardButton(text=label, callback_data=key) for key, label in row.items()]
        for row in (options, WAYS)
        if row
    ]
    asked = await message.answer(asks(number, mark), reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    ASKED[message.chat.id] = asked.message_id


async def begin(message: Message, state: FSMContext) -> None:
    await state.set_data({})
    await ask(message, state, 1, "")


async def text(message: Message, state: FSMContext, raw_state: str) -> None:
    number = int(raw_state[-2:])
    if KINDS[number - 1] != "text":
        return
    await state.update_data({f"q{number:02}": message.text, "mark": message.text})
    if message.bot is not None:
        chat = message.chat.id
        await message.bot.edit_message_reply_markup(chat_id=chat, message_id=ASKED.pop(chat))
    await ask(message, state, number + 1, message.text or "")


async def press(query: CallbackQuery, state: FSMContext, raw_state: str) -> None:
    number = int(raw_state[-2:])
    data = await state.update_data({f"q{number:02}": query.data})
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(f"{query.message.text}\n\n→ {FRUIT[query.data or '']}")
        await ask(query.message, state, number + 1, data["mark"])


async def main(token: str, url: str, file: str) -> None:
    connection = await aiosqlite.connect(file)
    await connection.execute("PRAGMA journal_mode = WAL")
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS chats (chat INTEGER PRIMARY KEY, state TEXT, data TEXT)"
    )
    bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher(storage=Sqlite(connection))
    dispatcher.message.register(begin, Command("walk"))
    dispatcher.message.register(text, Walk())
    dispatcher.callback_query.register(press, Walk())
    await dispatcher.start_polling(bot, handle_signals=True)


asyncio.run(main(*sys.argv[1:]))
