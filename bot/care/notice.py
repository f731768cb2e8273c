"""Does a text tell of danger? Every free text is asked about; nothing turns it off.

Does it say back what was heard? Could it be easier to hear? Those are only hints to its writer.
Is it a small act? What does harm is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from bot.care.apology import Apologies
from bot.care.deeds import Deeds
from bot.care.kinder import Kindness
from bot.care.noticing import Danger, load_danger
from bot.care.paraphrase import Mirroring
from bot.care.pattern import load
from bot.care.weighing import load_groups, load_weights
from bot.care.wording import sentences
from bot.engine.senses import Doable, Kinder, Notice, Paraphrase

_FOLDER = Path(__file__).resolve().parent
_EVERYWHERE = ("any", "en")  # cries for help in many languages, and English, which people fall back on
_FALLBACK, _MOSTLY = "en", 0.85  # what is weighed in another language's talk if most of its words are known

_ENOUGH = 40  # places that are shown; a text of thousands is as clear


@cache
def _danger() -> Mapping[str, Danger]:
    return load_danger(_FOLDER)


@cache
def _mirroring() -> Mapping[str, Mirroring]:
    return {path.stem: load(path, Mirroring) for path in sorted(_FOLDER.glob("mirroring/*.yaml"))}


@cache
def _opening() -> Mapping[str, Kindness]:
    return {path.stem: load(path, _kindness(path.stem)) for path in sorted(_FOLDER.glob("opening/*.yaml"))}


@cache
def _apology() -> Mapping[str, Apologies]:
    return {path.stem: load(path, Apologies) for path in sorted(_FOLDER.glob("apology/*.yaml"))}


def _kindness(language: str) -> Callable[[Mapping[str, Any]], Kindness]:
    weights = _FOLDER / "weights" / f"blame_{language}.tsv"
    if not weights.exists():
        return Kindness
    groups = load_groups(_FOLDER / "groups" / f"blame_{language}.yaml")
    return partial(Kindness, weights=load_weights(weights, groups))


@cache
def _acts() -> Mapping[str, Deeds]:
    return {path.stem: load(path, Deeds) for path in sorted(_FOLDER.glob("acts/*.yaml"))}


class Care:
    """Notices danger by patterns that are data (`danger/LANGUAGE.yaml`); no word list can see everything.

    Beside them stand learned weights (`weights/LANGUAGE.tsv`, and `groups/LANGUAGE.yaml`).

    What is no paraphrase is told by the same kind of patterns (`mirroring/LANGUAGE.yaml`),
    and so is what is hard to hear (`opening/LANGUAGE.yaml`), with weighed words beside them, what keeps an apology
    from arriving (`apology/LANGUAGE.yaml`), and what is no small act (`acts/LANGUAGE.yaml`).
    """

    def __init__(self) -> None:
        """Load and check all patterns, once in a program; Unusable if one of them can't work."""
        self.languages = _danger()
        self.mirroring = _mirroring()
        self.opening = _opening()
        self.apologies = _apology()
        self.acts = _acts()

    def doable(self, text: str, language: str) -> Doable:
        """Give why `text` is no small act to agree on, or what of it could be smaller or clearer.

        Harm is looked for in English as well; without patterns for the language there are no hints.
        """
        own = self.acts.get(language.partition("-")[0])
        looked = [each for each in dict.fromkeys((own, self.acts.get("en"))) if each is not None]
        harm = next((harm for each in looked if (harm := each.harm(text))), "")
        return Doable(harm, own.hints(text) if own and not harm else {})

    def notice(self, text: str, language: str) -> Notice:
        """Say whether a text tells of danger: of which kinds, how much, where, and why it is thought so.

        `language` is a code such as 'en' or 'pt-br'; English and the cries for help of many languages are
        always looked for as well.
        """
        own = language.partition("-")[0]
        asked = [
            self.languages[each] for each in dict.fromkeys((*_EVERYWHERE, own)) if each in self.languages
        ]
        said = sentences(text)
        found = [one for each in asked if each.says(said) for one in islice(each.spans(text, said), _ENOUGH)]
        if found:
            spans = tuple(
                sorted({span for _, span in found}, key=lambda span: (span.start, span.end, span.kind))
            )
            return Notice(frozenset(span.kind for span in spans), max(level for level, _ in found), spans)
        return self._weigh(text, said, own)

    def _weigh(self, text: str, said: list[list[str]], own: str) -> Notice:
        """Weigh the words of a text in which no pattern is said."""
        for language in dict.fromkeys((own, _FALLBACK)):
            danger = self.languages.get(language)
            if not danger or (language != own and danger.knows(said) < _MOSTLY):
                continue
            if weighed := danger.weigh(said):
                level, first, last = weighed
                span = danger.weighed(text, said, first, last)
                return Notice(frozenset({span.kind}), level, (span,))
        return Notice()

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        """Give what could be looked at again in `heard`, which says back what the other wrote in `said`.

        At most two hints, the weightiest first; none where it is fine, or the language has no patterns.
        """
        mirroring = self.mirroring.get(language.partition("-")[0])
        return Paraphrase(mirroring.hints(heard, said) if mirroring else ())

    def kinder(self, text: str, language: str) -> Kinder:
        """Give what could be easier to hear in `text` for who will read it, each with a kinder opening (or '').

        Nothing where the language has no patterns.
        """
        opening = self.opening.get(language.partition("-")[0])
        return Kinder(opening.hints(text) if opening else {})

    def apology(self, text: str, language: str) -> Kinder:
        """Give what keeps the apology in `text` from arriving, each with a beginning (or '').

        Nothing where the language has no patterns.
        """
        apologies = self.apologies.get(language.partition("-")[0])
        return Kinder(apologies.hints(text) if apologies else {})
