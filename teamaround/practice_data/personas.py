"""Who one can be in a practice town: everybody with a post, by role, and the families that are enrolled."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access.roles import Role
from teamaround.agencies.acting import posts_of
from teamaround.agencies.models import Delegation, Post
from teamaround.agencies.queries import folded
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.team_around_child.access import running
from teamaround.team_around_child.models import Serving

TOWN = Path(__file__).resolve().parent / "town"


@dataclass(frozen=True)
class Persona:
    """One person one can be, with what there is to see."""

    key: str
    name: str
    job: str
    agency: str
    role: str
    shows: str
    account_id: int
    leads: int
    known: bool
    """Named in the town's own list of people worth being."""


@dataclass(frozen=True)
class FamilyPersona:
    """One family member whose page can be opened."""

    enrolment_id: int
    name: str
    shows: str


ROLES = {
    Role.PRACTITIONER: _("Practitioners"),
    Role.MANAGER: _("Managers"),
    Role.COORDINATOR: _("CAF co-ordinators"),
    Role.SOCIAL_WORKER: _("Social workers"),
    Role.ADMINISTRATOR: _("Administrators"),
    Role.INDEX_TEAM: _("Index team"),
    Role.REVIEWER: _("Information governance"),
    Role.AREA_MANAGER: _("Area managers"),
    Role.DIRECTOR: _("Directors"),
}


@cache
def sentences() -> dict[str, str]:
    """What the town's file says about those worth being, by full name."""
    path = TOWN / "practitioners.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["practitioner"] if path.exists() else []
    return {f"{row['given']} {row['family']}": row["persona"] for row in rows if row.get("persona")}


def everybody(words: str = "") -> list[Persona]:
    """One persona for each account with a post, those of the town's list first."""
    leads, serves, types_for = _leads(), _serves(), _types_for()
    found: dict[int, Persona] = {}
    posts = Post.objects.filter(practitioner__account__isnull=False)
    for post in posts.select_related("practitioner__account", "agency").order_by("-starts", "-pk"):
        account = post.practitioner.account
        if account is None or account.pk in found:
            continue
        shows = [sentences().get(post.name, ""), _counts(leads.get(post.pk, 0), serves.get(post.pk, 0))]
        shows += [_("Types for %(name)s.") % {"name": name} for name in types_for.get(post.pk, [])]
        found[account.pk] = Persona(
            key=account.username,
            name=post.name,
            job=post.job_title,
            agency=post.agency.name,
            role=post.role,
            shows=" ".join(part for part in shows if part),
            account_id=account.pk,
            leads=leads.get(post.pk, 0),
            known=post.name in sentences(),
        )
    wanted = folded(words).split()
    chosen = [one for one in found.values() if _has(one, wanted)]
    return sorted(chosen, key=lambda one: (not one.known, one.name))


def _has(one: Persona, wanted: list[str]) -> bool:
    text = folded(f"{one.name} {one.job} {one.agency} {one.role} {one.shows}")
    return all(word in text for word in wanted)


def _leads() -> dict[int, int]:
    today = clock.today()
    rows = Appointment.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), part=Appointment.Part.LEAD)
    return dict(rows.values_list("post_id").annotate(number=Count("pk")))


def _serves() -> dict[int, int]:
    rows = Serving.objects.filter(running())
    return dict(rows.values_list("member__post_id").annotate(number=Count("episode__child_id", distinct=True)))


def _types_for() -> dict[int, list[str]]:
    rows = Delegation.objects.exclude(ends__lt=clock.today()).select_related("principal__practitioner")
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.delegate_id, []).append(row.principal.name)
    return found


def _counts(leads: int, serves: int) -> str:
    parts = []
    if leads:
        parts.append(ngettext("leads %(n)s child", "leads %(n)s children", leads) % {"n": leads})
    if serves:
        parts.append(ngettext("in the team of %(n)s child", "in the teams of %(n)s children", serves) % {"n": serves})
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def by_role(people: list[Persona]) -> list[tuple[str, list[Persona]]]:
    """The people under the headings of their roles; empty headings are left out."""
    groups = [(str(title), [one for one in people if one.role == role]) for role, title in ROLES.items()]
    return [(title, found) for title, found in groups if found]


def families(words: str = "", most: int = 40) -> list[FamilyPersona]:
    """Enrolled family members whose page can be opened now."""
    rows = Enrolment.objects.filter(ended_at__isnull=True).select_related("person", "child").order_by("pk")
    wanted = folded(words).split()
    found = [
        FamilyPersona(
            row.pk,
            row.person.name,
            _("The young person's own page") if row.person_id == row.child_id else _family_words(row),
        )
        for row in rows
    ]
    return [one for one in found if all(word in folded(f"{one.name} {one.shows}") for word in wanted)][:most]


def _family_words(row: Enrolment) -> str:
    return _("The page about %(child)s") % {"child": row.child.name}


def worth_being(most: int = 10) -> list[Persona]:
    """A short list for the start of `dev`: one of each role, three practitioners, in the order of the town's file."""
    place = {name: number for number, name in enumerate(sentences())}
    people = [one for one in everybody() if one.known] or everybody()
    people.sort(key=lambda one: (one.leads == 0, place.get(one.name, 0)))
    chosen: list[Persona] = []
    for role in ROLES:
        chosen += [one for one in people if one.role == role][: 3 if role == Role.PRACTITIONER else 1]
    return chosen[:most]


def can_act(account_id: int) -> bool:
    """Whether the account belongs to somebody of the town."""
    return posts_of(account_id).exists()
