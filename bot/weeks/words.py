"""The words that go with one's own weeks, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What each item is called; what the ends of the scale mean; where what is shown begins and ends."""

    items: Mapping[str, str]
    low: str
    high: str
    begin: str
    end: str
