"""The program in a terminal: with a pipe, on a real terminal, and what it says when it can't begin."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
from program import database, environment
from talk import shipped

from bot.care.helplines import helplines
from bot.config import Settings, shipped_dialogs
from bot.rehearsing.checking import check_helplines

AGREE = "I agree, and I am 18 or over"
MEND = (sys.executable, "-m", "bot")
WAITS = shipped().phrases["en"].words("shared.waits")


def mend(folder: Path, *arguments: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command in this folder, with these lines on a pipe."""
    return subprocess.run(
        [*MEND, *arguments],
        input=said,
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def linked(folder: Path) -> str:
    """Ann and Ben become linked, each in a window; what Ben read."""
    screening = "1\n2\n2\n2\n2\n"
    asked = mend(folder, "chat", "--as", "ann", said=f"{AGREE}\nNo\n/together\n{screening}Ann\n1\n")
    link = next(
        line.strip() for line in asked.stdout.splitlines() if line.startswith("  /start ") and len(line) > 30
    )
    said = f"{link}\n{AGREE}\nNo\nYes\n{screening}Ben\nLondon\n1\n"
    return mend(folder, "chat", "--as", "ben", said=said).stdout


def test_two_windows_become_linked(tmp_path: Path) -> None:
    answered = linked(tmp_path)
    assert "Ann would like to talk something over with you" in answered
    assert "You and Ann are linked" in answered
    assert "You and Ben are linked" in mend(tmp_path, "chat", "--as", "ann", said="/together\n").stdout


def test_a_bit_is_started_again_between_two_windows(tmp_path: Path) -> None:
    linked(tmp_path)
    begun = "/repair\nFor the two of us\nYes, now\nCalm\nYou left.\nSkip\nYou left and I waited.\nSend it\n"
    ann = mend(tmp_path, "chat", "--as", "ann", said=begun + "/again\n").stdout
    assert any(each in " ".join(ann.split()) for each in WAITS)
    assert "\n  /again\n" in ann
    assert "I'll tell Ben that you would like to start this bit again." in " ".join(ann.split())
    ben = mend(tmp_path, "chat", "--as", "ben", said="/repair\nFor the two of us\n").stdout
    assert ben.index("Ann would like to start this bit again.") < ben.index("Is now a good time?")


def test_a_pipe_of_many_lines_is_heard_to_its_end(tmp_path: Path) -> None:
    ran = mend(tmp_path, said=f"{AGREE}\nNo\n" + "/where\n" * 40 + "/settings\n")
    assert "more than I can hear" not in ran.stdout
    assert "You are called" in ran.stdout


def test_without_a_token_the_conversation_opens_and_one_line_tells_how_to_get_one(tmp_path: Path) -> None:
    ran = mend(tmp_path, said=f"{AGREE}\nNo\n/repair\n")
    assert ran.returncode == 0
    assert len(ran.stderr.splitlines()) == 1
    assert "@BotFather" in ran.stderr
    assert "end-to-end" in ran.stdout
    assert "Shall we begin?" in ran.stdout
    assert "1. Begin" in ran.stdout
    assert "\033[" not in ran.stdout
    assert oct((tmp_path / "mend.db").stat().st_mode & 0o777) == "0o600"


def test_buttons_are_numbered_and_may_be_pressed_by_number_or_label(tmp_path: Path) -> None:
    ran = mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\nHe left.\n")
    assert "one moment" in ran.stdout
    assert "Would a camera have seen all of it?" in ran.stdout
    assert '"He left."' in ran.stdout
    assert "took" not in ran.stdout


def test_a_session_goes_on_at_the_next_start(tmp_path: Path) -> None:
    mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\n")
    ran = mend(tmp_path, "chat", said="He left.\n/quit\nnobody hears this\n")
    assert "About: Ben" in ran.stdout
    assert "Would a camera have seen all of it?" in ran.stdout
    assert "nobody hears this" not in ran.stdout


def test_boxes_are_ticked_one_after_another_or_several_at_once(tmp_path: Path) -> None:
    to_feelings = "1\n/repair\n1\nA little\nBen\nHe left.\n1\n"
    ran = mend(tmp_path, "chat", said=to_feelings + "2\nlonely\ndone\n")
    assert "✓ sad" in ran.stdout
    assert "✓ lonely" in ran.stdout
    assert "something we need" in ran.stdout
    ran = mend(tmp_path, "chat", "--as", "ben", said=to_feelings + "2, 3\n")
    assert "something we need" in ran.stdout


def test_both_ways_on_are_shown_where_another_dialog_is_asked_for(tmp_path: Path) -> None:
    ran = mend(tmp_path, "chat", said="1\n/calm\n/repair\ngo on with it\n")
    assert "1. Go on with it" in ran.stdout
    assert "2. Set it aside" in ran.stdout
    assert "I'm not sure" not in ran.stdout


LOCK = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_database_that_another_program_holds_is_one_clear_line_and_waited_for(tmp_path: Path) -> None:
    mend(tmp_path, "chat", said="1\n")
    holder = subprocess.Popen(
        [sys.executable, "-c", LOCK, str(tmp_path / "mend.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    chat = subprocess.Popen(
        [*MEND, "chat"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert chat.stderr is not None
    line = chat.stderr.readline()
    assert "is locked by another program; waiting until it lets go" in line
    holder.communicate()
    said, more = chat.communicate("/repair\n", timeout=30)
    assert "Shall we begin?" in said
    assert (chat.returncode, more) == (0, "")


def test_each_name_has_a_conversation_of_its_own(tmp_path: Path) -> None:
    mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\n")
    ran = mend(tmp_path, "chat", "--as", "ann", said="")
    assert "end-to-end" in ran.stdout
    assert "Ben" not in ran.stdout


def test_an_empty_line_and_odd_bytes_end_nothing(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*MEND, "chat"],
        input=b"\n\n1\n/repair\n\xff\xfe\n",
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
    assert b"Shall we begin?" in ran.stdout


def test_a_reader_of_the_output_who_leaves_ends_it_quietly_and_misses_nothing(tmp_path: Path) -> None:
    chat = subprocess.Popen(
        [*MEND, "chat"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert chat.stdin is not None
    assert chat.stdout is not None
    assert chat.stderr is not None
    while b"under 18" not in chat.stdout.readline():
        pass
    chat.stdout.read(len(b"\n> "))
    chat.stdout.close()
    chat.stdin.write(b"1\n")
    chat.stdin.flush()
    assert (chat.wait(timeout=20), chat.stderr.read()) == (0, b"")
    chat.stdin.close()
    chat.stderr.close()
    assert "What weighs most today?" in mend(tmp_path, "chat").stdout


def test_without_any_input_it_opens_and_ends(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *MEND, "chat"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert AGREE in ran.stdout


def test_a_terminal_that_cannot_show_a_sign_shows_the_rest(tmp_path: Path) -> None:
    coded = {"PYTHONIOENCODING": "ascii"}
    ran = mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\nHe left.\n1\n2\n", **coded)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "? sad" in ran.stdout


def test_bytes_that_are_no_text_cost_one_sign_and_not_the_lines_after_them(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*MEND, "chat"],
        input=b"1\n/repair\n1\nA little\nM\xfcller\nHe left.\n",
        cwd=tmp_path,
        env=environment(LC_ALL="C.UTF-8"),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 0
    assert b'"He left."' in ran.stdout


def test_arrow_keys_are_no_words(tmp_path: Path) -> None:
    ran = mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\nHe \x1b[D\x1b[Cleft.\x1bOA\x07\n")
    assert '"He left."' in ran.stdout


def test_in_a_window_of_hardly_any_width_there_are_still_words(tmp_path: Path) -> None:
    ran = mend(tmp_path, "chat", COLUMNS="1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "therapy" in ran.stdout


def test_buttons_beside_each_other_fit_the_window(tmp_path: Path) -> None:
    ran = mend(tmp_path, "chat", said="1\n/repair\n1\nA little\nBen\nHe left.\n1\n", COLUMNS="40")
    labels = [line for line in ran.stdout.splitlines() if line.lstrip()[:2].rstrip(".").isdigit()]
    assert any("lonely" in line for line in labels)
    assert all(len(line) <= 40 for line in labels)


def test_a_dialog_can_be_tried_from_its_middle_with_sample_answers(tmp_path: Path) -> None:
    file = shipped_dialogs() / "repair.yaml"
    ran = mend(tmp_path, "chat", "--dialog", str(file), "--at", "right", "--as", "ann", said="It's right\n")
    assert ran.returncode == 0
    assert "Does it sound like you?" in ran.stdout
    assert "This is your sentence" in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_step_or_dialog_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    file = shipped_dialogs() / "repair.yaml"
    for arguments in (("--dialog", str(file), "--at", "nowhere"), ("--dialog", str(tmp_path / "no.yaml"))):
        ran = mend(tmp_path, "chat", *arguments)
        assert ran.returncode == 2
        assert len(ran.stderr.splitlines()) == 1
        assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("missing", ["TELEGRAM_TOKEN", "HOST"])
def test_run_without_a_token_or_host_says_what_to_do(tmp_path: Path, missing: str) -> None:
    settings = {"TELEGRAM_TOKEN": "123456789:" + "x" * 35, "HOST": "Ann, ann@example.org"}
    del settings[missing]
    ran = mend(tmp_path, "run", **settings)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith(missing)
    assert "xxxx" not in ran.stderr


def test_wrong_settings_are_a_line_each_without_secrets(tmp_path: Path) -> None:
    ran = mend(tmp_path, TELEGRAM_TOKEN="123:verysecret", RETENTION_DAYS="ninety", TIME_ZONE="Berlin")
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 3
    assert "'ninety'" in ran.stderr
    assert "Europe/Berlin" in ran.stderr
    assert "verysecret" not in ran.stderr


def test_a_file_of_settings_in_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///other.db\n")
    mend(tmp_path, "chat", said="1\n")
    assert (tmp_path / "other.db").exists()


def test_a_folder_of_dialogs_of_ones_own_replaces_those_that_ship(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "hello.yaml").write_text(
        "dialog: hello\ntitle: Say hello\nabout: A test.\ncommand: hello\nsteps:\n"
        "  first:\n    say: How is it outside?\n    ask: {text: weather}\n    then: last\n"
        "  last:\n    say: 'So it is {weather}.'\n    then: end\n"
    )
    ran = mend(tmp_path, "chat", said="1\n/hello\nsunny\n/repair\n", DIALOGS=str(folder))
    assert "So it is sunny." in ran.stdout, ran.stderr
    assert "Repair a hurt" not in ran.stdout
    assert "I don't know that command" in ran.stdout


def test_a_broken_dialog_is_told_with_its_place_before_anything_starts(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped_dialogs(), folder)
    file = folder / "calm.yaml"
    file.write_text(file.read_text().replace("then: ", "then: nowhere_", 1))
    ran = mend(tmp_path, "chat", DIALOGS=str(folder))
    assert ran.returncode == 2
    assert "calm.yaml:" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_check_says_how_many_sessions_are_on_an_older_structure(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    file = folder / "one.yaml"
    steps = "steps:\n  a: {say: A, ask: {text: x}, then: end}\n"
    file.write_text(f"dialog: one\ntitle: One\ncommand: one\n{steps}")
    mend(tmp_path, "chat", said=f"{AGREE}\n/one\n", DIALOGS=str(folder))
    assert "running session" not in mend(tmp_path, "check", DIALOGS=str(folder)).stdout
    file.write_text(file.read_text().replace("text: x", "text: y"))
    told = mend(tmp_path, "check", DIALOGS=str(folder))
    assert "1 running session of one on an older structure (" in told.stdout
    assert told.stdout.endswith("mine: 0 errors, 0 warnings\n")


def test_check_tells_of_a_dialog_that_nobody_can_begin(tmp_path: Path) -> None:
    steps = "steps:\n  a: {say: A, ask: {text: x}, then: end}\n"
    (tmp_path / "one.yaml").write_text(f"dialog: one\ntitle: One\n{steps}")
    told = mend(tmp_path, "check", str(tmp_path))
    assert told.returncode == 0
    assert "one.yaml:1:9: warning: Nobody can begin this dialog. Add `command:`" in told.stdout
    (tmp_path / "one.yaml").write_text(f"dialog: one\ntitle: One\ncommand: one\n{steps}")
    assert "warning:" not in mend(tmp_path, "check", str(tmp_path)).stdout


def test_check_lists_who_can_help_by_age_and_minds_those_over_a_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = mend(tmp_path, "check", "--helplines").stdout.splitlines()
    lines = helplines()
    assert [each.split()[0] for each in told[:-1]] == sorted(str(line.checked_on) for line in lines.lines)
    newest = lines.by_age()[-1].checked_on
    oldest = lines.by_age()[0].checked_on
    assert check_helplines(lines, oldest + timedelta(days=365)) == 0
    assert "older than a year: look" not in capsys.readouterr().out
    assert check_helplines(lines, newest + timedelta(days=366)) == 1
    shown = capsys.readouterr().out
    assert shown.count("older than a year: look again") == len(lines.lines)
    assert f"{newest}" in shown
    assert "366 days" in shown


def test_help_of_every_command_needs_no_page_beside_it(tmp_path: Path) -> None:
    whole = mend(tmp_path, "--help")
    assert whole.returncode == 0
    for name in ("run", "chat", "check", "draw", "test", "schema"):
        assert name in whole.stdout
        told = mend(tmp_path, name, "--help")
        assert told.returncode == 0
        assert f"mend {name}" in told.stdout
        assert len(told.stdout) > 150
    for setting in Settings.model_fields:
        assert setting.upper() in whole.stdout
    assert ".env.example" not in whole.stdout  # a wheel doesn't bring it


def test_a_command_that_is_none_is_told(tmp_path: Path) -> None:
    ran = mend(tmp_path, "nonsense")
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


# --- on a real terminal -------------------------------------------------------------------------------


class Window:
    """`mend chat` on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.ours, theirs = pty.openpty()
        self.seen = b""
        try:
            self.process = subprocess.Popen(
                [*MEND, "chat", *arguments],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                cwd=folder,
                env=environment(**settings),
            )
        finally:
            os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)

    def types(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def sees(self, part: str, within: float = 10) -> None:
        until = time.monotonic() + within
        while part.encode() not in self.seen and time.monotonic() < until:
            if select.select([self.ours], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.ours, 4096)
                except OSError:  # the other end is closed
                    break
        assert part.encode() in self.seen, self.seen.decode(errors="replace")


@pytest.mark.parametrize("end", ["\x04", "/quit\n", "\x03"])
def test_on_a_terminal_there_are_colours_and_a_clean_end(tmp_path: Path, end: str) -> None:
    with Window(tmp_path) as window:
        window.sees("> ")
        window.types("1\n")
        window.sees("may I send")
        window.types("no\n")
        window.sees("What weighs most today?")
        window.types("/repair\n")
        window.sees("\033[")
        window.sees("1. Begin")
        window.sees("/pause")
        time.sleep(0.3)
        if end == "\x03":  # what a terminal makes of it
            window.process.send_signal(signal.SIGINT)
        else:
            window.types(end)
        assert window.process.wait(timeout=5) == 0
        assert b"Traceback" not in window.seen


def test_hide_clears_a_screen_and_says_what_it_cannot_take_back(tmp_path: Path) -> None:
    with Window(tmp_path) as window:
        window.sees("> ")
        window.types("1\n")
        window.types("/hide\n")
        window.sees("\033[H\033[2J\033[3J")
        window.sees("I can't take back")
    printed = mend(tmp_path, "chat", said="/hide\n").stdout
    assert "I can't take back" in " ".join(printed.split())
    assert "\033" not in printed


READS = LOCK.replace("BEGIN IMMEDIATE", "BEGIN").replace(
    'print("held"', 'held.execute("SELECT count(*) FROM users").fetchone(); print("held"'
)


def test_what_is_ready_later_is_shown_though_nothing_is_typed(tmp_path: Path) -> None:
    mend(tmp_path, "chat", said="1\n/repair\n1\n1\nZeppelin\n")
    reader = subprocess.Popen(
        [sys.executable, "-c", READS, str(tmp_path / "mend.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    with Window(tmp_path) as window:
        window.sees("> ")
        window.types("/forget\n")
        window.sees("Shall I forget you?")
        window.types("1\n")
        time.sleep(2)
        assert b"It is gone." not in window.seen
        reader.communicate()
        window.sees("It is gone.")
        window.sees("yourself.\r\n\r\n> ")
        window.types("/quit\n")
        assert window.process.wait(timeout=5) == 0
    left = b"".join(file.read_bytes() for file in tmp_path.glob("mend.db*"))
    assert b"Zeppelin" not in left
    assert b"terminal:me" not in left


@pytest.mark.parametrize("name", ["", " ", ":", "ann:"])
def test_a_name_that_could_be_taken_for_many_people_is_none(tmp_path: Path, name: str) -> None:
    ran = mend(tmp_path, "chat", "--as", name)
    assert ran.returncode == 2
    assert ran.stderr == "--as NAME: a name is needed, and no colon in it.\n"
    assert ran.stdout == ""


def test_two_windows_on_one_database_each_lead_their_own_person(tmp_path: Path) -> None:
    with Window(tmp_path, "--as", "ann") as ann, Window(tmp_path, "--as", "ben") as ben:
        both = ((ann, "zeppelin"), (ben, "marmalade"))
        for keys, part in (
            ("", "end-to-end"),
            ("1\n", "may I send"),
            ("no\n", "What weighs most today?"),
            ("/repair\n", "Shall we begin?"),
            ("1\n", "2. A little"),
            ("1\n", "the other person"),
        ):
            for window, _ in both:
                window.types(keys)
            for window, _ in both:
                window.sees(part)
        for window, word in both:
            window.types(f"{word}\n")
        for window, word in both:
            window.sees("one moment")
            window.types(f"We saw a {word}.\n")
        for window, word in both:
            window.sees(f'"We saw a {word}."')
        time.sleep(1.5)  # each looks for what the other's commits may have left here
        for window, _ in both:
            window.types("/where\n")
            window.sees("So far")
        assert b"marmalade" not in ann.seen
        assert b"zeppelin" not in ben.seen


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_trial_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, sign: signal.Signals) -> None:
    (tmp_path / "for a while").mkdir()
    file = shipped_dialogs() / "repair.yaml"
    with Window(tmp_path, "--dialog", str(file), TMPDIR=str(tmp_path / "for a while")) as window:
        window.sees("1. Begin")
        window.process.send_signal(sign)
        assert window.process.wait(timeout=5) == 0
    assert list((tmp_path / "for a while").iterdir()) == []


def test_ones_own_weeks_are_shown_as_characters(tmp_path: Path) -> None:
    mend(tmp_path, "chat", "--as", "ann", said=f"{AGREE}\n")
    with database(tmp_path / "mend.db") as file:
        for weeks in range(1, 6):
            day = (datetime.now(UTC).date() - timedelta(weeks=weeks)).isoformat()
            file.execute("INSERT INTO check_ins VALUES (1, ?, 'close', ?)", (day, b"\x012"))
    shown = mend(tmp_path, "chat", "--as", "ann", said="/check_in\n4\nSkip\nVery much\n").stdout
    assert "Your own weeks, for you alone:" in shown
    assert "Close: A little. About the same as in the weeks before." in shown
    lines = shown.splitlines()
    close = next(line for line in lines if line.startswith("  Close     ") and "▃" in line)
    assert close.endswith("▃" * 24)
    assert f"  ▁ {'Not at all'}   █ {'Very much'}" in lines
    assert "PNG" not in shown
