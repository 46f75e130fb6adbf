"""Background jobs of django-tasks: one after the other, those of a dead worker given back (design.md 3, jobs)."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError
from django.db.models.functions import Now
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

LOST_AFTER = timedelta(minutes=30)
"""No job of ours runs so long: one that does belonged to a worker that died."""

log = logging.getLogger(__name__)


def uses_database() -> bool:
    """Tests run jobs at once; then there is nothing to fetch."""
    return str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db.")


def worker(name: str) -> Worker:
    """A worker of the library, driven by our loop."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
        excluded_queue_names=[],
    )


def run_one(name: str) -> bool:
    """Take one waiting job and run it. False when none waited. A job that fails is marked so by the library."""
    if not uses_database():
        return False
    with exclusive_transaction():
        try:
            waiting = DBTaskResult.objects.ready().get_locked()
        except OperationalError:
            return False
        if waiting is None:
            return False
        waiting.claim(name)
    worker(name).run_task(waiting)
    return True


def give_back_lost() -> int:
    """Jobs that a dead worker left running wait again. Jobs are at least once: each must bear that."""
    # The library does not write its moments by our clock, so they are compared with the database's own.
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=Now() - LOST_AFTER)
    number: int = lost.update(status=TaskResultStatus.READY, started_at=None)
    if number:
        log.warning("%s jobs had been left running and wait again", number)
    return number
