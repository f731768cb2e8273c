"""Learns the weights of noticing danger (bot/care/weights) from the building half of the corpus, and from it alone.

Run it after a change of bot/care/groups, the patterns' spellings, or tests/care/building:
`pip install -e '.[train]'`, then `python -m tests.care.train en de ...`. It prints what cross validation says: blocks
of neighbouring sentences are left out in turn.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from bot.care.noticing import load_danger
from bot.care.weighing import Groups, features, load_groups
from bot.care.wording import sentences
from tests.care.corpus import BUILDING, languages, own_words, read

HOUSE = Path(__file__).resolve().parents[2] / "bot" / "care"
KINDS = ("abuse_victim", "child_risk", "harm_other", "self_harm")
FALSE_ALARMS = {"en": 0.008, "es": 0.02, "ru": 0.02}
"""The share of harmless sentences that may be over the bar, beside what the patterns do; the promise is twice that."""
OTHERWISE = 0.035
SURE, ALONE = 0.001, 0.002
BLOCKS = 6
STRENGTH = 3.0  # the inverse of how much large weights cost
SCALE, MOST = 24.0, 127
SLIGHT = {"en": 3}
"""Weights no larger than this are left out, so that all languages together stay under 2 MB; figures hardly change."""
ELSEWHERE = 1
OWN = 0.3  # how much a sentence of Mend's own counts beside one of the corpus, which is far more varied
LEAST = 2  # sentences that a feature must be in


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the corpus as it is weighed."""

    features: Counter[str]
    words: int
    kinds: frozenset[str]
    caught: bool  # by a pattern
    counts: float = 1.0


class Model:
    """A logistic regression whose features count by how well each tells danger apart (after Wang and Manning, 2012)."""

    def __init__(self, told: Sequence[Told], slight: int, kind: str | None = None) -> None:
        seen = Counter(key for each in told for key in each.features)
        self.columns = {
            key: place for place, key in enumerate(sorted(k for k, n in seen.items() if n >= LEAST))
        }
        is_so = np.array([bool(each.kinds) if kind is None else kind in each.kinds for each in told])
        counts = self.counts(told)
        there = (counts > 0).astype(float)
        for_it = np.asarray(there.T @ is_so.astype(float)) + 1
        against = np.asarray(there.T @ (~is_so).astype(float)) + 1
        apart = np.abs(np.log(for_it / for_it.sum()) - np.log(against / against.sum()))
        by_length = sp.diags(1 / np.sqrt([each.words + 2 for each in told]))
        learned = LogisticRegression(C=STRENGTH, max_iter=600)
        learned.fit(by_length @ counts @ sp.diags(apart), is_so, [each.counts for each in told])
        exact = np.clip(np.rint(learned.coef_[0] * apart * SCALE), -MOST, MOST)
        self.weights = np.where(np.abs(exact) > slight, exact, 0)
        self.bias = float(learned.intercept_[0] * SCALE)

    def counts(self, told: Sequence[Told]) -> sp.csr_matrix:
        rows, columns, numbers = [], [], []
        for row, each in enumerate(told):
            for key, number in each.features.items():
                if key in self.columns:
                    rows.append(row)
                    columns.append(self.columns[key])
                    numbers.append(number)
        return sp.csr_matrix((numbers, (rows, columns)), (len(told), len(self.columns)), dtype=float)

    def scores(self, told: Sequence[Told]) -> np.ndarray:
        return self.counts(told) @ self.weights / np.sqrt([each.words + 2 for each in told])


