"""What Mend says of its own accord: by kind what it says and how it goes on; all of it goes through the policy."""

from __future__ import annotations

from collections.abc import Mapping

from bot import nudges, weekly
from bot.engine.reminder import Kind
from bot.notes import Unasked

UNASKED: Mapping[Kind, Unasked] = {
    "nudge": Unasked(nudges.says, nudges.goes_on),
    "check_in": Unasked(weekly.says, begins=weekly.begins),
}
"""A kind is here once it is spoken; `/reminders` shows these."""
