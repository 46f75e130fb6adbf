"""What the audit's triggers are, apart from how an engine writes them."""

from dataclasses import dataclass

FOREVER = (
    "audit_event", "audit_about", "audit_batch", "audit_leaf", "audit_removal", "audit_rowleaf", "audit_rowremoval",
)  # fmt: skip
"""Tables whose rows are never changed and never deleted."""


@dataclass(frozen=True)
class Trigger:
    """One trigger: its table and name, what it must look like in the catalogue, and what puts it there."""

    table: str
    name: str
    shape: str
    statements: tuple[str, ...]

    @property
    def place(self) -> tuple[str, str]:
        return self.table, self.name
