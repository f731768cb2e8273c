"""Help: what to do now, the numbers for a person's country, and then what one can do here.

The country is what somebody said, never a guess; asking for it moves nothing that waits, and nobody else can see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.care.helplines import Line, Span, Ways, helplines
from bot.engine.fitting import known, plain
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding.requests import language_of
from bot.when.grammar import grammar
from bot.when.saying import say
from bot.when.understood import Understood

ASKS = "country:"
"""The next words can name a country; what was asked before follows, and is asked again from then on."""

FEW = 3
"""Words that name no country and yet were meant to; more are for whatever else waits."""

WAYS = ("back", "pause", "stop", "where", "over", "anew", "safe")
"""What people type to move on, whatever is asked."""

_WIDE = 2
_WEEK = range(1, 8)


# --- the pages ----------------------------------------------------------------------------------------


def page(h: Hearing) -> None:
    """What to do now and who can help; the rest is one tap away."""
    phrases, country = h.phrases, _country(h)
    ways = helplines().ways(country, h.now)
    parts = _of_country(h, country, ways) if country else _anywhere(h, ways)
    which = "help.another" if country else "help.mine"
    rows = (_button(h, which, "help:country"), _button(h, "help.rest", "help:rest"))
    h.say("\n\n".join((*parts, phrases.say("help.program"))), rows)


def numbers(h: Hearing) -> None:
    """Straight to the numbers: where no country was said, it is asked at once."""
    page(h)
    if not _country(h):
        _ask(h, "help.ask")


async def pressed(h: Hearing, rest: str) -> None:
    """A button of these pages; they never grow old."""
    name, _, value = rest.partition(":")
    if name == "rest":
        host = h.settings.host or h.phrases.say("cards.no_host")
        h.say(h.phrases.say("help.commands", host=host), (_button(h, "buttons.numbers", "way:numbers"),))
    elif name == "is":
        h.close_pressed()
        _keep(h, value if value in helplines().countries else "")
    else:
        ask_country(h)


def _button(h: Hearing, phrase: str, data: str) -> tuple[Button, ...]:
    return (Button(h.phrases.say(phrase), data),)


def _country(h: Hearing) -> str:
    return h.user.country if h.user.country in helplines().countries else ""


# --- the country --------------------------------------------------------------------------------------


def country_name(h: Hearing) -> str:
    """What the person's country is called; empty where they haven't said."""
    country = _country(h)
    return helplines().name_of(country, h.user.language) if country else ""


def emergency(h: Hearing) -> Sequence[str]:
    """What to dial in danger where the person said they live; nothing where they haven't said."""
    return helplines().emergency(h.user.country)


def ask_country(h: Hearing) -> None:
    """Ask for the country; whatever else is asked waits behind it."""
    _ask(h, "help.ask")


def _ask(h: Hearing, phrase: str) -> None:
    h.update(asks=ASKS + h.user.asks.removeprefix(ASKS))
    h.say(h.phrases.say(phrase), _choices(h))


def _choices(h: Hearing) -> Buttons:
    lines = helplines()
    named = sorted((lines.name_of(each, h.user.language), each) for each in lines.countries)
    buttons = [Button(name, f"help:is:{country}") for name, country in named]
    rows = [tuple(buttons[each : each + _WIDE]) for each in range(0, len(buttons), _WIDE)]
    return (*rows, _button(h, "help.none_of_these", "help:is:"))


def let_go(h: Hearing) -> bool:
    """Whether a country was asked for; it is the next thing done that answers it, or nothing does."""
    was = h.user.asks.startswith(ASKS)
    h.update(asks=h.user.asks.removeprefix(ASKS))
    return was


def take(h: Hearing, text: str) -> bool:
    """Take the country that was written; False where these words are for something else."""
    if country := _named(h, text):
        _keep(h, country)
    elif _is_for_something_else(h, text):
        return False
    else:
        h.say(h.phrases.say("help.unknown", **_directories(h)), (_button(h, "help.list", "help:country"),))
    return True


def _is_for_something_else(h: Hearing, text: str) -> bool:
    """Whether these words are no try at a country: many, a way that is always open, or words of danger."""
    said, phrases = plain(text), h.phrases
    ways = {known(word) for way in WAYS for word in phrases.words(f"words.{way}")}
    return len(said.split()) > FEW or said in ways or bool(h.senses.notice(text, h.user.language))


def _named(h: Hearing, text: str) -> str:
    """The country that a text names, in any language that is known, with 'I live in' before it or without."""
    names = {known(name): country for name, country in helplines().names()}
    said = plain(text)
    for opening in sorted(map(known, h.phrases.words("words.in_country")), key=len, reverse=True):
        if said not in names:
            said = said.removeprefix(f"{opening} ")
    return names.get(said, "")


