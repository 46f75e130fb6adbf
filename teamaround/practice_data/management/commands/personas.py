"""`manage.py personas`: who one can be in the practice town, for the start of `dev`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamaround.practice_data.personas import worth_being


class Command(BaseCommand):
    help = "Prints a short list of people one can be in the practice town"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PERSONAS:
            raise CommandError("There are no personas here: settings.PERSONAS is off.")
        people = worth_being()
        if not people:
            self.stdout.write("Nobody lives in the town yet. Load it with: ./dev manage load_town")
            return
        self.stdout.write("You can be (more at /personas/):")
        key = max(len(one.key) for one in people)
        name = max(len(one.name) for one in people)
        for one in people:
            self.stdout.write(f"  {one.key:<{key}}  {one.name:<{name}}  {one.job}, {one.agency}. {one.shows}")
