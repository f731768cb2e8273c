"""Who sits in a session, as the engine sees them: their names, whether they are here, who is gone in silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.care.helplines import helplines
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.session import GONE, Participant, Session
from bot.storage.store import Opening, Work

HERE = timedelta(minutes=10)
"""Who wrote or pressed in a session so lately gets the other's words at once."""


async def loaded(  # noqa: PLR0917  (all that a session is made of)
    work: Work, opening: Opening, user: User, library: Library, zone: str, now: datetime
) -> Session | None:
    """A kept session as the engine sees it, its library knowing what it needs; None if not theirs.

    `zone` is that of people who never said where they live.
    """
    row = opening.session
    if row is None or user.id not in row.seats.values():
        return None
    library = await _knowing(work, library, {row.hash, *(visit.hash for visit in row.place.trail)})
    return Session(
        row.id,
        row.dialog,
        row.hash,
        row.seats,
        await company(work, row.id, row.seats.values(), user, opening.others, zone, now),
        row.place,
        library,
        tuple(opening.answers),
        row.state,
        row.moved_at,
        opening.shown,
        row.version,
    )


def alone(user: User, zone: str) -> Mapping[int, Participant]:
    """One person, who sits in every seat; `zone` is theirs where they never said where they live."""
    return {
        user.id: Participant(
            user.id,
            user.name,
            user.language,
            zone=user.zone or zone,
            placed=bool(user.zone),
            emergency=helplines().emergency(user.country),
        )
    }


async def company(  # noqa: PLR0917  (all that a company is made of)
    work: Work,
    session: str,
    seated: Collection[int],
    user: User,
    others: Sequence[User],
    zone: str,
    now: datetime,
) -> Mapping[int, Participant]:
    """Everybody who sits in a session, each by the name under which the other knows them."""
    if set(seated) == {user.id}:
        return alone(user, zone)
    link = await work.link_of(user.id)
    called, own = link.called if link is not None else "", user.name
    people = {GONE: Participant(GONE, called, user.language, here=False)} if GONE in seated else {}
    for other in others:
        here = await _is_here(work, session, other, now)
        theirs = await work.link_of(other.id)
        listens = theirs is not None and theirs.listens
        lives, placed = other.zone or zone, bool(other.zone)
        people[other.id] = Participant(other.id, called, other.language, here, lives, listens, placed)
        own = theirs.called if theirs is not None else own
    listens = link is not None and link.listens
    return {
        user.id: Participant(
            user.id,
            own,
            user.language,
            zone=user.zone or zone,
            listens=listens,
            placed=bool(user.zone),
            emergency=helplines().emergency(user.country),
        ),
        **people,
    }


async def _is_here(work: Work, session: str, user: User, now: datetime) -> bool:
    """Whether somebody wrote or pressed in this session just now, and is asked nothing anywhere else."""
    lately = user.heard_at is not None and now - user.heard_at < HERE
    if not lately or user.session != session or user.asks or user.blocked:
        return False
    return not any(
        question.owner == user.id
        for row in await work.sessions_of(user.id)
        for question in row.place.questions
        if row.id != session and row.state == "running"
    )


async def _knowing(work: Work, library: Library, hashes: set[str]) -> Library:
    """The library with these structures and those they call; older ones are fetched from the store."""
    while missing := {hash_ for hash_ in hashes if library.by_hash(hash_) is None}:
        found = [dialog for hash_ in sorted(missing) if (dialog := await work.dialog(hash_)) is not None]
        if not found:
            raise LookupError(sorted(missing))
        library = library.knowing(found)
        hashes = hashes | {called for dialog in found for called in dialog.structure.calls.values()}
    return library
