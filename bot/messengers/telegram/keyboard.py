"""Texts and buttons as Telegram takes them. Pure."""

from __future__ import annotations

import re
from typing import Any

from bot.engine.turn import Button, Buttons

LONGEST_COPY = 256  # core.telegram.org/bots/api#copytextbutton
LONGEST_CAPTION = 1024  # core.telegram.org/bots/api#sendphoto
LONGEST_DATA = 64  # core.telegram.org/bots/api#inlinekeyboardbutton, in bytes

Json = dict[str, Any]

_REFUSED = re.compile("[\0\ud800-\udfff]")


def clean(text: str) -> str:
    """Leave out what Telegram refuses: halves of a character, and NUL."""
    return _REFUSED.sub("", text)


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def content(text: str, buttons: Buttons, *, copy: bool = False, plain: bool = False) -> Json:
    """Say a text with buttons under it, as fields of `sendMessage` and `editMessageText`.

    `copy`: it is made to be copied. `plain`: without all that Telegram could refuse.
    """
    text, rows = clean(text).strip(), keyboard(buttons, plain=plain)
    told: Json = {"text": text, "link_preview_options": {"is_disabled": True}}
    if rows:
        told["reply_markup"] = {"inline_keyboard": rows}
    copied = any("copy_text" in button for row in rows for button in row)
    if copy and not copied and not plain:
        told["entities"] = [{"type": "pre", "offset": 0, "length": units(text)}]
    return told


def caption(text: str, buttons: Buttons) -> Json | None:
    """The same as fields of `sendPhoto`; None where it is too long to stand under a picture."""
    told = content(text, buttons)
    if units(told["text"]) > LONGEST_CAPTION:
        return None
    return {"caption": told["text"], **{key: told[key] for key in ("reply_markup",) if key in told}}


def keyboard(buttons: Buttons, *, plain: bool = False) -> list[list[Json]]:
    """Lay out the rows of buttons; a button to copy what is too long for one is left out."""
    rows = ([_button(button, plain=plain) for button in row] for row in buttons)
    return [kept for row in rows if (kept := [button for button in row if button])]


def _button(button: Button, *, plain: bool) -> Json | None:
    label, copy = clean(button.label), clean(button.copy)
    if not label.strip():
        return None
    if copy:
        fits = not plain and units(copy) <= LONGEST_COPY
        return {"text": label, "copy_text": {"text": copy}} if fits else None
    fits = 0 < len(button.data.encode("utf-8", "replace")) <= LONGEST_DATA
    return {"text": label, "callback_data": button.data} if fits else None
