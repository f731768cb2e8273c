"""Mend as `mend run` starts it, but for Telegram's rate limits, if it isn't told `paced`: the others keep none."""

from __future__ import annotations

import asyncio
import cProfile
import os
import sys

from bot.app import run
from bot.config import settings
from bot.messengers.telegram import Pace

token, url, file, dialogs = sys.argv[1:5]
chosen = {
    "TELEGRAM_TOKEN": token,
    "TELEGRAM_API_URL": url,
    "DATABASE_URL": f"sqlite:///{file}",
    "DIALOGS": dialogs,
    "HOST": "A benchmark",
}
if sys.argv[5:] != ["paced"]:
    Pace.__init__.__defaults__ = (1e6, 1e6, 1e6)
if profile := os.environ.get("PROFILE"):  # a file for pstats
    cProfile.run("asyncio.run(run(settings(chosen, None)))", profile)
else:
    asyncio.run(run(settings(chosen, None)))