def _keep(h: Hearing, country: str) -> None:
    h.update(country=country)
    page(h)


# --- their words --------------------------------------------------------------------------------------


def _anywhere(h: Hearing, _: Ways) -> Iterator[str]:
    yield h.phrases.say("help.danger")
    yield h.phrases.say("help.directories", **_directories(h))


def _of_country(h: Hearing, country: str, ways: Ways) -> Iterator[str]:
    """What is said of a country: emergency first, then who answers now, later, everywhere, and what is old."""
    phrases = h.phrases
    name = helplines().name_of(country, h.user.language)
    emergency = [_emergency(h, line) for line in ways.emergency]
    yield "\n".join((phrases.say("help.danger_in", country=name), *emergency))
    for kind in ("suicide", "violence"):
        if now := [line for line in (*ways.open, *ways.vary) if line.kind == kind]:
            yield "\n\n".join((phrases.say(f"help.kinds.{kind}"), *(_told(h, line) for line in now)))
    if ways.later:
        later = [
            _told(h, line, phrases.say("help.opens", when=_when(h, line, at))) for line, at in ways.later
        ]
        yield "\n\n".join((phrases.say("help.closed"), *later))
    yield phrases.say("help.directories", **_directories(h))
    if ways.old:
        yield "\n\n".join((phrases.say("help.old"), *(_told(h, line) for line in ways.old)))
    yield phrases.say("help.traces")


def _directories(h: Hearing) -> dict[str, str]:
    found = helplines().directories
    listed = h.phrases.listed
    return {
        kind: listed([each.address for each in found if each.kind == kind]) for kind in ("talk", "violence")
    }


def _emergency(h: Hearing, line: Line) -> str:
    checked = h.phrases.say("help.checked", date=_date(h, line.checked_on))
    return f"{_numbers(h, line)}: {_called(h, line)}, {_hours(h, line)}, {checked}"


def _told(h: Hearing, line: Line, opens: str = "") -> str:
    """One line in words: its name, the ways to reach it, when, and when that was seen."""
    phrases = h.phrases
    ways = [_numbers(h, line)] if line.dial else []
    ways += [phrases.say("help.text", text=line.text)] if line.text else []
    ways += [phrases.say("help.chat", chat=line.chat)] if line.chat else []
    facts = [_hours(h, line), *_languages(h, line)]
    facts += [phrases.say("help.free")] if line.cost == "free" else []
    facts += [phrases.say("help.hidden")] if line.bill == "hidden" else []
    facts += [phrases.say("help.checked", date=_date(h, line.checked_on))]
    return "\n".join((_called(h, line), *ways, *([opens] if opens else ()), ", ".join(facts)))


def _called(h: Hearing, line: Line) -> str:
    is_ = helplines().what(line, h.user.language)
    what = [is_] if plain(is_) not in plain(line.name) else []
    what += [line.area] if line.area else []
    what += [h.phrases.say(f"help.for.{line.whom}")] if line.whom != "all" else []
    return f"{line.name} ({', '.join(what)})" if what else line.name


def _numbers(h: Hearing, line: Line) -> str:
    return h.phrases.say("help.or").join(line.dial)


def _hours(h: Hearing, line: Line) -> str:
    phrases, hours = h.phrases, line.hours
    if hours.is_always or hours.vary:
        return phrases.say("help.always" if hours.is_always else "help.vary", source=line.source)
    place = hours.zone.rpartition("/")[2].replace("_", " ")
    return phrases.say("help.hours", hours=", ".join(_span(h, each) for each in hours.spans), place=place)


def _span(h: Hearing, span: Span) -> str:
    names = grammar(language_of(h.user.language)).weekdays
    first, last = names[span.days[0] - 1], names[span.days[-1] - 1]
    clock = f"{_clock(span.begin)}-{_clock(span.end)}"
    if span.days == _WEEK:
        return h.phrases.say("help.every_day", clock=clock)
    return f"{first if first == last else f'{first}-{last}'} {clock}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _languages(h: Hearing, line: Line) -> Sequence[str]:
    """The languages that are known to be spoken, where it isn't just the one in which this is said."""
    own = h.phrases.language.partition("-")[0]
    if line.languages == (own,):
        return ()
    return [h.phrases.listed([h.phrases.say(f"tongues.{each}") for each in line.languages])]


def _date(h: Hearing, day: date) -> str:
    month = grammar(language_of(h.user.language)).months[day.month - 1]
    return h.phrases.say("help.date", day=str(day.day), month=month, year=str(day.year))


def _when(h: Hearing, line: Line, at: datetime) -> str:
    """When it opens, on the person's own clock; on that of the line where theirs isn't known."""
    zone = h.user.zone or line.hours.zone
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return say(Understood(at, zone, local), language_of(h.user.language), h.now)