class Corpus:
    """The building half of one language, and the examples of its patterns."""

    def __init__(self, language: str) -> None:
        danger = load_danger(HOUSE)
        self.language = language
        self.groups = load_groups(HOUSE / "groups" / f"{language}.yaml")
        self.patterns = danger[language].patterns
        half = [(each.text, each.kinds) for path in languages(BUILDING)[language] for each in read(path)]
        self.told = [self.tell(text, kinds, self.groups) for text, kinds in half]
        self.examples = [
            self.tell(text, kinds, self.groups)
            for each in self.patterns.patterns
            for texts, kinds in ((each.fires, frozenset({each.kind})), (each.passes, frozenset()))
            for text in texts
        ]

    def calm(self) -> list[Told]:
        """Give Mend's own words, and those of its transcripts where nobody tells of danger."""
        told = [self.tell(text, frozenset(), self.groups) for text in own_words(self.language)]
        return [replace(each, counts=OWN) for each in told if not each.caught]

    def tell(self, text: str, kinds: frozenset[str], groups: Groups) -> Told:
        said = [self.patterns.wording.meant(written).split() for written in sentences(text)]
        found = Counter(key for sentence in said for key in features(sentence, groups))
        caught = bool(self.patterns.kinds(sentences(text)))
        return Told(found, sum(map(len, said)), kinds, caught)


def crossed(told: Sequence[Told], always: Sequence[Told], slight: int) -> np.ndarray:
    """Score each sentence by a model that has not seen it, nor its neighbours."""
    scores = np.zeros(len(told))
    for block in np.array_split(np.arange(len(told)), BLOCKS):
        left = [each for place, each in enumerate(told) if not block[0] <= place <= block[-1]]
        scores[block] = Model([*left, *always], slight).scores([told[place] for place in block])
    return scores


def bars(told: Sequence[Told], scores: np.ndarray, allowed: float) -> dict[str, int]:
    """Give the bars at which so many harmless sentences, and no more, are over."""
    harmless = np.sort(scores[[not each.kinds for each in told]])[::-1]
    at = {"message": allowed, "sure": SURE, "sentence": ALONE}
    return {name: int(np.ceil(max(0, harmless[int(len(harmless) * share)]))) for name, share in at.items()}


def report(language: str, told: Sequence[Told], scores: np.ndarray, bar: int) -> None:
    """Print what cross validation says."""
    danger = np.array([bool(each.kinds) for each in told])
    caught = np.array([each.caught for each in told])
    over = scores > bar
    for name, hits in (("patterns", caught), ("weights", over), ("both", caught | over)):
        print(
            f"{language} {name}: {hits[danger].mean():.1%} noticed, {hits[~danger].mean():.2%} false alarms"
        )


def learn(language: str) -> None:
    """Learn one language and write its file."""
    corpus = Corpus(language)
    always = [*corpus.examples, *corpus.calm()]
    slight = SLIGHT.get(language, ELSEWHERE)
    scores = crossed(corpus.told, always, slight)
    found = bars(corpus.told, scores, FALSE_ALARMS.get(language, OTHERWISE))
    report(language, corpus.told, scores, found["message"])
    everything = [*corpus.told, *always]
    model = Model(everything, slight)
    lines = [f"= {name}\t{bar}" for name, bar in found.items()]
    lines += [
        f"{key}\t{int(model.weights[at])}"
        for key, at in model.columns.items()
        if model.weights[at] or key.startswith("u ")  # a word without weight has been met all the same
    ]
    tell = [kinds_of(each) for each in everything if each.kinds]
    for kind in KINDS:
        one = Model(tell, slight, kind)
        lines.append(f"k {kind} \t{round(one.bias)}")
        lines += [
            f"k {kind} {key}\t{int(one.weights[at])}" for key, at in one.columns.items() if one.weights[at]
        ]
    path = HOUSE / "weights" / f"{language}.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size // 1000} kB")


def kinds_of(told: Told) -> Told:
    """Take what tells one kind from another: words and groups, each once."""
    plain = {
        key[2:] if key.startswith("u ") else f"*{key[2:]}" for key in told.features if key[:2] in ("u ", "g ")
    }
    return Told(Counter(dict.fromkeys(sorted(plain), 1)), 2, told.kinds, told.caught)


if __name__ == "__main__":
    for code in sys.argv[1:]:
        learn(code)
