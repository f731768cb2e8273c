"""Somebody checks in after eleven weeks in which they did now and then: the picture that they get."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from talk import talk

from bot.engine.check_in import Tap

GIVEN = {
    "understood": (2, 3, 2, 3, 3, 2, 4, 3, 4, 4, 4),
    "safe": (4, 4, 3, 4, 2, 3, 3, 3, 4, 4, 4),
    "close": (3, 4, 3, 3, 3, 2, 2, 3, 3, 3, 3),
}


async def own_weeks() -> bytes:
    """The picture, as a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        async with talk(Path(folder)) as ann:
            await ann.meets()
            async with ann.house.store.batch() as work:
                user = await work.user_at(ann.address)
                assert user is not None
                for item, given in GIVEN.items():
                    for ago, step in enumerate(reversed(given), 1):
                        day = ann.clock().date() - timedelta(weeks=ago)
                        await work.check_in(user.id, Tap(day, item, step))
            await ann.says("/check_in")
            for _ in GIVEN:
                await ann.presses("Mostly")
            return next(seen.picture.png for seen in ann.chat if seen.picture is not None)
