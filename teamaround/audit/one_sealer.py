"""There is one sealer at a time."""

from django.db import connection

LOCK = 0x7EA3A0D1


def alone() -> bool:
    """Whether no other sealer is at work. On SQLite the transaction itself is the lock: it begins IMMEDIATE."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
