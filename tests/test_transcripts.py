"""The transcripts beside the dialogs, played by the same player as `mend test`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from talk import shipped

from bot.app import read_library
from bot.authoring.transcripts import Transcript, transcripts
from bot.config import Settings, shipped_dialogs
from bot.engine.library import Library
from bot.rehearsing.checking import test as play_all
from bot.rehearsing.performance import play

FILES = sorted((shipped_dialogs() / "transcripts").glob("*.yaml"))
FOR_TWO = Path(__file__).parent / "two"
"""A small dialog for two, and transcripts of what two people can meet in any."""

WITH_ACTS = Path(__file__).parent / "acts"
"""A small dialog that agrees one act, and transcripts of the weeks after it."""
NOTES = Path(__file__).parent / "notes"
"""A small dialog with nudges, and transcripts of when notes come."""

TIMES = Path(__file__).parent / "times"
"""A small dialog that asks for a time, of one or of two."""


@cache
def _two() -> Library:
    return read_library(Settings(dialogs=FOR_TWO))


@cache
def _notes() -> Library:
    return read_library(Settings(dialogs=NOTES))


@cache
def _times() -> Library:
    return read_library(Settings(dialogs=TIMES))


def _all(files: Sequence[Path]) -> list[object]:
    found = []
    for file in files:
        read, findings = transcripts(file)
        assert not findings, "\n".join(map(str, findings))
        found += [pytest.param(each, id=f"{file.stem}: {each.title}") for each in read]
    return found


@pytest.mark.parametrize("transcript", _all(FILES))
async def test_a_transcript_is_as_written(transcript: object) -> None:
    differs = await play(transcript, shipped(), shipped_dialogs())  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("transcript", _all(sorted((FOR_TWO / "transcripts").glob("*.yaml"))))
async def test_what_two_people_can_meet_is_as_written(transcript: object) -> None:
    differs = await play(transcript, _two(), FOR_TWO)  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("transcript", _all(sorted((WITH_ACTS / "transcripts").glob("*.yaml"))))
async def test_what_becomes_of_a_small_act_is_as_written(transcript: object) -> None:
    library = read_library(Settings(dialogs=WITH_ACTS))
    differs = await play(transcript, library, WITH_ACTS)  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("transcript", _all(sorted((NOTES / "transcripts").glob("*.yaml"))))
async def test_notes_come_as_written(transcript: object) -> None:
    differs = await play(transcript, _notes(), NOTES)  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("transcript", _all(sorted((TIMES / "transcripts").glob("*.yaml"))))
async def test_a_time_that_is_asked_for_is_as_written(transcript: object) -> None:
    differs = await play(transcript, _times(), TIMES)  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("name", sorted(shipped().dialogs))
def test_each_dialog_has_at_least_three(name: str) -> None:
    file = shipped_dialogs() / "transcripts" / f"{name}.yaml"
    assert file.is_file()
    assert len(transcripts(file)[0]) >= 3


def test_a_transcript_of_an_author_reads_times_as_people_do(tmp_path: Path) -> None:
    file = tmp_path / "transcripts" / "when_talk.yaml"
    file.parent.mkdir()
    (tmp_path / file.name).write_text((TIMES / file.name).read_text())
    file.write_text(
        "a time:\n"
        "  - at: 2026-03-02 18:00\n"
        "  - says: /hour\n"
        "  - says: Friday at 20:00\n"
        "    hears: Friday 6 March at 20:00.\n"
    )
    assert play_all(tmp_path) == 0


async def test_a_failing_one_shows_the_conversation_and_both_sides(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "a wrong one:\n"
        "  - says: /repair\n"
        "    hears: Shall we begin?\n"
        "  - presses: Begin\n"
        "    hears: something else\n"
    )
    read, findings = transcripts(file)
    assert not findings, "\n".join(map(str, findings))
    told = await play(read[0], shipped(), shipped_dialogs())
    assert "> /repair" in told
    assert "wrong.yaml:4" in told
    assert "something else" in told
    assert "how stirred up are you" in told


def _read(folder: Path, lines: str) -> Transcript:
    file = folder / "two.yaml"
    file.write_text(f"a talk:\n{lines}")
    read, findings = transcripts(file)
    assert not findings, "\n".join(map(str, findings))
    return read[0]


def _found(folder: Path, lines: str) -> list[str]:
    file = folder / "two.yaml"
    file.write_text(f"a talk:\n{lines}")
    return [str(finding).removeprefix(f"{file}:") for finding in transcripts(file)[1]]


TO_BEN = """
  - people: [ann, ben]
  - says: /two
  - presses: For the two of us
  - says: You left.
  - presses: Send it
  - wait: 1 minute
