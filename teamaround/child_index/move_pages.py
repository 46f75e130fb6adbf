"""Words and pieces for the pages of moves."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.roles import WORKERS, Role
from teamaround.agencies.models import Post
from teamaround.child_index import access_of_entry as access
from teamaround.child_index import transferring
from teamaround.child_index.announcements import posts_round
from teamaround.child_index.models_of_entry import Transfer
from teamaround.families import protection
from teamaround.families.homes import homes_now, words_of
from teamaround.families.models import Person
from teamaround.families.protection import Part
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words

State = Transfer.State
RECEIVERS = WORKERS - {Role.INDEX_TEAM}


@dataclass(frozen=True)
class MoveLine:
    """One move in the list; `url` where this reader is to do something."""

    name: str
    age: str
    words: str
    said: str
    url: str
    button: str
    back: str
    settled: bool


def line_of(actor: Actor, row: Transfer) -> MoveLine:
    """What the list says of one move."""
    ours = row.authority_id == actor.authority_id
    url = button = back = ""
    if row.state == State.OFFERED and not ours:
        url, button = reverse("child_index:answer_move", kwargs={"transfer_ref": row.ref}), _("Answer")
    elif row.state == State.ASKED and ours:
        url, button = reverse("child_index:offer_move", kwargs={"child_ref": row.child.ref}), _("Look and offer")
    if ours and row.ended_at is None:
        back = reverse("child_index:withdraw_move", kwargs={"transfer_ref": row.ref})
    return MoveLine(
        name=row.child.name,
        age=age_words(row.child.born, clock.today(), expected=row.child.expected_on),
        words=_("%(before)s to %(now)s") % {"before": row.authority.name, "now": row.to_authority.name},
        said=_said(row),
        url=url,
        button=button,
        back=back,
        settled=row.ended_at is not None,
    )


def _said(row: Transfer) -> str:
    """Who did the last step, when, and with which words."""
    at = row.ended_at or row.offered_at or row.asked_at
    who = row.ended_by if row.ended_at else (row.offered_by or row.asked_by)
    day = short_day_words(at.date(), clock.today()) if at else ""
    said = ", ".join(part for part in (str(row.get_state_display()), who.name if who else "", day) if part)
    words = row.answer if row.ended_at else row.words
    return f"{said}. “{words}”" if words else f"{said}."


def people_who_help(child: Person) -> list[tuple[str, str, int]]:
    """Key, words and id of posts of the authority now that have a running part."""
    rows = Post.objects.filter(pk__in=set(posts_round.ask(child.pk)), authority_id=child.authority_id)
    found = rows.select_related("practitioner", "agency").order_by("practitioner__family", "pk")
    return [(post.ref, f"{post.name}, {post.job_title}, {post.agency.name}", post.pk) for post in found]


def people_there(actor: Actor) -> list[tuple[str, str, Post]]:
    """Colleagues of the own authority who may receive a case."""
    today = clock.today()
    rows = Post.objects.filter(authority_id=actor.authority_id, role__in=RECEIVERS, starts__lte=today)
    rows = rows.exclude(ends__lt=today).select_related("practitioner", "agency")
    found = rows.order_by("practitioner__family", "practitioner__given", "pk")
    return [(post.ref, f"{post.name}, {post.job_title}, {post.agency.name}", post) for post in found]


def where_now(actor: Actor, child: Person, *, asked_by_other: bool = False) -> str:
    """Where the child lives, as far as this reader may see. The index team that is to answer must see it."""
    allowed = asked_by_other and engine.check(actor, access.ANSWER_MOVE, child.pk).allowed
    rows = homes_now(child)
    kept = protection.kept_back(actor, child.pk, sealed=any(row.sealed for row in rows))
    if Part.ADDRESS in kept and not allowed:
        return _("Where the child lives is kept back.")
    words = words_of(rows)
    if not words:
        return _("No address is written. Add where they live now on the page “Change who this is” first.")
    return _("Written as the home now: %(words)s.") % {"words": words}


def under_way_words(child: Person) -> list[str]:
    """A sentence when a move is under way already."""
    row = transferring.open_transfer(child)
    if row is None or row.state == State.ASKED:
        return []
    return [_("The record is offered to %(name)s, and waits for their answer.") % {"name": row.to_authority.name}]
