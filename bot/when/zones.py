"""Time zones as people name them: by a city or a country, by an IANA name, or by what hour it is for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.when.cities import City, cities_named, folded, regions_named

# One or more for every offset that is in use anywhere (a test holds that), those with many people first.
_COMMON = tuple(
    """
    America/New_York Europe/London Europe/Berlin America/Los_Angeles America/Chicago Asia/Kolkata
    Europe/Paris Europe/Madrid Europe/Moscow America/Sao_Paulo America/Mexico_City Europe/Kyiv Europe/Warsaw
    Europe/Rome Asia/Shanghai Asia/Jakarta Asia/Tokyo Africa/Lagos Africa/Johannesburg Africa/Cairo
    Europe/Istanbul Africa/Nairobi Asia/Karachi Asia/Dhaka Australia/Sydney America/Denver America/Toronto
    America/Bogota America/Lima America/Caracas America/Argentina/Buenos_Aires America/Santiago
    Europe/Lisbon Africa/Accra Europe/Athens Europe/Helsinki Asia/Jerusalem Asia/Baghdad Asia/Riyadh
    Asia/Tehran Asia/Dubai Asia/Kabul Asia/Tashkent Asia/Almaty Asia/Kathmandu Asia/Yangon Asia/Bangkok
    Asia/Manila Asia/Singapore Australia/Perth Asia/Seoul Australia/Adelaide Australia/Darwin
    Australia/Brisbane Pacific/Auckland America/Anchorage America/Phoenix America/Halifax America/St_Johns
    Pacific/Honolulu America/Guatemala America/Puerto_Rico Africa/Casablanca Europe/Dublin Asia/Yekaterinburg
    Asia/Novosibirsk Asia/Vladivostok Asia/Kamchatka Pacific/Fiji Pacific/Guam Pacific/Noumea Atlantic/Azores
    Atlantic/Cape_Verde America/Nuuk America/Noronha America/Miquelon Pacific/Tongatapu Pacific/Apia
    Pacific/Kiritimati Pacific/Pago_Pago Pacific/Tahiti Pacific/Gambier Pacific/Marquesas Pacific/Norfolk
    Pacific/Chatham Pacific/Pitcairn Australia/Lord_Howe Australia/Eucla
    """.split()  # noqa: SIM905  (a hundred quotation marks would not read better)
)
_NO_AREAS = frozenset({"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"})  # their second part is no city
_NO_ZONES = frozenset({"Factory", "localtime"})  # what some systems keep in the same folder
# Not what people mean: New York says EST and has summer time, the zones of that name haven't.
_NOT_MEANT = frozenset({"est", "mst", "hst"})
# Towns with a larger namesake elsewhere, and directions.
_NAMESAKES = frozenset(
    {"center", "knox", "petersburg", "san_juan", "victoria"} | {"east", "north", "south", "west"}
)
_HOUR = re.compile(
    r"(?:it'?s |at )?(?:(\d{1,2})(?:\s?[:.h]\s?(\d\d))?|(\d\d)(\d\d))"
    r"\s*(a\.?m\.?|p\.?m\.?|h|uhr|o'?clock)?\.?",
    re.ASCII | re.IGNORECASE,
)
_DAY = 24 * 60
_NOON = 12
_QUARTER = 15
_MOST = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A zone that may be meant, with the offset from UTC that it has now, and the `place` by which it was named."""

    zone: str
    offset: timedelta
    place: str = ""

    @property
    def label(self) -> str:
        """Name it for a button: 'Kathmandu (UTC+5:45)', 'Springfield, United States (UTC-6)'."""
        city = self.place or self.zone.rpartition("/")[2].replace("_", " ")
        minutes = round(self.offset / timedelta(minutes=1))
        hours, rest = divmod(abs(minutes), 60)
        return f"{city} (UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''})"


@cache
def zone_names() -> dict[str, str]:
    """Give every IANA name under its folded form (small letters, underscores)."""
    return {folded(name): name for name in available_timezones() - _NO_ZONES}


def zone_of(text: str, now: datetime) -> str | None:
    """Find the zone that a text names, by its IANA name or by its city; None where that is not sure.

    Case, accents, spaces and underscores don't matter. `now` decides whether namesakes keep the same time.
    """
    wanted = folded(text)
    if wanted in _NOT_MEANT:
        return None
    if wanted in zone_names():
        return zone_names()[wanted]
    return _agreed(_cities().get(wanted, ()), now)


