"""The bytes of attachments: what they are, a clean name, sealed on disk outside the web root.

A file is `TA1` + nonce + AES-GCM ciphertext, bound to its ref: a file put in another's place does not open.
"""

import os
import secrets
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from teamaround.kit import crypto
from teamaround.kit.crypto import CannotOpen
from teamaround.kit.problems import Problem

LARGEST = 10 * 1024 * 1024
KINDS = {
    # media type: (how its content begins, usual ending)
    "application/pdf": (b"%PDF-", "pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
}
ENDS = {"application/pdf": b"%%EOF", "image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
"""Found in every whole file, so that one cut off on its way is told. Telephones add data of their own after it."""
MARK = b"TA1"
NONCE = 12
LONGEST_NAME = 100


def kind_of(content: bytes) -> str:
    """The media type by content, whatever the name says. Raises Problem with a sentence for the person."""
    if not content:
        raise Problem(_("The file is empty. Choose it again."), field="file")
    if len(content) > LARGEST:
        raise Problem(_("The file is larger than 10 MB. Take the photo again in a smaller size."), field="file")
    for kind, (beginning, _ending) in KINDS.items():
        if content.startswith(beginning):
            if ENDS[kind] not in content:
                raise Problem(_("The file is not complete. Try to send it again."), field="file")
            return kind
    raise Problem(_("Choose a photo (JPEG or PNG) or a PDF. This file is something else."), field="file")


def clean_name(name: str, kind: str) -> str:
    """Letters, digits, spaces, dots and hyphens of the last part of the name, with the ending of its content."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    plain = unicodedata.normalize("NFC", stem)
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in plain)
    stem = " ".join(kept.split())[:LONGEST_NAME].strip() or _("document")
    return f"{stem}.{KINDS[kind][1]}"


def write(ref: str, content: bytes) -> None:
    """Seal the bytes under the ref; whole or not at all."""
    place = _place(ref)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    nonce = secrets.token_bytes(NONCE)
    sealed = MARK + nonce + AESGCM(_key()).encrypt(nonce, content, ref.encode())
    half = place.with_suffix(".part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    half.replace(place)


def read(ref: str) -> bytes:
    """The bytes again. Raises CannotOpen when the file is gone, changed, or another's."""
    try:
        sealed = _place(ref).read_bytes()
        if not sealed.startswith(MARK):
            raise CannotOpen(ref)
        nonce, rest = sealed[len(MARK) : len(MARK) + NONCE], sealed[len(MARK) + NONCE :]
        return AESGCM(_key()).decrypt(nonce, rest, ref.encode())
    except (OSError, InvalidTag) as problem:
        raise CannotOpen(ref) from problem


def remove(name: str) -> None:
    """Remove a file as `stored` named it."""
    (Path(settings.MEDIA_ROOT) / Path(name).name).unlink(missing_ok=True)


def stored() -> list[tuple[str, float]]:
    """Every file with the time of its last change."""
    folder = Path(settings.MEDIA_ROOT)
    return [(path.name, path.stat().st_mtime) for path in folder.iterdir()] if folder.exists() else []


def _place(ref: str) -> Path:
    if not ref.isalnum():
        raise CannotOpen(ref)
    return Path(settings.MEDIA_ROOT) / ref


def _key() -> bytes:
    return crypto.derive(settings.DATA_KEY, "attachments")
