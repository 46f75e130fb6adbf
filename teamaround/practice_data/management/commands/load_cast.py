"""`manage.py load_cast`: the small cast of the tests in an empty database, for journeys in a real browser."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamaround.agencies.models import Authority
from teamaround.child_index import search_rows
from teamaround.families.models import Person
from teamaround.plans.models import NeedType
from teamaround.practice_data.cast import make_cast
from teamaround.practice_data.cast_records import add_records


class Command(BaseCommand):
    help = "Loads the small cast of the tests into an empty database (development and tests only)"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PERSONAS:
            raise CommandError("The cast is for tests: these settings (PERSONAS is off) are for real work.")
        if Authority.objects.exists():
            raise CommandError("There are people in this database already. Use an empty one.")
        cast = make_cast()
        add_records(cast)
        NeedType.objects.create(key="housing", area="Home", name="A room of one's own", element="housing_money",
                                aim="stay_safe")  # fmt: skip
        search_rows.rebuild(Person.objects.filter(entry__isnull=False).values_list("pk", flat=True))
        search_rows.count_names()
        self.stdout.write("The cast is loaded.")
