"""The months of the event table on PostgreSQL (design.md 3, keys and tenancy). Nothing to do on SQLite."""

from django.db import connection, transaction

from teamaround.kit import clock

MONTHS_AHEAD = 3
LOCK_TIMEOUT = "2s"


def ensure_partitions(months_ahead: int = MONTHS_AHEAD) -> int:
    """Make the partitions of this month and the coming ones. Returns how many were made. The tick calls it daily.

    It waits at most two seconds for its lock, so that it never holds up the pages; the next day it tries again.
    Where the table was made without its migration there is nothing to make.
    """
    if connection.vendor != "postgresql":
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('audit_ensure_partitions') IS NULL")
        if cursor.fetchone()[0]:
            return 0
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute("SELECT audit_ensure_partitions(%s, %s)", [clock.now().date(), months_ahead + 1])
        return int(cursor.fetchone()[0])
