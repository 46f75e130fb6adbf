"""`manage.py build_assets`: the design system's style sheet for this service, from the installed npm package."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamaround.kit import assets


class Command(BaseCommand):
    help = "Write GOV.UK Frontend without font and crest into var/assets. Run after npm ci; safe to repeat."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        source = settings.NODE_MODULES / "govuk-frontend" / "dist" / "govuk"
        if not source.exists():
            raise CommandError("GOV.UK Frontend is not installed. Run ./dev start, which installs it, or npm ci.")
        written = assets.build(source, settings.VAR / "assets")
        self.stdout.write("\n".join(str(path) for path in written) or "Nothing had changed.")
