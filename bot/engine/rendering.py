"""Words with their places filled, for one reader, who is refused what they may not see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.engine.dialog import PLACE
from bot.engine.inputs import Appointment, Input, Text, Time
from bot.engine.phrases import Phrases
from bot.engine.plan import part_of
from bot.engine.senses import When
from bot.engine.session import Answer, Session, Visit
from bot.engine.times import here

ME = "me"
"""The place that stands for the reader's own name."""

UNSAID = "…"
"""What stands for an answer that a withdrawn step would have asked for."""


EACH = "*"
"""What stands for every word."""


class Unseen(Exception):
    """A text would have shown an answer to somebody outside its audience: a programmer's mistake."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text ready to be read, and whose words are in it."""

    text: str = field(repr=False)
    owners: frozenset[int] = frozenset()


NOTHING = Rendered("")


def together(*pieces: Rendered) -> Rendered:
    """Several texts as one, with a line between them; the empty ones left out."""
    said = [piece for piece in pieces if piece.text]
    if len(said) == 1:
        return said[0]
    return Rendered("\n\n".join(piece.text for piece in said), frozenset().union(*(p.owners for p in said)))


def latest(session: Session, hash_: str, name: str, of: str = "", reader: int = 0) -> Answer | None:
    """The last answer of this name given in this dialog: in this round, or by the person who sits in `of`.

    For a `reader`: the last that they may see yet.
    """
    owner = session.sitting.get(of) if of else None
    for answer in reversed(session.answers):
        named = answer.name == name and answer.hash == hash_ and answer.status == "given"
        meant = answer.round == session.place.round if owner is None else answer.owner == owner
        if named and meant and not (reader and comes_together(session, answer, reader)):
            return answer
    return None


def comes_together(session: Session, answer: Answer, reader: int) -> bool:
    """Whether an answer of somebody else is to be seen only once all have answered, and not all have."""
    return answer.owner != reader and any(
        (visit.hash, visit.step) == (answer.hash, answer.step) and answer.asked > visit.by
        for visit in (_entered(session, question.visit) for question in session.place.questions)
    )


def _entered(session: Session, index: int) -> Visit:
    """The entering of a step to which asking it anew belongs."""
    trail = session.place.trail
    while trail[index].anew:
        index -= 1
    return trail[index]


def as_told(session: Session, answer: Answer) -> Answer:
    """An answer as the ways see it: what was to be shared, and was kept to oneself at its preview, was left out."""
    asks = _asks(session, answer)
    if session.solo or asks is None or answer.audience != {answer.owner}:
        return answer
    seats = session.sitting_in(answer.round)
    readers = {*seats.values()} if asks.share == "both" else {seats.get(asks.share, answer.owner)}
    return replace(answer, value=None, parts=()) if readers - {answer.owner} else answer


def render(session: Session, hash_: str, text: str, reader: int) -> Rendered:
    """The text with every place filled for this reader; what people wrote is not looked at for places."""
    if "{" not in text:
        return Rendered(text)
    owners: set[int] = set()

    def fill(place: re.Match[str]) -> str:
        name, of = place[1], place[2] or ""
        if name == ME or name in session.seats:
            return _called(session, name, reader)
        answer = latest(session, hash_, name, of, reader)
        if answer is None:
            return _unsaid(session, hash_, name)
        if reader not in answer.audience:
            return _kept_back(session, answer, reader)
        owners.add(answer.owner)
        return _quoted(session, answer, reader)

    return Rendered(PLACE.sub(fill, text), frozenset(owners))


def render_lines(session: Session, hash_: str, text: str, reader: int) -> Rendered:
    """The same for what is made to be copied: a line falls away together with an answer in it that was left out."""
    kept = [line for line in text.split("\n") if not _quotes_nothing(session, hash_, line, reader)]
    return render(session, hash_, "\n".join(kept), reader)


def _quotes_nothing(session: Session, hash_: str, line: str, reader: int) -> bool:
    """Whether something in this line of the author's was left out: skipped, kept at its preview, or nothing ticked."""
    found = (latest(session, hash_, name, of, reader) for name, of in PLACE.findall(line))
    told = (as_told(session, answer) for answer in found if answer is not None)
    return any(answer.skipped for answer in told)


def _unsaid(session: Session, hash_: str, name: str) -> str:
    """An answer can be missing where a step was withdrawn since; elsewhere the check has seen to it."""
    dialog = session.library.by_hash(hash_)
    if dialog is None or not dialog.withdrawn.keys() & dialog.structure.steps.keys():
        raise Unseen(f"{name} in {session.dialog} was never given")
    return UNSAID


