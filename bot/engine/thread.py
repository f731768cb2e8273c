"""The thread from one talk to the next: a counsellor's table, and what of it is offered to whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fitting:
    """The dialogs that fit, the best first: for one person alone, and for two."""

    one: tuple[str, ...] = ()
    two: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """What is offered where something weighs, and what fits after a dialog for another day.

    `for_everybody` are the only dialogs that are offered where understanding the other isn't asked of somebody. `words`
    are by language and by the key of what weighs; the first language is the author's. `afraid`: by dialog and answer,
    the options by which somebody says that they are afraid of the other.
    """

    weighs: Mapping[str, Fitting]
    after: Mapping[str, Fitting]
    for_everybody: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    afraid: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def labels(self, language: str) -> Mapping[str, str]:
        """What can weigh, by its key, as the buttons say it in this language, else as its author wrote it."""
        written = next(iter(self.words.values()))
        own = self.words.get(language) or self.words.get(language.partition("-")[0].lower()) or written
        return {key: own.get(key) or written[key] for key in self.weighs}

    @property
    def alone(self) -> frozenset[str]:
        """The dialogs that are offered to one person alone somewhere."""
        tables = (*self.weighs.values(), *self.after.values())
        return frozenset(name for fitting in tables for name in fitting.one)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person that decides what may be offered to them.

    `two`: they are linked, and talking as two is open to them. `careful`: their last screening said no, or they wrote
    words of danger lately. `last` is the dialog that ended just now (empty: none).
    """

    two: bool = False
    careful: bool = False
    last: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One dialog to begin, for the two of them or for this person alone."""

    dialog: str
    two: bool = False


def offers(thread: Thread, fitting: Fitting, standing: Standing) -> tuple[Offer, ...]:
    """What may be offered, the best first: never what excludes this person, nor what ended just now.

    What ended just now comes again only where nothing else may come at all.
    """
    if standing.careful:
        fit = [name for name in fitting.one if name in thread.for_everybody]
        found = [Offer(name) for name in dict.fromkeys((*fit, *thread.for_everybody))]
    else:
        two = fitting.two if standing.two else ()
        found = [Offer(name, two=True) for name in two]
        found += [Offer(name) for name in fitting.one if name not in two]
    return tuple(offer for offer in found if offer.dialog != standing.last) or tuple(found)


def next_offer(found: tuple[Offer, ...], after: str) -> Offer | None:
    """The offer that comes after this dialog, if one does; the first where it isn't among them any more."""
    names = [offer.dialog for offer in found]
    at = names.index(after) + 1 if after in names else 0
    return found[at] if at < len(found) else None
