"""Papers as tagged PDF (PDF/UA-1): `render_pdf("document", Document(title=…, blocks=(heading(2, …), text(…))))`.

Typst lays them out with the fonts of `kit.fonts`; fonts of the machine are off, so that a paper looks alike
everywhere. What people wrote is handed over as text and can never be read as markup. A character that the fonts do
not have is replaced by a mark, and the paper says so at its end: without it the export would fail.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teamaround.kit import fonts
from teamaround.kit.glyphs import SUBSTITUTE, printable
from teamaround.kit.plain import plain

TEMPLATES = Path(__file__).resolve().parent / "typst"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a paper: heading, text, bullet, small, or a note with who wrote it and where it comes from."""

    kind: str
    text: str
    level: int = 0
    who: str = ""
    source: str = ""


def heading(level: int, words: str) -> Block:
    """Level 2 to 4; the title is level 1. No level may be left out."""
    return Block("heading", words, level=level)


def text(words: str) -> Block:
    return Block("text", words)


def small(words: str) -> Block:
    return Block("small", words)


def bullet(words: str) -> Block:
    return Block("bullet", words)


def note(who: str, source: str, words: str) -> Block:
    return Block("note", words, who=who, source=source)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of the template "document". `large` is for families: bigger letters."""

    title: str
    blocks: tuple[Block, ...] = field(default=())
    lead: str = ""
    foot: str = ""
    author: str = "Teamaround"
    large: bool = False


def render_pdf(template_name: str, data: Any) -> bytes:
    """The PDF of a template in kit/typst, from a Document or a mapping of plain values. Takes no words as markup."""
    values = asdict(data) if is_dataclass(data) and not isinstance(data, type) else dict(data)
    clean = _clean(values)
    if clean != _clean(values, substitute=False):
        words = _("%(mark)s stands for a letter that this paper cannot show.") % {"mark": SUBSTITUTE}
        clean["blocks"] = [*clean.get("blocks", []), asdict(small(words))]
    lang, _separator, region = (get_language() or "en-gb").partition("-")
    sent = json.dumps({**clean, "lang": lang, "region": region.upper() or "GB", "fonts": fonts.families()})
    compiler = typst.Compiler(font_paths=fonts.collection(), sys_inputs={"data": sent})
    made = compiler.compile(_source(template_name), format="pdf", pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


@cache
def _source(template_name: str) -> bytes:
    """Raises FileNotFoundError for a template that does not exist."""
    return (TEMPLATES / f"{template_name}.typ").read_bytes()


def _clean(value: Any, *, substitute: bool = True) -> Any:
    """Texts without control characters and, unless told otherwise, without letters that no font has."""
    if isinstance(value, str):
        return printable(plain(value)) if substitute else plain(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner, substitute=substitute) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner, substitute=substitute) for inner in value]
    return value
