"""The link with which somebody chooses a password, by e-mail: sealed until it is sent, forgotten after."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from teamaround.agencies.announcements import Invited
from teamaround.notifications import kinds, outbox

SIGN_IN_LINK = kinds.Kind(
    "agencies.sign_in_link",
    subject=gettext_lazy("Your account in %(service)s"),
    body=gettext_lazy(
        "You have an account in %(service)s and sign in as %(username)s.\n\n"
        "Choose a password here within three days:\n%(secret)s\n\n"
        "If you did not expect this, ring the index team of your authority."
    ),
    values=frozenset({"username"}),
)


def send(invited: Invited) -> None:
    """Within the transaction of the action that made the link."""
    account = invited.post.practitioner.account
    outbox.send(
        SIGN_IN_LINK.key,
        to_post=invited.post,
        by=invited.by,
        values={"username": account.username if account else ""},
        secret=f"{settings.PUBLIC_ADDRESS}{invited.path}",
    )
