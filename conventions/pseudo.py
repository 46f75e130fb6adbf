"""A language nobody speaks: every letter of a translated text becomes a wide one, so that plain English stands out."""

import re
from html.parser import HTMLParser

import django
from babel.messages.mofile import read_mo
from django.apps import apps
from django.db import models

from conventions.tree import ROOT
from teamaround.kit import catalogues
from teamaround.local_settings.values import KNOWN

KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|&\w+;|<[^>]*>|https?://\S+")
WORD = re.compile(r"[A-Za-z]{2,}")
HELD = re.compile(r"\{\w+\}|\b[A-Z]{2,3}\b")
"""Places for values that a script puts in, and initials of people and agencies."""
SPOKEN = {
    "alt", "aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "data-one", "data-many",
    "data-saved", "data-unsaved", "data-offline", "data-empty", "data-drawn", "data-kit-leave-title",
}  # fmt: skip
"""Attributes that somebody sees or hears."""


def wide(text):
    """The text in wide letters; placeholders and tags stay."""
    kept = KEPT.findall(text)
    parts = ["".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalpha() else sign for sign in part)
             for part in KEPT.split(text)]  # fmt: skip
    return "".join(part + hold for part, hold in zip(parts, [*kept, ""], strict=True))


def catalogue():
    """Every text that translators get: ours, and those of the framework and of the sign-in library."""
    texts = {text for message in catalogues.found() if message.id for text in texts_of(message)}
    places = [ROOT.joinpath(django.__path__[0]), ROOT.joinpath(apps.get_app_config("allauth").path)]
    for place in places:
        for file in place.rglob("locale/de/LC_MESSAGES/django.mo"):
            with file.open("rb") as opened:
                texts |= {text for message in read_mo(opened) if message.id for text in texts_of(message)}
    return frozenset(texts)


def texts_of(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


class Trans:
    """Stands for Django's translations: what no translator gets stays English."""

    def __init__(self, texts):
        self.texts = texts

    def say(self, text):
        plain = str(text).replace("\r\n", "\n").replace("\r", "\n")
        return wide(plain) if plain in self.texts else plain

    def use(self, monkeypatch):
        from django.utils.translation import _trans

        monkeypatch.setattr(_trans, "gettext", self.say)
        monkeypatch.setattr(_trans, "pgettext", lambda _context, text: self.say(text))
        monkeypatch.setattr(_trans, "ngettext", lambda one, many, number: self.say(one if number == 1 else many))
        monkeypatch.setattr(
            _trans, "npgettext", lambda _context, one, many, number: self.say(one if number == 1 else many)
        )


class Seen(HTMLParser):
    """What a page shows or says, piece by piece."""

    def __init__(self):
        super().__init__()
        self.pieces, self.links, self.silent = [], [], 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.silent += tag in {"script", "style"}
        self.pieces += [value for name, value in attributes if name in SPOKEN and value]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.pieces.append(given.get("value") or "")
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.append(given["href"])

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.pieces.append(data)


def seen(html):
    made = Seen()
    made.feed(html)
    return made


def data():
    """Everything that people typed, longest first: texts of all tables, but no codes of closed lists."""
    values: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("teamaround"):
            names = [field.name for field in model._meta.concrete_fields if is_typed(field)]
            for row in model._base_manager.values_list(*names) if names else ():
                given = {value.strip() for value in row if isinstance(value, str) and WORD.search(value)}
                values |= given | {value[:1].upper() + value[1:] for value in given}
    return sorted(values | set(worded_locally()), key=len, reverse=True)


def worded_locally():
    """What an authority words itself, in its settings."""
    for known in KNOWN.values():
        given = known.default if isinstance(known.default, list) else [known.default]
        yield from (" ".join(text.split()) for text in given if isinstance(text, str))


def is_typed(field):
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def english(pieces, typed):
    """Words of plain English that are neither translated nor typed by somebody."""
    found = []
    for piece in pieces:
        left = " ".join(piece.split())
        for value in typed:
            if value in left:
                left = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", left)
        if WORD.search(HELD.sub(" ", left)):
            found.append(" ".join(left.split()))
    return found
