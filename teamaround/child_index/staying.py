"""Acts of the index team about how long an entry is kept: staying on after 18, legal holds, a death."""

import datetime

from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access_of_entry as access
from teamaround.child_index.announcements import Died, died
from teamaround.child_index.entry_rules import OLDEST, years_after
from teamaround.child_index.models import Indication, Involvement
from teamaround.child_index.models_of_entry import LegalHold, StayingOn, Transfer
from teamaround.families import enrolment
from teamaround.families.models import Person
from teamaround.families.problems import check_day
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice

DAY = datetime.timedelta(days=1)
LONGEST_HOLD = datetime.timedelta(days=366)
"""A hold is looked at each year, so that none is forgotten."""


def stay_on(*, by: Actor, child: Person, ground: str, agreed_on: datetime.date, how: str) -> StayingOn:
    """The young person agreed to stay up to 25 (facts.md c, C6). Raises Refused or Problem."""
    if ground not in StayingOn.Ground.values:
        raise Problem(_("Choose why the entry may stay after 18."), field="ground")
    if child.born is None:
        raise Problem(_("Without a date of birth nobody can say until when. Write it first."), field="agreed_on")
    if not how.strip():
        raise Problem(_("Write how the young person agreed."), field="how")
    check_day(agreed_on, born=child.born, field="agreed_on")
    until = years_after(child.born, OLDEST)
    if until <= clock.today():
        raise Problem(_("At 25 the entry ends for everybody."), field="ground")
    with doing(access.LOOK_AFTER, by=by, children=[child.pk], codes={"what": "stay_on", "ground": ground}):
        Person.objects.select_for_update().get(pk=child.pk)
        if staying(child.pk) is not None:
            raise Problem(_("It is written already that the young person stays."))
        return StayingOn.objects.create(
            authority_id=child.authority_id,
            child=child,
            ground=ground,
            agreed_on=agreed_on,
            until=until,
            how=how,
            recorded_by_id=by.own_post_id,
            recorded_at=clock.now(),
        )


def stop_staying(*, by: Actor, child: Person) -> StayingOn:
    """The young person took the consent back: the entry is archived with the next round. Raises Refused or Problem."""
    with doing(access.LOOK_AFTER, by=by, children=[child.pk], codes={"what": "stop_staying"}):
        held = StayingOn.objects.select_for_update().filter(child=child, ended_at__isnull=True).first()
        if held is None:
            raise Problem(_("No consent to stay is written."))
        held.ended_at, held.ended_by_id = clock.now(), by.own_post_id
        held.save()
        return held


def staying(child_id: int) -> StayingOn | None:
    """The consent to stay that stands."""
    held = StayingOn.objects.filter(child_id=child_id, ended_at__isnull=True)
    return engine.once_a_page(("child_index.staying", child_id), held.first)


def put_hold(*, by: Actor, child: Person, words: str, review_on: datetime.date) -> LegalHold:
    """Nothing of this child is archived or destroyed until the hold is lifted. Raises Refused or Problem."""
    today = clock.today()
    if not words.strip():
        raise Problem(_("Write for which inquiry or proceedings."), field="words")
    if not today < review_on <= today + LONGEST_HOLD:
        raise Problem(_("Choose a day within the next twelve months to look at it again."), field="review_on")
    with doing(access.HOLD, by=by, children=[child.pk], codes={"what": "hold"}):
        Person.objects.select_for_update().get(pk=child.pk)
        if hold_of(child.pk) is not None:
            raise Problem(_("There is a hold already."))
        return LegalHold.objects.create(
            authority_id=child.authority_id,
            child=child,
            words=words,
            put_by_id=by.own_post_id,
            put_at=clock.now(),
            review_on=review_on,
        )


def lift_hold(*, by: Actor, child: Person, because: str) -> LegalHold:
    """The inquiry is over. Raises Refused or Problem."""
    if not because.strip():
        raise Problem(_("Write why it is lifted."), field="words")
    with doing(access.HOLD, by=by, children=[child.pk], codes={"what": "lift_hold"}):
        held = LegalHold.objects.select_for_update().filter(child=child, lifted_at__isnull=True).first()
        if held is None:
            raise Problem(_("There is no hold."))
        held.lifted_at, held.lifted_by_id, held.lifted_because = clock.now(), by.own_post_id, because[:200]
        held.save()
        return held


def hold_of(child_id: int) -> LegalHold | None:
    """The hold that stands."""
    held = LegalHold.objects.filter(child_id=child_id, lifted_at__isnull=True)
    return engine.once_a_page(("child_index.hold", child_id), held.first)


def record_death(*, by: Actor, child: Person, on: datetime.date) -> Person:
    """The child has died: everything open ends with care, the family gets no message. Raises Refused or Problem.

    The entry is kept for a year and then archived (facts.md c, C20). Recorded by mistake, the index team takes it back.
    """
    check_day(on, born=child.born, field="on")
    with doing(access.RECORD_DEATH, by=by, children=[child.pk]):
        locked = Person.objects.select_for_update().get(pk=child.pk)
        if locked.died_on is not None:
            raise Problem(_("That is written already."))
        locked.died_on = on
        locked.save()
        end_open_things(by, child.pk, because="died")
        waiting = Notice.objects.filter(child_id=child.pk, state=Notice.State.WAITING, to_post__isnull=True)
        waiting.update(state=Notice.State.DROPPED, why=Notice.Why.DIED)
        died.announce(Died(child.pk, by))
        return locked


def take_death_back(*, by: Actor, child: Person) -> Person:
    """It was written by mistake, or of another child. What has ended is begun anew. Raises Refused or Problem."""
    with doing(access.LOOK_AFTER, by=by, children=[child.pk], codes={"what": "take_death_back"}):
        locked = Person.objects.select_for_update().get(pk=child.pk)
        if locked.died_on is None:
            raise Problem(_("No death is written."))
        locked.died_on = None
        locked.save()
        return locked


def end_open_things(by: Actor, child_id: int, *, because: str) -> None:
    """Family's page, a move under way, who is round the child. Call inside a recording."""
    today, now = clock.today(), clock.now()
    enrolment.end_all(child_id, because=because)
    Transfer.objects.filter(child_id=child_id, ended_at__isnull=True).update(
        state=Transfer.State.WITHDRAWN, ended_at=now, ended_by_id=by.own_post_id
    )
    for row in Involvement.objects.filter(child_id=child_id, ends__isnull=True):
        row.ends = max(today - DAY, row.starts)
        row.save()
    Indication.objects.filter(child_id=child_id, ends__isnull=True).update(ends=today)


def of_the_dead(notice: Notice) -> str:
    """For the outbox: nothing goes to a family about a child who has died."""
    if notice.child_id is None or notice.to_post_id is not None:
        return ""
    gone = Person.objects.filter(pk=notice.child_id, died_on__isnull=False)
    return str(Notice.Why.DIED) if gone.exists() else ""
