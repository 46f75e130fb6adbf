"""Random 80-bit references for addresses of pages: never sequential, never ordered in time (design.md 3)."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 17  # 31 ** 17 is just over 2 ** 84


def new_ref() -> str:
    """Seventeen characters without those that people mix up (0 o 1 l i)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
