from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.exchange import deduplicating
from teamaround.kit.problems import Problem


class Command(BaseCommand):
    help = "Looks through the whole index for records that may be one child. Stopped anywhere, run it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", default="marlbeck", help="key of the authority that is responsible")
        parser.add_argument(
            "--splink", action="store_true", help="find the pairs with Splink (requirements/dedupe.lock)"
        )

    def handle(self, *args: Any, authority: str, splink: bool, **options: Any) -> None:
        responsible = Authority.objects.filter(key=authority).first()
        if responsible is None:
            raise CommandError(f"There is no authority with the key “{authority}”.")
        by = Actor.job("deduplicate", responsible.pk)
        try:
            run = self._with_splink(by) if splink else deduplicating.sweep(by=by, progress=self._progress)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(f"\n{run.compared} children were compared; {run.found} new pairs wait for the index team.")

    def _with_splink(self, by: Actor) -> Any:
        from teamaround.exchange import splink_way

        pairs_of = splink_way.finder(by.authority_id or 0, self._progress)
        return deduplicating.sweep(by=by, progress=self._progress, way=splink_way.NAME, pairs_of=pairs_of)

    def _progress(self, word: str, number: int) -> None:
        self.stdout.write(f"{word}: {number}")
        self.stdout.flush()
