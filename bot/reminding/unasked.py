"""What Mend says of its own accord: by kind what it says and how it goes on; all of it goes through the policy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.acts import following
from bot.engine.reminder import Kind
from bot.reminding import between, nudges, weekly
from bot.reminding.notes import Unasked

UNASKED: Mapping[Kind, Unasked] = {
    nudges.NUDGE: Unasked(nudges.says, nudges.goes_on),
    following.FOLLOW_UP: Unasked(following.says, following.goes_on),
    "check_in": Unasked(weekly.says, begins=weekly.begins),
    between.KIND: Unasked(between.says, begins=between.begins),
}
"""A kind is here once it is spoken; `/reminders` shows these."""
