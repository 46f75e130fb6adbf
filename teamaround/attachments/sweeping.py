"""Removing files whose action did not come to its end: no row speaks of them."""

import time

from teamaround.attachments import files
from teamaround.attachments.models import Attachment

A_DAY = 24 * 60 * 60


def sweep() -> int:
    """Run by the tick. Files younger than a day may belong to an action that is still running."""
    old = [name for name, changed in files.stored() if changed < time.time() - A_DAY]
    known = set(Attachment.objects.filter(ref__in=old).values_list("ref", flat=True))
    lost = [name for name in old if name not in known]
    for name in lost:
        files.remove(name)
    return len(lost)
