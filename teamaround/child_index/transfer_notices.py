"""Who is told of a move: both index teams, the colleagues on both sides. No name of a child leaves."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Post
from teamaround.child_index.announcements import posts_round
from teamaround.child_index.models_of_entry import Transfer
from teamaround.kit import clock
from teamaround.notifications import kinds, outbox
from teamaround.notifications.kinds import Kind

MOST_OF_A_TEAM = 20

KINDS = {
    "move_asked": (
        _("A family has moved away"),
        _("Somebody who helps a child says that the family has moved to another authority. Look at it: %(link)s"),
    ),
    "move_offered": (
        _("A child has moved into your area"),
        _("Another authority says that a child has moved into your area. Agree or say why not: %(link)s"),
    ),
    "move_withdrawn": (
        _("A move is taken back"),
        _("The index team did not hand the child's record on. You go on as before: %(link)s"),
    ),
    "move_refused": (
        _("A move was not agreed"),
        _("The other authority did not take the child over. Read why: %(link)s"),
    ),
    "move_agreed": (
        _("A move is agreed"),
        _("The other authority is responsible for the child from now on. The list of moves: %(link)s"),
    ),
}


def register() -> None:
    """The kinds of message, once, when the site starts."""
    for key, (subject, body) in KINDS.items():
        kinds.register(Kind(f"child_index.{key}", subject=subject, body=body, path=_to_worktray))
    kinds.register(
        Kind(
            "child_index.moved_away",
            subject=_("A family you help has moved"),
            body=_(
                "A child with whom you worked has moved. Another authority is responsible now. Your part has ended. "
                "If something is urgent, ring the index team of %(agency)s. What you work on: %(link)s"
            ),
            values=frozenset({"agency"}),
            path=lambda _values: reverse("desks:children"),
        )
    )
    kinds.register(
        Kind(
            "child_index.moved_to_us",
            subject=_("You receive a family that has moved here"),
            body=_(
                "A child has moved here from %(agency)s, and the index team asked you to receive the help there is. "
                "Open the record: %(link)s"
            ),
            values=frozenset({"agency", "ref"}),
            path=lambda values: reverse("desks:child", kwargs={"child_ref": values["ref"]}),
        )
    )


def _to_worktray(_values: Mapping[str, str]) -> str:
    return reverse("desks:worktray")


def tell(post: Post, kind: str, by: Actor) -> None:
    """Call inside a recording."""
    if post.pk != by.own_post_id:
        outbox.send(kind, to_post=post, by=by, values={})


def tell_index_team(transfer: Transfer, authority_id: int, kind: str, by: Actor) -> None:
    """Everybody who looks after the index of an authority."""
    today = clock.today()
    team = Post.objects.filter(authority_id=authority_id, role=Role.INDEX_TEAM, starts__lte=today).exclude(
        ends__lt=today
    )
    for post in team.order_by("pk")[:MOST_OF_A_TEAM]:
        tell(post, kind, by)


def tell_askers(transfer: Transfer, kind: str, by: Actor) -> None:
    """Whoever asked for the move, and whoever offered it."""
    for post in {transfer.asked_by, transfer.offered_by} - {None}:
        tell(post, kind, by)  # type: ignore[arg-type]


def posts_of(child_id: int) -> set[int]:
    """Everybody who has a running part."""
    return set(posts_round.ask(child_id))


def tell_everybody(transfer: Transfer, before: set[int], by: Actor) -> None:
    """Agreed: those whose part ended, those who receive, and both who arranged it."""
    tell_askers(transfer, "child_index.move_agreed", by)
    ended = before - set(transfer.goes_on) - {transfer.asked_by_id, transfer.offered_by_id}
    values = {"agency": transfer.to_authority.name[:120]}
    for post in Post.objects.filter(pk__in=ended, authority_id=transfer.authority_id).order_by("pk"):
        outbox.send("child_index.moved_away", to_post=post, by=by, values=values)
    if transfer.received_by is not None:
        values = {"agency": transfer.authority.name[:120], "ref": transfer.child.ref}
        outbox.send("child_index.moved_to_us", to_post=transfer.received_by, by=by, values=values)
