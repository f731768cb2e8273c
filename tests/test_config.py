"""Settings: read from the environment and .env, refused in one line each, secrets never shown."""

import logging
import os
from pathlib import Path

import pytest

import bot
from bot.config import Misconfigured, Settings, settings, shipped_dialogs
from bot.when.hours import QuietHours

TOKEN = "123456789:AAFdk3-qwertyuiopasdfghjklzxcvbnm_0"
TOP = Path(bot.__file__).resolve().parent.parent


def read(**environ: str) -> Settings:
    return settings(environ, None)


def lines_for(**environ: str) -> list[str]:
    with pytest.raises(Misconfigured) as wrong:
        read(**environ)
    return list(wrong.value.lines)


def read_file(folder: Path, text: str, **environ: str) -> Settings:
    (folder / ".env").write_text(text, encoding="utf-8")
    return settings(environ, folder / ".env")


def test_without_anything_set_there_are_sensible_defaults() -> None:
    found = read()
    assert found.telegram_token is None
    assert found.telegram_api_url == "https://api.telegram.org"
    assert found.database_url == "sqlite:///mend.db"
    assert found.dialogs == shipped_dialogs()
    assert found.host is None
    assert (found.access, found.access_code) == ("open", None)
    assert (found.language, found.time_zone) == ("en", "UTC")
    assert found.quiet_hours == QuietHours.parse("21:00-08:00")
    assert (found.retention_days, found.log_level) == (90, "INFO")


def test_the_dialogs_of_a_checkout_are_beside_the_package() -> None:
    assert shipped_dialogs() == TOP / "dialogs"


def test_every_setting_is_read_from_the_environment(tmp_path: Path) -> None:
    found = read(
        TELEGRAM_TOKEN=f" {TOKEN} ",
        TELEGRAM_API_URL="http://localhost:8081/",
        DATABASE_URL="sqlite:////var/lib/mend/mend.db",
        DIALOGS=str(tmp_path),
        HOST="Ann Lee, ann@example.org",
        ACCESS="Code",
        ACCESS_CODE=" open sesame ",
        LANGUAGE="pt-br",
        TIME_ZONE="europe/berlin",
        QUIET_HOURS="none",
        RETENTION_DAYS="30",
        LOG_LEVEL="debug",
    )
    assert found.telegram_token.get_secret_value() == TOKEN
    assert found.telegram_api_url == "http://localhost:8081"
    assert found.database_url == "sqlite:////var/lib/mend/mend.db"
    assert found.dialogs == tmp_path
    assert found.host == "Ann Lee, ann@example.org"
    assert (found.access, found.access_code.get_secret_value()) == ("code", "open sesame")
    assert (found.language, found.time_zone) == ("pt-br", "Europe/Berlin")
    assert found.quiet_hours == QuietHours.parse("none")
    assert (found.retention_days, found.log_level) == (30, "DEBUG")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read().language = "de"


def test_secrets_do_not_show_in_the_repr() -> None:
    text = repr(read(TELEGRAM_TOKEN=TOKEN, ACCESS="code", ACCESS_CODE="sesame"))
    assert TOKEN not in text
    assert "sesame" not in text


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    found = read_file(tmp_path, "RETENTION_DAYS=10\nHOST=Ann\n", RETENTION_DAYS="20")
    assert (found.retention_days, found.host) == (20, "Ann")


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    found = read_file(tmp_path, "TELEGRAM_TOKEN=\nRETENTION_DAYS= # days\nLOG_LEVEL=ERROR\n", LOG_LEVEL="")
    assert (found.telegram_token, found.retention_days, found.log_level) == (None, 90, "ERROR")


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert settings({}, tmp_path / ".env") == read()


def test_only_what_is_given_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "11")
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("LOG_LEVEL=ERROR\n")
    assert (read().retention_days, read().log_level) == (90, "INFO")


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfHOST=Ann\r\nRETENTION_DAYS=7\r\n")
    found = settings({}, tmp_path / ".env")
    assert (found.host, found.retention_days) == ("Ann", 7)


