"""The process environment: each kind of value, and a plain sentence for what cannot be read."""

from pathlib import Path

import pytest

from config import environment

VAR = Path("/var/teamaround")


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("postgres://ann:pw@db.example:5433/care", "db.example", "5433"),
        ("postgres://ann:pw@%2Ftmp%2FMixedCase%2Fsocket/care", "/tmp/MixedCase/socket", ""),  # noqa: S108
        ("postgres://[::1]:5432/care", "::1", "5432"),
        ("postgres:///care", "", ""),
    ],
)
def test_a_host_is_taken_as_it_was_written(written, host, port):
    found = environment.database(written, VAR)
    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, "care")


def test_a_password_may_hold_signs(monkeypatch):
    assert environment.database("postgres://ann:a%40b%2Fc@db/care", VAR)["PASSWORD"] == "a@b/c"


def test_without_a_path_the_database_lies_in_var():
    assert environment.database("sqlite://", VAR)["NAME"] == "/var/teamaround/teamaround.sqlite3"


def test_another_database_is_refused_in_words():
    with pytest.raises(environment.EnvironmentProblem, match="write sqlite:/// or postgres://"):
        environment.database("mysql://db/care", VAR)


@pytest.mark.parametrize(
    ("name", "read"), [("yes or no", environment.flag), ("whole number", environment.whole_number)]
)
def test_a_value_that_cannot_be_read_stops_the_start(monkeypatch, name, read):
    monkeypatch.setenv("TEAMAROUND_X", "perhaps")
    with pytest.raises(environment.EnvironmentProblem, match=name):
        read("TEAMAROUND_X", 1)


def test_what_must_be_set_names_itself(monkeypatch):
    monkeypatch.delenv("TEAMAROUND_X", raising=False)
    with pytest.raises(environment.EnvironmentProblem, match="TEAMAROUND_X is not set"):
        environment.text("TEAMAROUND_X")
