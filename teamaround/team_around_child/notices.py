"""Somebody who was put into a team is told so, without a child's name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.families.models import Person
from teamaround.notifications import kinds
from teamaround.notifications.kinds import Kind
from teamaround.notifications.outbox import send


def register() -> None:
    """The kind of message, once, when the site starts."""
    kinds.register(
        Kind(
            key="team_around_child.joined",
            subject=_("You are in a team"),
            body=_(
                "%(who)s of %(agency)s put you into the team around a child. See who else is in it, and say what your "
                "part is: %(link)s\n\nIf that is a mistake, you can leave the team on the same page."
            ),
            values=frozenset({"who", "agency", "ref"}),
            path=lambda values: reverse("team_around_child:page", kwargs={"child_ref": values["ref"]}),
        )
    )


def tell_joined(post: Post, *, by: Actor, child: Person) -> None:
    """Call inside a recording."""
    values = {"who": by.name[:60], "agency": by.agency_name[:100], "ref": child.ref}
    send("team_around_child.joined", to_post=post, by=by, values=values)
