"""Asking for a link takes the same steps for every number: one waiting job is written, and nothing is looked up.

Whether the number is enrolled is found out by the worker a moment later, so neither the answer nor its time tells
(issue 2 step 13). The number waits sealed; the job bears being run twice, as links are limited by the hour.
"""

from django_tasks import task

from teamaround.families.enrolment import ask_for_link
from teamaround.kit import crypto

PLACE = "families.link_job"


@task  # type: ignore[untyped-decorator]
def send_link(sealed_mobile: str) -> None:
    """Look the number up and send the link, when it is enrolled."""
    ask_for_link(crypto.unseal(sealed_mobile, PLACE))


def ask(mobile: str) -> None:
    """Note that somebody asked for a link with this number."""
    send_link.enqueue(crypto.seal(mobile, PLACE))
