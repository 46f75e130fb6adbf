"""Signatures under the chain of seals, with a key derived from one outside the database."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from teamaround.kit import crypto


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(crypto.derive(settings.AUDIT_KEY, "audit seal"))


def sign(chain: str) -> str:
    """The signature under the head of the chain, in hex."""
    return _signing_key().sign(chain.encode()).hex()


def public_key() -> str:
    """What an outsider needs to check signatures, in hex. Print it and keep it elsewhere."""
    return _signing_key().public_key().public_bytes_raw().hex()


def holds(chain: str, signature: str) -> bool:
    """That the chain was signed with our key."""
    try:
        _signing_key().public_key().verify(bytes.fromhex(signature), chain.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