def test_a_name_may_be_in_small_letters(tmp_path: Path) -> None:
    assert read_file(tmp_path, "retention_days=7").retention_days == 7


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("TELEGRAM_API_URL", "api.telegram.org", "without /bot"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org", "without /bot"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot", "without /bot"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot/", "without /bot"),
        ("TELEGRAM_API_URL", "http://[::1", "without /bot"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:99999", "without /bot"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:port", "without /bot"),
        ("DATABASE_URL", "mend.db", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite://", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///folder/", "sqlite:///FILE"),
        ("DATABASE_URL", "mysql://localhost/mend", "sqlite:///FILE"),
        ("DIALOGS", "/there/is/nothing", "a folder that is there"),
        ("HOST", "A" * 201, "at most 200 characters"),
        ("ACCESS", "closed", "open, or code"),
        ("LANGUAGE", "english", "such as en"),
        ("TIME_ZONE", "Mars/Olympus", "IANA name"),
        ("QUIET_HOURS", "at night", "21:00-08:00"),
        ("QUIET_HOURS", "21:00-25:00", "21:00-08:00"),
        ("RETENTION_DAYS", "0", "1 to 3650"),
        ("RETENTION_DAYS", "3651", "1 to 3650"),
        ("RETENTION_DAYS", "ninety", "1 to 3650"),
        ("LOG_LEVEL", "LOUD", "DEBUG, INFO"),
    ],
)
def test_a_wrong_value_is_one_line_with_name_value_and_what_would_be_right(
    name: str, value: str, right: str
) -> None:
    (line,) = lines_for(**{name: value})
    assert line.startswith(f"{name}: ")
    assert repr(value[:80]) in line
    assert right in line
    assert "\n" not in line
    assert "pydantic" not in line


def test_several_wrong_values_are_several_lines() -> None:
    lines = lines_for(RETENTION_DAYS="0", LOG_LEVEL="LOUD", TIME_ZONE="Berlin/Europe")
    assert sorted(line.split(":")[0] for line in lines) == ["LOG_LEVEL", "RETENTION_DAYS", "TIME_ZONE"]


def test_a_zone_that_is_nearly_right_is_suggested() -> None:
    (line,) = lines_for(TIME_ZONE="Europe/Berln")
    assert line.endswith("Did you mean Europe/Berlin?")


@pytest.mark.parametrize("abbreviation", ["CEST", "EDT", "PST"])
def test_an_abbreviation_is_not_taken_for_another_one_hours_away(abbreviation: str) -> None:
    (line,) = lines_for(TIME_ZONE=abbreviation)
    assert "Did you mean" not in line


@pytest.mark.parametrize("token", ["hunter2", TOKEN[:20], TOKEN + " and more", "bot" + TOKEN])
def test_a_token_of_the_wrong_shape_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        read(TELEGRAM_TOKEN=token)
    (line,) = wrong.value.lines
    assert line.startswith("TELEGRAM_TOKEN: ")
    assert "BotFather" in line
    assert token not in line + str(wrong.value) + repr(wrong.value)
    assert wrong.value.__cause__ is None
    assert wrong.value.__suppress_context__


@pytest.mark.parametrize("name", ["DATABASE_URL", "TELEGRAM_API_URL", "LOG_LEVEL", "DIALOGS"])
def test_a_secret_in_the_wrong_place_is_not_shown_either(name: str) -> None:
    for value in (
        f"https://api.telegram.org/bot{TOKEN}",
        "postgresql://mend:hunter2@db/mend",
        "postgresql:///mend?user=mend&password=hunter2",
        "http://localhost:8081/?key=hunter2",
    ):
        (line,) = lines_for(**{name: value})
        assert TOKEN not in line
        assert "hunter2" not in line


def test_access_by_code_needs_a_code() -> None:
    (line,) = lines_for(ACCESS="code")
    assert line.startswith("ACCESS_CODE: not set.")


