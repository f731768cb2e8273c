"""What a failed call means, said in our own words: Telegram's may quote people's, the network's the token."""

from __future__ import annotations

import json
from http import HTTPStatus

import aiohttp
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)


class Unreached(NetworkError):
    """No connection came about: what was to be sent has surely not arrived."""


class Flooded(TelegramError):
    """Telegram wants us to wait so many seconds; the library's own RetryAfter warns when it is made."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:.0f} s")
        self.seconds = seconds


class AlreadySo(BadRequest):
    """What was asked for is so already, or can no longer matter."""


class WebhookSet(Conflict):
    """Updates go to a webhook, so none can be fetched."""


_UNREACHED: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "the name of the Bot API's host can't be resolved"),
    (aiohttp.ClientConnectorCertificateError, "the certificate of the Bot API's host isn't trusted"),
    (aiohttp.ClientSSLError, "no safe connection to the Bot API's host came about"),
    (aiohttp.ClientConnectorError, "the Bot API's host takes no connection"),
    (aiohttp.ConnectionTimeoutError, "no connection to the Bot API came about in time"),
    (aiohttp.InvalidURL, "the address of the Bot API is no address"),
)

# Parts of Telegram's descriptions, in lower case; the first that fits decides.
_REFUSED: tuple[tuple[str, type[TelegramError], str], ...] = (
    ("message is not modified", AlreadySo, "the message is so already"),
    ("query is too old", AlreadySo, "the press is too old to be answered"),
    ("query id is invalid", AlreadySo, "the press is too old to be answered"),
    ("message to edit not found", AlreadySo, "the message is gone"),
    ("message to delete not found", AlreadySo, "the message is gone"),
    ("message_id_invalid", AlreadySo, "the message is gone"),
    ("chat not found", Forbidden, "the chat is not there"),
    ("user not found", Forbidden, "the person is not there"),
    ("peer_id_invalid", Forbidden, "the chat is not there"),
    ("user_is_blocked", Forbidden, "the bot was shut out"),
    ("user is deactivated", Forbidden, "the person's account is gone"),
    ("group chat was upgraded", Forbidden, "the group has become another"),
    ("text is empty", BadRequest, "the text is empty"),
    ("message is too long", BadRequest, "the text is too long"),
    ("must be encoded in utf-8", BadRequest, "the text isn't Unicode"),
    ("can't be edited", BadRequest, "the message can't be edited"),
    ("can't be deleted", BadRequest, "the message can't be deleted"),
    ("button", BadRequest, "a button isn't as it must be"),
    ("reply markup", BadRequest, "the buttons are too many"),
    ("entit", BadRequest, "the form of the text isn't as it must be"),
)


def unsent(error: Exception) -> TelegramError:
    """Tell of a call that brought no reply, without the error's own words (they name the address)."""
    for kind, words in _UNREACHED:
        if isinstance(error, kind):
            return Unreached(words)
    if isinstance(error, TimeoutError):
        return TimedOut("the Bot API didn't answer in time")
    if isinstance(error, aiohttp.ClientPayloadError):
        return NetworkError("the Bot API's reply broke off")
    if isinstance(error, (aiohttp.ClientConnectionError, OSError)):
        return NetworkError("the connection to the Bot API was lost")
    return NetworkError(f"a call to the Bot API failed ({type(error).__name__})")


def refusal(status: int, payload: bytes) -> TelegramError:
    """Tell of a reply that says no: `status` is HTTP's, `payload` should be the Bot API's JSON."""
    answer = _answer(payload)
    if answer is None:
        return NetworkError(f"something that isn't the Bot API answered with {status}")
    wait = _number(answer.get("parameters"), "retry_after")
    if wait or status == HTTPStatus.TOO_MANY_REQUESTS:
        return Flooded(max(wait, 1))
    said = str(answer.get("description", "")).casefold()
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return InvalidToken("the token was refused")
    if status == HTTPStatus.CONFLICT:
        return (
            WebhookSet("a webhook is set") if "webhook" in said else Conflict("another bot fetches updates")
        )
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN):
        return _refused(status, said)
    return NetworkError(f"the Bot API failed with {status}")


def _refused(status: int, said: str) -> TelegramError:
    for part, kind, words in _REFUSED:
        if part in said:
            return kind(words)
    if status == HTTPStatus.FORBIDDEN:
        return Forbidden("the bot was shut out")
    return BadRequest("Telegram refuses it")


def _answer(payload: bytes) -> dict[str, object] | None:
    try:
        answer = json.loads(payload)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _number(parameters: object, key: str) -> float:
    number = parameters.get(key) if isinstance(parameters, dict) else None
    return float(number) if isinstance(number, (int, float)) else 0.0
