"""The pages of meetings: one meeting, those about a child, one's own."""

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit import clock
from teamaround.meetings import access, presenters, queries, rules
from teamaround.meetings.models import Meeting


@gate("meetings.read", load=queries.load_meeting)
def meeting(request: Gated, record: Meeting) -> HttpResponseBase:
    """When, where, who comes, written parts, and this reader's copy of the minutes."""
    children = [
        link.episode.child for link in queries.links_of(record) if link.episode.child_id in request.passage.child_ids
    ]
    invited = presenters.invited(request.actor, record, children)
    own = next((each.row for each in invited if each.row.post_id and each.row.post_id == request.actor.post_id), None)
    may = engine.permitted(request.actor, children[0].pk, [access.CALL, access.MINUTE])
    context = child_page(request.actor, children[0], tab="meetings") | {
        "title": record.get_purpose_display(),
        "meeting": record,
        "starts": record.starts_at.astimezone(clock.LONDON),
        "children": children,
        "invited": invited,
        "agenda": presenters.agenda_rows(record, children),
        "own": own,
        "items": queries.items_for(request.actor, record),
        "may": may,
        "no_family": rules.NO_FAMILY_CODES.get(record.no_family_code, ""),
        "begun": record.starts_at <= clock.now(),
    }
    return TemplateResponse(request, "meetings/meeting.html", context)


@gate("meetings.read", load=load_child)
def of_child(request: Gated, child: Person) -> HttpResponseBase:
    """All meetings about one child."""
    episode = current_episode(child.pk)
    context = child_page(request.actor, child, tab="meetings") | {
        "title": _("Meetings about %(name)s") % {"name": child.first_name},
        "meetings": queries.meetings_of(episode) if episode else [],
        "may_call": engine.check(request.actor, access.CALL, child.pk).allowed,
    }
    return TemplateResponse(request, "meetings/of_child.html", context)


@gate("meetings.list")
def mine(request: Gated) -> HttpResponseBase:
    """Meetings about children whose meetings I may see, newest first."""
    page = Paginator(queries.my_meetings(request.actor), 20).get_page(request.GET.get("page"))
    readable = set(engine.child_ids(request.actor, access.READ))
    rows = []
    for record in page.object_list:
        children = [link.episode.child for link in record.serves.all() if link.episode.child_id in readable]
        request.passage.showed(*(child.pk for child in children))
        rows.append({"meeting": record, "children": children, "starts": record.starts_at.astimezone(clock.LONDON)})
    return TemplateResponse(
        request, "meetings/mine.html", {"title": _("Meetings"), "rows": rows, "page_of_meetings": page}
    )
