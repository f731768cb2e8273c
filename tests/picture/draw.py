"""Draws the pictures of the README, when words changed: `python tests/picture/draw.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from drawing import draw  # noqa: E402  (found by the line above)
from own_weeks import own_weeks  # noqa: E402  (found by the line above)
from repair_drawn import drawn  # noqa: E402  (found by the line above)
from timeline import draw_week  # noqa: E402  (found by the line above)
from two_chats import two_chats  # noqa: E402  (found by the line above)
from week import week  # noqa: E402  (found by the line above)

PICTURE = HERE / "two_chats.svg"
WEEKS = HERE / "own_weeks.png"
WEEK = HERE / "week.svg"
REPAIR = HERE / "repair.svg"


def picture() -> str:
    """The picture as it is now."""
    return draw(asyncio.run(two_chats()), ("Ann", "Ben"))


def week_picture() -> str:
    """The week as it goes now."""
    return draw_week(asyncio.run(week()))


if __name__ == "__main__":
    PICTURE.write_text(picture())
    WEEK.write_text(week_picture())
    REPAIR.write_text(drawn(), encoding="utf-8")
    WEEKS.write_bytes(asyncio.run(own_weeks()))