def test_a_code_that_is_too_short_is_refused_without_being_shown() -> None:
    (line,) = lines_for(ACCESS="code", ACCESS_CODE="xyz")
    assert line.startswith("ACCESS_CODE: ")
    assert "xyz" not in line


def test_a_code_without_access_by_code_is_no_closed_door_and_so_is_refused() -> None:
    (line,) = lines_for(ACCESS_CODE="sesame")
    assert line.startswith("ACCESS: not set, though ACCESS_CODE is")
    assert read(ACCESS="open", ACCESS_CODE="sesame").access == "open"


@pytest.mark.parametrize("desktop", ["de_DE:en", "en_US", "C", "de:en"])
def test_the_language_of_the_hosts_desktop_is_not_taken_for_ours(desktop: str) -> None:
    assert read(LANGUAGE=desktop).language == "en"


def test_the_language_in_the_file_is_always_ours(tmp_path: Path) -> None:
    assert read_file(tmp_path, "LANGUAGE=de", LANGUAGE="fr_FR:en").language == "de"
    with pytest.raises(Misconfigured):
        read_file(tmp_path, "LANGUAGE=de_DE")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("RETENTION_DAY", "RETENTION_DAYS"),
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("QUIETHOURS", "QUIET_HOURS"),
        ("TIMEZONE", "TIME_ZONE"),
        ("acces", "ACCESS"),
    ],
)
def test_a_misspelt_name_in_the_file_gets_a_hint_without_its_value(
    tmp_path: Path, wrong: str, right: str
) -> None:
    with pytest.raises(Misconfigured) as found:
        read_file(tmp_path, f"{wrong}=hunter2\n")
    (line,) = found.value.lines
    assert line == f"{wrong.upper()}: no setting has this name (.env). Did you mean {right}?"


def test_names_of_other_programs_in_the_file_are_left_alone(tmp_path: Path) -> None:
    read_file(
        tmp_path,
        "PORT=80\nPOSTGRES_PASSWORD=x\nTIMEZONE=Europe/Berlin\nTIME_ZONE=Europe/Berlin\nexport FOO=1\n",
    )


def test_a_line_that_cannot_be_read_is_named_by_number_not_by_its_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Misconfigured) as found:
        read_file(tmp_path, f"HOST=Ann\nTELEGRAM_TOKEN {TOKEN}\n")
    assert found.value.lines == (".env, line 2: right would be NAME=value",)
    assert caplog.text == ""


@pytest.mark.parametrize("torn", ["RETENTION_DAYS", "export HOST", TOKEN])
def test_a_line_that_ends_before_its_value_is_no_default_taken_in_silence(tmp_path: Path, torn: str) -> None:
    with pytest.raises(Misconfigured) as found:
        read_file(tmp_path, f"# ours\nLOG_LEVEL=ERROR\n{torn}\n")
    assert found.value.lines == (".env, line 3: right would be NAME=value",)


def test_a_file_that_is_no_text_or_no_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"HOST=M\xfcller\n")
    with pytest.raises(Misconfigured, match="UTF-8"):
        settings({}, tmp_path / ".env")
    with pytest.raises(Misconfigured, match="text file"):
        settings({}, tmp_path)


def test_the_example_file_is_valid_and_shows_each_setting_with_a_comment_and_its_default(
    tmp_path: Path,
) -> None:
    text = (TOP / ".env.example").read_text(encoding="utf-8")
    assert read_file(tmp_path, text) == read()
    blocks = [block.splitlines() for block in text.split("\n\n")[1:]]
    assert sorted(block[-1].split("=")[0].lower() for block in blocks) == sorted(Settings.model_fields)
    assert all(len(block) > 1 and all(line.startswith("# ") for line in block[:-1]) for block in blocks)


def test_reading_settings_leaves_the_environment_alone() -> None:
    before = dict(os.environ)
    read(LOG_LEVEL="DEBUG")
    assert dict(os.environ) == before
