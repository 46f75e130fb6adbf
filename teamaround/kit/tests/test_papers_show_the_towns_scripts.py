"""Names as families write them, in papers that stay tagged; what no font has is marked (design.md 3, fonts)."""

import io
import random

import pikepdf
import pytest

from teamaround.kit import fonts, glyphs
from teamaround.kit.documents import Document, render_pdf, text
from teamaround.kit.glyphs import SUBSTITUTE, printable

NAMES = {
    "Noto Sans": "Zażółć Łukasz Święty",
    "Noto Sans Arabic": "عائشہ خان",
    "Noto Sans Bengali": "রহিমা বেগম",
    "Noto Sans Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "Noto Sans SC": "王小明",
    "Noto Emoji": "😀👨‍👩‍👧❤️🏴",
}


def paper(*words):
    return pikepdf.open(io.BytesIO(render_pdf("document", Document(title="T", blocks=tuple(map(text, words))))))


def fonts_in(opened):
    for page in opened.pages:
        yield from page.Resources.Font.values()


@pytest.fixture
def without_fonts(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    fonts.spans.cache_clear()
    fonts.collection.cache_clear()
    yield
    fonts.spans.cache_clear()
    fonts.collection.cache_clear()


@pytest.mark.parametrize(("family", "name"), NAMES.items(), ids=list(NAMES))
def test_a_name_is_set_in_the_font_of_its_script(family, name):
    with paper(name) as opened:
        names = {str(font.BaseFont).replace("-", "").lower() for font in fonts_in(opened)}
    assert any(family.replace(" ", "").lower() in found for found in names), names
    assert SUBSTITUTE not in printable(name)


def test_all_of_them_in_one_paper_are_tagged_and_every_letter_can_be_read_aloud():
    with paper(*NAMES.values()) as opened:
        meta = str(opened.Root.Metadata.read_bytes())
        assert "pdfuaid" in meta and ">1<" in meta[meta.index("pdfuaid:part") :]
        assert bool(opened.Root.MarkInfo.Marked) and "/StructTreeRoot" in opened.Root
        for font in fonts_in(opened):
            assert "/ToUnicode" in font, font.BaseFont
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_joiners_stay_and_marks_of_style_go():
    assert printable("❤\ufe0f") == "❤"
    assert printable("ক্‌ষ") == "ক্\u200cষ"


@pytest.mark.parametrize("words", ["ไทย", "אבא", "ትግርኛ", "Ana \ue000 Müller", "ᚠᚢ"])
def test_a_script_without_a_font_is_marked_and_the_paper_says_so(words):
    assert SUBSTITUTE in printable(words)
    with paper(words) as opened:
        assert opened.pages


def test_any_mixture_of_letters_gives_a_paper():
    letters = [point for first, last in fonts.merged([*fonts.spans(), *glyphs.RANGES]) for point in (first, last)]
    dice = random.Random(7)
    for _round in range(20):
        with paper("".join(chr(dice.choice(letters)) for _number in range(300))) as opened:
            assert opened.pages


def test_fonts_of_the_machine_are_never_used():
    assert {info.family for info in fonts.collection().fonts()} <= {
        *fonts.PACKAGES.values(), *fonts.OWN, "New Computer Modern", "New Computer Modern Math",
    }  # fmt: skip


def test_where_the_files_are_missing_typsts_own_fonts_stand_in(without_fonts):
    assert fonts.families() == list(fonts.OWN)
    assert printable("Łukasz 王") == f"Łukasz {SUBSTITUTE}"
    with paper("Łukasz 王 ক্‌ষ") as opened:
        assert opened.pages
