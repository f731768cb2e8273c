"""Telegram. The secret of this folder: Telegram's ways, limits and traps."""

from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.telegram import Account, Misconfigured, Telegram

__all__ = ["Account", "Misconfigured", "Pace", "Telegram"]
