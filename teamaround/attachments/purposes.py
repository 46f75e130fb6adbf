"""What files are for: each purpose has one action that lets somebody open them.

The package whose files they are registers its purposes in its AppConfig; the addresses are made from
them, one gate each, so that every view still declares its action.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """One use of files: "signed_agreement" opened by "consent.read"."""

    key: str
    action: str


_purposes: dict[str, Purpose] = {}


def register(key: str, *, action: str) -> Purpose:
    """`key` is part of the address (small letters and hyphens). Raises ValueError for a second action of one key."""
    purpose = Purpose(key, action)
    if _purposes.setdefault(key, purpose) != purpose:
        raise ValueError(f"the purpose {key} is registered twice")
    return purpose


def get(key: str) -> Purpose:
    """Raises KeyError."""
    return _purposes[key]


def every_purpose() -> list[Purpose]:
    return [_purposes[key] for key in sorted(_purposes)]
