"""A few journeys that fail are tried once more, alone, and that is said; what fails twice has failed."""

from types import SimpleNamespace

import pytest

from tools.dev import testing

REPORT = """<testsuites><testsuite>
<testcase classname="journeys.test_a" name="test_b[320]"><failure message="slow"/></testcase>
<testcase classname="journeys.test_a" name="test_c"/>
<testcase classname="journeys.test_d" name="test_e"><error message="gone"/></testcase>
</testsuite></testsuites>"""
NAMES = ["journeys/test_a.py::test_b[320]", "journeys/test_d.py::test_e"]
FAILED = testing.Outcome("Journeys", 1, passed=1, failed=2)


@pytest.fixture
def places(tmp_path):
    (tmp_path / "journeys.xml").write_text(REPORT)
    return SimpleNamespace(logs=tmp_path)


@pytest.fixture
def tried(monkeypatch):
    """The words of each further run; the runs end with the code at the head of `codes`."""
    runs = SimpleNamespace(words=[], code=0)
    monkeypatch.setattr(testing, "pytest", lambda _places, words, _env: runs.words.append(words) or runs.code)
    return runs


def test_what_passes_the_second_time_has_passed_and_is_named(places, tried):
    outcome = testing.second_try(places, FAILED, {})
    assert (outcome.code, outcome.passed, outcome.failed) == (0, 3, 0)
    assert tried.words == [[*NAMES, "-m", "journey"]]
    assert "2 only at the second try: journeys/test_a.py::test_b[320]" in outcome.in_words()


def test_what_fails_twice_has_failed(places, tried):
    tried.code = 1
    assert testing.second_try(places, FAILED, {}) == FAILED


def test_many_failures_are_no_slow_browser(places, tried, monkeypatch):
    monkeypatch.setattr(testing, "MOST_AGAIN", 1)
    assert testing.second_try(places, FAILED, {}) == FAILED
    assert tried.words == []


@pytest.mark.parametrize("code", [0, 2, testing.NOTHING_FOUND])
def test_a_group_that_did_not_fail_or_was_broken_off_is_left(places, tried, code):
    outcome = testing.Outcome("Journeys", code)
    assert testing.second_try(places, outcome, {}) == outcome
    assert tried.words == []


def test_without_a_report_nothing_is_tried(tmp_path, tried):
    assert testing.second_try(SimpleNamespace(logs=tmp_path), FAILED, {}) == FAILED
