"""Stores to test: whatever stands behind the protocol runs the same suite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from storage_examples import NOW

from bot.storage.sqlite import open_store
from bot.storage.store import Store


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return {"sqlite": f"sqlite:///{tmp_path}/mend.db"}[request.param]


@pytest_asyncio.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await open_store(url, now=NOW, spare=0, patience=1.0)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def other(url: str, store: Store) -> AsyncIterator[Store]:  # noqa: ARG001  # opened after it
    """The same database in another window."""
    opened = await open_store(url, now=NOW, spare=0, patience=1.0)
    yield opened
    await opened.close()
