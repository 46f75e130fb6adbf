"""What a verification says: one word, what it is about, its number, and a sentence."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Word(StrEnum):
    """The closed list of what can be found. A removal under a receipt is a note, not a fault."""

    MISSING = "missing"
    CHANGED = "changed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    UNGUARDED = "unguarded"
    REMOVED = "removed"


class What(StrEnum):
    """What a finding is about. The number is the event's, except for a batch, which has its own."""

    EVENT = "event"
    ABOUT = "child of event"
    DETAIL = "detail of event"
    REMOVAL = "removal from event"
    BATCH = "batch"
    DEPOSIT = "deposited head of batch"
    TABLE = "table"
    ROW = "row"
    SEAL = "rows sealed in event"


@dataclass(frozen=True)
class Finding:
    """One thing found."""

    word: Word
    what: What
    id: int
    sentence: str

    @property
    def grave(self) -> bool:
        """Somebody has to look into it."""
        return self.word is not Word.REMOVED

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.word}: {self.what} {self.id}: {self.sentence}"
