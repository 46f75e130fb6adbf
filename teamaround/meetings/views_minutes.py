"""Minutes on one screen while the meeting goes on; everybody's copy looked at before it is sent."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.episodes.models import Episode
from teamaround.families.presenters import child_page
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import copies, forms_minutes, minutes, presenters, queries
from teamaround.meetings.models import Invitee, Meeting
from teamaround.plans.choices import Owners, owners
from teamaround.plans.models import Need
from teamaround.plans.queries import open_needs


def _page(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:{name}", kwargs={"meeting_ref": meeting.ref})


def _episodes(request: Gated, record: Meeting) -> dict[str, Episode]:
    """Those of the meeting whom this reader may see, by reference."""
    links = queries.links_of(record)
    return {link.episode.ref: link.episode for link in links if link.episode.child_id in request.passage.child_ids}


@gate("meetings.minute", load=queries.load_meeting)
def write(request: Gated, record: Meeting) -> HttpResponseBase:
    """Who came, what was said and decided, new actions, the next day: one form, one press; or save and go on."""
    episodes = _episodes(request, record)
    first = next(iter(episodes.values()))
    invited = presenters.invited(request.actor, record, [each.child for each in episodes.values()])
    needs = {need.ref: need for need in open_needs(request.actor, list(episodes.values()))}
    doing = owners(first, request.actor)
    form = forms_minutes.MinutesForm(
        request.POST or None,
        invitees=[(str(each.row.pk), each.name) for each in invited],
        children=[(ref, each.child.name) for ref, each in episodes.items()],
        needs=[(ref, need.words) for ref, need in needs.items()],
        owners=doing.choices,
        initial={"came": [str(each.row.pk) for each in invited if _was_there(each.row)], "next_on": record.next_on},
    )

    def act(given: dict[str, Any]) -> str:
        shown = {each.row.pk for each in invited}
        sends = request.POST.get("then") == "send"
        with transaction.atomic():
            _save(request, record, form, Chosen(episodes, needs, doing), shown)
            if sends:
                minutes.send_minutes(by=request.actor, meeting=record)
        if sends:
            messages.success(request, _("Sent. Everybody invited is told that their copy is ready."))
            return _page(record, "meeting")
        messages.success(request, _("Saved. Go on below, or send the minutes."))
        return _page(record, "minutes") + "#add"

    context = child_page(request.actor, first.child, tab="meetings") | {
        "title": _("Minutes"),
        "meeting": record,
        "starts": record.starts_at.astimezone(clock.LONDON),
        "form": form,
        "has_needs": bool(needs),
        "invited": invited,
        "agenda": presenters.agenda_rows(record, [each.child for each in episodes.values()]),
        "items": queries.items_for(request.actor, record),
    }
    return submit(request, form, act) or TemplateResponse(request, "meetings/minutes.html", context)


def _was_there(row: Invitee) -> bool:
    """Ticked beforehand: who came by what is written down already, else who said they would."""
    return row.attended if row.attended is not None else row.answer == Invitee.Answer.COMING


class Chosen:
    """What the choices of the form stand for."""

    def __init__(self, episodes: dict[str, Episode], needs: dict[str, Need], doing: Owners) -> None:
        self.episodes, self.needs, self.doing = episodes, needs, doing


def _save(request: Gated, record: Meeting, form: forms_minutes.MinutesForm, chosen: Chosen, shown: set[int]) -> None:
    """Inside one transaction: a Problem in any part leaves nothing half written."""
    given, by = form.cleaned_data, request.actor
    came = {int(pk) for pk in given["came"]}
    kept = {row.pk for row in record.invitees.filter(attended=True)}
    if record.starts_at <= clock.now() and came and (came | (kept - shown)) != kept:
        minutes.note_attendance(by=by, meeting=record, came=came | (kept - shown))
    for row in form.said():
        minutes.add_item(
            by=by, meeting=record, words=row["words"], decision=bool(row["decision"]),
            audience=row["audience"] or "everyone", episode=chosen.episodes.get(row["about"] or ""),
        )  # fmt: skip
    for row in form.decided():
        wanted = minutes.NewAction(
            chosen.needs[row["need"]], row["what"], row["outcome"], row["due"],
            chosen.doing.posts.get(row["owner"]), chosen.doing.people.get(row["owner"]),
        )  # fmt: skip
        minutes.decide_action(by=by, meeting=record, wanted=wanted)
    if given["next_on"] and given["next_on"] != record.next_on:
        minutes.agree_next_day(by=by, meeting=record, next_on=given["next_on"])


@gate("meetings.minute", load=queries.load_meeting)
def preview(request: Gated, record: Meeting) -> HttpResponseBase:
    """Everybody's copy as they will read it, before it is sent."""
    episodes = _episodes(request, record)
    children = [each.child for each in episodes.values()]
    known = {each.row.pk for each in presenters.invited(request.actor, record, children)}
    mine = {item.pk for item in queries.items_for(request.actor, record)}
    context = child_page(request.actor, children[0], tab="meetings") | {
        "title": _("What each of them will read"),
        "meeting": record,
        "copies": [copies.seen_by(copy, mine) for copy in copies.copies_of(record) if copy.invitee.pk in known],
    }
    return TemplateResponse(request, "meetings/copies.html", context)


@require_POST
@gate("meetings.minute", load=queries.load_meeting)
def send(request: Gated, record: Meeting) -> HttpResponseBase:
    try:
        minutes.send_minutes(by=request.actor, meeting=record)
        messages.success(request, _("Sent. Everybody invited is told that their copy is ready."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(_page(record, "meeting"))
