"""Packages add folders; answers keep the version they were given on."""

from pathlib import Path

import pytest
from django.core.checks.registry import registry as installed

from teamaround.instruments import checks, registry
from teamaround.instruments.registry import Registry, UnknownInstrument

TEXT = """
key = "small"
version = {version}
title = "Small"
group = [{{ key = "all", title = "All" }}]
[[section]]
key = "part"
group = "all"
short_title = "Part"
title = "Part"
question = [{{ key = "health", kind = "long_text", element = "health_general", ask = "{ask}" }}]
"""


def folder(path: Path, *versions: int, ask: str = "Health") -> Path:
    path.mkdir(exist_ok=True)
    for version in versions:
        (path / f"small.{version}.toml").write_text(TEXT.format(version=version, ask=ask), encoding="utf-8")
    return path


@pytest.fixture
def shelf(tmp_path):
    made = Registry()
    made.add_folder(folder(tmp_path, 1, 2, 10))
    return made


def test_the_latest_is_the_highest_number(shelf):
    assert shelf.latest("small").version == 10
    assert shelf.versions("small") == (1, 2, 10)
    assert shelf.keys() == ("small",)


def test_an_old_version_stays_there_for_its_answers(shelf):
    assert shelf.get("small", 2).version == 2
    assert shelf.get("small", "2") is shelf.get("small", 2)


def test_an_unknown_instrument_or_version_is_said_so(shelf):
    with pytest.raises(UnknownInstrument, match="no instrument “large”"):
        shelf.latest("large")
    with pytest.raises(UnknownInstrument, match="“small” in version 3"):
        shelf.get("small", 3)


def test_adding_a_folder_twice_changes_nothing(shelf, tmp_path):
    shelf.add_folder(tmp_path)
    shelf.add_folder(tmp_path / ".." / tmp_path.name)
    assert shelf.problems() == []


def test_the_same_version_from_two_folders_is_a_problem(shelf, tmp_path):
    other = folder(tmp_path / "other", 2, ask="Something else")
    shelf.add_folder(other)
    shelf.add_folder(other)
    assert [(path, problem.name) for path, problem in shelf.problems()] == [(other / "small.2.toml", "duplicate_key")]
    assert shelf.get("small", 2).places["health"][1].wording.child == "Health"


def test_a_file_with_a_stray_name_is_a_problem(tmp_path):
    made = Registry()
    (tmp_path / "small.toml").write_text("")
    made.add_folder(tmp_path)
    assert [problem.name for _path, problem in made.problems()] == ["wrong_file_name"]


def test_the_django_check_names_file_and_problem(tmp_path, monkeypatch):
    made = Registry()
    made.add_folder(folder(tmp_path, 1, ask=""))
    monkeypatch.setattr(registry, "problems", made.problems)
    errors = checks.definitions_are_sound(None)
    assert [error.id for error in errors] == ["instruments.missing_wording"] * 3
    assert errors[0].msg.startswith("small.1.toml: section part, question health")


def test_the_check_runs_with_manage_check():
    assert checks.definitions_are_sound in installed.registered_checks
