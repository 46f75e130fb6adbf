"""Every sentence that a family reads, by the formula of reading_age.py: median grade at most 5, none over 7."""

import ast
import re
from collections.abc import Iterator
from statistics import median

import pytest

from conventions.reading_age import grade, sentences, syllables, words_of
from conventions.tree import PACKAGES, name_of, python_files
from teamaround.instruments import reading
from teamaround.instruments.definition import Audience, Wording
from teamaround.notifications import kinds

FEWEST = 4
"""A heading of three words has no grade worth the name: its words are looked at one by one."""

LONGEST_WORD = 3
LONG_WORDS = {"usually", "information", "anybody", "everybody", "somebody"}
"""Words of four syllables that families say themselves. This list may only shrink."""

MODULES = {
    "teamaround/consent/standing.py": {"sentences", "_sentence"},
    "teamaround/assessments/copies.py": {"family_document", "_blocks"},
    "teamaround/desks/forms.py": {"AskForm", "NumberForm", "WordsForm"},
}
"""Places outside the family's own modules whose sentences families read; functions or classes by name."""

TEMPLATES = {"desks/privacy.html", "assessments/family_page.html"}
TRANSLATED = re.compile(r"""\{%\s*translate\s+(?P<mark>["'])(?P<words>.*?)(?P=mark)""", re.DOTALL)
BLOCKS = re.compile(r"\{%\s*blocktranslate.*?%\}(?P<words>.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext"}


def family_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGES.rglob("*.html")):
        text, short = path.read_text(), "/".join(path.parts[-2:])
        own = path.name.startswith("family") and path.parts[-2] != "style"
        if (own or short in TEMPLATES or '"kit/family_page.html"' in text) and "style" not in path.parts:
            yield name_of(path), text


def in_templates() -> Iterator[tuple[str, str]]:
    for name, text in family_templates():
        for found in TRANSLATED.finditer(text):
            yield name, found["words"]
        for found in BLOCKS.finditer(text):
            for part in re.split(r"\{%\s*plural\s*%\}", found["words"]):
                yield name, " ".join(part.split())


def texts_in(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GETTEXT:
            yield from (arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def in_modules() -> Iterator[tuple[str, str]]:
    for path in python_files():
        name, tree = name_of(path), ast.parse(path.read_text())
        if name.startswith("teamaround/desks/family_") or name == "teamaround/desks/family.py":
            yield from ((name, text) for text in texts_in(tree))
        for node in tree.body:
            if getattr(node, "name", "") in MODULES.get(name, ()):
                yield from ((name, text) for text in texts_in(node))


def in_letters() -> Iterator[tuple[str, str]]:
    """Messages that go to a family's number or contact, wherever they are sent from."""
    for path in python_files():
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"send_to_number", "send_to_contact"}:
                kind = call.args[0] if call.args else None
                if isinstance(kind, ast.Constant):
                    found = kinds.get(str(kind.value))
                    yield f"letter {found.key}", str(found.subject)
                    yield f"letter {found.key}", str(found.body)


def in_instruments() -> Iterator[tuple[str, str]]:
    """Questions, hints and answers as put to a child and to a parent. Options of a published list are names."""
    for path in sorted((PACKAGES / "assessments" / "definitions").glob("*.toml")):
        instrument = reading.read(path)
        wordings: list[Wording] = [instrument.title, instrument.introduction]
        wordings += [group.title for group in instrument.groups]
        for section in instrument.sections:
            wordings += [section.title, section.introduction]
        for _section, question in instrument.questions():
            for each in (question, *question.members):
                wordings += [each.wording, each.hint, *(option.wording for option in each.options if not option.code)]
        for wording in wordings:
            for audience in (Audience.CHILD, Audience.PARENT):
                yield path.name, wording.for_audience(audience)


def everything() -> list[tuple[str, str]]:
    found = [*in_templates(), *in_modules(), *in_letters(), *in_instruments()]
    return list(dict.fromkeys((name, text) for name, text in found if words_of(text)))


@pytest.mark.parametrize(
    ("word", "parts"),
    [("help", 1), ("asked", 1), ("needed", 2), ("table", 2), ("people", 2), ("agreed", 2), ("family", 3), ("seeing", 2),
     ("changes", 2), ("times", 1), ("assessment", 3), ("information", 4), ("you’re", 1), ("telephone", 3),
     ("somewhere", 2), ("use", 1), ("school", 1), ("idea", 2)],
)  # fmt: skip
def test_syllables_as_they_are_said(word, parts):
    assert syllables(word) == parts


def test_names_and_numbers_are_left_out():
    assert words_of("Ring %(name)s on 12 March: {{ number }} for {child}") == ["Ring", "on", "March", "for"]


def test_the_formula_by_hand():
    assert grade("The cat sat. The dog ran.") == pytest.approx(0.39 * 3 + 11.8 * 1 - 15.59)
    assert sentences("Yes. No? “Go!”") == 3


def test_every_kind_of_place_is_looked_at():
    places = {name.split("/")[-1] for name, _text in everything()}
    assert {"family_page.html", "family_help.py", "standing.py", "letter families.link", "privacy.html",
            "common_assessment.1.toml", "checklist.1.toml"} <= places  # fmt: skip
    assert len(everything()) > 300


def test_the_median_is_for_ten_year_olds_and_nothing_is_for_adults_alone():
    grades = {(name, text): grade(text) for name, text in everything() if len(words_of(text)) >= FEWEST}
    assert median(grades.values()) <= 5
    assert {place: round(value, 1) for place, value in grades.items() if value > 7} == {}


def test_no_heading_or_button_has_a_long_word():
    found = {
        (word, text)
        for _name, text in everything()
        for word in words_of(text)
        if syllables(word) > LONGEST_WORD and word.lower() not in LONG_WORDS and len(words_of(text)) < FEWEST
    }
    assert found == set()