def zones_meant(text: str, now: datetime) -> list[Candidate]:
    """Find the zones that a person can mean: one where it is sure, some to choose from (at most six), none.

    A text names a city, a country, an American state, an IANA zone, or the hour that it is. Where all of them keep
    the same time all year, that is sure.
    """
    found: dict[tuple[str, tuple[timedelta, ...]], Candidate] = {}
    for zone, place in _named(text, now):
        found.setdefault((place, _year(zone, now)), Candidate(zone, _offset(zone, now), place))
    several = len({year for _, year in found}) > 1
    return list(found.values())[: _MOST if several else 1] or zones_at(text, now)


def _named(text: str, now: datetime) -> Iterator[tuple[str, str]]:
    """All zones that a text names, each with the place that is called so, if that tells more than the zone."""
    for region in regions_named(text):
        one = len({_year(zone, now) for zone in region.zones}) == 1
        yield from ((zone, region.title if one else "") for zone in region.zones)
    known = zone_of(text, now)
    if known is not None:
        yield known, ""
    elif folded(text) not in _NOT_MEANT:
        cities = cities_named(text)
        yield from ((city.zone, f"{city.name}, {city.country}") for city in _likely(cities, folded(text)))


def _likely(cities: Sequence[City], name: str) -> Sequence[City]:
    """These cities; the largest alone where a zone is named after it and this is only what others call it and them."""
    is_known = [folded(city.zone.rpartition("/")[2]) == folded(city.name) for city in cities[:1]]
    go_by_it = any(folded(city.name) == name for city in cities)
    return cities[:1] if any(is_known) and not go_by_it else cities


def _year(zone: str, now: datetime) -> tuple[timedelta, ...]:
    """The offsets of a zone through a year from now."""
    return tuple(_offset(zone, now + timedelta(days=days)) for days in range(0, 365, 28))


def zones_at(text: str, now: datetime) -> list[Candidate]:
    """Find zones in which it is now the hour that a person wrote ('21:40', '9:40 pm', '9pm').

    At most six, likely ones first, the nearest in quarters of an hour. An hour up to twelve without am or pm
    is read both ways; without minutes any minute of that hour will do. Empty if the text is no hour.
    """
    readings = _readings(text)
    found: list[Candidate] = []
    for start, width in readings:
        away = {zone: _quarters_away(now, zone, start, width) for zone in _COMMON}
        least = min(away.values())
        nearest = [zone for zone in _COMMON if away[zone] == least]
        found += [Candidate(zone, _offset(zone, now)) for zone in nearest[: _MOST // len(readings)]]
    return found


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Give the zones under the last part of their name, only where that part is a place."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(zone_names().values()):
        area, _, city = name.partition("/")
        city = folded(city.rpartition("/")[2])
        if city and area not in _NO_AREAS and city not in _NAMESAKES:
            found[city] = (*found.get(city, ()), name)
    return found


def _agreed(zones: tuple[str, ...], now: datetime) -> str | None:
    """Choose among namesakes that keep the same time all year (older names of one zone)."""
    half_a_year = timedelta(days=182)
    times = {(_offset(zone, now), _offset(zone, now + half_a_year)) for zone in zones}
    if len(times) != 1:
        return None
    return max(zones, key=lambda zone: (zone in _COMMON, zone.count("/"), zone))


def _offset(zone: str, now: datetime) -> timedelta:
    return now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _readings(text: str) -> list[tuple[int, int]]:
    """Read an hour as (first minute of the day, minutes more that are meant as well); all ways to read it."""
    found = _HOUR.fullmatch(text.strip())
    if not found:
        return []
    hour, minute = int(found[1] or found[3]), found[2] or found[4]
    if hour > 24 or int(minute or 0) > 59:  # noqa: PLR2004  (a clock has 24 hours and 60 minutes)
        return []
    half = (found[5] or "").lower()[:1]
    width = 0 if minute else 59
    if half in ("a", "p") and 1 <= hour <= _NOON:
        hours = [hour % _NOON + (_NOON if half == "p" else 0)]
    elif 1 <= hour <= _NOON and not (found[1] or found[3]).startswith("0") and half not in ("h", "u"):
        hours = [hour, (hour + _NOON) % 24]
    else:
        hours = [hour % 24]
    return [(each * 60 + int(minute or 0), width) for each in hours]


def _quarters_away(now: datetime, zone: str, start: int, width: int) -> int:
    local = now.astimezone(ZoneInfo(zone))
    after = (local.hour * 60 + local.minute - start) % _DAY
    return 0 if after <= width else round(min(after - width, _DAY - after) / _QUARTER)
