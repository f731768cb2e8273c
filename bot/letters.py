"""How a turn becomes letters: what is said, what was chosen, and whose keyboard goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.engine.letter import Change, Letter
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.phrases import Phrases
from bot.engine.session import Session
from bot.engine.turn import Button, Closed, Message, Turn
from bot.messengers.messenger import Pressed

LONGEST = 4096
"""UTF-16 units that one message can hold (Telegram)."""

LONGEST_COPY = 256
"""Characters that a copy button can hold (Telegram)."""


OUTSIDE = frozenset(
    {
        *(
            "set",
            "open",
            "aside",
            "new",
            "take",
            "one",
            "two",
            "scr",
            "pair",
            "rem",
            "note",
            "act",
            "chk",
            "help",
        ),
        *("weigh", "talks", "end", "let", "btw", "sen"),
    }
)
"""First parts of buttons that belong to no session; their messages are closed by who answers them."""


def session_of(pressed: Pressed) -> str:
    """The session whose button was pressed; empty for those outside one and for the ways always open."""
    first, _, rest = pressed.data.partition(":")
    return first if ":" in rest and first not in OUTSIDE else ""


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def letters(  # noqa: PLR0917  (all that letters are made of)
    turn: Turn, before: Session, people: Collection[User], library: Library, pressed: Pressed | None, by: int
) -> list[Letter]:
    """All letters of a turn, in each person's order: first what changes above, then what is said.

    `pressed` is what `by` pressed, if it was a press.
    """
    found: list[Letter] = []
    for user in people:
        own = pressed if user.id == by else None
        found += _to(turn, before, user, library.phrases_in(user.language), own)
    return found


def _to(turn: Turn, before: Session, user: User, phrases: Phrases, pressed: Pressed | None) -> list[Letter]:
    """The letters of a turn to one person."""
    messages = [message for message in turn.messages if message.to == user.id]
    changes = list(_changes(turn, before, user, pressed))
    for message in messages:
        shown = before.shown.get(message.asked)
        done = {change.message for change in changes}
        if shown is not None and shown.message and shown.message not in done:
            changes.append(Change(shown.message))
    said = [letter for message in messages for letter in say(message, turn.session.id, user, phrases)]
    return [*edit(changes, user), *said]


def edit(changes: Sequence[Change], user: User) -> list[Letter]:
    """What changes above, as a letter; none where nothing does."""
    if not changes:
        return []
    own = any(change.text for change in changes)
    owners = frozenset({user.id} if own else ())
    return [Letter(0, user.address, "edit", reader=user.id, owners=owners, changes=tuple(changes))]


def with_button(letters: Iterable[Letter], message: int, button: Button) -> list[Letter]:
    """The same letters, but under this message that changes above is a button."""
    return [
        replace(
            letter,
            changes=tuple(
                replace(change, buttons=((button,),)) if change.message == message else change
                for change in letter.changes
            ),
        )
        for letter in letters
    ]


def together(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The same letters, but what changes above goes with what is said right after it."""
    before: Letter | None = None
    for letter in letters:
        if before is None:
            before = letter
            continue
        fits = before.kind == "edit" and letter.kind == "say" and not (letter.replaces or letter.due_at)
        if fits and before.address == letter.address:
            owners = before.owners | letter.owners
            before = replace(letter, changes=before.changes + letter.changes, owners=owners)
        else:
            yield before
            before = letter
    if before is not None:
        yield before


def _changes(turn: Turn, before: Session, user: User, pressed: Pressed | None) -> Iterator[Change]:
    redrawn = {change.asked: change.buttons for change in turn.redrawn if change.owner == user.id}
    for asked, buttons in redrawn.items():
        shown = before.shown.get(asked)
        message = (pressed.message if pressed else 0) or (shown.message if shown else 0)
        if message:
            yield Change(message, "", buttons)
    own = pressed is not None and pressed.data.partition(":")[0] not in OUTSIDE
    if own and pressed is not None and pressed.message and not redrawn and turn.refused != "refused.pick":
        yield _answered(pressed, turn)
    for closed in turn.closed:
        shown = before.shown.get(closed.asked) if closed.owner == user.id else None
        if shown is not None and shown.message and (pressed is None or shown.message != pressed.message):
            yield Change(shown.message)


def _answered(pressed: Pressed, turn: Turn) -> Change:
    """The message that was pressed: it shows what was chosen, or only loses its buttons where nothing was."""
    number = pressed.data.split(":")[1] if session_of(pressed) else ""
    asked = int(number) if number.isdecimal() else 0
    chosen = _chosen(turn.closed, asked) or pressed.label
    if turn.refused == "moved_on" or not pressed.text or not chosen or pressed.data.endswith(":<back"):
        return Change(pressed.message)
    text = f"{pressed.text}\n\n→ {chosen}"
    return Change(pressed.message, text if units(text) <= LONGEST else "")


def _chosen(closed: tuple[Closed, ...], asked: int) -> str:
    return next((each.chosen for each in closed if each.asked == asked), "")


def say(message: Message, session: str, user: User, phrases: Phrases) -> list[Letter]:
    """A message as letters: one, or several where it is too long, its buttons under the last."""
    buttons = message.buttons
    if message.copy and units(message.text) <= LONGEST_COPY:
        buttons = ((Button(phrases.say("buttons.copy"), copy=message.text),),)
    pieces = list(split(message.text))
    rest = [
        Letter(0, user.address, "say", piece, copy=message.copy, reader=user.id, owners=message.owners)
        for piece in pieces[:-1]
    ]
    last = Letter(
        0,
        user.address,
        "say",
        pieces[-1],
        buttons,
        session=session if message.asked else "",
        asked=message.asked,
        copy=message.copy,
        reader=user.id,
        owners=message.owners,
        replaces=f"{session}:{message.replaces}" if message.replaces else "",
    )
    return [*rest, last]


def split(text: str) -> Iterator[str]:
    """A text in pieces that fit into a message, cut at a line or a space where there is one."""
    while units(text) > LONGEST:
        cut = _fitting(text)
        space = max(text.rfind("\n", cut // 2, cut), text.rfind(" ", cut // 2, cut))
        cut = space if space > 0 else cut
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _fitting(text: str) -> int:
    """How many characters fit into one message."""
    total = 0
    for index, char in enumerate(text):
        total += 1 + (ord(char) > 0xFFFF)  # noqa: PLR2004  (outside it a character takes two units)
        if total > LONGEST:
            return index
    return len(text)
