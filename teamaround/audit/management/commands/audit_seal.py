"""Seal what waits now, and deposit the head of the chain: `./dev manage audit_seal --deposit FOLDER`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from teamaround.audit import sealing


class Command(BaseCommand):
    """The tick seals each minute; this is for once, and for a timer that keeps heads elsewhere."""

    help = "Seal waiting events and, if asked, write the newest head of the chain to a folder outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--deposit", type=Path, help="folder that the database's ruler cannot change")
        parser.add_argument("--everything", action="store_true", help="look through the whole table")

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = sealing.seal_all(everything=options["everything"])
        self.stdout.write(_("%(sealed)s events sealed.") % {"sealed": sealed})
        if options["deposit"]:
            path = sealing.deposit(options["deposit"])
            self.stdout.write(
                _("The head of the chain is in %(path)s.") % {"path": path} if path else _("Nothing yet.")
            )
