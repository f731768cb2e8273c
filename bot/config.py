"""Settings from the environment and `.env`: all that the host decides, checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ValidationInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.when.hours import QuietHours
from bot.when.zones import zone_names

_TOKEN = re.compile(r"\d+:[\w-]{30,}", re.ASCII)
_SECRET_WITHIN = re.compile(r"@|[?&;].*=|passw|pwd", re.IGNORECASE)  # as addresses of servers have
_SQLITE_FILE = re.compile(r"sqlite:///(?!:memory:)[^?#]*[^/?#]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
# Desktops export LANGUAGE for gettext ("de_DE:en"). That is about their menus, not about this bot.
_LANGUAGE_OF_A_DESKTOP = re.compile(r"C|POSIX|C\..*|[a-z]{2,3}[_@.:].*")
_SHORTEST_CODE, _LONGEST_CODE = 4, 64
_ALIKE = 0.8


class Misconfigured(Exception):
    """Settings that can't be used: `lines`, one for each wrong value, fit to be shown as they are."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def shipped_dialogs() -> Path:
    """Give the folder of dialogs that ships with Mend: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "dialogs"
    return inside if inside.is_dir() else package.parent / "dialogs"


def _require(fits: Callable[[str], object], text: str) -> str:
    if not fits(text):
        raise ValueError  # what would be right is said by _RIGHT
    return text


def _token(token: SecretStr) -> SecretStr:
    return SecretStr(_require(_TOKEN.fullmatch, token.get_secret_value().strip()))


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    _require(bool, parts.hostname or "")
    wrong = parts.scheme not in {"http", "https"} or parts.query or parts.fragment or parts.username
    trimmed = url.rstrip("/")
    no_port = parts.port == 0  # one that is no number, or too high a one, raises by itself
    if wrong or no_port or trimmed.endswith("/bot") or _TOKEN.search(url):
        raise ValueError
    return trimmed


def _folder(path: Path) -> Path:
    if not path.expanduser().is_dir():
        raise ValueError
    return path.expanduser()


def _zone(name: str) -> str:
    return zone_names()[_require(zone_names().__contains__, name.lower().replace(" ", "_"))]


def _capitals(text: object) -> object:
    return text.strip().upper() if isinstance(text, str) else text


def _small_letters(text: object) -> object:
    return text.strip().lower() if isinstance(text, str) else text


class Settings(BaseSettings):
    """All settings of one Mend, valid and unchangeable; secrets never show in their repr."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        str_strip_whitespace=True,
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",  # with or without the mark that some editors put first
        validate_default=False,
        hide_input_in_errors=True,
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_url: Annotated[str, AfterValidator(_base_url)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(lambda url: _require(_SQLITE_FILE.fullmatch, url))] = Field(
        default="sqlite:///mend.db",
        repr=False,  # the URL of a database server has a password in it
    )
    dialogs: Annotated[Path, AfterValidator(_folder)] = Field(default_factory=shipped_dialogs)
    host: str | None = Field(default=None, max_length=200)
    access: Annotated[Literal["open", "code"], BeforeValidator(_small_letters)] = "open"
    access_code: SecretStr | None = Field(default=None, validate_default=True)
    language: Annotated[str, AfterValidator(lambda code: _require(_LANGUAGE.fullmatch, code))] = "en"
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    quiet_hours: Annotated[QuietHours, NoDecode, BeforeValidator(QuietHours.parse)] = QuietHours.parse(
        "21:00-08:00"
    )
    retention_days: int = Field(default=90, ge=1, le=3650)
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_capitals)] = "INFO"

    @field_validator("access_code")
    @classmethod
    def _code_where_it_is_needed(cls, code: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if code is None:
            if info.data.get("access") == "code":
                raise ValueError
            return None
        _require(lambda text: _SHORTEST_CODE <= len(text) <= _LONGEST_CODE, code.get_secret_value().strip())
        return SecretStr(code.get_secret_value().strip())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (the library's signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the library's signature)
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the library's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the library's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what `settings` has read, so that nothing is read from anywhere else."""
        return (init_settings,)


_SECRETS = frozenset({"telegram_token", "access_code"})
_RIGHT = {
    "telegram_token": "the token that BotFather gave you, such as 123456789:AAF… (digits, a colon, letters)",
    "telegram_api_url": "the base address of the Bot API without /bot, such as https://api.telegram.org",
    "database_url": "sqlite:///FILE, such as sqlite:///mend.db, or by its full path sqlite:////var/lib/mend.db",
    "dialogs": "a folder that is there, with dialogs in it; leave it away for those that ship with Mend",
    "host": "who runs this bot and how to reach them, in at most 200 characters",
    "access": "open, or code",
    "access_code": f"{_SHORTEST_CODE} to {_LONGEST_CODE} characters (ACCESS=code needs one)",
    "language": "the code of a language in small letters, such as en",
    "time_zone": "an IANA name, such as Europe/Berlin or UTC",
    "quiet_hours": "from-to, such as 21:00-08:00, or none",
    "retention_days": "a whole number of days from 1 to 3650",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
}


def settings(environ: Mapping[str, str], env_file: Path | None) -> Settings:
    """Read all settings, the environment before the file; raise Misconfigured with a line for each wrong one.

    `env_file` may be missing. Empty values count as not set. The lines never contain a secret.
    """
    from_file = _read_file(env_file) if env_file else {}
    from_environ = _read_environ(environ)
    lines = _misspelt(from_file, from_environ, env_file)
    known: dict[str, object] = {**_ours(from_file), **_ours(from_environ)}
    if "access_code" in known and "access" not in known:
        lines.append(
            "ACCESS: not set, though ACCESS_CODE is. Right would be: code (or open, if anybody may come)"
        )
    try:
        read = Settings(**known)  # type: ignore[arg-type]  # pydantic checks them; that is what it is for
    except ValidationError as wrong:
        lines += [_line(error, known) for error in wrong.errors(include_url=False, include_context=False)]
        raise Misconfigured(lines) from None  # pydantic's own text could show a value
    if lines:
        raise Misconfigured(lines)
    return read


def _read_environ(environ: Mapping[str, str]) -> dict[str, str]:
    found = {name.lower(): value for name, value in environ.items() if value}
    if _LANGUAGE_OF_A_DESKTOP.fullmatch(found.get("language", "")):
        del found["language"]
    return found


def _read_file(env_file: Path) -> dict[str, str]:
    """Read the names (in small letters) and values of a file, or refuse its unreadable lines."""
    try:
        if not env_file.exists():
            return {}
        with env_file.open(encoding="utf-8-sig") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError:
        raise Misconfigured(
            [f"{env_file.name}: can't be read. Right would be: a text file in UTF-8"]
        ) from None
    except OSError as wrong:
        raise Misconfigured(
            [f"{env_file.name}: can't be read ({wrong.strerror}). Right would be: a text file"]
        ) from None
    torn = [each.original.line for each in bindings if each.error or (each.key and each.value is None)]
    if torn:
        raise Misconfigured([f"{env_file.name}, line {line}: right would be NAME=value" for line in torn])
    return {name: value for name, value in DotEnvSettingsSource(Settings, env_file).env_vars.items() if value}


def _ours(values: Mapping[str, str]) -> dict[str, object]:
    """Pick our settings out of what was read, by the library's rules for names and empty values."""
    source = EnvSettingsSource(Settings)
    source.env_vars = values
    return source()


def _misspelt(
    from_file: Mapping[str, str], from_environ: Mapping[str, str], env_file: Path | None
) -> list[str]:
    """Give a line for each unknown name in the file that is nearly one of ours which isn't set."""
    lines = []
    for name in from_file:
        near = get_close_matches(name, Settings.model_fields, n=1, cutoff=_ALIKE)
        if name in Settings.model_fields or not near or near[0] in from_file or near[0] in from_environ:
            continue
        where = env_file.name if env_file else ""
        lines.append(f"{name.upper()}: no setting has this name ({where}). Did you mean {near[0].upper()}?")
    return lines


def _line(error: ErrorDetails, known: Mapping[str, object]) -> str:
    name = str(error["loc"][0])
    right = _RIGHT[name]
    if name == "time_zone":
        right += _near_zone(str(known[name]))
    return f"{name.upper()}: {_shown(name, known)}. Right would be: {right}"


def _shown(name: str, known: Mapping[str, object]) -> str:
    """Show a wrong value, never one that is a secret or could have one in it."""
    if name not in known:
        return "not set"
    value = str(known[name])
    secret = name in _SECRETS or _SECRET_WITHIN.search(value) or _TOKEN.search(value)
    return "this value (not shown) can't be right" if secret else f"{value[:80]!r} can't be right"


def _near_zone(name: str) -> str:
    places = [folded for folded in zone_names() if "/" in folded]  # CEST is not EST: abbreviations mislead
    near = get_close_matches(name.strip().lower().replace(" ", "_"), places, n=1)
    return f". Did you mean {zone_names()[near[0]]}?" if near else ""
