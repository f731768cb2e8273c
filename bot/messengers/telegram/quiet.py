"""What the libraries below us would log has people's words and the token in it: none of it may come out."""

from __future__ import annotations

import logging

LOUD = ("telegram", "aiohttp.client", "aiohttp.internal", "httpx", "httpcore")


def hush() -> None:
    """Silence the libraries at every level: at DEBUG they log whole messages and addresses with the token."""
    for name in LOUD:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
