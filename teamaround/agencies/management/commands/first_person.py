"""The very first account of an installation: authority, agency and a post in the index team; prints a sign-in link."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Account, Agency, AgencyKind, Authority, Post, Practitioner, Qualification
from teamaround.agencies.staffing import LINKS, SETTING, free_username
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.local_settings.values import value


class Command(BaseCommand):
    help = "Makes the first account, of somebody in the index team. Works only while nobody has a post."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--authority", required=True, help="name of the council")
        parser.add_argument("--given", required=True)
        parser.add_argument("--family", required=True)
        parser.add_argument("--email", required=True)
        for kind in Qualification.Kind:
            parser.add_argument(f"--{kind.value}", required=True, type=date.fromisoformat, help="day, as 2026-11-20")

    def handle(self, *args: Any, authority: str, given: str, family: str, email: str, **options: Any) -> None:
        if Post.objects.exists():
            raise CommandError("Somebody has a post already. The index team makes further accounts on its own page.")
        with recording(by=Actor.job("first_person"), action="agencies.take_on"):
            place = Authority.objects.create(key="authority", name=authority)
            team = Agency.objects.create(
                authority=place, key="index-team", name="Index team", kind=AgencyKind.OTHER, statutory=True
            )
            account = Account(username=free_username(given, family), email=email)
            account.set_unusable_password()
            account.save()
            person = Practitioner.objects.create(account=account, given=given, family=family, email=email)
            for kind in Qualification.Kind:
                until = options[kind.value] + timedelta(days=value(place.pk, SETTING[kind]))
                Qualification.objects.create(practitioner=person, kind=kind, on=options[kind.value], until=until)
            Post.objects.create(
                practitioner=person,
                agency=team,
                authority=place,
                role=Role.INDEX_TEAM,
                job_title="Index team",
                starts=clock.today(),
            )
        token = LINKS.make_token(account)
        path = reverse("agencies:choose_password", kwargs={"account_ref": account.ref, "token": token})
        self.stdout.write(f"{given} {family} signs in as {account.username}. Open within three days:")
        self.stdout.write(f"{settings.PUBLIC_ADDRESS}{path}")
