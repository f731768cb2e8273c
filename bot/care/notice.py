"""Does a text tell of danger? Every free text is asked about; nothing turns it off."""

from __future__ import annotations

from pathlib import Path

from bot.care.pattern import Patterns, load
from bot.care.wording import sentences
from bot.engine.senses import Notice

_FOLDER = Path(__file__).resolve().parent / "danger"
_EVERYWHERE = ("any", "en")  # cries for help in many languages, and English, which people fall back on


class Care:
    """Notices danger by patterns that are data (`danger/LANGUAGE.yaml`); no word list can see everything."""

    def __init__(self) -> None:
        """Load and check all patterns once; Unusable if one of them can't work."""
        self.languages: dict[str, Patterns] = {
            path.stem: load(path) for path in sorted(_FOLDER.glob("*.yaml"))
        }

    def notice(self, text: str, language: str) -> Notice:
        """Give the kinds of danger that a text tells of: self_harm, harm_other, abuse_victim, emergency.

        `language` is a code such as 'en' or 'pt-br'; English and the cries for help of many languages are
        always looked for as well.
        """
        asked = dict.fromkeys((*_EVERYWHERE, language.partition("-")[0]))
        said = sentences(text)
        found = [self.languages[each].kinds(said) for each in asked if each in self.languages]
        return Notice(frozenset().union(*found))
