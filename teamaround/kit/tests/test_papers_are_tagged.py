"""Papers: tagged for screen readers, words never read as markup, letters no font has marked (design.md 3)."""

import io

import pikepdf
import pytest

from teamaround.kit.documents import Document, bullet, heading, note, render_pdf, small, text
from teamaround.kit.glyphs import printable


def opened(document):
    return pikepdf.open(io.BytesIO(render_pdf("document", document)))


def test_a_paper_has_structure_language_and_title():
    blocks = (
        heading(2, "One"),
        heading(3, "Two"),
        text("Words"),
        bullet("A"),
        note("Sam", "saw it", "Sings"),
        small("S"),
    )
    with opened(Document(title="About Kayleigh", lead="Your copy", foot="Ask us", blocks=blocks, large=True)) as paper:
        assert "/StructTreeRoot" in paper.Root
        assert bool(paper.Root.MarkInfo.Marked)
        assert str(paper.Root.Lang) == "en-GB"
        assert str(paper.docinfo["/Title"]) == "About Kayleigh"


@pytest.mark.parametrize("words", ["#set page()", "$x$ *b* _i_", "= Heading", '#panic("x")', "a\\b", "```", ""])
def test_words_are_never_read_as_markup(words):
    with opened(Document(title="T", blocks=(text(words), note(words, words, words)))) as paper:
        assert len(paper.pages) == 1


@pytest.mark.parametrize(
    "words", ["中文", "😀", "বাংলা", "ไทย", "a\u00adb", "a\u200bb", "\u2028", "e\u0301", "\x07", "א"]
)
def test_letters_that_no_font_has_do_not_break_the_paper(words):
    with opened(Document(title=f"T {words}", lead=words, foot=words, blocks=(text(words), bullet(words)))) as paper:
        assert paper.pages


def test_a_run_of_such_letters_becomes_one_mark():
    assert printable("Ana ไทย Müller") == "Ana [?] Müller"
    assert printable("plain\nlines") == "plain\nlines"
    assert printable("soft\u00adhyphen") == "softhyphen"


def test_a_long_paper_has_pages():
    with opened(Document(title="T", blocks=tuple(text("word " * 300) for _number in range(20)))) as paper:
        assert len(paper.pages) > 3


def test_a_template_that_does_not_exist_is_named():
    with pytest.raises(FileNotFoundError):
        render_pdf("no_such", {"title": "T"})
