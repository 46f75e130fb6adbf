"""`./dev manage set_scope`: at set-up, whom the index of an authority holds, on which ground, until which review."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.child_index import scope
from teamaround.child_index.models_of_entry import Scope
from teamaround.kit import clock
from teamaround.kit.problems import Problem


class Command(BaseCommand):
    """Appends a decision. Later ones are made on the page “Whom the index holds”."""

    help = "Record whom the index holds, with the legal ground and the day of review."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="key of the council; not needed where there is only one")
        parser.add_argument("--covers", required=True, choices=Scope.Covers.values)
        parser.add_argument("--ground", required=True, choices=Scope.Ground.values)
        parser.add_argument("--words", required=True, help="the ground in your own words, with the paragraph")
        parser.add_argument("--decided-by", required=True, help="who decided, with the office held")
        parser.add_argument("--decided-on", type=date.fromisoformat, help="today, unless given")
        parser.add_argument("--review-on", required=True, type=date.fromisoformat)

    def handle(self, *args: Any, authority: str | None = None, **given: Any) -> None:
        places = Authority.objects.filter(key=authority) if authority else Authority.objects.all()
        found = list(places[:2])
        if len(found) != 1:
            raise CommandError("Name one authority with --authority: " + ", ".join(
                Authority.objects.order_by("key").values_list("key", flat=True)
            ))  # fmt: skip
        try:
            made = scope.decide_scope(
                by=Actor.job("set_scope", found[0].pk),
                authority=found[0],
                covers=given["covers"],
                ground=given["ground"],
                words=given["words"],
                decided_by=given["decided_by"],
                decided_on=given["decided_on"] or clock.today(),
                review_on=given["review_on"],
            )
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{found[0].name}: {made.get_covers_display()}. To be looked at again by {made.review_on}.")
