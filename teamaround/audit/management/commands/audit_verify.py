"""Check the whole record of who looked and who changed: `./dev manage audit_verify`."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.audit import signatures
from teamaround.audit.findings import Finding
from teamaround.audit.verification import Verification


class Command(BaseCommand):
    """Says what is missing, changed, inserted or reordered, with its number, and ends with 1 if anything is."""

    help = "Check that no event was changed, taken away, put in or moved since it was written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="write one JSON object instead of sentences")
        parser.add_argument("--deposits", type=Path, help="folder with deposited heads of the chain to compare with")

    def handle(self, *args: Any, **options: Any) -> None:
        run = Verification(deposits=options["deposits"])
        found = run.findings()
        grave = self._as_json(run, list(found)) if options["json"] else self._as_sentences(run, found)
        if grave:
            faults = ngettext("%(count)s fault found.", "%(count)s faults found.", grave) % {"count": grave}
            raise CommandError(faults, returncode=1)

    def _as_json(self, run: Verification, found: list[Finding]) -> int:
        grave = sum(finding.grave for finding in found)
        counts = _counts(run) | {"faults": grave, "public_key": signatures.public_key()}
        self.stdout.write(json.dumps(counts | {"findings": [finding.as_json() for finding in found]}, indent=2))
        return grave

    def _as_sentences(self, run: Verification, found: Iterator[Finding]) -> int:
        grave = 0
        for finding in found:
            grave += finding.grave
            self.stdout.write(str(finding))
        self.stdout.write(
            _("Checked %(events)s events in %(batches)s batches; %(unsealed)s of them are not sealed yet.")
            % _counts(run)
        )
        if run.of_rows.rows:
            sentence = _("Checked %(rows)s rows that are their own record; %(waiting)s of them are not sealed yet.")
            self.stdout.write(sentence % _counts(run))
        if run.walk.removed:
            self.stdout.write(_("%(removed)s details were removed under a receipt.") % _counts(run))
        if not grave:
            self.stdout.write(_("Nothing is missing, changed, inserted or reordered."))
        return grave


def _counts(run: Verification) -> dict[str, Any]:
    return {
        "events": run.walk.events,
        "batches": run.seals.batches,
        "unsealed": run.walk.unsealed,
        "removed": run.walk.removed,
        "rows": run.of_rows.rows,
        "waiting": run.of_rows.waiting,
    }
