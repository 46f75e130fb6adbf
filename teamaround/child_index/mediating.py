"""Looking for somebody who has no computer: both people are on record (DUD-26, facts.md c, routes)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Kind, Role
from teamaround.agencies.models import Agency, Post, Qualification
from teamaround.child_index import access_services as access
from teamaround.child_index.models import Mediated
from teamaround.child_index.queries import Around, people_around
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem


@dataclass(frozen=True)
class Caller:
    """Who asks: a checked post, found by agency and name."""

    agency: Agency
    name: str
    checked: str
    words: str


def look_for(*, by: Actor, child: Person, caller: Caller) -> Mediated:
    """Note who asked and who looked. Only people with a post, training and a check in date are told anything.

    Raises Refused or Problem.
    """
    if caller.checked not in Mediated.Checked.values:
        raise Problem(_("Choose how you know who it is."), field="checked")
    if not caller.words.strip():
        raise Problem(_("Write why they ask."), field="words")
    post = _post_of(caller)
    if post.practitioner_id == by.practitioner_id:
        raise Problem(_("That is you. Open the child’s page yourself."), field="name")
    codes = {"asked_by": post.pk, "checked": caller.checked}
    detail = {"reason": caller.words}
    with doing(access.MEDIATE, by=by, children=[child.pk], codes=codes, detail=detail, outcome="read"):
        return Mediated.objects.create(
            authority_id=child.authority_id,
            child=child,
            looked_by_id=by.own_post_id,
            asked_by=post,
            checked=caller.checked,
            words=caller.words,
            at=clock.now(),
        )


def _post_of(caller: Caller) -> Post:
    """The one person of that name with a post there today who is trained and checked. Raises Problem."""
    today = clock.today()
    rows = Post.objects.filter(agency=caller.agency, starts__lte=today).exclude(ends__lt=today)
    wanted = " ".join(caller.name.split()).casefold()
    found = [post for post in rows.select_related("practitioner", "agency") if post.name.casefold() == wanted]
    if len(found) != 1:
        raise Problem(_("Nobody of that name works there. Only people with a post may be told."), field="name")
    held = Qualification.objects.filter(practitioner=found[0].practitioner_id, until__gte=today)
    if len(set(held.values_list("kind", flat=True))) < len(Qualification.Kind.values):
        raise Problem(_("Their training or check is not in date. They may not be told."), field="name")
    return found[0]


def may_be_told(made: Mediated) -> list[Around]:
    """Who is round the child, as far as whoever asked may know of it: their cover counts, not the helper's."""
    post = made.asked_by
    asker = Actor(
        kind=Kind.POST,
        post_id=post.pk,
        own_post_id=post.pk,
        authority_id=post.authority_id,
        agency_id=post.agency_id,
        role=Role(post.role),
        practitioner_id=post.practitioner_id,
    )
    return [each for each in people_around(asker, made.child) if not each.past]
