"""Every text of the service for translators: found with Babel, kept in locale/, compiled when the service starts.

`manage.py words find` tells how many there are, `words update ur` writes them into the catalogue of a language,
`words compile` makes what Django reads. Compiled files are never kept.
"""

import datetime
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("practice_data/**", "ignore"),
    ("kit/sample*.py", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "teamaround.kit.catalogues:templates"),
    ("**/definitions/*.toml", "teamaround.instruments.extraction:extract"),
]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BEGUN = datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
"""Written into each catalogue instead of the hour of its making, so that the same texts make the same file."""

TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:n?p?gettext|_)\({TEXT}(?:\s*,\s*{TEXT})*(?:\s*,\s*count)?\)")

Message = tuple[int, str, Any, list[str]]


def templates(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Babel's extraction method for Django templates: read as Django's own makemessages reads them.

    What that gives is calls between blanked-out text; here each call gets a line of its own, as Python wants it.
    """
    lines = [found.group() for found in CALL.finditer(templatize(file.read().decode()))]
    source = io.BytesIO("\n".join(lines).encode())
    for _line, call, message, comments in extract_python(source, keywords, comment_tags, {"encoding": "utf-8"}):
        yield 0, str(call), message, comments  # type: ignore[misc]


def found(only: Iterable[str] = ()) -> Catalog:
    """Every text with the files it stands in; of the files alone whose path begins with one of `only`."""
    made = Catalog(creation_date=BEGUN)
    beginnings = tuple(only)
    root = settings.ROOT / "teamaround"
    texts = extract_from_dir(root, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",))
    for name, _line, message, comments, context in texts:
        if not beginnings or name.startswith(beginnings):
            made.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return made


def folder(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"


def update(language: str, only: Iterable[str] = ()) -> tuple[int, int]:
    """Write the catalogue of a language anew; what was translated stays. Returns how many texts, how many to do."""
    place = folder(language) / "django.po"
    catalog = read(place, language) if place.exists() else Catalog(locale=language, revision_date=BEGUN)
    catalog.update(found(only), no_fuzzy_matching=True)
    catalog.header_comment = "# Texts of Teamaround in another language."
    catalog.creation_date = BEGUN
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    texts = [message for message in catalog if message.id]
    return len(texts), sum(1 for message in texts if not message.string)


def read(place: Path, language: str) -> Catalog:
    with place.open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """Languages that have a catalogue."""
    return sorted(place.parent.parent.name for place in Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def compile_all() -> list[Path]:
    """Compile every catalogue that is newer than what was made of it; whole or not at all. Returns what was written."""
    written = []
    for language in languages():
        source, target = folder(language) / "django.po", folder(language) / "django.mo"
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(".part")
        with half.open("wb") as file:
            write_mo(file, read(source, language))
        half.replace(target)
        written.append(target)
    return written


def wrong(language: str) -> list[str]:
    """What a translation broke: a placeholder that is missing, or one more."""
    catalog = read(folder(language) / "django.po", language)
    return [f"{message.id}: {error}" for message, errors in catalog.check() if message.string for error in errors]
