"""Tests with real commits use a database of their own, as the tests of audit do."""

from teamaround.audit.tests.conftest import own_database, seeded_database

__all__ = ["own_database", "seeded_database"]
