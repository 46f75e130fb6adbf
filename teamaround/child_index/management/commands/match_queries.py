import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.child_index.management.commands.load_index import responsible_authority
from teamaround.child_index.match_file import match_file
from teamaround.kit.problems import Problem

EVERY = 1_000


class Command(BaseCommand):
    help = "Looks up every row of a file of queries as the search does, and writes the best few with their scores."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True, help="query_id, rank, record_id, score, outcome")
        parser.add_argument("--limit", type=int, default=10, help="so many children for each query (10)")
        parser.add_argument("--authority", default="", help="key of the authority whose index is searched")

    def handle(self, *args: Any, file: Path, out: Path, limit: int, authority: str, **options: Any) -> None:
        if not 1 <= limit <= 50:
            raise CommandError("Write a limit from 1 to 50.")
        if not out.parent.is_dir() or out.is_dir() or (out.exists() and out.samefile(file)):
            raise CommandError(f"Nothing can be written to {out}: name a new file in a folder that exists.")
        by = Actor.job("match_queries", responsible_authority(authority).pk)
        self._begun = time.monotonic()
        try:
            looked = match_file(by=by, path=file, out=out, limit=limit, progress=self._progress)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        seconds = max(time.monotonic() - self._begun, 0.001)
        self.stdout.write(
            f"{looked.queries:,} queries in {seconds:.1f} s, {looked.queries / seconds:,.0f} a second. "
            f"{looked.vague:,} say too little: a person would be asked for more. {looked.unread:,} cannot be read."
        )
        if looked.cut_off:
            raise CommandError(f"The file breaks off in row {looked.cut_off:,}. All queries before it are answered.")

    def _progress(self, queries: int) -> None:
        if queries % EVERY == 0:
            seconds = max(time.monotonic() - self._begun, 0.001)
            self.stdout.write(f"{queries:,} queries, {queries / seconds:,.0f} a second")
            self.stdout.flush()
