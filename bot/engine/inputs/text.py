"""A person's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import known, plain
from bot.engine.inputs.reading import NEXT, Asking, Option, Reading, Slip, Taken

LONG = "refused.long"
"""The slip of a text that is longer than can be kept; nothing of it is cut unasked."""

SKIP = "+skip"
DRAFT = "+draft"

_TYPED = {DRAFT: "words.draft", SKIP: "words.skip"}
"""What people type in place of these buttons."""

_NONE = ("words.no", "words.skip", "words.no_act")
"""What people type who have no words for a part of a small act."""

SEEN = 20
"""Characters shown of something without a word in it."""

KEPT = 12_000
"""Characters kept of an answer of one's own, all its parts together."""

KEPT_SHARED = 1_500
"""Characters kept of an answer that someone else will read."""


Small = Literal["", "deed", "cue", "plan"]
"""What of a small act a text is."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of up to `limit` characters; `drafted` offers the author's draft, `voice` takes a voice note too.

    `within`: it is quoted within sentences, so a phone's capital and a full stop stay out of them. `mirrors` are the
    other's answers (`moment`, or `moment of speaker`) that it says back. `hints`: before others read it, its writer may
    be told what could be easier to hear. An `apology` is looked at as one, also where nobody else reads it yet.
    `small`: it is the deed, the cue or the whole plan of a small act, which is looked at; what does harm isn't taken.
    """

    name: str
    limit: int = KEPT
    optional: bool = False
    voice: bool = False
    drafted: bool = False
    share: str = ""
    kind: Literal["text"] = "text"
    within: bool = False
    mirrors: tuple[str, ...] = ()
    hints: bool = True
    small: Small = ""
    apology: bool = False

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Words choose no exit."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """'Take it as it is' under a draft, 'skip' where it may be skipped."""
        rows = []
        if self.drafted:
            rows.append((Option(DRAFT, asking.phrases.say("buttons.draft")),))
        if self.optional:
            rows.append((Option(SKIP, asking.phrases.say("buttons.skip")),))
        return tuple(rows)

    def read(self, typed: str, asking: Asking) -> Reading:
        """The words as they are; the labels of the buttons work typed too, and so does "leave it as it is".

        What has no letter in it ('3', an emoji) is asked about once: it is mostly meant for another question.
        """
        labels = {option.choice: option.label for row in self.offers(asking) for option in row}
        found = [key for key, label in labels.items() if plain(typed) == known(label)]
        found += [key for key, words in _TYPED.items() if key in labels and _whole(words, typed, asking)]
        if self.small == "plan" and _whole("words.aloud", typed, asking):
            found.append(DRAFT)
        if found:
            return self.press(found[0], asking)
        if none := self._none(typed, asking):
            return none
        if not typed.strip():
            return Slip("refused.empty", counts=False)
        if asking.tries == 0 and not any(char.isalpha() for char in typed):
            return Slip("refused.wordless", {"text": " ".join(typed.split())[:SEEN]})
        if len(typed) > self.limit:
            return Slip(LONG, {"limit": f"{self.limit:,}", "length": f"{len(typed):,}"}, counts=False)
        return Taken(None, NEXT, typed.strip())

    def _none(self, typed: str, asking: Asking) -> Slip | None:
        """What is said to those who have no words of their own here, and would rather have another draft."""
        if self.small in ("deed", "cue") and any(_whole(words, typed, asking) for words in _NONE):
            return Slip("refused.small", counts=False)
        if self.drafted and _whole("words.no", typed, asking):
            return Slip("refused.text", counts=False)  # no to the draft: nobody's words are "no" here
        return None

    def press(self, choice: str, asking: Asking) -> Reading:
        """Skipped, or the draft taken."""
        if choice == SKIP and self.optional:
            return Taken(None, NEXT)
        if choice == DRAFT and self.drafted:
            if len(asking.draft) > self.limit:
                return Slip("refused.draft", {"limit": f"{self.limit:,}"}, counts=False)
            return Taken(None, NEXT, asking.draft)
        return Slip("refused.text", counts=False)


def _whole(words: str, typed: str, asking: Asking) -> bool:
    return plain(typed) in {known(word) for word in asking.phrases.words(words)}
