"""What `mend translate` does and prints."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.authoring.around import ORIGINAL
from bot.authoring.reading import LANGUAGE
from bot.authoring.translator import Untranslatable, sheet
from bot.config import shipped_dialogs

WRONG = 2
"""Exit code where nothing can be translated so."""


def translate(folder: Path, language: str, name: str, *, write: bool) -> int:
    """Print a file for a translator, or write it to where it belongs."""
    if not LANGUAGE.fullmatch(language) or language == ORIGINAL:
        sys.stderr.write(
            f"{language!r} is no language to translate into. A code such as de would be right.\n"
        )
        return WRONG
    try:
        made = sheet(folder, shipped_dialogs(), language, name)
        if not write:
            sys.stdout.write(made.text)
            return 0
        made.file.parent.mkdir(parents=True, exist_ok=True)
        made.file.write_text(made.text, encoding="utf-8")
    except Untranslatable as nothing:
        sys.stderr.write(f"{nothing}\n")
        return WRONG
    except OSError as error:
        sys.stderr.write(f"{made.file}: it can't be written ({error.strerror}).\n")
        return WRONG
    sys.stdout.write(f"{made.file}: written\n")
    return 0
