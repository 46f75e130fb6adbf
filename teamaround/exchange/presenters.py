"""What the pages about files show: where a file stands, its receipt, what it would change. Values in, words out."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.exchange import asking, rules
from teamaround.exchange.layouts import every_layout
from teamaround.exchange.models import Delivery
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words

State = Delivery.State
WORDS = {
    State.STAGING: ("under_way", gettext_lazy("Being read")),
    State.STAGED: ("under_way", gettext_lazy("Being matched")),
    State.MATCHING: ("under_way", gettext_lazy("Being matched")),
    State.MATCHED: ("soon", gettext_lazy("Waits for you")),
    State.APPLYING: ("under_way", gettext_lazy("Being applied")),
    State.APPLIED: ("done", gettext_lazy("Applied")),
    State.UNDOING: ("under_way", gettext_lazy("Being undone")),
    State.UNDONE: ("offered", gettext_lazy("Undone")),
    State.STOPPED: ("late", gettext_lazy("Not used")),
}
AT_WORK = {State.STAGING, State.STAGED, State.MATCHING, State.APPLYING, State.UNDOING}
FIELDS = {
    "name": gettext_lazy("Name"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "address": gettext_lazy("Home"),
    "number": gettext_lazy("Numbers"),
}
HOWS = {
    rules.FILL: gettext_lazy("not known before"),
    rules.REPLACE: gettext_lazy("changed"),
    rules.END: gettext_lazy("ended"),
    rules.KEEP: gettext_lazy("differs, and what we have counts more"),
    rules.MISSING: gettext_lazy("missing in the file, kept"),
}
ORDER = (rules.FILL, rules.REPLACE, rules.END, rules.KEEP, rules.MISSING)


@dataclass(frozen=True)
class ListRow:
    """One file of the list."""

    url: str
    name: str
    kind: str
    state: str
    state_kind: str
    lines: list[str]


def list_row(delivery: Delivery) -> ListRow:
    kind, word = WORDS[State(delivery.state)]
    lines = [_("Made on %(day)s") % {"day": _day(delivery.as_of)}, rows_words(delivery.row_count)]
    if delivery.brought_by:
        lines.append(delivery.brought_by.name)
    if delivery.undecided and delivery.state in {State.MATCHED, State.APPLIED}:
        lines.append(to_decide(delivery.undecided))
    return ListRow(
        url=reverse("exchange:delivery", kwargs={"delivery_ref": delivery.ref}),
        name=delivery.file_name,
        kind=source_of(delivery),
        state=str(word),
        state_kind=kind,
        lines=lines,
    )


def rows_words(count: int) -> str:
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}


def to_decide(count: int) -> str:
    return ngettext("%(count)d row to decide", "%(count)d rows to decide", count) % {"count": count}


def source_of(delivery: Delivery) -> str:
    layout = every_layout().get(delivery.layout)
    return layout.source if layout else delivery.layout


def _day(day: Any) -> str:
    return short_day_words(day, clock.today()) if day else ""


def page(delivery: Delivery, *, waiting: int) -> dict[str, Any]:
    """Everything the page of one file shows."""
    kind, word = WORDS[State(delivery.state)]
    return {
        "title": source_of(delivery),
        "delivery": delivery,
        "state_kind": kind,
        "state_word": word,
        "facts": facts(delivery),
        "at_work": delivery.state in AT_WORK,
        "progress": progress(delivery),
        "questions": [asking.sentence(question) for question in delivery.questions],
        "receipt": receipt(delivery),
        "change_rows": change_rows(delivery),
        "notes": sorted(delivery.notes.items()),
        "waiting": waiting,
        "waiting_words": to_decide(waiting),
        "may_apply": delivery.state == State.MATCHED,
        "may_undo": delivery.state == State.APPLIED,
        "matched": delivery.matched_at is not None,
        "undone": undone_words(delivery),
    }


def facts(delivery: Delivery) -> list[tuple[str, str]]:
    """Who, what and when."""
    told = [(_("File"), delivery.file_name), (_("Made by the source on"), _day(delivery.as_of))]
    by = delivery.brought_by.name if delivery.brought_by else _("by command")
    told.append((_("Brought in"), f"{_day(delivery.begun_at)}, {by}"))
    if delivery.applied_at:
        by = delivery.applied_by.name if delivery.applied_by else _("by command")
        told.append((_("Applied"), f"{_day(delivery.applied_at)}, {by}"))
    if delivery.why_applied:
        told.append((_("Why, although it asked"), delivery.why_applied))
    if delivery.undone_by:
        told.append((_("Undone"), f"{delivery.undone_by.name}: {delivery.why_undone}"))
    return told


def progress(delivery: Delivery) -> str:
    """How far the work is, in a sentence."""
    done = {"done": delivery.reached, "all": delivery.row_count}
    if delivery.state == State.STAGING:
        return _("%(done)d rows are read so far.") % done
    if delivery.state in {State.STAGED, State.MATCHING}:
        return _("%(done)d of %(all)d rows are matched.") % done
    if delivery.state == State.APPLYING:
        return _("Up to row %(done)d of %(all)d is applied.") % done
    return _("%(done)d rows are put back so far.") % done if delivery.state == State.UNDOING else ""


def receipt(delivery: Delivery) -> list[tuple[str, int]]:
    """Lines that add up to the rows of the file."""
    lines = [
        (_("Children we did not know"), delivery.created),
        (_("Entered, and may be a child we know: to be compared"), delivery.to_review),
        (_("Known, and something is different"), delivery.updated),
        (_("Known, and nothing is different"), delivery.unchanged),
        (_("Waiting for a person to decide"), delivery.undecided),
        (_("Resemble a protected child: held back for you"), delivery.held),
        (_("The source has told something newer since"), delivery.older),
        (_("Turned away"), delivery.rejected),
    ]
    return [line for line in lines if line[1]]


def change_rows(delivery: Delivery) -> list[dict[str, Any]]:
    """Field by field, how often what: "Home: changed 12, not known before 3"."""
    rows = []
    for name, label in FIELDS.items():
        counts = [(str(HOWS[how]), int(delivery.changes.get(f"{name}:{how}", 0))) for how in ORDER]
        words = ", ".join(f"{how} {count}" for how, count in counts if count)
        if words:
            rows.append({"label": label, "words": words})
    return rows


def changes_title(delivery: Delivery) -> str:
    return _("What it changed") if delivery.state == State.APPLIED else _("What it would change")


def what_undoing_does(delivery: Delivery) -> str:
    """Before somebody undoes it."""
    return _(
        "%(new)d children it brought are taken out of the index, and what it changed of %(changed)d others is put back "
        "as it was. What people changed since, and children somebody works with by now, stay; you are told how many."
    ) % {"new": delivery.created + delivery.to_review + delivery.held, "changed": delivery.updated}


def undone_words(delivery: Delivery) -> list[str]:
    counts = delivery.undo_counts
    if not counts:
        return []
    lines = (
        ("entry:back", _("%(count)d children it brought are taken out of the index.")),
        ("entry:stays", _("%(count)d stay, because somebody works with them or they were changed since.")),
        ("value:back", _("%(count)d changes are put back.")),
        ("value:stays", _("%(count)d changes stay, because somebody changed the same again since.")),
    )
    return [words % {"count": counts[key]} for key, words in lines if counts.get(key)]


def harmless(cell: object) -> object:
    """A text that begins like a formula is kept a text by a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t" else cell
