"""How typed words fit options: by label, by number, by an unambiguous beginning; failing these, nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

_END = re.compile(r"[\s.!…,;:]+$")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"""(?<!\d)[,;:"“”„«»()!?…]|[,;:"“”„«»()!?…](?!\d)""")
_NUMBER = re.compile(r"#?(\d{1,3})[.)]?")
_COUNT = re.compile(r"-?\d{1,9}")
_SLASH = re.compile(r"(.*\d) ?/ ?\d+")
_UNSPOKEN = frozenset({"So", "Sk", "Cf", "Cs", "Co"})
MORE_WORDS = 3
"""Words around a label that leave it what it is."""

TELLING = 4
"""Characters from which on one word of a label can stand for it."""

SLIPPABLE = 5
"""Characters from which on a word can have a slip of the finger and still be only that word."""

ALIKE = 0.85
"""How alike two words are that differ by a slip of the finger (1: the same)."""

_EMOJI_STYLE = frozenset("\ufe0e\ufe0f")


def plain(text: str) -> str:
    """Text without case, accents, apostrophes, emoji, marks and a final full stop: what is compared."""
    if not text.isascii():
        text = _without_accents(text)
    text = text.replace("'", "")
    return _END.sub("", _SPACE.sub(" ", _MARKS.sub("", text)).strip()).casefold()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c) and _spoken(c))


@lru_cache(maxsize=8192)
def known(label: str) -> str:
    """What is compared of an author's or the bot's own words, remembered; people's words are never kept here."""
    return plain(label)


def _spoken(char: str) -> bool:
    return unicodedata.category(char) not in _UNSPOKEN and char not in _EMOJI_STYLE


def fits(typed: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that typed words can mean: one where it is clear, several where it isn't, none.

    The whole label goes before its number, a number before a beginning.
    """
    said = plain(typed)
    if not said:
        return tuple(key for key, label in labels.items() if typed.strip() and typed.strip() == label.strip())
    whole = tuple(key for key, label in labels.items() if said == known(label))
    if whole:
        return whole
    number = _NUMBER.fullmatch(said)
    if number and 1 <= int(number[1]) <= len(labels):
        return (list(labels)[int(number[1]) - 1],)
    return tuple(key for key, label in labels.items() if known(label).startswith(said))


def nearly(typed: str, labels: Mapping[str, str], negations: Iterable[str]) -> tuple[str, ...]:
    """The keys that a few typed words come near to, where they fit nothing exactly.

    A label within a few more words ("a bit sad"), a part of a label ("have a look"), a slip of the finger
    ("angrry"). Not where there is a question or one of `negations` in it: "not sad" is no "sad".
    """
    said = plain(typed)
    if not said or "?" in typed:
        return ()
    known_labels = {key: known(label) for key, label in labels.items()}
    against = {known(word) for word in negations}
    inside = {key: label for key, label in known_labels.items() if _is_within(label, said, against)}
    if inside:
        longest = [key for key, label in inside.items() if not _within_another(label, inside.values())]
        return tuple(longest)
    if parts := tuple(key for key, label in known_labels.items() if _is_part(said, label, against)):
        return parts
    return tuple(key for key, label in known_labels.items() if _slipped(said, label))


def meant(
    typed: str, labels: Mapping[str, str], also: Mapping[str, str], negations: Iterable[str]
) -> tuple[str, ...]:
    """The keys that typed words can mean: exactly, by another word for a label (`also`), else nearly."""
    found = fits(typed, labels)
    if found:
        return found
    negations = tuple(negations)
    keys = {word.strip(): key for key, words in also.items() for word in words.split(",")}
    other = nearly(typed, {word: word for word in keys}, negations)
    near = nearly(typed, labels, negations)
    return near or tuple(dict.fromkeys(keys[word] for word in other))


def _is_within(label: str, said: str, against: set[str]) -> bool:
    """Whether a label is what was said, but for a few words around it, none of which is `against` it."""
    before, found, after = f" {said} ".partition(f" {label} ")
    around = [*before.split(), *after.split()]
    return bool(found) and len(around) <= MORE_WORDS and against.isdisjoint(around)


def _is_part(said: str, label: str, against: set[str]) -> bool:
    """Whether it is some words of a label, or one that counts ('same'); of "not sad", "sad" is no part."""
    if f" {said} " not in f" {label} ":
        return False
    return " " in said or (len(said) >= TELLING and against.isdisjoint(label.split()))


def _within_another(label: str, labels: Iterable[str]) -> bool:
    return any(label != other and f" {label} " in f" {other} " for other in labels)


def _slipped(said: str, label: str) -> bool:
    """Whether it is the label but for a slip of the finger; the first letter is always meant."""
    if min(len(said), len(label)) < SLIPPABLE or said[0] != label[0]:
        return False
    return SequenceMatcher(None, said, label, autojunk=False).ratio() >= ALIKE


def number_in(
    typed: str, words: tuple[str, ...], of: tuple[str, ...], around: Iterable[str] = ()
) -> int | None:
    """The whole number that typed words say: '7', 'seven', '7/10', '7 out of 10', 'about 7, I think'.

    `words` are the number words from zero on, `of` the words between a number and its top, `around` those
    that leave a number what it is.
    """
    unsaid = {known(word) for word in around}
    said = " ".join(word for word in plain(typed).split() if word not in unsaid)
    if slash := _SLASH.fullmatch(said):
        said = slash[1]
    for between in sorted(of, key=len, reverse=True):
        said = said.partition(f" {known(between)} ")[0]
    if _COUNT.fullmatch(said):
        return int(said)
    named = [known(word) for word in words]
    return named.index(said) if said in named else None
