"""Before a file may change anything: does it do something that files of this kind do not do? Then a person is asked."""

from typing import Any

from django.utils.translation import gettext as _

from teamaround.exchange import rules
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.exchange.rules import Share
from teamaround.local_settings.values import value

ADDRESS, FEWER, OLDER, REJECTS = "address", "fewer", "older", "rejects"
LIMIT = "delivery_share"


def questions(delivery: Delivery, newer: list[int]) -> list[list[Any]]:
    """Key and figures of everything that must be looked at first."""
    limit = int(value(delivery.authority_id, LIMIT))
    found: list[list[Any]] = []
    moved = _addresses(delivery)
    if moved.over(limit):
        found.append([ADDRESS, moved.part, moved.whole, limit])
    before = _rows_before(delivery)
    if rules.fewer_rows(delivery.row_count, before, limit):
        found.append([FEWER, delivery.row_count, before, limit])
    if newer:
        found.append([OLDER, len(newer), 0, 0])
    bad = Share(delivery.rejected, delivery.row_count)
    if bad.over(limit):
        found.append([REJECTS, bad.part, bad.whole, limit])
    return found


def _addresses(delivery: Delivery) -> Share:
    """Known children whose address would change, end, or is missing in the file."""
    words = (rules.REPLACE, rules.END, rules.MISSING)
    part = sum(int(delivery.changes.get(f"address:{word}", 0)) for word in words)
    return Share(part, delivery.staged.filter(decision=StagedRow.Decision.SAME).count())


def _rows_before(delivery: Delivery) -> int:
    """How many rows the last applied file of the same kind had."""
    same = Delivery.objects.filter(
        authority_id=delivery.authority_id, layout=delivery.layout, state=Delivery.State.APPLIED
    )
    last = same.order_by("-as_of", "-pk").values_list("row_count", flat=True).first()
    return int(last or 0)


def sentence(question: list[Any]) -> str:
    """What is asked, in words."""
    key, part, whole, limit = question
    figures = {"part": part, "whole": whole, "limit": limit, "percent": Share(part, whole or 1).percent}
    if key == ADDRESS:
        return (
            _(
                "The address of %(part)d of %(whole)d known children would change or be lost (%(percent)d%%). "
                "More than %(limit)d%% is not usual."
            )
            % figures
        )
    if key == FEWER:
        return _("The file has %(part)d rows; the last one of this kind had %(whole)d. It may have been cut off.") % (
            figures
        )
    if key == OLDER:
        return _("A file that this source made later is applied already. Only what it does not tell would be used.")
    return _("%(part)d of %(whole)d rows are turned away (%(percent)d%%). More than %(limit)d%% is not usual.") % (
        figures
    )
