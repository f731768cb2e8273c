"""How much blame is noticed in a half of sentences, and how often good ones are hinted at: figures, no sentences.

    python tests/care/measure_blame.py tests/care/building/blame_en.yaml

A half is a list of `{text, kinds}`; `kinds: []` is a good sentence. *Noticed* is any hint, *named* is the kind itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.care.notice import Care

# A reproach ("because of you") stands among the verdicts; much at once is no blame.
_KIND = {"reproach": "verdict", "several": ""}
_NEVER_HINTED = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody wrote, the kinds of blame in it, and the kinds that were found."""

    text: str
    kinds: frozenset[str]
    found: frozenset[str]

    @property
    def named(self) -> frozenset[str]:
        """Its kinds that were found."""
        return self.kinds & self.found


def look(half: Iterable[dict[str, object]], language: str = "en") -> Iterator[Sentence]:
    """Look at each sentence of a half as the bot would."""
    care = Care()
    for each in half:
        text, kinds = str(each["text"]), each["kinds"]
        assert isinstance(kinds, list)
        found = {_KIND.get(hint, hint) for hint in care.kinder(text, language).hints} - {_NEVER_HINTED}
        yield Sentence(text, frozenset(kinds), frozenset(found))


def share(part: int, whole: int) -> str:
    """Say how many of how many, and in percent."""
    return f"{part:4} of {whole:4} {100 * part / max(whole, 1):6.1f} %"


def report(sentences: list[Sentence]) -> Iterator[str]:
    """Give the figures, a line each."""
    blame = [each for each in sentences if each.kinds]
    good = [each for each in sentences if not each.kinds]
    yield f"blame noticed         {share(sum(bool(each.found) for each in blame), len(blame))}"
    yield f"good ones hinted at   {share(sum(bool(each.found) for each in good), len(good))}"
    yield "kind                  noticed                  named                    hinted at in good ones"
    for kind in sorted({kind for each in blame for kind in each.kinds}):
        of_it = [each for each in blame if kind in each.kinds]
        noticed = share(sum(bool(each.found) for each in of_it), len(of_it))
        named = share(sum(kind in each.named for each in of_it), len(of_it))
        yield f"{kind:21} {noticed}   {named}   {sum(kind in each.found for each in good)}"


def milliseconds(half: list[dict[str, object]]) -> float:
    """Give what one sentence takes on average, once all is loaded."""
    care = Care()
    start = time.perf_counter()
    for each in half:
        care.kinder(str(each["text"]), "en")
    return 1000 * (time.perf_counter() - start) / len(half)


def main() -> None:
    """Print the figures of the half that is named."""
    half = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print("\n".join(report(list(look(half)))))
    print(f"a sentence takes {milliseconds(half):.3f} ms")


if __name__ == "__main__":
    main()
