"""What a look-up led to: one tap, never in the way (CWA-CP-04, DUD-28)."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.gate import Loaded
from teamaround.child_index import access_services as access
from teamaround.child_index.models import LookUpUse, Search, SearchResult
from teamaround.kit import clock
from teamaround.kit.problems import Problem

ASKED_FOR = datetime.timedelta(days=14)


def unasked(actor: Actor) -> QuerySet[Search]:
    """Own searches of the last two weeks that showed somebody and of which nobody has said what they led to."""
    rows = Search.objects.filter(post_id=actor.post_id, at__gt=clock.now() - ASKED_FOR, use__isnull=True, beyond=False)
    shown = SearchResult.objects.filter(search_id=OuterRef("pk"))
    return rows.filter(Exists(shown)).order_by("-at", "-pk")


def load_search(actor: Actor, search_ref: str) -> Loaded:
    """Raises Http404."""
    found = Search.objects.filter(ref=search_ref, post_id=actor.post_id, beyond=False).first()
    if found is None:
        raise Http404
    return Loaded(found)


def say(*, by: Actor, search: Search, use: str) -> LookUpUse:
    """Say what it led to; saying it again changes the answer. Raises Refused or Problem."""
    if use not in LookUpUse.Use.values:
        raise Problem(_("Choose what it led to."), field="use")
    with doing(access.OWN_ANSWERS, by=by, codes={"search": search.pk, "use": use}):
        held = LookUpUse.objects.select_for_update().filter(search=search).first()
        told = held or LookUpUse(authority_id=search.authority_id, search=search)
        told.use, told.at = use, clock.now()
        told.save()
        return told
