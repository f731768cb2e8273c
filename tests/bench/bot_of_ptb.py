"""The same dialog in python-telegram-bot: ConversationHandler, default request, PicklePersistence.

It isn't durable: what was said is written every 60 seconds, and lost with the process before that.
"""

from __future__ import annotations

import sys
from typing import Any

from dialog import FRUIT, KINDS, WAYS, asks, bye
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE

ASKED: dict[int, int] = {}
"""The message with the question that waits, by chat."""


async def ask(message: Message, number: int, mark: str) -> int:
    """Ask this question (or part); gives the state that follows."""
    if number > len(KINDS):
        await message.chat.send_message(bye(mark))
        return int(ConversationHandler.END)
    options = FRUIT if KINDS[number - 1] == "choice" else {}
    rows = [
        [InlineKeyboardButton(label, callback_data=key) for key, label in row.items()]
        for row in (options, WAYS)
        if row
    ]
    asked = await message.chat.send_message(asks(number, mark), reply_markup=InlineKeyboardMarkup(rows))
    ASKED[message.chat.id] = asked.message_id
    return number


async def begin(update: Update, context: Context) -> int:
    context.user_data.clear()
    return await ask(update.message, 1, "")


def text(number: int) -> Any:
    async def heard(update: Update, context: Context) -> int:
        mark = context.user_data["mark"] = context.user_data[f"q{number:02}"] = update.message.text
        chat = update.message.chat.id
        await context.bot.edit_message_reply_markup(chat, ASKED.pop(chat))
        return await ask(update.message, number + 1, mark)

    return MessageHandler(filters.TEXT & ~filters.COMMAND, heard)


def press(number: int) -> Any:
    async def pressed(update: Update, context: Context) -> int:
        query = update.callback_query
        context.user_data[f"q{number:02}"] = query.data
        await query.answer()
        await query.edit_message_text(f"{query.message.text}\n\n→ {FRUIT[query.data]}")
        return await ask(query.message, number + 1, context.user_data["mark"])

    return CallbackQueryHandler(pressed)


def main(token: str, url: str, file: str) -> None:
    persistence = PicklePersistence(file)
    application = Application.builder().token(token).base_url(f"{url}/bot").persistence(persistence).build()
    states = {n: [text(n) if kind == "text" else press(n)] for n, kind in enumerate(KINDS, start=1)}
    entry = CommandHandler("walk", begin)
    application.add_handler(ConversationHandler([entry], states, [entry], name="walk", persistent=True))
    application.run_polling()


main(*sys.argv[1:])
