"""Who leads how many, against the agreed limit: a chart, a table, and what each row means (DER-10)."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from teamaround.kit import charts, clock
from teamaround.kit.charts import Chart, Row
from teamaround.kit.dates import day_words
from teamaround.kit.pieces import Status
from teamaround.kit.templatetags.kit import status
from teamaround.monitoring.queries import Load


def load_chart(loads: Sequence[Load]) -> Chart:
    """Those who lead most, against the limit."""
    leading = [load for load in loads if load.families][:6]
    title = _("Nobody leads a family yet")
    if leading:
        title = _("%(name)s leads most: %(count)d of at most %(limit)d families") % {
            "name": leading[0].name, "count": leading[0].families, "limit": leading[0].limit,
        }  # fmt: skip
    rows = [Row(load.name, load.families, load.limit, load.word in {"full", "over"}) for load in leading]
    foot = _("%(day)s. Families, not children.") % {"day": day_words(clock.today())}
    return charts.bars(title, rows, what=_("led"), name_head=_("Practitioner"), foot=foot, key="loads")


def meaning(load: Load) -> Status:
    """What a load means for the next question, never a red face (DER-10)."""
    over = load.families - load.limit
    if load.word == "over":
        return Status("soon", _("%(over)d over the limit of %(limit)d") % {"over": over, "limit": load.limit})
    if load.word == "full":
        return Status("offered", _("At the limit"))
    if load.word == "none":
        return Status("neutral", _("Leads nobody"))
    return Status("good", _("Room for %(count)d") % {"count": -over})


def load_heads() -> list[str]:
    return [_("Practitioner"), _("Agency"), _("Families led"), _("Late actions"), _("What this means")]


def load_row(load: Load) -> list[object]:
    means = meaning(load)
    words: object = status(means.kind, means.words)
    if load.word == "over":
        words = format_html("{} {}", words, _("Talk about sharing the load."))
    return [load.name, load.agency, load.families, load.late, words]
