"""Rows of sessions, their answers, what was shown in them, and the structures they are pinned to."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.engine.dialog import Dialog
from bot.engine.people import User
from bot.engine.reminder import KINDS
from bot.engine.session import Answer, Shown
from bot.storage.codec import (
    from_audience,
    from_dialog,
    from_given,
    from_place,
    micros,
    moment,
    to_audience,
    to_dialog,
    to_given,
    to_place,
    to_seats,
)
from bot.storage.driver import Row
from bot.storage.people import OWED, to_user
from bot.storage.seal import seal, unseal
from bot.storage.store import Conflict, Opening, SessionRow
from bot.storage.transaction import Transaction


def _to_session(row: Row) -> SessionRow:
    id_, dialog, hash_, state, place, seats, began, moved, version = row
    return SessionRow(
        id_, dialog, hash_, state, to_place(place), to_seats(seats), moment(began), moment(moved), version
    )


def _from_session(row: SessionRow) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "dialog": row.dialog,
        "hash": row.hash,
        "state": row.state,
        "place": from_place(row.place),
        "began_at": micros(row.began_at),
        "moved_at": micros(row.moved_at),
        "version": row.version,
    }


_MOVING = ("id", "state", "place", "moved_at", "version")


def _from_seats(row: SessionRow) -> Iterable[Mapping[str, Any]]:
    for position, (seat, user) in enumerate(row.seats.items()):
        yield {"session": row.id, "position": position, "seat": seat, "user": user}


def _answer_key(session: str, asked: int) -> str:
    return f"{session}:{asked}"


def _to_answer(row: Row) -> Answer:
    asked, owner, name, hash_, step, audience, at, given, status, round_, visit, session = row
    value, parts = to_given(unseal(given, _answer_key(session, asked), owner))
    readers, when = to_audience(audience), moment(at)
    return Answer(asked, owner, name, hash_, step, readers, when, value, parts, status, round_, visit)


def _from_answer(session: str, answer: Answer) -> Mapping[str, Any]:
    given = from_given(answer.value, answer.parts)
    return {
        "session": session,
        "asked": answer.asked,
        "owner": answer.owner,
        "name": answer.name,
        "hash": answer.hash,
        "step": answer.step,
        "audience": from_audience(answer.audience),
        "at": micros(answer.at),
        "given": seal(given, _answer_key(session, answer.asked), answer.owner),
        "status": answer.status,
        "round": answer.round,
        "visit": answer.visit,
    }


def _to_shown(rows: Iterable[Row]) -> Mapping[int, Shown]:
    return {asked: Shown(moment(at), message, bool(certain)) for asked, at, message, certain in rows}


def _shared(session: SessionRow, user: int) -> bool:
    """Whether this person sits there and somebody else too; looked at each turn, without a statement."""
    seated = set(session.seats.values())
    return user in seated and not seated <= {user, 0}


class Sessions(Transaction):
    """Sessions with what was said in them."""

    async def opening(self, address: str, session: str = "") -> Opening:
        """The person at this address, with the named session or the one they last did something in."""
        user, rows, answers, shown = await self.read_all(
            ("user_at", "opened_session", "opened_answers", "opened_shown"), address=address, session=session
        )
        who = to_user(user[0]) if user else None
        found = self._know(rows[0]) if rows else None
        return Opening(
            who,
            found,
            tuple([_to_answer(row) for row in answers]),
            _to_shown(shown),
            await self._others(found, who.id) if found and who and _shared(found, who.id) else (),
        )

    async def _others(self, session: SessionRow, user: int) -> Sequence[User]:
        """Who else sits in this session, by id."""
        return tuple([to_user(row) for row in await self.read("others_in", session=session.id, user=user)])

    async def session(self, session: str) -> SessionRow | None:
        """The session with this id."""
        rows = await self.read("session", id=session)
        return self._know(rows[0]) if rows else None

    async def sessions_of(self, user: int) -> Sequence[SessionRow]:
        """A person's sessions that have not ended, last moved first; one that can't be read hinders no other."""
        return self._readable(await self.read("sessions_of", user=user))

    async def sessions_of_two(self, user: int) -> Sequence[SessionRow]:
        """All sessions in which this person and somebody else sit, or sat."""
        return self._readable(await self.read("sessions_of_two", user=user))

    async def save_session(self, row: SessionRow) -> None:
        """Keep a session where its version is still the one that was read, else Conflict.

        Where it was read in this transaction nobody can have been faster: there is nothing to wait for.
        """
        known: SessionRow | None = self.known.get(row.id)
        values = _from_session(row)
        if known is not None and (known.version, known.hash) == (row.version, row.hash):
            self.write("move_session", **{name: values[name] for name in _MOVING})
        elif not await self.read("save_session" if row.version else "add_session", **values):
            raise Conflict(row.id)
        if known is None or known.seats != row.seats:
            self.write_all("seat", _from_seats(row))
        self.known[row.id] = replace(row, version=row.version + 1)

    def _readable(self, rows: Iterable[Row]) -> Sequence[SessionRow]:
        found = []
        for row in rows:
            with contextlib.suppress(ValueError):  # pydantic's ValidationError is one
                found.append(self._know(row))
        return found

    def _know(self, row: Row) -> SessionRow:
        session = _to_session(row)
        self.known[session.id] = session
        return session

    async def forget_session(self, session: str) -> None:
        """Delete a session with its answers and letters."""
        for query in ("forget_letters_of_session", "close_session", "forget_session"):
            self.write(query, session=session)
        self.write("set_fact", name=OWED, value="yes")
        self.known.clear()

    async def leave_session(self, session: str, user: int) -> None:
        """One of two goes in silence."""
        for query in ("leave_letters", "leave_seat"):
            self.write(query, session=session, user=user)
        self.write("drop_reminders", session=session, user=user, kinds=json.dumps(KINDS))
        self.write("set_fact", name=OWED, value="yes")
        self.known.clear()

    async def answers(self, session: str) -> Sequence[Answer]:
        """All answers of a session, by `asked`, then owner."""
        return [_to_answer(row) for row in await self.read("answers", session=session)]

    async def keep_answers(self, session: str, answers: Iterable[Answer]) -> None:
        """Add answers, or replace those with the same (asked, owner)."""
        self.write_all("keep_answer", [_from_answer(session, answer) for answer in answers])

    async def drop_answers(self, session: str, keys: Iterable[tuple[int, int]]) -> None:
        """Delete these (asked, owner)."""
        self.write_all(
            "drop_answer", [{"session": session, "asked": asked, "owner": owner} for asked, owner in keys]
        )

    async def shown(self, session: str) -> Mapping[int, Shown]:
        """When the questions of a session reached their person, by question number."""
        return _to_shown(await self.read("shown", session=session))

    async def keep_dialog(self, dialog: Dialog) -> None:
        """Keep a structure by its hash, with these words."""
        self.write(
            "keep_dialog",
            hash=dialog.hash,
            name=dialog.name,
            format=dialog.structure.format,
            body=from_dialog(dialog),
        )

    async def dialog(self, hash_: str) -> Dialog | None:
        """The structure kept under this hash, with the words it was kept with."""
        rows = await self.read("dialog", hash=hash_)
        return to_dialog(rows[0][0]) if rows else None
