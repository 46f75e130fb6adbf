from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from teamaround.access.requirements_table import as_markdown


class Command(BaseCommand):
    help = "Prints the requirements with rule, test and journey, and who may do what. --write keeps it in docs/rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool = False, **options: Any) -> None:
        text = as_markdown()
        if write:
            (Path(settings.ROOT) / "docs" / "rules" / "README.md").write_text(text)
        else:
            self.stdout.write(text)
