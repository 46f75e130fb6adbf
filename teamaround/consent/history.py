"""What happened about agreement, newest first: asked, taken back, judged. Reading only."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from teamaround.consent.models import Answer, Asking, CompetenceJudgement, Evidence, Purpose, Settlement, Withdrawal
from teamaround.families.models import Person
from teamaround.kit.pieces import Link


@dataclass(frozen=True)
class Happened:
    """One line of the history, with a link to what was signed, or to where it can be added."""

    on: datetime.date
    words: str
    link: Link | None = None


def of_child(child: Person, *, may_ask: bool = False, with_reasons: bool = False) -> list[Happened]:
    """Five queries, whatever the number of rows. Why a young person may decide alone is for those who may judge it."""
    rows = [*_asked(child, may_ask), *_taken_back(child), *_settled(child), *_judged(child, with_reasons)]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _asked(child: Person, may_ask: bool) -> list[Happened]:
    found = Asking.objects.filter(child=child).select_related("asked_by__practitioner", "child").order_by("-pk")
    return [
        Happened(localdate(asking.asked_at), _words(asking), _evidence(asking, may_ask))
        for asking in found.prefetch_related("decisions")
    ]


def _words(asking: Asking) -> str:
    answer = next((row.answer for row in asking.decisions.all() if row.purpose == Purpose.ASSESS), "")
    values = {
        "worker": asking.asked_by.name,
        "name": asking.answered_by_name,
        "how": asking.get_evidence_display(),
        "right": asking.get_right_display(),
    }
    return {
        Answer.AGREED.value: _("%(name)s agreed (%(right)s). %(worker)s asked. %(how)s."),
        Answer.REFUSED.value: _("%(name)s did not agree (%(right)s). %(worker)s asked."),
    }.get(answer, _("%(worker)s could not ask yet.")) % values


def _evidence(asking: Asking, may_ask: bool) -> Link | None:
    """The drawing or the signed paper; where the paper is still missing, the place to add it."""
    if asking.attachment_ref:
        words = _("The signed paper") if asking.evidence == Evidence.PAPER else _("The signature")
        return Link(words, reverse("attachments:agreement", args=[asking.attachment_ref]))
    if asking.evidence == Evidence.PAPER and may_ask:
        return Link(_("Add the signed paper"), reverse("consent:paper", args=[asking.child.ref, asking.ref]))
    return None


def _taken_back(child: Person) -> list[Happened]:
    """Their own words are theirs: they are read here by whoever may read the agreement."""
    return [
        Happened(
            localdate(row.at),
            _("%(name)s took agreement back: “%(words)s”") % {"name": row.by_name, "words": row.words}
            if row.words
            else _("%(name)s took agreement back.") % {"name": row.by_name},
        )
        for row in Withdrawal.objects.filter(child=child).order_by("-pk")
    ]


def _settled(child: Person) -> list[Happened]:
    words = _("%(worker)s settled that the answer of %(name)s counts. %(reasons)s")
    advice = _("Advice: %(who)s.")
    return [
        Happened(
            localdate(row.at),
            words % {"worker": row.by.name, "name": row.chosen.answered_by_name, "reasons": row.reasons}
            + (f" {advice % {'who': row.advice}}" if row.advice else ""),
        )
        for row in Settlement.objects.filter(child=child).select_related("by__practitioner", "chosen").order_by("-pk")
    ]


def _judged(child: Person, with_reasons: bool) -> list[Happened]:
    found = CompetenceJudgement.objects.filter(child=child).select_related("by__practitioner").order_by("-pk")
    words = _("%(worker)s judged about deciding alone: %(name)s %(word)s.")
    return [
        Happened(
            row.on,
            words % {"worker": row.by.name, "name": child.first_name, "word": _lower(row.get_word_display())}
            + (f" {row.why}" if with_reasons else ""),
        )
        for row in found
    ]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
