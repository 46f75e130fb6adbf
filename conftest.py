"""Shared by all tests: a fixed clock, a small cast, no network."""

import datetime
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from conventions.migrated_once import migrated_once
from teamaround.kit import clock as the_clock

MOMENT = datetime.datetime(2026, 3, 3, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The test database is migrated once for a state of the files, then copied."""
    migrated_once()


@pytest.fixture(autouse=True)
def clock() -> Iterator[datetime.datetime]:
    """Tuesday 3 March 2026, ten in the morning, unless the test freezes another moment."""
    with the_clock.freeze(MOMENT):
        yield MOMENT


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only addresses of this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"tests may not reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def cast(db: None) -> Any:
    """The cast of design.md 4 round two children: Kayleigh's people, and the near misses round Tyler."""
    from teamaround.practice_data.cast import make_cast

    return make_cast()
