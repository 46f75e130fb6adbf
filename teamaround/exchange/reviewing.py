"""People deciding about rows: the same person, another child, or later. Who decided stands on the row and on record."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.exchange import access, matching_rows
from teamaround.exchange.applying import Applying
from teamaround.exchange.layouts import layout_of
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.kit import clock
from teamaround.kit.problems import Problem

SAME, ANOTHER, LATER = "same", "another", "later"
Decision, State = StagedRow.Decision, Delivery.State
OPEN = (State.MATCHED, State.APPLIED)


def waiting(delivery: Delivery) -> QuerySet[StagedRow]:
    """Rows that wait for a person: those nobody has put off first, the likeliest first."""
    rows: QuerySet[StagedRow] = delivery.staged.filter(decision=Decision.REVIEW, applied=False)
    return rows.order_by("later", "-score", "number")


def decide(*, by: Actor, row: StagedRow, answer: str) -> StagedRow:
    """Same, another or later. In a delivery that is applied already the answer is carried out at once.

    Raises Refused or Problem.
    """
    codes = {"delivery": row.delivery_id, "row": row.pk, "answer": answer}
    with doing(access.DECIDE, by=by, codes=codes) as draft:
        locked = StagedRow.objects.select_for_update().get(pk=row.pk)
        delivery = Delivery.objects.select_for_update().get(pk=row.delivery_id)
        _demand_open(locked, delivery)
        if locked.child_id is not None:
            draft.about(locked.child_id)
        if answer == LATER:
            locked.later = True
        else:
            _answered(locked, answer, by)
        if answer != LATER and delivery.state == State.APPLIED:
            scale, layout = matching_rows.scale_of(delivery), layout_of(delivery.layout)
            Applying(delivery, layout, scale, pair=False).rows([locked], by, draft)
        locked.save()
        matching_rows.counted(delivery)
        delivery.save()
        return locked


def _answered(row: StagedRow, answer: str, by: Actor) -> None:
    row.decided_by_id, row.decided_at = by.own_post_id, clock.now()
    if answer == SAME:
        row.decision = Decision.SAME
    else:
        row.decision = Decision.NEW


def _demand_open(row: StagedRow, delivery: Delivery) -> None:
    """Raises Problem."""
    if delivery.state not in OPEN:
        raise Problem(_("This file is being worked on. Decide when that has ended."))
    if row.decision != Decision.REVIEW or row.applied:
        who = row.decided_by.name if row.decided_by else _("Somebody")
        raise Problem(_("%(who)s has just decided about this row. Go on with the next.") % {"who": who})
