"""Forgotten means gone: from the rows, from the free pages, from the log, also while somebody else reads."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from storage_examples import NOW, answer, begun, dialog, letter, post, row, somebody

from bot.engine.act import Act
from bot.engine.check_in import Tap
from bot.engine.journey import Ending, Keepsake
from bot.engine.people import Invitation, Link, User
from bot.engine.reminder import Reminder
from bot.engine.unsent import Part
from bot.storage.cleaning import gap
from bot.storage.sqlite import open_store
from bot.storage.store import Store

ANN, BEN = "telegram:471147114711", "telegram:581258125812"


def left(tmp_path: Path, *words: str) -> list[str]:
    """Which of these words are anywhere in the database's files.

    Another process reads them: where this one closes a file, SQLite's locks on it would be gone.
    """
    everything = subprocess.run(["cat", *tmp_path.iterdir()], capture_output=True, check=True).stdout
    return [word for word in words if word.encode() in everything]


async def said_much(store: Store) -> tuple[User, User]:
    """Ann and Ben, with words of theirs wherever words can be."""
    ann, ben = await somebody(store, ANN, name="Annabella"), await somebody(store, BEN, name="Benedict")
    await begun(store, ann, "own")
    await begun(store, ann, "both", ben)
    async with store.batch() as work:
        await work.keep_answers("own", [answer(ann.id, 1, "ann-alone " * 900), answer(ann.id, 2, "ann-soon")])
        await work.keep_answers("both", [answer(ann.id, 1, "ann-shared"), answer(ben.id, 2, "ben-shared")])
    async with store.batch() as work:
        await work.drop_answers("own", [(2, ann.id)])
    await post(
        store,
        letter(ANN, "to-ann-delivered", reader=ann.id),
        letter(ANN, "to-ann", reader=ann.id),
        letter(BEN, "to-ben-quoting-ann", reader=ben.id, owners=frozenset({ann.id, ben.id})),
        letter(BEN, "to-ben", reader=ben.id, owners=frozenset({ben.id})),
    )
    first, *_ = await store.due("telegram:", NOW, 9)
    async with store.batch() as work:
        await work.delivered(first, 9, NOW)
    await became_two(store, ann, ben)
    return ann, ben


async def became_two(store: Store, ann: User, ben: User) -> None:
    """Ann and Ben linked, each with an invitation made and a word for the other; later neither wants the other."""
    until = NOW + timedelta(days=2)
    async with store.batch() as work:
        await work.save_link(Link(ann.id, ben.id, "ann-calls-ben", NOW))
        await work.save_link(Link(ben.id, ann.id, "ben-calls-her", NOW))
        await work.invite(Invitation(b"a" * 32, ann.id, "ann-invites", NOW, until, ben.id))
        await work.invite(Invitation(b"b" * 32, ben.id, "ben-invites", NOW, until, ann.id))
        await work.keep_acts([Act(0, ann.id, ben.id, "both", 3, "ann-comes-home", "ann-makes-tea")])
        await work.keep_acts([Act(0, ben.id, ann.id, "both", 4, "ben-comes-home", "ben-makes-tea")])
        await work.keep_away(ann.id, BEN)
        await work.keep_away(ben.id, ANN)
        await work.check_in(ann.id, Tap(NOW.date(), "ann-felt", 4))
        await work.check_in(ben.id, Tap(NOW.date(), "ben-felt", 2))
        await work.keep_words(Keepsake(ann.id, "repair", "ann-keeps", NOW))
        await work.keep_words(Keepsake(ben.id, "repair", "ben-keeps", NOW))
        for each, words in ((ann, "ann-never-sent"), (ben, "ben-never-sent")):
            await work.line_read(each.id, words[:3] + "-read-it", NOW)
            if (unsent := await work.begin_unsent(each.id, NOW)) is not None:
                await work.add_to_unsent(unsent, Part(words))
        for each, felt in ((ann, "ann-understood"), (ben, "ben-understood")):
            await work.ended(Ending(each.id, "both", "repair", NOW))
            await work.felt(each.id, "both", [felt])
        for session in ("own", "both", ""):
            await work.remind(Reminder(0, "rest", ann.id, session, 0, NOW, "ann-at-seven", "Ann/Home"))
            await work.remind(Reminder(0, "rest", ben.id, session, 0, NOW, "ben-at-eight", "Ben/Home"))


async def forget(store: Store, user: User) -> None:
    async with store.batch() as work:
        await work.forget_user(user.id)


ALL_OF_ANN = (
    ANN,
    ANN.split(":")[1],
    "Annabella",
    "ann-alone",
    "ann-soon",
    "ann-shared",
    "to-ann",
    "to-ann-delivered",
    "to-ben-quoting-ann",
    "ann-calls-ben",
    "ann-invites",
    "ann-comes-home",
    "ann-makes-tea",
    "ann-at-seven",
    "Ann/Home",
    "ann-felt",
    "ann-keeps",
    "ann-understood",
    "ann-never-sent",
    "ann-read-it",
    "a" * 32,
)
OF_BEN = (
    *(BEN, "ben-shared", "to-ben", "Benedict"),
    *("ben-calls-her", "ben-invites", "ben-at-eight", "Ben/Home", "ben-felt", "b" * 32),
    *("ben-comes-home", "ben-makes-tea", "ben-keeps", "ben-understood"),
    *("ben-never-sent", "ben-read-it"),
)


async def test_all_of_a_person_goes_and_all_of_the_other_stays(store: Store) -> None:
    ann, ben = await said_much(store)
    await forget(store, ann)
    async with store.batch() as work:
        assert await work.user_at(ANN) is None
        assert await work.message_ids(ANN, NOW - timedelta(days=2)) == []
        assert await work.session("own") is None
        assert (await work.session("both")).seats == {"speaker": 0, "listener": ben.id}
        assert list(await work.answers("both")) == [answer(ben.id, 2, "ben-shared")]
        assert await work.sessions_of(ann.id) == []
        assert await work.user(ben.id) == ben
        assert (await work.link_of(ben.id)).other == 0
        assert await work.keeps_away(ben.id, ANN)
        assert list(await work.check_ins_of(ann.id)) == []
        assert list(await work.check_ins_of(ben.id)) == [Tap(NOW.date(), "ben-felt", 2)]
        assert [*await work.journey_of(ann.id), *await work.keepsakes_of(ann.id)] == []
        assert [each.felt for each in await work.journey_of(ben.id)] == [("ben-understood",)]
        assert [each.words for each in await work.keepsakes_of(ben.id)] == ["ben-keeps"]
        assert [*await work.unsent_of(ann.id), *await work.lines_read(ann.id)] == []
        assert [len(await work.unsent_of(ben.id)), *await work.lines_read(ben.id)] == [1, "ben-read-it"]
        assert [each.session for each in await work.reminders_of(ben.id)] == ["both", ""]
    assert [due.text for due in await store.due("telegram:", NOW, 9)] == ["to-ben"]


async def test_the_last_one_who_is_forgotten_takes_the_session_along(store: Store) -> None:
    ann, ben = await said_much(store)
    await forget(store, ann)
    await forget(store, ben)
    async with store.batch() as work:
        assert await work.session("both") is None
    assert await store.due("telegram:", NOW, 9) == []


async def test_a_forgotten_session_goes_with_its_letters_and_leaves_the_others(store: Store) -> None:
    ann = await somebody(store, ANN, session="one")
    for session in ("one", "two"):
        await begun(store, ann, session)
        async with store.batch() as work:
            await work.keep_answers(session, [answer(ann.id)])
    own = frozenset({ann.id})
    await post(
        store,
        letter(ANN, "question of one", session="one", asked=1),
        letter(ANN, "quoting without a question", owners=own),
        letter(ANN, "question of two", session="two", asked=1, owners=own),
        letter(ANN, "menu"),
    )
    async with store.batch() as work:
        await work.forget_session("one")
        await work.post([letter(ANN, "It is gone.")])
    async with store.batch() as work:
        assert await work.session("one") is None
        assert await work.answers("one") == []
        assert len(await work.answers("two")) == 1
        assert (await work.user(ann.id)).session == ""
    waiting = []
    while due := await store.due("telegram:", NOW, 1):
        waiting += [one.text for one in due]
        async with store.batch() as work:
            await work.delivered(due[0], 0, NOW)
    assert waiting == ["question of two", "menu", "It is gone."]


async def test_delivered_words_are_kept_no_longer(store: Store, tmp_path: Path) -> None:
    await post(store, letter(text="soon-delivered"))
    assert left(tmp_path, "soon-delivered")
    (due,) = await store.due("telegram:", NOW, 1)
    async with store.batch() as work:
        await work.delivered(due, 5, NOW)
    assert await store.clean()
    assert left(tmp_path, "soon-delivered") == []


async def test_nothing_of_a_forgotten_person_is_in_any_file(store: Store, tmp_path: Path) -> None:
    ann, _ = await said_much(store)
    assert set(left(tmp_path, *ALL_OF_ANN)) == set(ALL_OF_ANN)
    await forget(store, ann)
    assert left(tmp_path, *ALL_OF_ANN)
    assert await store.clean()
    assert left(tmp_path, *ALL_OF_ANN) == []
    assert left(tmp_path, *OF_BEN) == list(OF_BEN)


async def test_a_last_letter_leaves_nothing_of_who_was_forgotten(store: Store, tmp_path: Path) -> None:
    ann = await somebody(store, ANN)
    assert not await store.owes()
    async with store.batch() as work:
        await work.forget_user(ann.id)
        await work.post([letter(ANN, "It is gone.")])
    assert await store.owes()
    assert await store.clean()
    assert not await store.owes()
    assert left(tmp_path, ANN)
    (due,) = await store.due("telegram:", NOW, 5)
    async with store.batch() as work:
        await work.delivered(due, 5, NOW)
    assert await store.owes()
    assert await store.clean()
    assert left(tmp_path, ANN, "It is gone.") == []


async def test_while_another_process_reads_it_says_not_yet_and_later_it_is_gone(
    store: Store, tmp_path: Path
) -> None:
    ann, _ = await said_much(store)
    with another_reader(tmp_path / "mend.db") as let_go:
        await forget(store, ann)
        assert not await store.clean()
        assert left(tmp_path, *ALL_OF_ANN)
        assert (await somebody(store, BEN)).address == BEN
        let_go()
        assert await store.clean()
        assert left(tmp_path, *ALL_OF_ANN) == []


async def test_another_process_that_remembers_old_pages_brings_nothing_back(
    store: Store, tmp_path: Path
) -> None:
    with another_reader(tmp_path / "mend.db", "UPDATE facts SET value = value") as let_go:
        ann, _ = await said_much(store)
        let_go()
        await forget(store, ann)
        assert await store.clean()
    assert left(tmp_path, *ALL_OF_ANN) == []


async def test_what_was_owed_is_done_at_the_next_start(url: str, tmp_path: Path) -> None:
    store = await open_store(url, now=NOW, spare=0)
    ann, _ = await said_much(store)
    reader = sqlite3.connect(tmp_path / "mend.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM users").fetchall()
    await forget(store, ann)
    assert not await store.clean()
    await store.close()
    assert left(tmp_path, *ALL_OF_ANN)
    reader.close()
    store = await open_store(url, now=NOW, spare=0)
    assert left(tmp_path, *ALL_OF_ANN) == []
    async with store.batch() as work:
        assert await work.fact("storage.clean") == ""
    await store.close()


@pytest.mark.parametrize("seed", [2, 5])
async def test_words_that_moved_from_page_to_page_are_gone_as_well(
    store: Store, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    made = dialog()
    users = []
    for number in range(40):
        users.append(await somebody(store, f"telegram:55{number:04}55", name=f"NAME{number:04}"))
        async with store.batch() as work:
            await work.keep_dialog(made)
            await work.save_session(row(f"s{number}", made, users[-1].id))
    for _ in range(1500):
        number = chance.randrange(40)
        user, words = users[number], f"SECRET{number:04} " * chance.choice([1, 3, 20, 150, 900])
        async with store.batch() as work:
            if chance.random() < 0.7:
                await work.keep_answers(f"s{number}", [answer(user.id, chance.randrange(1, 30), words)])
            elif chance.random() < 0.5:
                await work.drop_answers(f"s{number}", [(chance.randrange(1, 30), user.id)])
            else:
                await work.post([letter(user.address, words, reader=user.id, owners=frozenset({user.id}))])
        if chance.random() < 0.3:
            for due in await store.due("telegram:", NOW, 5):
                async with store.batch() as work:
                    await work.delivered(due, chance.randrange(1, 10**6), NOW)
    gone = chance.sample(range(40), 20)
    for number in gone:
        await forget(store, users[number])
    assert await store.clean()
    assert (
        left(tmp_path, *(f"{word}{n:04}" for n in gone for word in ("SECRET", "NAME", "telegram:55"))) == []
    )
    kept = [f"SECRET{n:04}" for n in range(40) if n not in gone]
    assert left(tmp_path, *kept) == kept
    await somebody(store, "telegram:1")
    looked = sqlite3.connect(tmp_path / "mend.db")
    assert looked.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    looked.close()


def test_the_gap_of_a_page_lies_between_its_pointers_and_its_rows() -> None:
    leaf = bytes([13, 0, 0, 0, 2, 0, 90, 0]) + bytes(92)
    assert gap(leaf, 0) == (12, 90)
    inner = bytes([5, 0, 0, 0, 2, 0, 90, 0]) + bytes(92)
    assert gap(inner, 0) == (16, 90)
    empty_and_huge = bytes([10, 0, 0, 0, 0, 0, 0, 0]) + bytes(65528)
    assert gap(empty_and_huge, 0) == (8, 65536)
    overflow = bytes([0, 0, 0, 7]) + b"words" * 20
    assert gap(overflow, 0) == (0, 0)
    nonsense = bytes([13, 0, 0, 255, 255, 0, 90, 0]) + bytes(92)
    assert gap(nonsense, 0) == (0, 0)


@contextmanager
def another_reader(path: Path, then: str = "SELECT 1") -> Iterator[Callable[[], None]]:
    """Another process that reads everything until it is let go, then does one thing."""
    code = (
        "import sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('BEGIN')\n"
        "for t in ('users', 'answers', 'letters'): db.execute(f'SELECT * FROM {t}').fetchall()\n"
        "print('reading', flush=True); sys.stdin.readline()\n"
        "db.execute('COMMIT'); db.execute(sys.argv[2]); print('let go', flush=True); sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", code, str(path), then]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "reading\n"

        def let_go() -> None:
            reader.stdin.write("\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == "let go\n"

        yield let_go
        reader.communicate("\n\n")
