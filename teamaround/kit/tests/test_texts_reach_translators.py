"""Texts are found, kept in catalogues without losing what was translated, checked and compiled (design.md 3, words)."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import trans_real

from teamaround.kit import catalogues

TEMPLATE = b"""{% load i18n %}{% translate "it's X" %} plain {{ _("Hi") }}{% translate "may" context "month" %}
{% blocktranslate count n=x trimmed %}one {{ n }}
 "line"{% plural %}many{% endblocktranslate %}"""


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    yield tmp_path
    trans_real._translations.clear()


def translated(place, words, said):
    file = place / "pl" / "LC_MESSAGES" / "django.po"
    text = file.read_text()
    assert f'msgid "{words}"\nmsgstr ""' in text
    file.write_text(text.replace(f'msgid "{words}"\nmsgstr ""', f'msgid "{words}"\nmsgstr "{said}"'))


def update():
    return catalogues.update("pl", ["kit/templates/kit/parts/account"])


def test_every_way_of_marking_a_text_in_a_template_is_found():
    found = catalogues.templates(io.BytesIO(TEMPLATE), catalogues.KEYWORDS, (), {})
    assert [message for _line, _call, message, _comments in found] == [
        "it's X", "Hi", ("month", "may"), ('one %(n)s "line"', "many", None),
    ]  # fmt: skip


def test_texts_of_pages_code_and_forms_of_the_field_are_found():
    texts = {message.id for message in catalogues.found()}
    assert {"Sign out everywhere", "Agreement", "Speech, language and communication"} <= texts
    assert not [text for text in texts if text and "Kayleigh" in str(text)]


def test_what_was_translated_stays_and_the_same_texts_make_the_same_file(place):
    texts, to_do = update()
    assert texts == to_do > 3
    translated(place, "Sign out", "Wyloguj")
    assert update() == (texts, to_do - 1)
    before = (place / "pl" / "LC_MESSAGES" / "django.po").read_bytes()
    update()
    assert (place / "pl" / "LC_MESSAGES" / "django.po").read_bytes() == before


def test_compiled_it_is_read_and_made_only_once(place):
    update()
    translated(place, "Sign out", "Wyloguj")
    assert [file.name for file in catalogues.compile_all()] == ["django.mo"]
    assert catalogues.compile_all() == []
    with translation.override("pl"):
        assert translation.gettext("Sign out") == "Wyloguj"


def test_a_placeholder_that_was_broken_is_named(place):
    catalogues.update("pl", ["desks/views_sign_out"])
    file = place / "pl" / "LC_MESSAGES" / "django.po"
    file.write_text(file.read_text().replace('msgstr[0] ""', 'msgstr[0] "Na %(liczba)s"', 1))
    assert any("machine" in sentence for sentence in catalogues.wrong("pl"))
    with pytest.raises(CommandError, match="pl: "):
        call_command("words", "compile")


def test_the_command_says_how_many_and_asks_for_the_language(capsys):
    call_command("words", "find", only=["kit/templates/kit/parts/account"])
    assert "texts" in capsys.readouterr().out
    call_command("words", "update", "pl", only=["kit/templates/kit/parts/account"])
    assert "to be translated" in capsys.readouterr().out
    with pytest.raises(CommandError, match="which language"):
        call_command("words", "update")
