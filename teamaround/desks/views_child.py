"""The child's page and the list of children one works with."""

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.desks import child as desk
from teamaround.desks import children as list_of_children
from teamaround.families.models import Person
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child

ON_A_PAGE = 25


@gate("child_index.see", load=load_child)
def child(request: Gated, record: Person) -> HttpResponseBase:
    context = child_page(request.actor, record) | desk.compose(request.actor, record) | {"title": record.name}
    if context.get("add_to_story"):
        context["bar"] = context["bar"].without(context["add_to_story"])
    return TemplateResponse(request, "desks/child.html", context)


@gate("desks.children")
def children(request: Gated) -> HttpResponseBase:
    """Children whose help this person may see, with where it stands; a filter by words and by closed ones."""
    words = request.GET.get("words", "")[:80].strip()
    closed = request.GET.get("closed") == "yes"
    found = Paginator(list_of_children.episodes(request.actor, words=words, closed=closed), ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    rows = list_of_children.rows(request.actor, list(page.object_list))
    request.passage.showed(*(row.child_id for row in rows))
    context = {
        "title": _("Children I work with"),
        "page_of_children": page,
        "rows": rows,
        "words": words,
        "closed": closed,
    }
    return TemplateResponse(request, "desks/children.html", context)
