"""Typed readers of the process environment. A bad value stops the start and names itself."""

import os
from pathlib import Path


class EnvironmentProblem(Exception):
    """An environment variable is missing or cannot be read. The text says which and what to write."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise EnvironmentProblem(f"{name} is not set. Set it before starting (see docs/how_to/run_in_production.md).")
    return value


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise EnvironmentProblem(f"{name} is {value!r}; write yes or no.")


def whole_number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise EnvironmentProblem(f"{name} is {value!r}; write a whole number.") from None


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, str(default)))


def database(url: str, var: Path) -> dict[str, object]:
    """Settings for one database from `sqlite:///path` or `postgres://user:password@host:port/name`.

    A host that begins with / (percent-encoded in the address) is a socket folder.
    """
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or str(var / "teamaround.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-65536"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": _host(parts.netloc),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
        }
    raise EnvironmentProblem(f"TEAMAROUND_DATABASE begins with {parts.scheme!r}; write sqlite:/// or postgres://.")


def _host(netloc: str) -> str:
    """The host as it was written: `urlsplit().hostname` makes small letters of it, and a socket folder minds."""
    from urllib.parse import unquote

    host = netloc.rpartition("@")[2]
    return unquote(host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0])
