"""`manage.py words find | update LANGUAGE [--from PATH …] | compile`: texts for translators (kit/catalogues.py)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from teamaround.kit import catalogues


class Command(BaseCommand):
    help = "Finds every text of the service, writes catalogues for translators, compiles them"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["find", "update", "compile"])
        parser.add_argument("language", nargs="?", default="")
        parser.add_argument(
            "--from", dest="only", action="append", default=[], metavar="PATH",
            help="only texts of files whose path under teamaround/ begins so",
        )  # fmt: skip

    def handle(self, *args: Any, what: str, language: str, only: list[str], **options: Any) -> None:
        getattr(self, f"_{what}")(language, only)

    def _find(self, language: str, only: list[str]) -> None:
        self.stdout.write(f"{len(catalogues.found(only))} texts")

    def _update(self, language: str, only: list[str]) -> None:
        if not language:
            raise CommandError("Say which language, for example: ./dev manage words update ur")
        texts, to_do = catalogues.update(language, only)
        self.stdout.write(f"{texts} texts, {to_do} to be translated: {catalogues.folder(language) / 'django.po'}")

    def _compile(self, language: str, only: list[str]) -> None:
        for place in catalogues.compile_all():
            self.stdout.write(str(place))
        for name in catalogues.languages():
            for sentence in catalogues.wrong(name):
                raise CommandError(f"{name}: {sentence}")
