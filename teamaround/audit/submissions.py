"""A form that is sent twice is carried out once (design.md 6)."""

import datetime
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction

from teamaround.audit.models import Submission
from teamaround.kit import clock

KEPT = datetime.timedelta(days=7)
LONGEST_KEY = 64
LONGEST_RESULT = 400


def once(account_id: int, key: str, do: Callable[[], str]) -> str:
    """Carry out `do` and keep its result, a path; a repeat by the same account gets that result and does nothing.

    The key is written in the same transaction as what `do` changes: both stay or neither. A repeat that
    comes while the first is at work waits for it; if the first fails, the repeat is carried out. A form
    without a key is carried out each time.
    """
    if not key:
        return do()
    kept = key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
    with transaction.atomic():
        submission = _first(account_id, kept)
        if submission is None:
            return Submission.objects.get(account_id=account_id, key=kept).result
        submission.result = _fitting(do())
        submission.save(update_fields=["result"])
        return submission.result


def result_of(account_id: int, key: str) -> str:
    """Where the same form led when this account sent it before, or an empty text."""
    kept = key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
    found = Submission.objects.filter(account_id=account_id, key=kept).exclude(key="").first()
    return found.result if found else ""


def forget_old() -> int:
    """Drop keys older than a week: nobody sends that form again. The tick does so daily. Returns how many went."""
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _first(account_id: int, key: str) -> Submission | None:
    """The new row, or None when this account has sent this key before."""
    try:
        with transaction.atomic():
            return Submission.objects.create(account_id=account_id, key=key, result="", at=clock.now())
    except IntegrityError:
        return None


def _fitting(result: str) -> str:
    if len(result) > LONGEST_RESULT:
        raise ValueError(f"the result of a submission is longer than {LONGEST_RESULT} characters")
    return result
