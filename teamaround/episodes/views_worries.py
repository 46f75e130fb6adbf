"""Noting a worry and reporting to social care: open to everybody in a post, trained or not."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine, registry
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.episodes import concerns, forms, queries
from teamaround.episodes.models import SafeguardingReport
from teamaround.families.models import Person
from teamaround.families.pages import form_page, plain_form_page
from teamaround.kit import clock
from teamaround.kit.dates import age_words, moment_words
from teamaround.local_settings.values import value


def _child(request: Gated, child_ref: str) -> Person | None:
    """The child named in the address, if this actor may know of them; a worry never reads anything."""
    if not child_ref:
        return None
    child = Person.objects.filter(ref=child_ref, entry__isnull=False).first()
    if child is None or not engine.check(request.actor, registry.get("child_index.see"), child.pk).allowed:
        raise Http404
    return child


@gate("episodes.note_concern", records=False)
def note_concern(request: Gated, child_ref: str = "") -> HttpResponseBase:
    child = _child(request, child_ref)
    form = forms.ConcernForm(request.POST or None, about_child=child is not None)

    def act(given: dict[str, str]) -> str:
        concerns.note_concern(
            by=request.actor,
            child=child,
            child_words=given.get("who", ""),
            words=given["words"],
            family_knows=given["family_knows"],
        )
        messages.success(request, _("Your worry is noted. It stays with you until you check it or pass it on."))
        return reverse("desks:worktray")

    title = _("Note a worry about %(name)s") % {"name": child.first_name if child else _("a child")}
    return submit(request, form, act) or _page(request, child, form, title, _("Note the worry"))


def _page(
    request: Gated, child: Person | None, form: object, title: str, button: str, intro: tuple[str, ...] = ()
) -> TemplateResponse:
    """Inside the child's page for readers who may see it, else on a plain page."""
    if child is not None and request.actor.fit:
        return form_page(request, child, title=title, form=form, button=button, intro=intro)
    return plain_form_page(request, title=title, form=form, button=button, intro=intro, back=reverse("desks:worktray"))


@gate("episodes.report_safeguarding", records=False)
def report(request: Gated, child_ref: str = "") -> HttpResponseBase:
    """Telephone first; this page writes down what was said, and it goes to social care's list at once."""
    child = _child(request, child_ref)
    form = forms.SafeguardingForm(request.POST or None, about_child=child is not None)

    def act(given: dict[str, object]) -> str:
        day, time = given["told_on"], given["told_at"]
        assert isinstance(day, datetime.date) and isinstance(time, datetime.time)
        concerns.report_safeguarding(
            by=request.actor,
            child=child,
            child_words=str(given.get("who", "")),
            danger_now=given["danger_now"] == "yes",
            person_told=str(given["person_told"]),
            told_at=datetime.datetime.combine(day, time, tzinfo=clock.LONDON),
            words=str(given["words"]),
            family_told=str(given["family_told"]),
        )
        messages.success(
            request, _("Your report is with social care. They decide; until then the help waits and nothing is closed.")
        )
        return reverse("desks:worktray")

    authority = child.authority_id if child else request.actor.authority_id
    intro = (
        _("Ring first: 999 when a child is in danger this minute, else the duty team on %(number)s.")
        % {"number": value(authority, "safeguarding_telephone")},
        value(authority, "safeguarding_procedure"),
    )
    title = _("Report a safeguarding worry")
    return submit(request, form, act) or _page(request, child, form, title, _("Send the report"), intro)


@gate("episodes.decide_safeguarding", load=queries.load_report)
def decide(request: Gated, made: SafeguardingReport) -> HttpResponseBase:
    """For social workers: what was reported, and the decision."""
    if made.child is None:
        raise Http404
    form = forms.DecisionForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        concerns.decide_safeguarding(by=request.actor, report=made, taken=given["taken"] == "yes")
        messages.success(request, _("Your decision is written down and the team can see it."))
        return reverse("desks:worktray")

    intro = (*_reported(made), made.words)
    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Report about %(name)s") % {"name": made.child.name},
        form=form,
        button=_("Save the decision"),
        intro=intro,
        back=reverse("desks:worktray"),
    )


def _family_told(code: str) -> str:
    return str(dict(forms.SafeguardingForm.base_fields["family_told"].choices).get(code, code))  # type: ignore[attr-defined]


def _reported(made: SafeguardingReport) -> list[str]:
    """Who reported, where and how to ring them; when, whom they told and what the family knows; the child's age."""
    by = made.reported_by
    who = [by.name, by.job_title, by.agency.name, by.telephone or by.agency.telephone] if by else []
    found = [
        _("Reported by %(who)s.") % {"who": ", ".join(filter(None, who))} if who else "",
        _("%(when)s: told %(person)s by telephone.")
        % {"when": moment_words(made.told_at, clock.today()), "person": made.person_told},
        _("Does the family know? %(told)s.") % {"told": _family_told(made.family_told)} if made.family_told else "",
        _("Age: %(age)s.") % {"age": _age(made.child)} if made.child else "",
    ]
    return [line for line in found if line]


@gate("episodes.identify_report", load=queries.load_report_in_words, records=False)
def identify(request: Gated, made: SafeguardingReport) -> HttpResponseBase:
    """What was reported about a child told in words; whoever found the child in the index chooses them here."""
    found = {child.ref: child for child in queries.children_found(request.actor)}
    choices = [(ref, f"{child.name}, {_age(child)}") for ref, child in found.items()]
    form = forms.IdentifyForm(request.POST or None, children=choices)

    def act(given: dict[str, str]) -> str:
        concerns.identify_report(by=request.actor, report=made, child=found[given["child"]])
        return reverse("episodes:decide", kwargs={"report_ref": made.ref})

    intro = (
        *_reported(made),
        _("The child was told as: %(words)s") % {"words": made.child_words},
        made.words,
        _("Search for the child first; whoever you found today can be chosen here."),
    )
    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Which child is this report about?"),
        form=form,
        button=_("This is the child"),
        intro=intro,
        back=reverse("desks:worktray"),
    )


def _age(child: Person) -> str:
    return age_words(child.born, clock.today(), expected=child.expected_on)
