"""The README's picture of one's own weeks is what somebody really gets, and small."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from draw import WEEKS
from own_weeks import own_weeks
from PIL import Image, ImageChops


def test_the_picture_is_small_and_the_readme_shows_it() -> None:
    readme = Path(__file__).resolve().parents[2] / "README.md"
    assert f"({WEEKS.relative_to(readme.parent)})" in readme.read_text()
    assert WEEKS.stat().st_size < 40_000


async def test_the_picture_is_as_somebody_gets_it_today() -> None:
    kept, now = (Image.open(BytesIO(each)).convert("RGB") for each in (WEEKS.read_bytes(), await own_weeks()))
    assert kept.size == now.size
    furthest = max(high for _, high in ImageChops.difference(kept, now).getextrema())
    assert furthest < 40, "python tests/picture/draw.py draws it anew"
