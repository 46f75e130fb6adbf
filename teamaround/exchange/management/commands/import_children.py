import datetime
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.exchange import asking, matching_rows, undoing
from teamaround.exchange.applying import apply
from teamaround.exchange.layouts import every_layout
from teamaround.exchange.models import Delivery
from teamaround.exchange.staging import stage, write_rejects
from teamaround.kit.problems import Problem


def day(text: str) -> datetime.date:
    """Raises ArgumentTypeError."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day written 2026-09-01") from None


class Command(BaseCommand):
    help = "Brings a file of children in: stage, match, apply. Stopped anywhere, run it again; twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file, or with --undo the reference of a delivery")
        parser.add_argument("--layout", help=f"one of {', '.join(every_layout())}")
        parser.add_argument("--authority", default="marlbeck", help="key of the authority that is responsible")
        parser.add_argument("--as-of", type=day, help="the day on which the source made the file; today unless said")
        parser.add_argument(
            "--only-stage", action="store_true", help="read and check the rows, match and apply nothing"
        )
        parser.add_argument("--only-match", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--although", default="", metavar="WHY", help="why to go on although the file asks something"
        )
        parser.add_argument("--workers", type=int, default=1, help="processes that match at the same time")
        parser.add_argument("--undo", metavar="WHY", help="undo the whole delivery, with the reason")

    def handle(self, *args: Any, file: Path, authority: str, undo: str | None, **options: Any) -> None:
        responsible = Authority.objects.filter(key=authority).first()
        if responsible is None:
            raise CommandError(f"There is no authority with the key “{authority}”.")
        by = Actor.job("import_children", responsible.pk)
        try:
            if undo is not None:
                self._undo(by, str(file), undo)
            else:
                self._bring_in(by, file, options)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem

    def _bring_in(self, by: Actor, file: Path, options: dict[str, Any]) -> None:
        if not options["layout"]:
            raise CommandError(f"Say which --layout the file has: {', '.join(every_layout())}.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        delivery = stage(
            by=by, path=file, layout_key=options["layout"], progress=self._progress, as_of=options["as_of"]
        )
        rejects = write_rejects(delivery, settings.VAR / "deliveries")
        if options["only_match"]:
            self._match(by, delivery, options)
            for question in delivery.questions:
                self.stdout.write(asking.sentence(question))
        elif not options["only_stage"]:
            self._match(by, delivery, options)
            delivery = apply(by=by, delivery=delivery, progress=self._progress, although=options["although"])
        self.stdout.write(
            f"\nReceipt {delivery.ref}: {delivery.row_count} rows = {delivery.created} new + {delivery.to_review} new "
            f"and for review + {delivery.updated} known and changed + {delivery.unchanged} known already + "
            f"{delivery.held} held back + {delivery.older} told since + {delivery.undecided} not decided + "
            f"{delivery.rejected} turned away ({rejects})."
        )
        for field, count in sorted(delivery.notes.items()):
            self.stdout.write(f"{count} rows have a {field} that fails its check: kept as given, or taken as unknown.")

    def _match(self, by: Actor, delivery: Delivery, options: dict[str, Any]) -> None:
        matching_rows.match(by=by, delivery=delivery, progress=self._progress, workers=options["workers"])

    def _undo(self, by: Actor, ref: str, why: str) -> None:
        delivery = Delivery.objects.filter(ref=ref, authority_id=by.authority_id).first()
        if delivery is None:
            raise CommandError(f"There is no delivery {ref}.")
        if delivery.state != Delivery.State.UNDOING:
            undoing.begin(by=by, delivery=delivery, words=why)
            delivery.refresh_from_db()
        undone = undoing.undo(by=by, delivery=delivery, progress=self._progress)
        counts = undone.undo_counts
        self.stdout.write(
            f"\nUndone {undone.ref}: {counts.get('entry:back', 0)} entries taken out, {counts.get('entry:stays', 0)} "
            f"stay because somebody works with them; {counts.get('value:back', 0)} values put back, "
            f"{counts.get('value:stays', 0)} stay because they were changed since."
        )

    def _progress(self, word: str, number: int) -> None:
        if number % 500 == 0:
            self.stdout.write(f"{word} up to row {number}")
            self.stdout.flush()
