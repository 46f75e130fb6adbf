"""Words and pieces for the pages of the index."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.access.actor import Actor
from teamaround.child_index.models import Enquiry, Search, SearchResult
from teamaround.child_index.queries import Exists, existence, social_care_words
from teamaround.families.models import Person
from teamaround.families.queries import relations
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words, span_words
from teamaround.kit.pieces import Fact, Link, Reason, ResultCard

KINDS = {"match": "good", "potential match": "soon"}
LABELS = {
    "given": gettext_lazy("First name"),
    "family": gettext_lazy("Family name"),
    "born": gettext_lazy("Born"),
    "age": gettext_lazy("Age"),
    "sex": gettext_lazy("Sex"),
    "postcode": gettext_lazy("Postcode"),
    "carer": gettext_lazy("Parent or carer"),
    "school": gettext_lazy("School"),
    "gp": gettext_lazy("GP"),
    "telephone": gettext_lazy("Telephone"),
    "number": gettext_lazy("NHS number"),
}


def cards(actor: Actor, search: Search) -> list[ResultCard]:
    """The short list: existence only, and for a shielded child only what the shield shows."""
    results = list(search.results.filter(rank__lt=99).select_related("child").order_by("rank"))
    open_ids = [result.child_id for result in results if not result.limited]
    exists = existence(actor, open_ids)
    return [_card(result, exists.get(result.child_id), best=place == 0) for place, result in enumerate(results)]


def _card(result: SearchResult, exists: Exists | None, *, best: bool) -> ResultCard:
    child = result.child
    age = age_words(child.born, clock.today(), expected=child.expected_on)
    url = reverse("desks:child", kwargs={"child_ref": child.ref})
    if exists is None:
        url = reverse("child_index:limited", kwargs={"child_ref": child.ref})
    words = _("Open %(name)s") if best else _("Look at %(name)s")
    return ResultCard(
        name=_("%(name)s, %(age)s") % {"name": child.name, "age": age},
        who=_who(child),
        score=float(result.score),
        word=str(result.word).capitalize(),
        kind=KINDS.get(result.word, "offered"),
        button=Link(words % {"name": child.name}, url),
        facts=tuple(_facts(exists) if exists else _shielded_facts(child)),
        reasons=tuple(Reason(sign, sentence) for sign, sentence in result.reasons),
        best=best,
    )


def _who(child: Person) -> str:
    sex = {"F": _("Girl"), "M": _("Boy")}.get(child.sex, _("Child"))
    if child.born is None:
        return sex
    return _("%(sex)s, born %(day)s.") % {"sex": sex, "day": f"{child.born.day} {child.born:%B %Y}"}


def _facts(exists: Exists) -> Iterable[Fact]:
    lead = exists.lead.post if exists.lead else None
    if lead is not None:
        lines = (lead.agency.name,)
        yield Fact(_("Lead professional"), strong=lead.name, lines=lines, telephone=lead.telephone, contact="ring")
    else:
        yield Fact(_("Lead professional"), lines=(_("Nobody yet"),))
    yield Fact(_("Involved now"), lines=(", ".join(exists.kinds_involved) or _("Nobody known"),))
    yield Fact(_("Assessment"), lines=(_assessment(exists),))
    yield Fact(_("Social care"), lines=(str(SOCIAL_CARE[social_care_words(exists)]),))


SOCIAL_CARE = {
    "now": gettext_lazy("Involved now"),
    "before": gettext_lazy("Involved before, not now"),
    "not_known": gettext_lazy("Not known to us"),
}


def _assessment(exists: Exists) -> str:
    today = clock.today()
    if exists.assessment is not None:
        return _("Being written since %(day)s") % {"day": short_day_words(exists.assessment.starts, today)}
    if exists.assessment_done is not None:
        return _("There is one, since %(day)s") % {"day": short_day_words(exists.assessment_done.starts, today)}
    return _("None known")


def _shielded_facts(child: Person) -> Iterable[Fact]:
    carers = ", ".join(row.person.name for row in relations(child.pk))
    if carers:
        yield Fact(_("Parent or carer"), lines=(carers,))
    yield Fact(_("More"), lines=(_("Ring the index team. They put you in touch with whoever may tell you."),))


def title_of(count: int) -> str:
    """Counts only what this reader may know of."""
    if not count:
        return _("No child fits what you typed")
    return ngettext("%(count)d child may be the one you mean", "%(count)d children may be the one you mean", count) % {
        "count": count
    }


def typed(terms: dict[str, str], search: Search) -> list[tuple[str, str]]:
    """What was typed, with the reason, for showing it above the results."""
    rows = [(str(LABELS[name]), _said(name, value)) for name, value in terms.items()]
    return [*rows, (_("Your reason"), str(search.get_reason_display()))]


def _said(name: str, value: str) -> str:
    """A whole date and a sex in words; everything else as it was typed."""
    if name == "sex":
        return {"F": _("girl"), "M": _("boy")}.get(value, value)
    if name != "born":
        return value
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


def asked_whom(enquiry: Enquiry) -> str:
    """To whom a question went, in words."""
    if enquiry.to_role:
        return _("the index team")
    return enquiry.to_post.name if enquiry.to_post else enquiry.to_agency.name


def how_long(asked: datetime.datetime, answered: datetime.datetime | None) -> str:
    """How long an answer took: hours on the first two days, then days; "" while there is none."""
    if answered is None:
        return ""
    hours = int((answered - asked).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return span_words(hours // 24)
