"""Type from content, size, clean names; a clear sentence for everything else (issue 2 section 5, bad input)."""

import pytest

from teamaround.attachments import files
from teamaround.kit.crypto import CannotOpen
from teamaround.kit.problems import Problem

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
PROGRAM = b"MZ\x90\x00" + b"\0" * 200


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg"), (JPEG + b"x", "image/jpeg")],
)
def test_the_kind_comes_from_the_content(content, kind):
    assert files.kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (PROGRAM, "Choose a photo"),
        (b"<script>alert(1)</script>", "Choose a photo"),
        (b"GIF89a", "Choose a photo"),
        (b" " + PDF, "Choose a photo"),
        (PDF[:-8], "not complete"),
        (PNG[:20], "not complete"),
        (JPEG[:-2], "not complete"),
    ],
)
def test_anything_else_gets_a_sentence(content, words):
    with pytest.raises(Problem, match=words) as raised:
        files.kind_of(content)
    assert raised.value.field == "file"


def test_ten_megabytes_are_enough():
    full = PDF + b"\0" * (files.LARGEST - len(PDF))
    assert files.kind_of(full) == "application/pdf"
    with pytest.raises(Problem, match="larger than 10 MB"):
        files.kind_of(full + b"\0")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("consent form.pdf", "consent form.pdf"),
        ("trojan.exe.pdf", "trojan exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\sam\\Form (2).PDF", "Form 2.pdf"),
        ('a"; filename="b.html', "a filename b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "document.pdf"),
        ("💥.pdf", "document.pdf"),
        ("Müller.pdf", "Müller.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_made_clean_and_end_as_the_content_does(given, kept):
    assert files.clean_name(given, "application/pdf") == kept


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return settings.MEDIA_ROOT


def test_the_bytes_lie_sealed_and_come_back(media):
    files.write("abc", PDF)
    assert PDF[:20] not in (media / "abc").read_bytes()
    assert files.read("abc") == PDF
    assert (media / "abc").stat().st_mode & 0o077 == 0


def test_a_file_in_anothers_place_does_not_open(media):
    files.write("abc", PDF)
    (media / "abc").rename(media / "xyz")
    with pytest.raises(CannotOpen):
        files.read("xyz")


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b[:-1] + b"x", lambda b: b"no" + b, lambda _b: b""])
def test_a_changed_file_does_not_open(media, damage):
    files.write("abc", PDF)
    (media / "abc").write_bytes(damage((media / "abc").read_bytes()))
    with pytest.raises(CannotOpen):
        files.read("abc")


@pytest.mark.parametrize("ref", ["../secret", "a/b", "", "nothing"])
def test_no_address_leads_out_of_the_folder(media, ref):
    with pytest.raises(CannotOpen):
        files.read(ref)
