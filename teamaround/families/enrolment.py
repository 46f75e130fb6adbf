"""The family's page: enrolled face to face, opened by a link and the family number (issue 2 step 13).

The link goes by text message to the mobile that was confirmed in the room; the family number was given in the
room and is never sent. Whoever holds only the phone, or only the number, does not get in (docs/adr/0007).
"""

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Kind
from teamaround.audit.recording import record, recording
from teamaround.families import access, page_standing
from teamaround.families.models import Enrolment, PageLink, Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.normalise import telephone
from teamaround.notifications.outbox import send_to_number

LINK_LASTS = datetime.timedelta(minutes=15)
MOST_TRIES = 5
MOST_LINKS_AN_HOUR = 4


def digest(secret: str, purpose: str) -> str:
    """Only this of a link, a code or a number is kept."""
    return hmac.new(settings.DATA_KEY.encode(), f"{purpose}:{secret}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Begun:
    """An enrolment that waits for the code to be read back: kept in the worker's session, nowhere else."""

    person_id: int
    mobile: str
    code_digest: str


def begin(*, by: Actor, child: Person, person: Person, mobile: str) -> Begun:
    """Send a code to the mobile, to be read back in the room. Raises Refused or Problem."""
    if len(telephone(mobile)) < 10:
        raise Problem(_("Write the whole mobile number."), field="mobile")
    code = f"{secrets.randbelow(1_000_000):06d}"
    with doing(access.ENROL, by=by, children=[child.pk], codes={"person": person.pk, "step": "code"}):
        send_to_number("families.code", number=mobile, authority_id=child.authority_id, by=by, secret=code)
    return Begun(person.pk, mobile, digest(code, "enrol"))


def confirm(*, by: Actor, child: Person, begun: Begun, code: str) -> tuple[Enrolment, str]:
    """The code was read back: enrol, and give the family number to be told in the room.

    Raises Refused or Problem. Enrolling the same person again ends the earlier enrolment.
    """
    if not hmac.compare_digest(digest(code.strip(), "enrol"), begun.code_digest):
        raise Problem(_("That is not the code. Ask for the six figures in the newest text message."), field="code")
    number = f"{secrets.randbelow(1_000_000):06d}"
    with doing(access.ENROL, by=by, children=[child.pk], codes={"person": begun.person_id, "step": "done"}):
        for earlier in Enrolment.objects.filter(person_id=begun.person_id, child=child, ended_at__isnull=True):
            _end(earlier, "enrolled_again")
        made = Enrolment.objects.create(
            authority_id=child.authority_id,
            person_id=begun.person_id,
            child=child,
            capacity=Enrolment.Capacity.YOUNG_PERSON if begun.person_id == child.pk else Enrolment.Capacity.CARER,
            mobile=begun.mobile,
            mobile_digits=telephone(begun.mobile),
            number_digest=digest(number, f"number:{telephone(begun.mobile)}"),
            confirmed_at=clock.now(),
            enrolled_by_id=by.post_id,
        )
        return made, number


def _end(enrolment: Enrolment, because: str) -> None:
    enrolment.ended_at, enrolment.ended_because = clock.now(), because
    enrolment.save()


def end(*, by: Actor, enrolment: Enrolment, because: str) -> None:
    """Shut the page for this person at once. Raises Refused."""
    with doing(access.ENROL, by=by, children=[enrolment.child_id], codes={"ended": enrolment.pk}):
        _end(enrolment, because)


def end_all(child_id: int, *, because: str, capacity: str = "") -> None:
    """Responsibility or a shield changed: shut the pages of this child. Call inside a recording."""
    rows = Enrolment.objects.filter(child_id=child_id, ended_at__isnull=True)
    for enrolment in rows.filter(capacity=capacity) if capacity else rows:
        _end(enrolment, because)


def end_for(*, person_id: int, child_id: int, because: str) -> None:
    """What tied this person to this child has ended: shut the page. Call inside a recording."""
    for enrolment in Enrolment.objects.filter(person_id=person_id, child_id=child_id, ended_at__isnull=True):
        _end(enrolment, because)


def ask_for_link(mobile: str) -> None:
    """Send a link when the number is enrolled; the same is done and said, and takes as long, when it is not."""
    digits = telephone(mobile)
    token = secrets.token_urlsafe(24)
    kept = digest(token, "link")
    enrolment = open_enrolments(digits).first()
    if enrolment is None or _asked_too_often(enrolment):
        return
    with recording(
        by=Actor.job("family_link", enrolment.authority_id),
        action="families.ask_for_link",
        children=[enrolment.child_id],
    ):
        PageLink.objects.create(
            enrolment=enrolment, token_digest=kept, made_at=clock.now(), expires_at=clock.now() + LINK_LASTS
        )
        send_to_number("families.link", number=enrolment.mobile, authority_id=enrolment.authority_id, secret=token)


def _asked_too_often(enrolment: Enrolment) -> bool:
    hour = clock.now() - datetime.timedelta(hours=1)
    return PageLink.objects.filter(enrolment=enrolment, made_at__gt=hour).count() >= MOST_LINKS_AN_HOUR


def open_enrolments(digits: str) -> QuerySet[Enrolment]:
    """Enrolments that stand for a mobile number."""
    return Enrolment.objects.filter(mobile_digits=digits or "-", ended_at__isnull=True).order_by("-confirmed_at")


def open_link(*, token: str, number: str) -> Enrolment:
    """The link and the family number together. Raises Problem, with the same words whatever was wrong."""
    wrong = Problem(
        _("That did not work. Ask for a new link; it works for 15 minutes. Check your family number."), field="number"
    )
    link = (
        PageLink.objects.select_related("enrolment__person")
        .filter(token_digest=digest(token, "link"), used_at__isnull=True, expires_at__gt=clock.now())
        .first()
    )
    if link is None or link.tries >= MOST_TRIES or link.enrolment.ended_at is not None:
        raise wrong
    given = digest("".join(number.split()), f"number:{link.enrolment.mobile_digits}")
    if not hmac.compare_digest(given, link.enrolment.number_digest):
        link.tries += 1
        link.save(update_fields=["tries"])
        raise wrong
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    by = actor_of(link.enrolment)
    record(by=by, action="families.open_link", outcome="sign_in", children=[link.enrolment.child_id])
    return link.enrolment


def actor_of(enrolment: Enrolment) -> Actor:
    """Who acts in the family's page."""
    return Actor(
        kind=Kind.FAMILY,
        person_id=enrolment.person_id,
        grant_id=enrolment.pk,
        authority_id=enrolment.authority_id,
        name=enrolment.person.first_name,
        event_name=f"enrolment:{enrolment.pk}",
        stands=page_standing.digest(enrolment),
    )


def enter(grant_id: int) -> Actor | None:
    """The door asks this at every request: None once the enrolment has ended."""
    enrolment = page_standing.enrolments().filter(pk=grant_id, ended_at__isnull=True).first()
    return actor_of(enrolment) if enrolment is not None else None
