"""Cities and countries by the names that people have for them, from a table that is read once it is needed.

The table (`world/`) is made from GeoNames, CC BY 4.0; `world/build.py` makes it anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "world"


@dataclass(frozen=True, slots=True)
class City:
    """A city of more than about 100,000 people: its name, its region (`DE`, or `US-IL`), its IANA zone."""

    name: str
    region: str
    zone: str

    @property
    def country(self) -> str:
        """The country's name in English."""
        return _regions()[self.region.partition("-")[0]].names[0]


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or a state of America, by its names (in English first), with its IANA zones, most people's first."""

    code: str
    names: Sequence[str]
    zones: Sequence[str]

    @property
    def is_country(self) -> bool:
        """Whether it is a country."""
        return "-" not in self.code

    @property
    def title(self) -> str:
        """What it is called, with the country where it is a part of one."""
        return self.names[0] if self.is_country else f"{self.names[0]}, {_regions()['US'].names[0]}"


def folded(name: str) -> str:
    """A name without case, accents and apostrophes, its words apart by underscores."""
    plain = unicodedata.normalize("NFKD", name.strip().rstrip(".").casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’ʻʼ‘`.")
    return re.sub(r"[\s_-]+", "_", kept) if not re.search(r"[+-]\d", kept) else kept


def cities_named(text: str) -> Sequence[City]:
    """All cities of this name, the largest first; a country or an American state may follow it."""
    name, _, region = text.partition(",")
    found = _cities().get(_key(name), ())
    if region.strip():
        return _within(found, folded(region))
    words = _key(text).split("_")
    for end in range(len(words) - 1, 0, -1) if not found else ():
        if both := _within(_cities().get("_".join(words[:end]), ()), "_".join(words[end:])):
            return both
    return found


def _key(name: str) -> str:
    """A folded name under which a city is kept: 'Saint' and 'St.' are one."""
    plain = folded(name)
    return f"st_{plain.removeprefix('saint_')}" if plain.startswith("saint_") else plain


def regions_named(text: str) -> Sequence[Region]:
    """The countries and American states of this name; 'hi' and 'me' are words, and no states."""
    wanted = folded(text)
    return [each for each in _by_name().get(wanted, ()) if each.is_country or folded(each.names[0]) == wanted]


def _within(cities: Sequence[City], region: str) -> Sequence[City]:
    codes = {each.code for each in _by_name().get(region, ())}
    return [city for city in cities if codes & {city.region, city.region.partition("-")[0]}]


@cache
def _regions() -> Mapping[str, Region]:
    """Countries and American states by their codes."""
    lines = _lines("countries")
    return {code: Region(code, names.split("|"), zones.split()) for code, names, zones in lines}


@cache
def _by_name() -> Mapping[str, Sequence[Region]]:
    """Countries and American states by folded name."""
    found: dict[str, list[Region]] = {}
    for region in _regions().values():
        for name in region.names:
            found.setdefault(folded(name), []).append(region)
    return found


@cache
def _cities() -> Mapping[str, Sequence[City]]:
    """Cities by folded name."""
    found: dict[str, list[City]] = {}
    for name, region, zone, others in _lines("cities"):
        city = City(name, region, zone)
        for each in {_key(name), *map(_key, others.split("|") if others else ())}:
            found.setdefault(each, []).append(city)
    return found


def _lines(table: str) -> list[list[str]]:
    text = (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
