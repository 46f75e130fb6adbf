"""Builders for tests: post, person, child, lead, member, involvement, actor. Call inside a recording."""

import datetime
from typing import Any

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.agencies.models import Account, Agency, Authority, Locality, Post, Practitioner, Qualification
from teamaround.child_index.models import Entry, Involvement
from teamaround.episodes.models import Episode
from teamaround.families.models import Enrolment, Name, Person
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.team_around_child.models import Member, Serving

MAKER = Actor.job("cast")


def make_post(
    agency: Agency, role: Role, given: str, family: str, title: str, *, locality: Locality | None = None
) -> Post:
    """A trained and vetted practitioner with an account and one post since last year."""
    account = Account.objects.create(username=f"{given}.{family}".lower())
    practitioner = Practitioner.objects.create(account=account, given=given, family=family)
    today = clock.today()
    for kind in Qualification.Kind:
        Qualification.objects.create(
            practitioner=practitioner,
            kind=kind,
            on=today - datetime.timedelta(days=200),
            until=today + datetime.timedelta(days=800),
        )
    return Post.objects.create(
        practitioner=practitioner,
        agency=agency,
        authority=agency.authority,
        locality=locality,
        role=role,
        job_title=title,
        telephone="01632 960214",
        starts=today - datetime.timedelta(days=400),
    )


def make_person(authority: Authority, given: str, family: str, born: datetime.date | None, **more: Any) -> Person:
    """A person with the name in force. Call inside a recording."""
    person = Person.objects.create(authority=authority, given=given, family=family, born=born, **more)
    Name.objects.create(
        authority=authority, person=person, kind=Name.Kind.CURRENT, given=given, family=family, **told()
    )
    return person


def told() -> dict[str, Any]:
    return {"source": "family", "recorded_at": clock.now()}


def make_child(authority: Authority, given: str, family: str, born: datetime.date | None, **more: Any) -> Person:
    """A person with an entry in the index. Call inside a recording."""
    child = make_person(authority, given, family, born, **more)
    Entry.objects.create(child=child, authority=authority, source="family", entered_at=clock.now())
    return child


def lead(episode: Episode, post: Post, part: str) -> Appointment:
    return Appointment.objects.create(
        authority=episode.authority,
        episode=episode,
        part=part,
        post=post,
        basis="knows_family",
        starts=clock.today() - datetime.timedelta(days=30),
        made_at=clock.now(),
    )


def join(episode: Episode, post: Post, ends: datetime.date | None = None) -> Serving:
    told = {"authority": episode.authority, "part": "helps"}
    member, _new = Member.objects.get_or_create(group=episode.group, post=post, defaults=told)
    return Serving.objects.create(
        authority=episode.authority,
        member=member,
        episode=episode,
        starts=clock.today() - datetime.timedelta(days=40),
        ends=ends,
        leave_reason="moved_post" if ends else "",
    )


def make_involvement(child: Person, agency: Agency, post: Post | None, **more: Any) -> Involvement:
    """An involvement since ninety days, last contact yesterday. Call inside a recording."""
    today = clock.today()
    facts: dict[str, Any] = {
        "starts": today - datetime.timedelta(days=90),
        "last_contact": today - datetime.timedelta(days=1),
        "source": "agency",
        "worker_name": post.name if post else "",
    }
    return Involvement.objects.create(
        authority=child.authority, child=child, agency=agency, post=post, **(facts | more)
    )


def actor_for(post: Post, kind: Kind = Kind.POST, own: Post | None = None, **more: Any) -> Actor:
    """The actor of a post, or of a delegate (`own`) for it."""
    acting = own or post
    return Actor(
        kind=kind,
        account_id=acting.practitioner.account_id,
        post_id=post.pk,
        own_post_id=acting.pk,
        authority_id=post.authority_id,
        agency_id=post.agency_id,
        locality_id=post.locality_id,
        practitioner_id=acting.practitioner_id,
        role=Role(post.role),
        name=acting.name,
        agency_name=post.agency.name,
        job_title=post.job_title,
        **more,
    )


def family_actor(enrolment: Enrolment) -> Actor:
    return Actor(
        kind=Kind.FAMILY,
        person_id=enrolment.person_id,
        grant_id=enrolment.pk,
        authority_id=enrolment.authority_id,
        name=enrolment.person.name,
        event_name=f"enrolment:{enrolment.pk}",
    )
