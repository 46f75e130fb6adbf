"""Sealing of small secrets with a key outside the database (design.md 3, encryption).

A sealed text is `v1:<key id>:<base64 of nonce and AES-GCM ciphertext>`. The place it belongs to (table,
column, row) is bound in as associated data, so a sealed value moved elsewhere does not open.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The sealed text was changed, moved, or sealed with a key that is gone."""


def derive(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a secret of the environment."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def new_key() -> bytes:
    return secrets.token_bytes(32)


def seal_with(key: bytes, plain: str, place: str) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), place.encode())
    return "v1:0:" + base64.b64encode(nonce + sealed).decode()


def open_with(key: bytes, sealed: str, place: str) -> str:
    """Raises CannotOpen."""
    try:
        raw = base64.b64decode(sealed.split(":", 2)[2])
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError, IndexError) as problem:
        raise CannotOpen(place) from problem


def seal(plain: str, place: str) -> str:
    """Seal with the installation's data key."""
    return seal_with(derive(settings.DATA_KEY, "data"), plain, place)


def unseal(sealed: str, place: str) -> str:
    """Raises CannotOpen."""
    return open_with(derive(settings.DATA_KEY, "data"), sealed, place)


def keyed_digest(secret: str, text: str) -> str:
    """Hex HMAC-SHA256: proves that whoever wrote the text held the key."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
