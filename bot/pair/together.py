"""Becoming two: the screening, an invitation, what its reader may do with it, the link."""

from __future__ import annotations

from dataclasses import replace

from bot import sessions, speaking
from bot.engine.people import Invitation, Link
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.pair import door, invitations, listening, screening, unlinking
from bot.pair.invitations import mine, show, taken, taps
from bot.preferences import LONGEST_NAME, zone_meant
from bot.when.zones import zone_of

HOURS = ("08:00-21:00", "09:00-18:00", "17:00-22:00")
"""Hours in which a knock may come, to choose from."""


# --- whoever asks -------------------------------------------------------------------------------------


async def together(h: Hearing, _: str) -> None:
    """Where one stands: linked, invited, or on the way to inviting somebody."""
    link = await h.work.link_of(h.user.id)
    if link is not None:
        text = f"{h.phrases.say('together.linked', name=link.called)}\n\n{listening.as_it_is(h, link)}"
        two = [Button(d.words_in(h.user.language).title, f"two:{d.name}") for d in sessions.for_two(h)]
        if len(two) > sessions.FEW:
            two = [Button(h.phrases.say("thread.all"), "talks:two")]
        rows = (*((each,) for each in two), *listening.tap(h, link))
        h.ask(text, (*rows, *taps(h, ("together.notes", "pair:notes"), ("together.part", "pair:unlink"))))
        if not link.hours and not speaking.under_way(h):  # there words are for the question that waits
            await _ask_own_hours(h, link)
    elif (invitation := await mine(h)) is not None:
        show(h, invitation)
    else:
        invitations.lost(h)  # whoever asks here is on no way to an answer
        await _go_on(h)


async def _go_on(h: Hearing) -> None:
    """The next thing on the way: to make an invitation, or to say yes to the one that waits."""
    if await taken(h, h.user):
        await together(h, "")
    elif screening.open_for_two(h):
        if (invitation := await mine(h)) is not None:
            await _accept(h, invitation)
        elif invitations.lost(h):
            h.phrase("together.over")
        else:
            await _offer(h)
    elif screening.fresh(h) and not screening.may_be_taken(h):
        h.phrase("screening.done.solo")
    else:
        screening.introduce(h)


async def screened(h: Hearing, rest: str) -> None:
    """A button of the screening."""
    topic, _, rest = rest.partition(":")
    if topic == "go":
        await _begin_screening(h, rest)
    elif topic == "later":
        await leave_screening(h, rest)
    else:
        choice, _, before = rest.partition(":")
        if screening.answer(h, topic, choice, before):
            await _after(h, before)


async def screened_typed(h: Hearing, text: str) -> None:
    """A typed answer of the screening."""
    before = screening.comes_before(h)
    if screening.typed(h, text):
        await _after(h, before)


async def _begin_screening(h: Hearing, before: str) -> None:
    screening.hide(h)
    if before and door.screened_lately(h):
        await _open_for_one(h, before)
    elif screening.answered(h):
        await _go_on(h)
    else:
        screening.begin(h, before)


async def leave_screening(h: Hearing, before: str) -> None:
    """No more of the screening now."""
    screening.leave(h)
    if before:
        await sessions.rather_calm(h)
    else:
        h.phrase("screening.kept_open")


async def _open_for_one(h: Hearing, before: str) -> None:
    """On to a dialog for one after the screening; whoever it isn't for reads what they would who left it for later."""
    if screening.open_for_two(h) or screening.passed(h, before):
        await sessions.open_here(h, before)
    else:
        await sessions.rather_calm(h)


async def _after(h: Hearing, before: str) -> None:
    """All four are answered: thanks and where help is, in the same words for everybody; then what can be next.

    Before a dialog for one, what is said if it isn't open is to be no other than after "Not now".
    """
    if h.user.mode != "joint":
        await h.work.rest_acts(h.user.id)  # what was meant for the other
    if before:
        await _open_for_one(h, before)
        return
    h.phrase("screening.thanks")
    if h.user.mode == "joint":
        await _go_on(h)
    else:
        h.phrase("screening.done.solo")


async def _offer(h: Hearing) -> None:
    """Make an invitation, once it is known what the other is to read as one's name."""
    if not h.user.name:
        await ask_name(h, "")
        return
    rows = taps(h, ("together.make", "pair:make"), ("together.rename", "pair:name"))
    back = taps(h, ("together.revoke_last", "pair:revoke")) if await invitations.made_lately(h) else ()
    h.ask(h.phrases.say("together.offer", name=h.user.name), (*rows, *back, *invitations.alone(h)))


async def ask_name(h: Hearing, _: str) -> None:
    """Ask under which name the other is to know this person."""
    h.phrase("together.ask_name")
    h.update(asks="pair_name")


