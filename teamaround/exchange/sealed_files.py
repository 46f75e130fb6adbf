"""A file that was sent waits for the job that stages it: sealed block by block, outside the web root, then removed."""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from teamaround.kit import crypto
from teamaround.kit.crypto import CannotOpen

BLOCK = 256 * 1024
NONCE, TAG = 12, 16


def keep(ref: str, blocks: Iterable[bytes]) -> None:
    """Whole or not at all."""
    place = _place(ref)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half, cipher = place.with_suffix(".part"), AESGCM(_key())
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for number, block in enumerate(_even(blocks)):
            nonce = secrets.token_bytes(NONCE)
            file.write(nonce + cipher.encrypt(nonce, block, _bound(ref, number)))
        file.flush()
        os.fsync(file.fileno())
    half.replace(place)


def remove(ref: str) -> None:
    _place(ref).unlink(missing_ok=True)


class Opened:
    """The lines of a kept file; one block is open at a time. Raises CannotOpen."""

    def __init__(self, ref: str) -> None:
        self._blocks = _opened(ref)
        self._left = b""

    def readline(self, size: int = -1, /) -> bytes:
        limit = size if size >= 0 else 2**62
        while (end := self._left.find(b"\n") + 1) == 0 and len(self._left) < limit:
            more = next(self._blocks, b"")
            if not more:
                end = len(self._left)
                break
            self._left += more
        end = min(end or len(self._left), limit)
        line, self._left = self._left[:end], self._left[end:]
        return line


def _opened(ref: str) -> Iterator[bytes]:
    cipher, number = AESGCM(_key()), 0
    try:
        with _place(ref).open("rb") as file:
            while sealed := file.read(NONCE + BLOCK + TAG):
                yield cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(ref, number))
                number += 1
    except (OSError, InvalidTag, ValueError) as problem:
        raise CannotOpen(ref) from problem


def _even(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of one size."""
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) >= BLOCK:
            yield bytes(held[:BLOCK])
            del held[:BLOCK]
    if held:
        yield bytes(held)


def _bound(ref: str, number: int) -> bytes:
    return f"{ref}:{number}".encode()


def _place(ref: str) -> Path:
    if not ref.isalnum():
        raise CannotOpen(ref)
    return Path(settings.VAR) / "deliveries" / f"{ref}.sealed"


def _key() -> bytes:
    key: bytes = crypto.derive(settings.DATA_KEY, "deliveries")
    return key


def whole(file: IO[bytes]) -> Iterator[bytes]:
    """The blocks of an open file, from its beginning."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block
