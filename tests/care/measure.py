"""Says how much danger is noticed, and how often harmless sentences raise a false alarm, by language and kind.

`python -m tests.care.measure tests/care/building` prints figures and no sentence. `--misses` prints those that were
missed and the false alarms too: it is for the building half alone, never for the half that measures.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.care.notice import Care
from tests.care.corpus import Sentence, languages, read

KINDS = ("self_harm", "harm_other", "abuse_victim", "child_risk")
Heard = tuple[Sentence, frozenset[str]]


def share(some: int, every: int) -> str:
    """Write a share with its counts."""
    return f"{some / every:6.1%} ({some} of {every})" if every else "     - (none)"


def noticed(heard: Iterable[Heard], chosen: Callable[[Sentence], bool]) -> str:
    """Give the share of the chosen sentences in which any danger was noticed."""
    found = [bool(kinds) for sentence, kinds in heard if chosen(sentence)]
    return share(sum(found), len(found))


def figures(language: str, heard: Sequence[Heard]) -> list[str]:
    """Give the lines for one language."""
    right = [bool(kinds & sentence.kinds) for sentence, kinds in heard if sentence.kinds and kinds]
    return [
        f"{language}: {len(heard)} sentences",
        f"  dangers noticed   {noticed(heard, lambda each: bool(each.kinds))}",
        f"    hard ones       {noticed(heard, lambda each: bool(each.kinds) and each.hard)}",
        *(f"    {kind:<15} {noticed(heard, lambda each, kind=kind: kind in each.kinds)}" for kind in KINDS),
        f"    with their kind {share(sum(right), len(right))}",
        f"  false alarms      {noticed(heard, lambda each: not each.kinds)}",
        f"    near misses     {noticed(heard, lambda each: not each.kinds and each.hard)}",
    ]


def main() -> None:
    """Print the figures of the half that is named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("half", type=Path)
    asked.add_argument("--language")
    asked.add_argument("--misses", action="store_true")
    wanted = asked.parse_args()
    care = Care()
    for language, paths in languages(wanted.half).items():
        if wanted.language not in (None, language):
            continue
        half = [sentence for path in paths for sentence in read(path)]
        heard = [(each, care.notice(each.text, language).kinds) for each in half]
        print("\n".join(figures(language, heard)))
        for sentence, kinds in heard if wanted.misses else ():
            if bool(kinds) != bool(sentence.kinds):
                print(f"    {','.join(sorted(sentence.kinds)) or 'harmless'}: {sentence.text}")


if __name__ == "__main__":
    main()
