"""A small cast for tests: everybody of design.md 4 round Kayleigh, and the near misses round Tyler.

Each name says who it is. The near miss is always a person with the same role who has children of
their own: `other_lead` leads Tyler as `lead` leads Kayleigh.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.agencies.models import (
    Agency,
    AgencyKind,
    Authority,
    Locality,
    Post,
    Sensitive,
)
from teamaround.audit.recording import recording
from teamaround.consent.models import Answer, Asking, Decision, InformationClass, Purpose
from teamaround.episodes.models import Episode, FamilyGroup, State, StateChange
from teamaround.families.models import (
    Address,
    Contact,
    Enrolment,
    LivesWith,
    ParentalResponsibility,
    Person,
    Relationship,
)
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.practice_data.cast_parts import (
    MAKER,
    actor_for,
    family_actor,
    join,
    lead,
    make_child,
    make_involvement,
    make_person,
    make_post,
    told,
)

__all__ = ["MAKER", "Cast", "actor_for", "family_actor", "join", "lead", "make_cast", "make_child", "make_episode",
           "make_involvement", "make_person", "make_post"]  # fmt: skip


@dataclass
class Cast:
    """Children, episodes, posts and actors by name."""

    authority: Authority
    neighbour: Authority
    agencies: dict[str, Agency] = field(default_factory=dict)
    localities: dict[str, Locality] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    episodes: dict[str, Episode] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for box in ("actors", "people", "agencies", "posts"):
            found = self.__dict__.get(box, {}).get(name)
            if found is not None:
                return found
        raise AttributeError(name)


AGENCIES = {
    "school": ("Hazel Bank Primary", AgencyKind.SCHOOL, Sensitive.NONE),
    "family_support": ("Marlbeck Family Support", AgencyKind.FAMILY_SUPPORT, Sensitive.NONE),
    "health_visiting": ("Marlbeck Health Visiting", AgencyKind.HEALTH, Sensitive.NONE),
    "housing": ("Marlbeck Homes", AgencyKind.HOUSING, Sensitive.NONE),
    "camhs": ("Marlbeck CAMHS", AgencyKind.MENTAL_HEALTH, Sensitive.MENTAL_HEALTH),
    "social_care": ("Marlbeck Children's Social Care", AgencyKind.SOCIAL_CARE, Sensitive.NONE),
    "council": ("Marlbeck Council", AgencyKind.OTHER, Sensitive.NONE),
}

POSTS = {
    # name: (agency, role, locality, given, family, job title)
    "manager": ("school", Role.MANAGER, "hazel_bank", "Grace", "Holt", "Head teacher"),
    "other_manager": ("health_visiting", Role.MANAGER, "canalside", "Nina", "Kerr", "Team leader"),
    "lead": ("school", Role.PRACTITIONER, "hazel_bank", "Sam", "Okafor", "Learning mentor"),
    "deputy": ("family_support", Role.PRACTITIONER, "hazel_bank", "Lorraine", "Peck", "Family support worker"),
    "member": ("health_visiting", Role.PRACTITIONER, "hazel_bank", "Priya", "Nair", "Health visitor"),
    "other_lead": ("health_visiting", Role.PRACTITIONER, "canalside", "Moira", "Quayle", "Health visitor"),
    "same_agency": ("school", Role.PRACTITIONER, "hazel_bank", "Toby", "Field", "Class teacher"),
    "other_agency": ("housing", Role.PRACTITIONER, "hazel_bank", "Dave", "Hinchliffe", "Housing officer"),
    "sensitive_worker": ("camhs", Role.PRACTITIONER, "hazel_bank", "Esther", "Vane", "Therapist"),
    "coordinator": ("council", Role.COORDINATOR, "hazel_bank", "Anil", "Rao", "CAF co-ordinator"),
    "other_coordinator": ("council", Role.COORDINATOR, "canalside", "Beth", "Lowe", "CAF co-ordinator"),
    "index_team": ("council", Role.INDEX_TEAM, None, "Jan", "Brook", "Index officer"),
    "reviewer": ("council", Role.REVIEWER, None, "Iris", "Quinn", "Information governance reviewer"),
    "director": ("council", Role.DIRECTOR, None, "Paul", "Stead", "Director"),
    "social_worker": ("social_care", Role.SOCIAL_WORKER, None, "Wyn", "Parry", "Social worker"),
    "administrator": ("school", Role.ADMINISTRATOR, "hazel_bank", "Kit", "Mellor", "School administrator"),
    "untrained": ("family_support", Role.PRACTITIONER, "hazel_bank", "Una", "Tranter", "Support worker"),
    "vetting_expired": ("family_support", Role.PRACTITIONER, "hazel_bank", "Vic", "Elgin", "Support worker"),
    "former": ("housing", Role.PRACTITIONER, "hazel_bank", "Fay", "Ormond", "Housing officer"),
}


def make_cast() -> Cast:
    """Writes the whole cast inside one recording by the job "cast"."""
    authority = Authority.objects.create(key="marlbeck", name="Marlbeck")
    neighbour = Authority.objects.create(key="aldermoor", name="Aldermoor")
    cast = Cast(authority, neighbour)
    with recording(by=MAKER, action="practice_data.cast"):
        _agencies_and_posts(cast)
        _people(cast)
        _help(cast)
    _actors(cast)
    return cast


def _agencies_and_posts(cast: Cast) -> None:
    for key in ("hazel_bank", "canalside"):
        cast.localities[key] = Locality.objects.create(authority=cast.authority, key=key, name=key.title())
    for key, (name, kind, sensitive) in AGENCIES.items():
        cast.agencies[key] = Agency.objects.create(
            authority=cast.authority, key=key, name=name, kind=kind, sensitive=sensitive, telephone="01632 960100"
        )
    cast.agencies["abroad"] = Agency.objects.create(
        authority=cast.neighbour, key="abroad", name="Aldermoor Family Help", kind=AgencyKind.FAMILY_SUPPORT
    )
    for key, (agency, role, locality, given, family, title) in POSTS.items():
        cast.posts[key] = make_post(
            cast.agencies[agency], role, given, family, title, locality=cast.localities.get(locality or "")
        )
    cast.posts["neighbour_worker"] = make_post(
        cast.agencies["abroad"], Role.PRACTITIONER, "Noor", "Abbas", "Family worker"
    )
    cast.posts["neighbour_index_team"] = make_post(
        cast.agencies["abroad"], Role.INDEX_TEAM, "Elin", "Pryce", "Index officer"
    )
    for managed, manager in (("lead", "manager"), ("same_agency", "manager"), ("other_lead", "other_manager")):
        Post.objects.filter(pk=cast.posts[managed].pk).update(line_manager=cast.posts[manager])


def _people(cast: Cast) -> None:
    born = datetime.date
    cast.people["kayleigh"] = make_child(cast.authority, "Kayleigh", "Moss", born(2019, 5, 4), sex="F")
    cast.people["tyler"] = make_child(cast.authority, "Tyler", "Marsh", born(2015, 2, 9), sex="M")
    cast.people["teenager"] = make_child(cast.authority, "Jodie", "Tanner", born(2011, 9, 30), sex="F")
    cast.people["mother"] = make_person(cast.authority, "Donna", "Moss", born(1994, 7, 1), sex="F")
    cast.people["father"] = make_person(cast.authority, "Lee", "Garside", born(1992, 3, 3), sex="M")
    cast.people["other_mother"] = make_person(cast.authority, "Shaz", "Marsh", born(1990, 3, 3), sex="F")
    for adult, child, kind in (
        ("mother", "kayleigh", "mother"),
        ("father", "kayleigh", "father"),
        ("other_mother", "tyler", "mother"),
    ):
        tie = {"authority": cast.authority, "person": cast.people[adult], "child": cast.people[child], **told()}
        Relationship.objects.create(kind=kind, **tie)
        ParentalResponsibility.objects.create(**tie)
        if adult != "father":
            LivesWith.objects.create(**tie)
    Address.objects.create(
        authority=cast.authority,
        person=cast.people["kayleigh"],
        lines="14 Mill Race",
        postcode="MB4 7QX",
        **told(),
    )
    Contact.objects.create(
        authority=cast.authority,
        person=cast.people["mother"],
        kind=Contact.Kind.TELEPHONE,
        value="07700 900481",
        digits="07700900481",
        safe=Contact.Safe.TEXT,
        words="She works nights",
        **told(),
    )


def _help(cast: Cast) -> None:
    today = clock.today()
    for child, opener, locality in (
        ("kayleigh", "lead", "hazel_bank"),
        ("tyler", "other_lead", "canalside"),
        ("teenager", "deputy", "hazel_bank"),
    ):
        cast.episodes[child] = make_episode(cast, cast.people[child], cast.posts[opener], cast.localities[locality])
    lead(cast.episodes["kayleigh"], cast.posts["lead"], Appointment.Part.LEAD)
    lead(cast.episodes["kayleigh"], cast.posts["deputy"], Appointment.Part.DEPUTY)
    lead(cast.episodes["tyler"], cast.posts["other_lead"], Appointment.Part.LEAD)
    for post in ("lead", "deputy", "member", "untrained", "vetting_expired"):
        join(cast.episodes["kayleigh"], cast.posts[post])
    join(cast.episodes["tyler"], cast.posts["other_lead"])
    join(cast.episodes["teenager"], cast.posts["deputy"])
    join(cast.episodes["kayleigh"], cast.posts["former"], ends=today - datetime.timedelta(days=10))
    for agency, post in (("school", "lead"), ("health_visiting", "member")):
        make_involvement(cast.people["kayleigh"], cast.agencies[agency], cast.posts[post])
    make_involvement(cast.people["tyler"], cast.agencies["health_visiting"], cast.posts["other_lead"])
    for child, parent, post in (("kayleigh", "mother", "lead"), ("tyler", "other_mother", "other_lead")):
        agree(cast, cast.people[child], cast.people[parent], cast.posts[post])
    cast.people["enrolment"] = enrol(cast, "mother", "kayleigh", "07700 900481")  # type: ignore[assignment]
    cast.people["other_enrolment"] = enrol(cast, "other_mother", "tyler", "07700 900482")  # type: ignore[assignment]
    cast.people["own_enrolment"] = enrol(cast, "teenager", "teenager", "07700 900483")  # type: ignore[assignment]


def make_episode(cast: Cast, child: Person, opener: Post, locality: Locality | None) -> Episode:
    """An episode under way, opened sixty days ago. Call inside a recording."""
    opened = clock.today() - datetime.timedelta(days=60)
    group = FamilyGroup.objects.create(authority=cast.authority)
    episode = Episode.objects.create(
        authority=cast.authority,
        locality=locality,
        group=group,
        child=child,
        state=State.HELPING,
        opened_on=opened,
        opened_by=opener,
        agency=opener.agency,
    )
    StateChange.objects.create(
        authority=cast.authority, episode=episode, verb="open", state=State.HELPING, by=opener, at=clock.now()
    )
    return episode


def agree(cast: Cast, child: Person, parent: Person, post: Post) -> Asking:
    """The parent agreed to an assessment and to sharing with every agency of the team."""
    asking = Asking.objects.create(
        authority=cast.authority,
        child=child,
        asked_by=post,
        answered_by=parent,
        answered_by_name=parent.name,
        right="responsibility",
        explained=["purpose", "who_sees", "free_choice"],
        evidence="screen",
        signed_name=parent.name,
        asked_at=clock.now(),
    )
    common: dict[str, Any] = {
        "authority": cast.authority,
        "asking": asking,
        "child": child,
        "answer": Answer.AGREED,
        "made_at": clock.now(),
        "until": clock.today() + datetime.timedelta(days=180),
    }
    Decision.objects.create(purpose=Purpose.ASSESS, **common)
    for agency in ("school", "family_support", "health_visiting"):
        Decision.objects.create(
            purpose=Purpose.SHARE, agency=cast.agencies[agency], information=InformationClass.NEEDS, **common
        )
    return asking


def enrol(cast: Cast, person: str, child: str, mobile: str) -> Enrolment:
    return Enrolment.objects.create(
        authority=cast.authority,
        person=cast.people[person],
        child=cast.people[child],
        capacity="young_person" if person == child else "carer",
        mobile=mobile,
        mobile_digits=mobile.replace(" ", ""),
        confirmed_at=clock.now(),
        number_digest="",
        enrolled_by=cast.posts["lead"],
    )


def _actors(cast: Cast) -> None:
    for name, post in cast.posts.items():
        cast.actors[name] = actor_for(post)
    cast.actors["untrained"] = actor_for(cast.posts["untrained"], fit=False, unfit_because="Your training ran out.")
    cast.actors["vetting_expired"] = actor_for(
        cast.posts["vetting_expired"], fit=False, unfit_because="Your check ran out."
    )
    cast.actors["no_second_factor"] = actor_for(cast.posts["lead"], second_factor=False)
    cast.actors["delegate"] = actor_for(cast.posts["lead"], Kind.DELEGATE, own=cast.posts["administrator"])
    cast.actors["carer"] = family_actor(cast.people.pop("enrolment"))  # type: ignore[arg-type]
    cast.actors["other_carer"] = family_actor(cast.people.pop("other_enrolment"))  # type: ignore[arg-type]
    cast.actors["young_person"] = family_actor(cast.people.pop("own_enrolment"))  # type: ignore[arg-type]
    cast.actors["non_resident_parent"] = Actor(
        kind=Kind.FAMILY, person_id=cast.people["father"].pk, grant_id=None, authority_id=cast.authority.pk
    )
    cast.actors["guest"] = Actor(kind=Kind.GUEST, grant_id=0, authority_id=cast.authority.pk, event_name="guest:0")
    cast.actors["client"] = Actor(kind=Kind.CLIENT, authority_id=cast.authority.pk, event_name="client:practice")
    cast.actors["job"] = Actor.job("tick", cast.authority.pk)
    cast.actors["nobody"] = Actor.nobody()
