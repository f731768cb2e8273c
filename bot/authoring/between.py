"""between.yaml: what may be said between two talks, and to whom, as a counsellor wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, ValidationError

from bot.authoring.around import ORIGINAL, Around
from bot.authoring.complaints import findings_of
from bot.authoring.fields import Name, Says, Truth, Written, wrong
from bot.authoring.finding import Finding, near
from bot.authoring.strict import Path, Source
from bot.authoring.texts import MESSAGE, units
from bot.engine.between import APART, ActState, Between, Felt, Line, State, Who

BETWEEN = "between.yaml"

SAYS = ("say",)
"""The keys whose texts are words, for translators."""


def _one_of(known: tuple[str, ...]) -> BeforeValidator:
    def one(value: Any) -> Any:
        if value not in known:
            raise wrong("This can't stand here.", near(str(value), known))
        return value

    return BeforeValidator(one)


class LineWords(Written):
    """One line, and for whom it is; a condition that isn't there holds for everybody."""

    say: Says = Field(description="What is read when the note is opened")
    last: list[Name] = Field(default_factory=list, description="The dialog that ended last is one of these")
    felt: list[Annotated[Felt, _one_of(get_args(Felt))]] = Field(
        default_factory=list, description="They chose one of these after it"
    )
    act: list[Annotated[ActState, _one_of(get_args(ActState))]] = Field(
        default_factory=list, description="How it stands with their last small act"
    )
    who: list[Annotated[Who, _one_of(get_args(Who))]] = Field(
        default_factory=list, description="Alone, or linked"
    )
    for_everybody: Truth = Field(default=False, description="Also where understanding the other isn't asked")
    offer: Truth = Field(default=False, description="A dialog that fits is offered with it")


class BetweenWords(Written):
    """All lines."""

    lines: Annotated[dict[Name, LineWords], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class BetweenDraft:
    """What between.yaml says, and where."""

    source: Source
    written: BetweenWords


def understood_between(source: Source) -> tuple[BetweenDraft | None, tuple[Finding, ...]]:
    """What stands in between.yaml."""
    try:
        return BetweenDraft(source, BetweenWords.model_validate(source.value)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = (findings_of([one], source, LineWords if one["loc"][1:] else BetweenWords) for one in errors)
    return None, tuple(finding for each in found for finding in each)


def between_of(draft: BetweenDraft | None) -> Between | None:
    """All lines as the engine reads them."""
    if draft is None:
        return None
    lines = {
        key: Line(
            tuple(one.last), tuple(one.felt), tuple(one.act), tuple(one.who), one.for_everybody, one.offer
        )
        for key, one in draft.written.lines.items()
    }
    return Between(lines, {ORIGINAL: {key: one.say for key, one in draft.written.lines.items()}})


# --- what is wrong with it ----------------------------------------------------------------------------


def lines_between(draft: BetweenDraft, around: Around) -> Iterator[Finding]:
    """Everything that is wrong in between.yaml."""
    for key, line in draft.written.lines.items():
        yield from _last(line, ("lines", key, "last"), draft.source, around)
        yield from line_words(line.say, ("lines", key, "say"), draft.source)
    yield from _alike(draft)
    yield from _few(draft, around)


def _last(line: LineWords, path: Path, source: Source, around: Around) -> Iterator[Finding]:
    for at, name in enumerate(line.last):
        if name not in around.dialogs:
            yield source.finding((*path, at), "There is no such dialog.", near(name, around.dialogs))


def line_words(text: str, path: Path, source: Source) -> Iterator[Finding]:
    """What is wrong with the words of a line, in whatever language."""
    if units(text) > MESSAGE:
        words = f"This line has {units(text)} characters; {MESSAGE} can be read in passing."
        yield source.finding(path, words, "Say one thing of it.")
    if mark := next((each for each in text if each in "!{}"), ""):
        hint = "It says the same to whomever it fits, quietly: end it with a full stop."
        yield source.finding(path, f"A line between two talks has no {mark}.", hint)


def _alike(draft: BetweenDraft) -> Iterator[Finding]:
    """Two lines with the same words: whoever reads the second has read it before."""
    seen: dict[str, str] = {}
    for key, line in draft.written.lines.items():
        words = " ".join(line.say.casefold().split())
        if words in seen:
            text = f"This says the same as '{seen[words]}'."
            yield draft.source.finding(("lines", key, "say"), text, "Say it once.")
        seen.setdefault(words, key)


def _few(draft: BetweenDraft, around: Around) -> Iterator[Finding]:
    """To whom so few lines fit that they would hear nothing at times: a warning, for silence harms nobody."""
    between = between_of(draft)
    lines = between.lines.values() if between is not None else ()
    for state in states(tuple(around.dialogs)):
        fit = sum(line.fits(state) for line in lines)
        if fit <= APART:
            text = f"Only {fit} of these lines fit somebody: {told(state)}."
            hint = f"Write some with fewer conditions: none comes again within {APART}."
            yield draft.source.finding(("lines",), text, hint, key=True, warn=True)
            return


def states(dialogs: tuple[str, ...]) -> Iterator[State]:
    """Every state that a person can be in."""
    felt = [frozenset[str](), *(frozenset({each}) for each in get_args(Felt))]
    for last, each, act, who, careful in product(
        ("", *dialogs), felt, get_args(ActState), get_args(Who), (False, True)
    ):
        if not (careful and who == "two"):  # as two nothing is open to them
            yield State(last, each, act, who, careful)


def told(state: State) -> str:
    """A state in an author's words."""
    facts = [f"last: {state.last or 'nothing yet'}", f"felt: {', '.join(sorted(state.felt)) or 'unsaid'}"]
    return ", ".join(
        (*facts, f"act: {state.act}", f"who: {state.who}", *(["careful"] if state.careful else ()))
    )
