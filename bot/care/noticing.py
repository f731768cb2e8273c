"""What is known of one language about danger: patterns that say it, and weights for what no phrase can foresee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.care.pattern import KINDS, Found, Patterns, Unusable, load
from bot.care.weighing import Weights, load_groups, load_weights
from bot.care.wording import standing
from bot.engine.senses import DANGER, NOW, WORRY, Span

_LEVELS = {"worry": WORRY, "danger": DANGER, "now": NOW}
_FEW = 3  # words that are too few to be weighed: what so few say, a pattern can say
_SOME = 0.4  # of the words must have been met: else this is another language, or none
_SURE, _BAR, _ALONE = "sure", "message", "sentence"
_RUN = 3  # words in a row that weigh once, however often they are said


class Danger:
    """Notices danger in one language. That the patterns' own examples hold is for tests: no start waits for it."""

    def __init__(self, patterns: Patterns, weights: Weights | None = None) -> None:
        """Take patterns, and weights where there are some; Unusable if a level isn't right."""
        self.patterns, self.weights = patterns, weights
        for pattern in patterns.patterns:
            if pattern.more.get("level", "danger") not in _LEVELS:
                raise Unusable(f"{pattern.reason}: level is one of {', '.join(_LEVELS)}")

    def says(self, said: Sequence[list[str]]) -> frozenset[str]:
        """Give the kinds that patterns find in sentences (as `wording.sentences` gives them)."""
        return self.patterns.kinds(said)

    def spans(self, text: str, said: Sequence[list[str]]) -> Iterator[tuple[int, Span]]:
        """Give all that patterns find, each with its level; what was long ago and is healed is no danger."""
        wording = self.patterns.wording
        meant = [wording.meant(written) for written in said]
        for written, sentence, stands in zip(said, meant, standing(text), strict=True):
            places: list[tuple[int, int]] = []
            for found in self.patterns.found([sentence]):
                if self.patterns.is_healed(found, meant):
                    continue
                places = places or wording.places(written)
                first, last = _words_of(found)
                start, end = stands[places[first][0]][0], stands[places[last][1]][1]
                level = _LEVELS[found.pattern.more.get("level", "danger")]
                yield level, Span(start, end, found.pattern.kind, found.pattern.reason)

    def knows(self, said: Sequence[list[str]]) -> float:
        """Give the share of words that have been met while the weights were learned."""
        if not self.weights:
            return 0
        words = sum(map(len, said))
        return sum(map(self.weights.knows, said)) / words if words else 0

    def weigh(self, said: Sequence[list[str]]) -> tuple[int, int, int] | None:
        """Say how much sentences weigh if that is over the bar: a level, and from which to which sentence."""
        if not self.weights or sum(map(len, said)) <= _FEW or self.knows(said) < _SOME:
            return None
        bars = self.weights.bars
        memory: dict[str, Any] = {}
        runs: set[tuple[str, ...]] = set()
        each = [self.weights.weigh(_once(self.meant(written), runs), memory) for written in said]
        whole = sum(each[1:], each[0])
        if whole.words > _FEW and whole.over(bars[_BAR]):
            return (DANGER if whole.over(bars[_SURE]) else WORRY), 0, len(said) - 1
        for place, one in enumerate(each):
            if one.words > _FEW and one.over(bars[_ALONE]):
                return WORRY, place, place
        return None

    def weighed(self, text: str, said: Sequence[list[str]], first: int, last: int) -> Span:
        """Give the span of sentences that weigh much, with their strongest words as the reason."""
        if not self.weights:
            raise ValueError("nothing to weigh with")
        stands = standing(text)
        words = [word for written in said[first : last + 1] for word in self.meant(written)]
        strongest = ", ".join(self.weights.strongest(words))
        return Span(
            stands[first][0][0], stands[last][-1][1], self.weights.kind(words), f"Weighed: {strongest}."
        )

    def meant(self, written: list[str]) -> list[str]:
        """Give the words of a sentence in usual spelling."""
        return self.patterns.wording.meant(written).split()


def _once(words: list[str], runs: set[tuple[str, ...]]) -> list[str]:
    """Leave out what was said before, word for word: three words in a row weigh once, however often they come."""
    kept = words[: _RUN - 1]
    for end in range(_RUN, len(words) + 1):
        run = tuple(words[end - _RUN : end])
        if run not in runs:
            runs.add(run)
            kept.append(run[-1])
    return kept


def load_danger(folder: Path) -> Mapping[str, Danger]:
    """Read what is known of danger in each language; Unusable, with the file's name, if it can't work."""
    known: dict[str, Danger] = {}
    for path in sorted(folder.glob("danger/*.yaml")):
        try:
            known[path.stem] = Danger(load(path, _patterns), _weights(folder, path.stem))
        except Unusable as wrong:
            name = "" if path.name in str(wrong) else f"{path.name}: "
            raise Unusable(f"{name}{wrong}") from None
    return known


def _patterns(data: Mapping[str, Any]) -> Patterns:
    return Patterns(data, KINDS, frozenset({"level"}))


def _weights(folder: Path, language: str) -> Weights | None:
    path = folder / "weights" / f"{language}.tsv"
    return load_weights(path, load_groups(folder / "groups" / f"{language}.yaml")) if path.exists() else None


def _words_of(found: Found) -> tuple[int, int]:
    """Say from which to which word of its sentence a find goes."""
    first = found.sentence.count(" ", 0, found.start)
    return first, max(first, found.sentence.rstrip().count(" ", 0, max(found.end - 1, 0)))
