from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.exchange.applying import apply
from teamaround.exchange.layouts import LAYOUTS
from teamaround.exchange.staging import stage, write_rejects
from teamaround.kit.problems import Problem


class Command(BaseCommand):
    help = "Brings a file of children in: stage, match, apply. Stopped anywhere, run it again; twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", required=True, help=f"one of {', '.join(LAYOUTS)}")
        parser.add_argument("--authority", default="marlbeck", help="key of the authority that is responsible")
        parser.add_argument("--only-stage", action="store_true", help="read and check the rows, apply nothing")

    def handle(self, *args: Any, file: Path, layout: str, authority: str, only_stage: bool, **options: Any) -> None:
        responsible = Authority.objects.filter(key=authority).first()
        if responsible is None:
            raise CommandError(f"There is no authority with the key “{authority}”.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        by = Actor.job("import_children", responsible.pk)
        try:
            delivery = stage(by=by, path=file, layout_key=layout, progress=self._progress)
            rejects = write_rejects(delivery, settings.VAR / "deliveries")
            if not only_stage:
                delivery = apply(by=by, delivery=delivery, progress=self._progress)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(
            f"\nReceipt {delivery.ref}: {delivery.row_count} rows = {delivery.created} new + {delivery.to_review} new "
            f"and for review + {delivery.unchanged} known already + {delivery.rejected} turned away ({rejects})."
        )

    def _progress(self, word: str, number: int) -> None:
        if number % 500 == 0:
            self.stdout.write(f"{word} up to row {number}")
            self.stdout.flush()
