import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.child_index.bulk_words import problem_words
from teamaround.child_index.loading import Loaded, load_file
from teamaround.kit.problems import Problem


class Command(BaseCommand):
    help = "Fills the index from a large file. Stopped anywhere, run it again: nothing is loaded twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", default="", help="key of the authority that is responsible")
        parser.add_argument("--source", default="load_index", help="whose numbers record_id are (a-z, 0-9, _)")

    def handle(self, *args: Any, file: Path, authority: str, source: str, **options: Any) -> None:
        if not (source.isascii() and source.replace("_", "a").isalnum() and len(source) <= 40):
            raise CommandError("Write the source as one word of letters, digits and _, at most 40 of them.")
        responsible = responsible_authority(authority)
        self._begun = time.monotonic()
        try:
            by = Actor.job("load_index", responsible.pk)
            loaded = load_file(by=by, path=file, source=source, progress=self._progress)
        except Problem as problem:
            raise CommandError(f"{problem.sentence} {LOADED_STAYS}") from problem
        self._report(loaded)

    def _progress(self, rows: int) -> None:
        seconds = max(time.monotonic() - self._begun, 0.001)
        self.stdout.write(f"{rows:,} rows, {rows / seconds:,.0f} a second")
        self.stdout.flush()

    def _report(self, loaded: Loaded) -> None:
        seconds = max(time.monotonic() - self._begun, 0.001)
        self.stdout.write(
            f"{loaded.rows:,} rows = {loaded.new:,} new + {loaded.known:,} known already, in {seconds:.1f} s. "
            f"{loaded.held:,} of the new are held for the index team."
        )
        for word, count in sorted(loaded.problems.items()):
            self.stdout.write(f"  {count:,} rows: {problem_words(word)}")
        if loaded.cut_off:
            raise CommandError(
                f"The file breaks off in row {loaded.cut_off:,}. All rows before it are loaded. "
                "Get the whole file and run this again; nothing is loaded twice."
            )


TOWN = "marlbeck"
LOADED_STAYS = "What was loaded before stays; run this again with a mended file, and nothing is loaded twice."


def responsible_authority(key: str) -> Authority:
    """The authority with that key; without a key the only one, the town's, or a first one in an empty database."""
    if key:
        found = Authority.objects.filter(key=key).first()
        if found is None:
            raise CommandError(f"There is no authority with the key “{key}”.")
        return found
    there = list(Authority.objects.order_by("key")[:20])
    if not there:
        return Authority.objects.create(key=TOWN, name=TOWN.title())
    found = there[0] if len(there) == 1 else next((each for each in there if each.key == TOWN), None)
    if found is None:
        keys = ", ".join(each.key for each in there)
        raise CommandError(f"Say which authority is responsible: --authority KEY. There are {keys}.")
    return found
