"""Becoming two over real HTTP: what a phone shows of the screening, and a link of t.me that links two people."""

from __future__ import annotations

import re
from pathlib import Path

from phone import Person
from program import running

AGREE = "I agree, and I am 18 or over"


async def answers(person: Person) -> None:
    """The four questions, by buttons and by typing, none of which stays in the chat."""
    await person.hears("Before two people talk here")
    person.presses("I'm alone, go on")
    for number in (1, 2, 3):
        await person.hears(f"{number} of 4")
        person.presses("No")
    await person.hears("4 of 4")
    await person.loopback.settles(still=0.15)
    typed = person.writes("no")
    await person.hears("That was the last one")
    await person.loopback.settles()
    assert typed.deleted
    shown = [seen.text for seen in person.chat if not seen.deleted]
    kept = [text for text in shown if "quiet note" not in text]
    assert [text for text in kept if "of 4" in text or "→ No" in text] == []
    assert shown.count("A question was here.") == 5


async def test_two_phones_become_linked_by_a_link_and_no_question_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        ann, ben = (program.loopback.person(number) for number in (4711, 4712))
        ann.writes("/together")
        await ann.hears("end-to-end")
        ann.presses(AGREE)
        await ann.hears("may I send a quiet note")
        ann.presses("No")
        await answers(ann)
        await ann.hears("as your name")
        await ann.loopback.settles(still=0.15)
        ann.writes("Ann")
        await ann.hears("I can make an invitation")
        ann.presses("Make the invitation")
        forward = (await ann.hears("There is something")).text
        link = re.search(r"https://t\.me/mend_bot\?start=([\w-]{22,64})", forward)
        assert link is not None
        ben.starts(link[1])
        await ben.hears("end-to-end")
        ben.presses(AGREE)
        await ben.hears("may I send a quiet note")
        ben.presses("No")
        await ben.hears("Ann would like to talk")
        ben.presses("Yes")
        await answers(ben)
        assert "Ann would like to talk" in "".join(seen.text for seen in ben.chat)
        for part, text in (("as your name", "Ben"), ("what hour is it", "London")):
            await ben.hears(part)
            await ben.loopback.settles(still=0.15)
            ben.writes(text)
        await ben.hears("One last thing")
        ben.presses("08:00-21:00")
        await ben.hears("You and Ann are linked.")
        await program.ends()
        assert link[1].encode() not in b"".join(file.read_bytes() for file in tmp_path.glob("mend.db*"))
