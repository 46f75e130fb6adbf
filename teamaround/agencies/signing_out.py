"""Signing out on every machine at once: a telephone was lost, a computer at school was left open."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from teamaround.agencies import sign_in
from teamaround.kit import clock


def everywhere(account_id: int) -> int:
    """End every session of an account, this one too. Works at the next request of each. Returns how many there were."""
    running = Session.objects.filter(expire_date__gte=clock.now())
    theirs = [row.pk for row in running.iterator() if row.get_decoded().get(SESSION_KEY) == str(account_id)]
    Session.objects.filter(pk__in=theirs).delete()
    sign_in.record("agencies.sign_out", account_id, why="everywhere")
    return len(theirs)