def _kept_back(session: Session, answer: Answer, reader: int) -> str:
    """What its owner was to share with this reader, and kept; anything else was never theirs to read."""
    dialog = session.library.by_hash(answer.hash)
    asks = dialog.structure.steps[answer.step].ask if dialog is not None else None
    if asks is None or not asks.share:
        raise Unseen(f"{answer.name} in {session.dialog}")
    return session.library.phrases_in(session.people[reader].language).say("shared.own")


def words_of(answer: Answer, phrases: Phrases) -> str:
    """What somebody wrote, their voice notes named where they stand."""
    return "\n".join(phrases.say("voice.kept") if part.file else part.text for part in answer.parts)


def shown_as(session: Session, answer: Answer, reader: int) -> str:
    """An answer as its reader sees it: the words, the label of an option, labels in a list, a number, a time."""
    phrases = session.library.phrases_in(session.people[reader].language)
    if answer.value is None:
        return words_of(answer, phrases)
    if isinstance(answer.value, tuple):
        return phrases.listed([_label(session, answer, key, reader) for key in _in_order(session, answer)])
    if isinstance(_asks(session, answer), Time):
        shared = answer.audience != {reader}
        return said_of(session, When.parse(str(answer.value)), reader, answer.at, shared=shared)
    return _label(session, answer, str(answer.value), reader)


def said_of(session: Session, when: When, reader: int, since: datetime, *, shared: bool) -> str:
    """A time as its reader says it: what is shared is an instant on their clock, their own keeps its hour on the wall.

    Where they never said where they live, it is told by whose clock an instant is.
    """
    person, library = session.people[reader], session.library
    when = replace(when, local=None) if shared else here(when, person.zone)
    said = library.times.say(when, person.language, person.zone, since)
    if person.placed or when.local is not None:
        return said
    return library.phrases_in(person.language).say("time.by", when=said, zone=place_of(person.zone))


def place_of(zone: str) -> str:
    """What a zone is called where people read it: its city."""
    return zone.rpartition("/")[2].replace("_", " ")


def _quoted(session: Session, answer: Answer, reader: int) -> str:
    """An answer as it stands in a text; one that is quoted within sentences becomes a part of one."""
    shown = shown_as(session, answer, reader)
    asks = _asks(session, answer)
    if not isinstance(asks, Text) or not asks.within:
        return shown
    phrases = session.library.phrases_in(session.people[reader].language)
    return within(part_of(shown, asks.small, phrases), phrases)


def within(words: str, phrases: Phrases) -> str:
    """Words as a part of a sentence: without a phone's capital and a full stop.

    Where a language gives capitals to many words, only those that it names lose theirs.
    """
    first = words.partition(" ")[0].replace("’", "'")
    lone = first[1:].lower() != first[1:] or first in phrases.words("words.capital")
    small = phrases.words("words.small")
    loses = small == (EACH,) or first.rstrip(".,;:!?").lower() in small
    return (words[:1].lower() + words[1:] if loses and not lone else words).rstrip(" .!")


def _in_order(session: Session, answer: Answer) -> list[str]:
    """What was ticked, as the author's list has it: an author can then see to it that any two read well."""
    ticked = answer.value if isinstance(answer.value, tuple) else ()
    options: tuple[str, ...] = getattr(_asks(session, answer), "options", ())
    return sorted(ticked, key=lambda key: options.index(key) if key in options else len(options))


def _asks(session: Session, answer: Answer) -> Input | None:
    """What the step of an answer asks, as far as it still stands."""
    dialog = session.library.by_hash(answer.hash)
    step = dialog.structure.steps.get(answer.step) if dialog is not None else None
    if step is None:
        return None
    return (step.alone() if session.solo else step).ask


def _label(session: Session, answer: Answer, key: str, reader: int) -> str:
    dialog = session.library.by_hash(answer.hash)
    if dialog is None:
        return key
    if isinstance(_asks(session, answer), Appointment):
        return session.library.phrases_in(session.people[reader].language).say(f"pause.hours.{key}")
    texts = dialog.words_in(session.people[reader].language).texts
    solo = texts.get(f"{answer.step}.solo.option.{key}") if session.solo else None
    return solo or texts.get(f"{answer.step}.option.{key}", key)


def _called(session: Session, seat: str, reader: int) -> str:
    phrases = session.library.phrases_in(session.people[reader].language)
    user = reader if seat == ME else session.sitting[seat]
    if seat != ME and session.solo and seat != next(iter(session.seats)):
        return phrases.say("called.other")
    return session.people[user].name or phrases.say("called.me" if user == reader else "called.other")
