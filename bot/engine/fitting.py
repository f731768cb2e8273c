"""How typed words fit options: by label, by number, by an unambiguous beginning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_END = re.compile(r"[\s.!…,;:]+$")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"#?(\d{1,3})[.)]?")


def plain(text: str) -> str:
    """Text without case, accents, emoji, doubled spaces and a final full stop: what is compared."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and _spoken(c))
    return _END.sub("", _SPACE.sub(" ", kept).strip()).casefold()


def _spoken(char: str) -> bool:
    return unicodedata.category(char) not in {"So", "Sk", "Cf", "Cs", "Co"}


def fits(typed: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that typed words can mean: one where it is clear, several where it isn't, none.

    The whole label goes before its number, a number before a beginning; the key itself counts as a label.
    """
    said = plain(typed)
    if not said:
        return ()
    whole = tuple(key for key, label in labels.items() if said == plain(label))
    if whole:
        return whole
    number = _NUMBER.fullmatch(said)
    if number and 1 <= int(number[1]) <= len(labels):
        return (list(labels)[int(number[1]) - 1],)
    return tuple(key for key, label in labels.items() if _begins(plain(label), said))


def _begins(label: str, said: str) -> bool:
    return label.startswith(said)


def number_in(typed: str, words: tuple[str, ...]) -> int | None:
    """The whole number that typed words say: '7', '7.', '7/10', '7 of 10', or a number word from `words`."""
    said = plain(typed)
    if said in {plain(word) for word in words}:
        return [plain(word) for word in words].index(said)
    found = re.fullmatch(r"(-?\d{1,9})(?: ?/ ?\d+| [a-z]+(?: [a-z]+)? \d+)?", said)
    return int(found[1]) if found else None