async def take_name(h: Hearing, text: str) -> None:
    """The name that the other reads."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        h.phrase("settings.name_long")
        return
    h.update(asks="", name=name)
    await _go_on(h)


# --- whoever was asked --------------------------------------------------------------------------------


async def arrive(h: Hearing, payload: str) -> None:
    """The invitation by which somebody came, if they did; else what we can do."""
    invitation = await mine(h)
    if invitation is not None:
        show(h, invitation)
    elif invitations.is_token(payload):  # of one that is gone
        h.phrase("together.over")
    else:
        await sessions.start(h, "")


async def start(h: Hearing, payload: str) -> None:
    """What we can do; an invitation that waits is one of these, and no more than that."""
    if payload:
        await arrive(h, payload)
        return
    invitation = await mine(h)
    key = invitations.key_of(invitation) if invitation is not None else ""
    await sessions.start(h, "", more=taps(h, ("together.read", f"pair:read:{key}")) if key else ())


async def accept(h: Hearing, key: str, *, listens: bool = False) -> None:
    """Yes, as far as it goes: first the own screening, then a name, the hour, and when a note may come."""
    h.close_pressed()
    if await taken(h, h.user):
        h.phrase("together.one")
        await together(h, "")
    elif (invitation := await invitations.named(h, key)) is not None:
        listening.note(h, invitation, listens=listens)
        await _go_on(h)


async def hear(h: Hearing, key: str) -> None:
    """Yes, and only to listen."""
    await accept(h, key, listens=True)


async def revoke(h: Hearing, _: str) -> None:
    """Take the link back; where it was answered with yes already, that is told."""
    await (together(h, "") if await taken(h, h.user) else invitations.revoke(h, ""))


async def make(h: Hearing, _: str) -> None:
    """Make an invitation, if one may still be made."""
    h.close_pressed()
    if screening.open_for_two(h) and h.user.name and not await taken(h, h.user):
        await invitations.make(h)
    else:
        await together(h, "")


async def _accept(h: Hearing, invitation: Invitation) -> None:
    say = h.phrases.say
    if not h.user.name:
        await ask_name(h, "")
    elif not h.user.zone:
        h.say(say("together.zone"))
        h.update(asks="pair_zone")
    else:
        key = invitations.key_of(invitation)
        text, way, other = listening.with_yes(h, invitation)
        rows = (*_hours(f"pair:{way}:{{}}:{key}"), *other)
        ways = taps(h, ("together.rename", "pair:name"), ("together.later", "pair:later"))
        h.ask(text, (*rows, *ways))


async def take_zone(h: Hearing, text: str) -> None:
    """A city, an IANA name, or the hour that it is: then on."""
    if found := zone_meant(h, text, "pair:zone"):
        await _set_zone(h, found)


async def zone(h: Hearing, value: str) -> None:
    """The zone whose button was pressed: then on."""
    h.close_pressed()
    await _set_zone(h, value if zone_of(value, h.now) is not None else h.user.zone)


async def _set_zone(h: Hearing, zone: str) -> None:
    h.update(asks="", zone=zone)
    link = await h.work.link_of(h.user.id)
    await (_go_on(h) if link is None or link.hours else _ask_own_hours(h, link))


async def _ask_own_hours(h: Hearing, link: Link) -> None:
    """Ask somebody who is linked the hour, where it isn't known, and when a note may come."""
    say = h.phrases.say
    if h.user.zone:
        h.ask(say("together.when", name=link.called), _hours("pair:hours:{}"))
    else:
        h.say(say("together.own_zone"))
        h.update(asks="pair_zone")


def _hours(data: str) -> Buttons:
    return tuple((Button(hours, data.format(number)),) for number, hours in enumerate(HOURS))


def _chosen_hours(number: str) -> str:
    return dict(enumerate(HOURS)).get(int(number) if number.isdecimal() else -1, "")


async def notes(h: Hearing, _: str) -> None:
    """Ask when a note may come, for other hours than were chosen."""
    h.close_pressed()
    link = await h.work.link_of(h.user.id)
    await (_ask_own_hours(h, link) if link is not None else together(h, ""))


async def hours(h: Hearing, number: str) -> None:
    """The hours in which a note may come to somebody from now on."""
    h.close_pressed()
    link, chosen = await h.work.link_of(h.user.id), _chosen_hours(number)
    if link is not None and chosen:
        await h.work.save_link(replace(link, hours=chosen))
        h.phrase("settings.kept")
    await together(h, "")


async def link(h: Hearing, rest: str, *, listens: bool = False) -> None:
    """The last tap: both are linked."""
    h.close_pressed()
    number, _, key = rest.partition(":")
    if await taken(h, h.user):
        await together(h, "")
        return
    invitation = await invitations.named(h, key)
    hours = _chosen_hours(number)
    if invitation is not None and screening.open_for_two(h) and h.user.name and hours:
        await invitations.accept(h, invitation, hours, listens=listens)
        await together(h, "")
    elif invitation is not None:
        await _go_on(h)


async def listen(h: Hearing, rest: str) -> None:
    """The last tap: both are linked, and this one only listens."""
    await link(h, rest, listens=True)


async def told(h: Hearing, at: str) -> None:
    """The note of a yes was opened, one to only listening."""
    await listening.told(h, at)
    await together(h, "")


async def changed(h: Hearing, value: str) -> None:
    """To only listen from now on, or no longer."""
    await listening.change(h, value)
    await together(h, "")


async def begin(h: Hearing, rest: str) -> None:
    """A talk of two; where the last screening is long ago it comes again first, but for a light one."""
    name, _, beside = rest.partition(":")
    if screening.open_for_two(h, light=door.is_light(h, name)) or not await taken(h, h.user):
        await sessions.begin_together(h, name, beside=bool(beside))
    else:
        door.ask_first(h)


PRESSES = {
    "page": together,
    "make": make,
    "name": ask_name,
    "revoke": revoke,
    "read": invitations.read,
    "look": invitations.look,
    "offer": listening.explain,
    "yes": accept,
    "hear": hear,
    "later": invitations.later,
    "no": invitations.refuse,
    "away": invitations.away,
    "zone": zone,
    "notes": notes,
    "hours": hours,
    "link": link,
    "listen": listen,
    "told": told,
    "listens": changed,
    "unlink": unlinking.ask,
    "part": unlinking.unlink,
    "stay": unlinking.stay,
}
"""Buttons of the form `pair:NAME` or `pair:NAME:VALUE`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of becoming two, of being two, or of the end of it."""
    name, _, value = rest.partition(":")
    await PRESSES.get(name, together)(h, value)
