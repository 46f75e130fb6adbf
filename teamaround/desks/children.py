"""The list of children one works with: from the same rules as the pages behind it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.episodes.models import Episode, State
from teamaround.episodes.queries import episodes_i_may_see
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words
from teamaround.kit.pieces import Status
from teamaround.lead_professional.queries import Leading, leading_of
from teamaround.matching.normalise import fold_name

STATUS_KIND = {
    State.CONCERN: "soon",
    State.CHECKING: "soon",
    State.WATCHING: "neutral",
    State.ASSESSING: "part",
    State.PLANNING: "part",
    State.HELPING: "under_way",
    State.WAITING: "late",
    State.CLOSED: "neutral",
}


@dataclass(frozen=True)
class Row:
    """One child of the list."""

    child_id: int
    name: str
    initials: str
    age: str
    url: str
    status: Status
    since: str
    lead: str
    lead_telephone: str


def episodes(actor: Actor, *, words: str = "", closed: bool = False) -> QuerySet[Episode]:
    """Open episodes (or closed ones) the actor may read, by the child's name; `words` must begin a name."""
    found = episodes_i_may_see(actor).select_related("child")
    found = found.filter(state=State.CLOSED) if closed else found.exclude(state=State.CLOSED)
    if words:
        wanted = fold_name(words).split()
        fits = [
            pk
            for pk, given, family in found.values_list("pk", "child__given", "child__family")
            if _fits(wanted, fold_name(f"{given} {family}").split())
        ]
        found = found.filter(pk__in=fits)
    return found.order_by("child__family", "child__given", "-opened_on")


def _fits(wanted: list[str], name: list[str]) -> bool:
    """Every word that was typed begins a word of the name."""
    return all(any(part.startswith(word) for part in name) for word in wanted)


def rows(actor: Actor, page: list[Episode]) -> list[Row]:
    """Two more queries for the leads, whatever the length of the page."""
    leads = leading_of(episode.pk for episode in page)
    return [_row(actor, episode, leads.get(episode.pk)) for episode in page]


def _row(actor: Actor, episode: Episode, leads: Leading | None) -> Row:
    today = clock.today()
    ring = leads.ring if leads else None
    name = ""
    if ring is not None:
        name = _("you") if ring.post_id == actor.post_id else ring.post.name
    child = episode.child
    return Row(
        child_id=child.pk,
        name=child.name,
        initials=child.initials,
        age=age_words(child.born, today, expected=child.expected_on),
        url=reverse("desks:child", kwargs={"child_ref": child.ref}),
        status=Status(STATUS_KIND[State(episode.state)], State(episode.state).label),
        since=short_day_words(episode.closed_on or episode.opened_on, today),
        lead=name,
        lead_telephone=ring.post.telephone if ring else "",
    )
