"""Shared by the tests of verification."""

from pathlib import Path

from teamaround.audit.findings import Finding
from teamaround.audit.verification import Verification


def found(deposits: Path | None = None) -> list[Finding]:
    """Everything a verification finds now."""
    return list(Verification(deposits=deposits).findings())


def words(deposits: Path | None = None) -> list[tuple[str, str, int]]:
    """Word, what and number of each."""
    return [(str(finding.word), str(finding.what), finding.id) for finding in found(deposits)]