"""


async def test_a_failing_one_of_two_shows_what_both_did_and_read_in_its_order(tmp_path: Path) -> None:
    lines = f"{TO_BEN}  - {{who: ben, presses: Open}}\n  - {{who: ben, hears: something else}}\n"
    told = await play(_read(tmp_path, lines), _two(), FOR_TWO)
    shown = [
        "ann: > You left.",
        "ann: > [Send it]",
        "(1 minute later)",
        "ben: A note is here",
        "ben: > [Open]",
    ]
    places = [told.index(each) for each in shown]
    assert places == sorted(places)
    assert "two.yaml:10: a talk" in told
    assert "something else" in told
    assert '  ben| Ann says: "You left."' in told


async def test_what_came_to_somebody_who_did_nothing_is_heard_once(tmp_path: Path) -> None:
    heard = f"{TO_BEN}  - {{who: ben, hears: A note is here}}\n"
    assert not await play(_read(tmp_path, f"{heard}  - {{who: ben, nothing: yes}}\n"), _two(), FOR_TWO)
    told = await play(_read(tmp_path, f"{TO_BEN}  - {{who: ben, nothing: yes}}\n"), _two(), FOR_TWO)
    assert "Nothing should have come." in told
    told = await play(_read(tmp_path, f"{heard}  - {{who: ben, hears: A note is here}}\n"), _two(), FOR_TWO)
    assert "Should be heard: A note is here" in told


APART = """
  - people: [ann, ben]
    linked: no
  - says: /together
  - presses: I'm alone, go on
  - presses: 'No'
  - presses: 'No'
  - presses: 'No'
  - presses: 'No'
  - says: Ann
"""


async def test_people_who_are_not_linked_yet_come_by_a_link(tmp_path: Path) -> None:
    made = f"{APART}  - presses: Make the invitation\n  - {{who: ben, new: yes, follows: ann}}\n"
    told = await play(_read(tmp_path, f"{made}  - {{who: ben, hears: something else}}\n"), _two(), FOR_TWO)
    assert "ben: > [the link from ann]" in told
    assert "ben| Mend is a program" in told
    told = await play(_read(tmp_path, f"{APART}  - {{who: ben, follows: ann}}\n"), _two(), FOR_TWO)
    assert "ann has no link to follow." in told


async def test_it_begins_when_and_where_it_says(tmp_path: Path) -> None:
    berlin = "  - {at: 2026-03-28 20:00, zone: Europe/Berlin, says: /remind tomorrow at 9}\n"
    told = await play(_read(tmp_path, f"{berlin}  - buttons: [x]\n"), _two(), FOR_TWO)
    assert "Sunday 29 March at 09:00." in told
    apart = "  - {people: [ann, ben], at: 2026-03-28 20:00}\n  - {who: ben, zone: America/New_York}\n"
    asks = "  - {who: ben, says: /remind in an hour, hears: 'Saturday 28 March at 17:00.'}\n"
    assert not await play(_read(tmp_path, apart + asks), _two(), FOR_TWO)


PAUSES = """
  - says: /repair
  - presses: Begin
  - says: /pause
  - restart: yes
  - says: /repair
