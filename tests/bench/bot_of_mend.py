"""Mend as `mend run` starts it, but for Telegram's rate limits: the others keep none."""

from __future__ import annotations

import asyncio
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
if profile := os.environ.get("PROFILE"):
    import cProfile

    cProfile.run("asyncio.run(run(settings(chosen, None), Pace(1e6, 1e6, 1e6)))", profile)
else:
    asyncio.run(run(settings(chosen, None), Pace(1e6, 1e6, 1e6)))
