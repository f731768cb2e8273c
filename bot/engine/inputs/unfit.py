"""The kind answer to typed words that fit no option, or several."""

from __future__ import annotations

from bot.engine.fitting import known, plain
from bot.engine.inputs.reading import Asking, Slip

STORY = 60
"""Characters from which on words that fit no option are more than a slip: somebody is telling something."""


def unfit(typed: str, found: tuple[str, ...], asking: Asking, nothing: str = "refused.choice") -> Slip:
    """Which slip this is: a word met gently, several that it could be, a story, or `nothing` fits.

    Each is a try: who stays with "betrayed" comes to the step's own way out, where the word may stand.
    """
    openings = ("", *(f"{opening} " for opening in asking.phrases.words("words.feel")))
    for word, under in asking.gently.items():
        if plain(typed) in {known(opening + word) for opening in openings}:
            return Slip("refused.gently", {"word": word, "under": under})
    if found:
        could_be = asking.phrases.listed([asking.labels[key] for key in found[:4]])
        return Slip("refused.several", {"options": could_be})
    if own := _own(asking):
        return Slip("refused.own", {"own": own})
    return Slip("refused.story" if len(typed) >= STORY else nothing)


def _own(asking: Asking) -> str:
    """The button that leads to own words for a part of a small act, where there is one."""
    buttons = {asking.phrases.say(f"small.{part}.own") for part in ("what", "when")}
    return next((label for label in asking.labels.values() if label in buttons), "")