"""


async def _paused(folder: Path, head: str) -> str:
    """How the pause of a talk is answered in a transcript with this in its first line."""
    lines = PAUSES.replace("  - says", f"  - {head}\n    says" if head else "  - says", 1)
    told = await play(_read(folder, f"{lines}  - hears: something else\n"), shipped(), shipped_dialogs())
    after = told.split("> /pause\n")[1]
    return after.splitlines()[0]


async def test_a_seed_turns_the_wordings_on_and_they_are_the_same_on_each_run(tmp_path: Path) -> None:
    wordings = shipped().phrases_in("en").words("paused")
    assert await _paused(tmp_path, "") == wordings[0]
    heard = {seed: await _paused(tmp_path, f"seed: {seed}") for seed in range(8)}
    assert {*heard.values()} == {*wordings}
    assert heard[3] == await _paused(tmp_path, "seed: 3")


async def test_each_talk_of_a_seed_has_wordings_of_its_own(tmp_path: Path) -> None:
    stop = "  - says: /stop\n  - presses: Stop, and forget it\n  - restart: yes\n"
    pause = "  - says: /repair\n  - presses: Begin\n  - says: /pause\n"
    lines = ((pause + stop) * 6).replace("  - says", "  - seed: 1\n    says", 1)
    told = await play(_read(tmp_path, f"{lines}  - hears: something else\n"), shipped(), shipped_dialogs())
    heard = [after.splitlines()[0] for after in told.split("> /pause\n")[1:]]
    assert len(heard) == 6
    assert {*heard} == {*shipped().phrases_in("en").words("paused")}


async def test_what_is_kept_of_two_is_each_one_s_own(tmp_path: Path) -> None:
    read = "  - {who: ben, presses: Open}\n"
    told = await play(
        _read(tmp_path, f"{TO_BEN}{read}  - {{who: ben, kept: {{moment: You left.}}}}\n"), _two(), FOR_TWO
    )
    assert "moment should be 'You left.', and is None." in told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("  - {who: ben, says: hi}", "2:6: There is one person here. Begin the transcript with a line like"),
        ("  - people: [ann, ben]\n  - {who: bn, says: hi}", "3:11: Nobody here has this name. 'bn': did you"),
        ("  - says: hi\n  - people: [ann, ben]", "3:5: Who talks stands at the head."),
        ("  - people: [ann]", "2:13: People of a talk have a name each."),
        ("  - people: [ann, ann]", "2:13: People of a talk have a name each."),
        ("  - people: [ann, ben, eve]", "2:5: A link is between two."),
        ("  - {linked: no, says: hi}", "2:6: There is one person here."),
        ("  - people: [ann, ben]\n  - {linked: no, says: hi}", "3:6: Who talks stands at the head."),
        (
            "  - people: [ann, ben]\n    linked: no\n  - follows: bne",
            "4:14: Nobody here has this name. 'bne': did",
        ),
        ("  - follows: ann", "2:5: There is one person here."),
        ("  - people: [ann, Ben]", "2:19: 'Ben' can't be a name."),
        ("  - people: [ann, ben]\n  - {new: yes, says: hi}", "3:6: Two people who are linked have met Mend."),
        ("  - {says: hi, hears: hello, nothing: yes}", "2:5: This line hears something and nothing."),
        ("  - {zone: Europe/Berlni, says: hi}", "2:12: I don't know this time zone. Write it like Europe/"),
        ("  - {zone: ../x, says: hi}", "2:12: I don't know this time zone."),
        ("  - {zone: UTC, says: hi, new: yes}", "2:6: Where somebody lives isn't known before they have met"),
        ("  - {at: tomorrow, says: hi}", "2:10: This isn't a day with an hour. Write it like 2026-03-28 20"),
        ("  - {at: 2026-03-28, says: hi}", "2:10: This isn't a day with an hour."),
        ("  - {at: 2026-03-28 20:00+01:00, says: hi}", "2:10: This isn't a day with an hour."),
        ("  - says: hi\n  - {at: 2026-03-28 20:00, says: hi}", "3:6: A transcript begins once."),
        ("  - says: hi\n  - {seed: 3, says: hi}", "3:6: A transcript begins once."),
        ("  - {seed: x, says: hi}", "2:12: A seed is a whole number. Write it like seed: 7."),
        ("  - {woh: ben, says: hi}", "2:6: This key isn't known. 'woh': did you mean 'who'?"),
    ],
)
def test_a_slip_in_a_transcript_for_two_is_found_where_it_stands(
    lines: str, told: str, tmp_path: Path
) -> None:
    found = _found(tmp_path, lines)
    assert len(found) == 1
    assert found[0].startswith(told)


def test_a_name_that_is_mistyped_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert play_all(tmp_path / "repiar.yaml") == 1
    assert capsys.readouterr().out == f"{tmp_path / 'repiar.yaml'}: there is no such file\n"
