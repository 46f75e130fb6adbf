"""`./dev manage retention [--dry-run]`: archive and destroy what is due, with a receipt for each child."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from teamaround.retention import rounds
from teamaround.retention.rounds import Due, Step


class Command(BaseCommand):
    """Numbers, days and reasons are printed; no names."""

    help = "Archive entries and destroy words whose day has come. The tick does it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        for result in rounds.run(dry=dry_run, tell=self._tell):
            would = "would be" if dry_run else "done"
            self.stdout.write(
                f"{result.step.words}: {result.done} {would}, {result.stopped} kept back, {result.failed} failed"
            )
            if result.failed:
                self.stderr.write("What failed stands in the log and comes again with the next round.")

    def _tell(self, step: Step, due: Due) -> None:
        stopped = f", kept back: {due.stopped_by}" if due.stopped_by else ""
        self.stdout.write(f"  {step.name}: child {due.child_id}, {due.why}, since {due.since}{stopped}")
