"""Messages about requests: that one waits, that one was answered. No child's name in any."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Post
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.notifications import kinds
from teamaround.notifications.kinds import Kind
from teamaround.notifications.outbox import send
from teamaround.referrals.announcements import ReferralMoved
from teamaround.referrals.choices import who_there
from teamaround.referrals.models import Referral

ASKING = ("send", "chase")
ANSWERING = ("accept", "decline", "start", "end")


def register() -> None:
    """The kinds of message, once, when the site starts."""
    kinds.register(
        Kind(
            key="referrals.asked",
            subject=_("Your service is asked for help"),
            body=_(
                "%(who)s of %(agency)s asks your service to help a family, and needs an answer by %(day)s.\n\n"
                "Yes, or no with a reason: both help the family on. Read it and answer here: %(link)s"
            ),
            values=frozenset({"who", "agency", "day", "request"}),
            path=lambda values: reverse("referrals:answer", kwargs={"referral_ref": values["request"]}),
        )
    )
    kinds.register(
        Kind(
            key="referrals.answered",
            subject=_("News about a request of yours"),
            body=_("There is news about a request for help that you sent. See it here: %(link)s"),
            values=frozenset({"request"}),
            path=lambda values: reverse("referrals:one", kwargs={"referral_ref": values["request"]}),
        )
    )


def tell(change: ReferralMoved) -> None:
    """Listener of `referral_moved`: the service hears that it is asked, whoever asked hears the answer."""
    row = change.referral
    if change.verb in ASKING and row.due_on is not None:
        values = {
            "who": change.by.name[:60],
            "agency": change.by.agency_name[:100],
            "day": day_words(row.due_on, clock.today()),
            "request": row.ref,
        }
        for post in asked_posts(row):
            send("referrals.asked", to_post=post, by=change.by, values=values)
    elif change.verb in ANSWERING and change.by.own_post_id != row.asked_by_id:
        send("referrals.answered", to_post=row.asked_by, by=change.by, values={"request": row.ref})


def asked_posts(referral: Referral) -> list[Post]:
    """The person asked; else those of the team, or of the whole service."""
    people = who_there(referral.agency).people.values()
    if referral.to_post_id is not None:
        return [post for post in people if post.pk == referral.to_post_id]
    if referral.locality_id is not None:
        return [post for post in people if post.locality_id == referral.locality_id]
    return list(people)
