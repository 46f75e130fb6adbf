"""Whom one can ask: people round the child first, then everybody in a post of the authority."""

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.child_index.queries import involvements
from teamaround.consent.queries import sensitive_kinds
from teamaround.families.models import Person
from teamaround.kit import clock


def to_ask(actor: Actor, child: Person) -> list[tuple[str, str]]:
    """Refs and words of colleagues who hold a post today; of a sensitive service only where this reader may know
    that it works with the child (DUD-23).
    """
    today = clock.today()
    known = sensitive_kinds(actor, [child.pk])[child.pk]
    around = {row.post_id for row in involvements(actor, [child.pk]) if row.post_id and row.ends is None}
    rows = (
        Post.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), authority_id=child.authority_id)
        .filter(Q(agency__sensitive="") | Q(agency__sensitive__in=known))
        .exclude(pk=actor.post_id)
        .select_related("practitioner", "agency")
        .order_by("practitioner__family", "practitioner__given")
    )
    ordered = sorted(rows, key=lambda post: post.pk not in around)
    return [(post.ref, _words(post, post.pk in around)) for post in ordered]


def _words(post: Post, around: bool) -> str:
    words = f"{post.name}, {post.job_title}, {post.agency.name}"
    return _("%(who)s (works with the child)") % {"who": words} if around else words


def who_can_ask_again(actor: Actor, child: Person) -> list[tuple[str, str]]:
    """Me first, then people round the child."""
    rows = [row for row in involvements(actor, [child.pk]) if row.post and row.ends is None]
    others = {row.post.ref: row.post.name for row in rows if row.post and row.post_id != actor.post_id}
    return [("", _("I do")), *others.items()]
