"""Sending what waits in the outbox: leased, at least once, again after a pause, never for ever (design.md 6)."""

import datetime
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from teamaround.agencies.models import Post
from teamaround.kit import clock
from teamaround.notifications import allowed, contacts, kinds, outbox, texts
from teamaround.notifications.contacts import Way
from teamaround.notifications.models import Notice

LEASE = datetime.timedelta(minutes=2)
"""Longer than any sending: a second worker takes over only what a dead one left."""
PAUSES = (1, 5, 15, 60, 240, 720)
"""Minutes before the next try; after the last the worker who caused the message is told."""
AT_ONCE = 50

log = logging.getLogger(__name__)


def deliver(most: int = AT_ONCE) -> int:
    """Send what is due. Returns how many went. Two at once are harmless: each row is leased to one."""
    sent = 0
    for pk in list(_due().values_list("pk", flat=True)[:most]):
        notice = _lease(pk)
        if notice is not None:
            sent += _send(notice)
    return sent


def _due() -> QuerySet[Notice]:
    now = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return Notice.objects.filter(free, state=Notice.State.WAITING, due_at__lte=now).order_by("due_at", "pk")


def _lease(pk: int) -> Notice | None:
    """The row, when nobody else took it first: one conditional update decides."""
    with transaction.atomic():
        taken = _due().filter(pk=pk).order_by().update(leased_until=clock.now() + LEASE)
    return Notice.objects.select_related("to_post__practitioner").get(pk=pk) if taken else None


def _send(notice: Notice) -> bool:
    way = _way(notice)
    if way.why:
        _settle(notice, Notice.State.DROPPED, way.why)
        return False
    try:
        _by_channel(notice, way.channel)
    except texts.CannotText:
        _settle(notice, Notice.State.FAILED, Notice.Why.GAVE_UP)
        return False
    except Exception as problem:
        log.warning("notice %s of kind %s did not go: %s", notice.ref, notice.kind, type(problem).__name__)
        _try_later(notice)
        return False
    _settle(notice, Notice.State.SENT, "")
    return True


def _way(notice: Notice) -> Way:
    """The channel, or why there is none: asked at the last moment, because safety may have changed."""
    why = allowed.why_not(notice)
    if why:
        return Way(why=why)
    if notice.to_post is not None:
        return _way_to_post(notice.to_post)
    if notice.to_contact_id is not None:
        return contacts.way_to(contacts.reach(notice.to_contact_id))
    number = outbox.number_of(notice)
    if not number:
        return Way(why=Notice.Why.NO_ADDRESS)
    return Way(why=Notice.Why.NEVER) if contacts.is_forbidden(number) else Way(channel=Notice.Channel.TEXT)


def _way_to_post(post: Post) -> Way:
    if post.ends is not None and post.ends < clock.today():
        return Way(why=Notice.Why.POST_ENDED)
    return Way(channel=Notice.Channel.EMAIL) if post.practitioner.email else Way(why=Notice.Why.NO_ADDRESS)


def _address(notice: Notice) -> str:
    if notice.to_post is not None:
        return notice.to_post.practitioner.email
    if notice.to_contact_id is not None:
        found = contacts.reach(notice.to_contact_id)
        return found.value if found else ""
    return outbox.number_of(notice)


def _by_channel(notice: Notice, channel: str) -> None:
    kind = kinds.get(notice.kind)
    values = _values(kind, notice)
    if channel == Notice.Channel.TEXT:
        texts.backend().send(notice.ref, _address(notice), str(kind.text or kind.body) % values)
        return
    message = EmailMessage(
        subject=str(kind.subject) % values,
        body=f"{str(kind.body) % values}\n\n{_foot()}",
        to=[_address(notice)],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    for attached in kind.attach(notice) if kind.attach else []:
        message.attach(attached.name, attached.content, attached.media_type)
    message.send()


def message_id(notice: Notice) -> str:
    """The same however often the message is sent, so that a mail program shows it once."""
    return f"<{notice.ref}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}>"


def _values(kind: kinds.Kind, notice: Notice) -> dict[str, str]:
    secret = outbox.secret_of(notice)
    path = kind.path(notice.values | {"secret": secret}) if kind.path else "/"
    return {
        **notice.values,
        **(kind.work_out(notice) if kind.work_out else {}),
        "secret": secret,
        "link": f"{settings.PUBLIC_ADDRESS}{path}",
        "service": _("Teamaround"),
    }


def _foot() -> str:
    return _("This message was sent by Teamaround. It names no child on purpose. Please do not answer it.")


def _settle(notice: Notice, state: str, why: str) -> None:
    """The end of a message: what was secret is forgotten."""
    now = clock.now()
    Notice.objects.filter(pk=notice.pk).update(
        state=state,
        why=why,
        tries=notice.tries + 1,
        sent_at=now if state == Notice.State.SENT else None,
        leased_until=None,
        sealed_secret="",
        sealed_to="",
    )


def _try_later(notice: Notice) -> None:
    if notice.tries >= len(PAUSES):
        _settle(notice, Notice.State.FAILED, Notice.Why.GAVE_UP)
        return
    due = clock.now() + datetime.timedelta(minutes=PAUSES[notice.tries])
    Notice.objects.filter(pk=notice.pk).update(due_at=due, tries=notice.tries + 1, leased_until=None)
