"""A child moves to another authority: asked by whoever helps, offered by one index team, answered by the other.

Agreed, the other authority is responsible: the entry, the open help and the shield go along, the history stays, and
posts of the authority before lose their tie unless they were named as going on (DUD-20; CWA-CP-05; docs/adr/0014).
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Authority, Locality, Post
from teamaround.child_index import access_of_entry as access
from teamaround.child_index import following, transfer_notices
from teamaround.child_index.announcements import Transferred, before_archiving, transferred
from teamaround.child_index.entry_rules import transfer_after
from teamaround.child_index.models import Entry
from teamaround.child_index.models_of_entry import Transfer
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem

State = Transfer.State


def open_transfer(child: Person) -> Transfer | None:
    """The move that is under way, if any."""
    rows = Transfer.objects.filter(child=child, ended_at__isnull=True)
    return rows.select_related("to_authority", "asked_by__practitioner", "offered_by__practitioner").first()


def ask_move(*, by: Actor, child: Person, to: Authority, words: str) -> Transfer:
    """Whoever helps says that the family has moved; the own index team offers it. Raises Refused or Problem."""
    _check_other(child, to)
    with doing(access.ASK_MOVE, by=by, children=[child.pk], codes={"to": to.pk}):
        _demand_none_open(child)
        made = Transfer.objects.create(
            authority_id=child.authority_id,
            to_authority=to,
            child=child,
            state=transfer_after("", "ask"),
            words=words,
            asked_by_id=by.own_post_id,
            asked_at=clock.now(),
        )
        transfer_notices.tell_index_team(made, child.authority_id, "child_index.move_asked", by)
        return made


def offer_move(*, by: Actor, child: Person, to: Authority, words: str, goes_on: Iterable[int] = ()) -> Transfer:
    """The index team offers the record; what somebody asked for becomes the offer. Raises Refused or Problem."""
    _check_other(child, to)
    with doing(access.OFFER_MOVE, by=by, children=[child.pk], codes={"to": to.pk}):
        _lock(child)
        made = open_transfer(child) or Transfer(authority_id=child.authority_id, child=child)
        after = transfer_after(made.state, "offer")
        if not after:
            raise Problem(_("This child is offered to %(name)s already.") % {"name": made.to_authority.name})
        made.state, made.to_authority, made.words = after, to, words
        made.goes_on = sorted(set(goes_on))
        made.offered_by_id, made.offered_at = by.own_post_id, clock.now()
        made.save()
        transfer_notices.tell_index_team(made, to.pk, "child_index.move_offered", by)
        return made


def withdraw_move(*, by: Actor, transfer: Transfer, words: str = "") -> Transfer:
    """The index team takes the move back, or does not offer what was asked. Raises Refused or Problem."""
    with doing(access.OFFER_MOVE, by=by, children=[transfer.child_id], codes={"transfer": transfer.pk}):
        locked = _end(by, transfer, "withdraw", words)
        if locked.asked_by is not None:
            transfer_notices.tell(locked.asked_by, "child_index.move_withdrawn", by)
        return locked


def refuse_move(*, by: Actor, transfer: Transfer, words: str) -> Transfer:
    """The other authority says no, with the reason. Raises Refused or Problem."""
    if not words.strip():
        raise Problem(_("Write why not: the other index team reads it."), field="words")
    with doing(access.ANSWER_MOVE, by=by, children=[transfer.child_id], codes={"transfer": transfer.pk, "yes": False}):
        locked = _end(by, transfer, "refuse", words)
        transfer_notices.tell_askers(locked, "child_index.move_refused", by)
        return locked


def agree_move(
    *, by: Actor, transfer: Transfer, received_by: Post | None, locality: Locality | None = None, words: str = ""
) -> Transfer:
    """The other authority takes the child over, with the open help. Raises Refused or Problem."""
    codes = {"transfer": transfer.pk, "yes": True, "received_by": received_by.pk if received_by else None}
    with doing(access.ANSWER_MOVE, by=by, children=[transfer.child_id], codes=codes):
        child = _lock(transfer.child)
        _check_receiver(transfer, child, received_by, locality)
        locked = _end(by, transfer, "agree", words)
        locked.received_by, locked.locality = received_by, locality
        locked.save()
        moved = Transferred(
            child_id=child.pk,
            before_id=locked.authority_id,
            now_id=locked.to_authority_id,
            by=by,
            received_by=received_by,
            locality=locality,
            goes_on=frozenset(locked.goes_on),
        )
        before = transfer_notices.posts_of(child.pk)
        following.follow(moved)
        transferred.announce(moved)
        transfer_notices.tell_everybody(locked, before, by)
        return locked


def needs_receiver(child_id: int) -> bool:
    """Open help needs somebody who receives it, so that no family falls between two authorities."""
    return bool(before_archiving.ask(child_id))


def _check_receiver(transfer: Transfer, child: Person, post: Post | None, locality: Locality | None) -> None:
    now = transfer.to_authority_id
    if post is None and needs_receiver(child.pk):
        raise Problem(_("There is open help for this child. Choose who receives it."), field="received_by")
    if post is not None and (post.authority_id != now or (post.ends is not None and post.ends < clock.today())):
        raise Problem(_("Choose somebody who works in your authority."), field="received_by")
    if locality is not None and locality.authority_id != now:
        raise Problem(_("Choose one of your localities."), field="locality")
    if post is not None and locality is None and Locality.objects.filter(authority_id=now).exists():
        raise Problem(_("Choose the locality: its co-ordinator looks after the help."), field="locality")


def _check_other(child: Person, to: Authority) -> None:
    if to.pk == child.authority_id:
        raise Problem(_("%(name)s is responsible already.") % {"name": to.name}, field="to")


def _demand_none_open(child: Person) -> None:
    _lock(child)
    under_way = open_transfer(child)
    if under_way is not None:
        raise Problem(
            _("A move to %(name)s is under way already. The index team can tell you more.")
            % {"name": under_way.to_authority.name}
        )


def _lock(child: Person) -> Person:
    """Two who do this at once come one after the other."""
    locked = Person.objects.select_for_update().get(pk=child.pk)
    Entry.objects.select_for_update().get(pk=child.pk)
    return locked


def _end(by: Actor, transfer: Transfer, verb: str, words: str) -> Transfer:
    locked = Transfer.objects.select_for_update(of=("self",)).select_related("asked_by", "offered_by", "to_authority")
    held = locked.get(pk=transfer.pk)
    after = transfer_after(held.state, verb)
    if not after:
        raise Problem(
            _("This move is settled already: %(word)s.") % {"word": str(State(held.state).label).lower()}
        )  # fmt: skip
    held.state, held.answer = after, words
    held.ended_by_id, held.ended_at = by.own_post_id, clock.now()
    held.save()
    return held
