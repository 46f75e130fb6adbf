"""Sizes at which a file or function stops being readable (design.md 10). The lists of exceptions only shrink."""

import pytest

from conventions.tree import PACKAGES, functions, length_of, lines_of, name_of, python_files

LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {
    "teamaround/kit/samples.py:assessment": 41,
    "teamaround/kit/samples.py:results": 51,
    "teamaround/plans/views_doing.py:review_plan": 41,
    "teamaround/practice_data/cast_records.py:add_records": 50,
}
LONG_TEMPLATES: dict[str, int] = {}
BANNED_NAMES = {"utils.py", "common.py", "core.py", "helpers.py"}


def limit_of(path) -> int:
    return 400 if path.name == "models.py" or path.parent.name in {"models", "tests"} else 300


@pytest.mark.parametrize("tests", [False, True])
def test_no_module_is_over_its_budget(tests):
    over = {name_of(path): lines_of(path) for path in python_files(tests=tests) if lines_of(path) > limit_of(path)}
    assert {name: size for name, size in over.items() if size > LONG_MODULES.get(name, 0)} == {}


def test_no_function_is_over_forty_lines():
    over = {
        f"{name_of(path)}:{node.name}": length_of(node)
        for path in python_files()
        for node in functions(path)
        if length_of(node) > 40
    }
    assert {name: size for name, size in over.items() if size > LONG_FUNCTIONS.get(name, 0)} == {}


def test_no_test_is_over_thirty_lines():
    over = [
        f"{name_of(path)}:{node.name}"
        for path in python_files(tests=True)
        for node in functions(path)
        if node.name.startswith("test_") and length_of(node) > 30
    ]
    assert over == []


def test_no_template_is_over_two_hundred_lines():
    over = {name_of(path): lines_of(path) for path in PACKAGES.rglob("*.html") if lines_of(path) > 200}
    assert {name: size for name, size in over.items() if size > LONG_TEMPLATES.get(name, 0)} == {}


def test_no_file_has_a_name_that_says_nothing():
    assert [name_of(path) for path in python_files() if path.name in BANNED_NAMES] == []


def test_exceptions_that_are_no_longer_needed_are_taken_off_the_lists():
    sizes = {name_of(path): lines_of(path) for path in python_files()}
    assert [name for name in LONG_MODULES if sizes.get(name, 0) <= 300] == []
