"""How long something takes, as on a quiet machine: what runs beside slows a known piece of work, too."""

from __future__ import annotations

import time
from collections.abc import Callable

WORK = 2.0
"""Milliseconds that the known piece of work takes on a quiet machine."""


def milliseconds(do: Callable[[], object]) -> float:
    """The best of five runs, each next to the known piece of work."""
    return min(_took(do) / max(1.0, _took(_work) / WORK) for _ in range(5))


def _work() -> int:
    words = [str(number % 977) for number in range(8_000)]
    return len({word: words.count(word) for word in words[:24]})


def _took(do: Callable[[], object]) -> float:
    start = time.thread_time()  # our own work, not that of others on the machine
    do()
    return (time.thread_time() - start) * 1000
