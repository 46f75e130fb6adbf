"""`manage.py load_town`: the invented town, into an empty database on one's own machine."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from teamaround.audit import sealing
from teamaround.kit import clock
from teamaround.practice_data.town_loader.entries import add_entries
from teamaround.practice_data.town_loader.loading import TownIsThere, load

LEAST = 200


class Command(BaseCommand):
    help = "Loads the invented town of Marlbeck into an empty database"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--children", type=int, default=3_000, help="how many children live there (3000)")
        parser.add_argument(
            "--day", type=datetime.date.fromisoformat, help="the day the town counts from, as 2026-11-20 (today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PERSONAS:
            raise CommandError("The invented town is for practice: these settings (PERSONAS is off) are for real work.")
        if options["children"] < LEAST:
            raise CommandError(f"A town needs at least {LEAST} children.")
        self.stdout.write("Loading the invented town of Marlbeck")
        try:
            town = load(options["children"], options["day"] or clock.today(), self.stdout.write)
        except TownIsThere as problem:
            raise CommandError(
                "There is a council or a child in this database already, so nothing was loaded. "
                "Begin again with an empty one: ./dev start --fresh"
            ) from problem
        add_entries(town)
        sealing.seal_all()
        self.stdout.write(
            f"Marlbeck is ready: {len(town.children):,} children in the index, {len(town.episodes)} episodes, "
            f"{len(town.workers.posts)} people at work."
        )
