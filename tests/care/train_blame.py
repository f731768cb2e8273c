"""Learns how much words weigh towards blame (bot/care/weights/blame_en.tsv) from the building half, and from it alone.

Run it after a change of bot/care/groups/blame_en.yaml, of the spellings in bot/care/opening/en.yaml, or of
tests/care/building/blame_en.yaml: `python tests/care/train_blame.py`. It prints what cross validation says (blocks of
neighbouring sentences are left out in turn), and takes about a minute: a support vector machine in plain Python, so
that it is the same on every machine.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.care.notice import Care
from bot.care.pattern import Patterns
from bot.care.weighing import Groups, features, load_groups
from bot.care.wording import sentences

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1] / "bot" / "care"
ALLOWED = {"message": 0.04, "sentence": 0.012}
"""The share of good messages that may be over each bar, beside what the patterns do."""
BLOCKS, ROUNDS = 8, 30
COST = 0.2
SCALE = 40
LEAST = 2  # messages that a feature must be in

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is weighed: its features, its words, and whether there is blame in it."""

    features: Features
    words: int
    blames: bool
    noticed: bool  # by a pattern


def message(text: str, patterns: Patterns, groups: Groups, *, blames: bool) -> Message:
    """Take a message apart."""
    said = [patterns.wording.meant(written).split() for written in sentences(text)]
    found = Counter(key for sentence in said for key in features(sentence, groups))
    noticed = next(patterns.found(f"{' '.join(words)} " for words in said), None) is not None
    return Message(found, sum(map(len, said)), blames, noticed)


def learn(messages: Sequence[Message]) -> dict[str, float]:
    """Give a weight to each feature: a support vector machine, by dual coordinate descent (Hsieh et al., 2008).

    Features count by how well each tells blame apart (after Wang and Manning, 2012).
    """
    apart = _apart(messages)
    rows = [(_scaled(each, apart), 1.0 if each.blames else -1.0) for each in messages]
    norms = [sum(value * value for value in row.values()) + 0.5 / COST for row, _ in rows]
    weights = dict.fromkeys(sorted(apart), 0.0)
    alphas = [0.0] * len(rows)
    order = list(range(len(rows)))
    shuffle = random.Random(0).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for place in order:
            row, side = rows[place]
            slope = side * sum(weights[key] * value for key, value in row.items()) - 1
            slope += alphas[place] * 0.5 / COST
            alpha = max(0.0, alphas[place] - slope / norms[place])
            step = (alpha - alphas[place]) * side
            alphas[place] = alpha
            if step:
                for key, value in row.items():
                    weights[key] += step * value
    return {key: weight * apart.get(key, 1) for key, weight in weights.items()}


def _apart(messages: Sequence[Message]) -> dict[str, float]:
    for_it: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for each in messages:
        (for_it if each.blames else against).update(each.features.keys())
    keys = [key for key, count in (for_it + against).items() if count >= LEAST]
    whole, rest = sum(for_it[key] + 1 for key in keys), sum(against[key] + 1 for key in keys)
    return {key: abs(math.log((for_it[key] + 1) / whole * rest / (against[key] + 1))) for key in keys}


def _scaled(each: Message, apart: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(each.words + 2)
    return {key: count * apart[key] / length for key, count in sorted(each.features.items()) if key in apart}


def whole(weights: Mapping[str, float]) -> dict[str, int]:
    """Give the weights as whole numbers, without those that say nothing."""
    rounded = {key: round(weight * SCALE) for key, weight in weights.items()}
    return {key: weight for key, weight in rounded.items() if weight or key.startswith("u ")}


def score(each: Message, weights: Mapping[str, int]) -> float:
    """Weigh a message as `Weighed.over` compares it with a bar."""
    total = sum(weights.get(key, 0) * count for key, count in each.features.items())
    return total / math.sqrt(each.words + 2)


def crossed(messages: Sequence[Message], always: Sequence[Message]) -> list[float]:
    """Score each message by weights that were learned without it and its neighbours."""
    scores: list[float] = []
    size = math.ceil(len(messages) / BLOCKS)
    for start in range(0, len(messages), size):
        others = [*messages[:start], *messages[start + size :], *always]
        weights = whole(learn(others))
        scores += [score(each, weights) for each in messages[start : start + size]]
    return scores


def told() -> list[str]:
    """Give other texts of the house in which nothing is hard to hear: hurts as they were, said and said back."""
    none = yaml.safe_load((HERE / "kinder_openings.yaml").read_text(encoding="utf-8"))
    pairs = yaml.safe_load((HERE / "paraphrases.yaml").read_text(encoding="utf-8"))
    said = {pair["said"] for pair in pairs} | {pair["heard"] for pair in pairs if not pair["hint"]}
    for path in sorted((HERE.parents[1] / "dialogs" / "transcripts").glob("repair*.yaml")):
        talks = yaml.safe_load(path.read_text(encoding="utf-8"))
        said |= {line["says"] for talk in talks.values() for line in talk if " " in str(line.get("says", ""))}
    return [*none["none"], *sorted(said - none["blaming"].keys())]


def measured(messages: Sequence[Message], always: Sequence[Message]) -> dict[str, int]:
    """Print what cross validation says; give the bars over which so many good messages are, and no more."""
    # Neighbours are of one kind: in another order each block has something of all.
    mixed = [messages[place] for start in range(BLOCKS) for place in range(start, len(messages), BLOCKS)]
    scores = crossed(mixed, always)
    good = sorted((at for at, each in zip(scores, mixed, strict=True) if not each.blames), reverse=True)
    bars = {name: max(1, math.ceil(good[int(len(good) * share)])) for name, share in ALLOWED.items()}
    patterns = [each.noticed for each in mixed]
    weights = [at > bars["message"] for at in scores]
    both = [one or other for one, other in zip(patterns, weights, strict=True)]
    for name, hits in (("patterns", patterns), ("weights", weights), ("both", both)):
        noticed = [hit for hit, each in zip(hits, mixed, strict=True) if each.blames]
        hinted = [hit for hit, each in zip(hits, mixed, strict=True) if not each.blames]
        print(
            f"{name}: {sum(noticed) / len(noticed):.1%} noticed, {sum(hinted) / len(hinted):.1%} of good ones"
        )
    return bars


def main() -> None:
    """Learn, say how well, and write the file."""
    patterns, groups = Care().opening["en"].patterns, load_groups(HOUSE / "groups" / "blame_en.yaml")
    half = yaml.safe_load((HERE / "building" / "blame_en.yaml").read_text(encoding="utf-8"))
    messages = [message(each["text"], patterns, groups, blames=bool(each["kinds"])) for each in half]
    passes = [text for pattern in patterns.patterns for text in pattern.passes]
    always = [message(text, patterns, groups, blames=False) for text in [*passes, *told()]]
    always = [each for each in always if not each.noticed]
    lines = [f"= {name}\t{bar}" for name, bar in measured(messages, always).items()]
    weights = whole(learn([*messages, *always]))
    lines += [f"{key}\t{weight}" for key, weight in sorted(weights.items())]
    path = HOUSE / "weights" / "blame_en.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
