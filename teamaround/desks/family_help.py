"""Whom to ring and what each person does, in words a family uses (DER-02, DER-04)."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.pieces import Status
from teamaround.lead_professional.queries import Leading
from teamaround.plans.models import Action, ActionState, Need, Offer, Reading
from teamaround.plans.queries import NeedRow
from teamaround.team_around_child.models import Member


@dataclass(frozen=True)
class Ring:
    """Whom to ring now, and who stands in. `leads` is False while nobody leads yet."""

    post: Post | None = None
    other: Post | None = None
    leads: bool = False
    away: str = ""


@dataclass(frozen=True)
class Doing:
    """One thing somebody does: what, its state in a word, and by when."""

    what: str
    status: Status
    when: str = ""


@dataclass
class Helper:
    """One person who helps: from outside (`post`) or of the family."""

    name: str
    post: Post | None = None
    part: str = ""
    own: bool = False
    doing: list[Doing] = field(default_factory=list)


def whom_to_ring(leads: Leading, episode: Episode) -> Ring:
    """The lead, the deputy while the lead is away, else whoever opened the help (DER-09).

    Somebody of a sensitive service is not named here: the page may be read over a shoulder (DUD-23).
    """
    lead = _named(leads.lead.post if leads.lead else None)
    deputy = _named(leads.deputy.post if leads.deputy else None)
    if lead is None:
        return Ring(deputy or _named(episode.opened_by))
    if leads.lead_is_away and deputy is not None:
        return Ring(deputy, leads=True, away=lead.practitioner.given)
    return Ring(lead, deputy, leads=True)


def _named(post: Post | None) -> Post | None:
    return None if post is None or post.agency.sensitive else post


def may_be_named(action: Action) -> bool:
    """Not dropped, and neither answered for nor owned by a sensitive service (DUD-23)."""
    owner = action.owner_post
    sensitive = action.agency.sensitive or (owner is not None and owner.agency.sensitive)
    return not sensitive and action.state != ActionState.DROPPED


def needs_of(episode: Episode) -> list[NeedRow]:
    """Needs of this child in the family's order, of the newest plan, with scale, actions and offers: four statements.

    What a sensitive service does is for that service to tell (DUD-23).
    """
    actions = Action.objects.select_related(
        "owner_post__practitioner", "owner_post__agency", "owner_person", "agency"
    ).order_by("due_on", "pk")
    needs = list(
        Need.objects.filter(serves__episode=episode)
        .select_related("plan")
        .order_by("-plan__made_at", "rank", "pk")
        .prefetch_related(
            Prefetch("readings", Reading.objects.order_by("on", "pk")),
            Prefetch("actions", actions),
            Prefetch("offers", Offer.objects.select_related("agency").order_by("offered_on", "pk")),
        )
    )
    return [
        NeedRow(
            need,
            list(need.readings.all()),
            [action for action in need.actions.all() if may_be_named(action)],
            [offer for offer in need.offers.all() if not offer.agency.sensitive],
        )
        for need in needs
        if need.plan_id == needs[0].plan_id
    ]


def who_does_what(members: list[Member], needs: list[NeedRow], reader: Enrolment, first: Post | None) -> list[Helper]:
    """The reader first where something is theirs to do, then the family, whom to ring, and everybody who helps."""
    found: dict[tuple[str, int], Helper] = {}
    for member in members:
        post = member.post
        if post is not None and not post.agency.sensitive:
            found["post", post.pk] = Helper(post.name, post, member.part)
    for action in (action for row in needs for action in row.actions):
        _helper(found, action, reader).doing.append(_doing(action))
    return sorted(found.values(), key=lambda each: (not each.own, each.post is not None, each.post != first))


def _helper(found: dict[tuple[str, int], Helper], action: Action, reader: Enrolment) -> Helper:
    post, person = action.owner_post, action.owner_person
    if post is not None:
        return found.setdefault(("post", post.pk), Helper(post.name, post))
    assert person is not None
    own = person.pk == reader.person_id
    return found.setdefault(("person", person.pk), Helper(_("You") if own else person.first_name, own=own))


def _doing(action: Action) -> Doing:
    today = clock.today()
    day = day_words(action.due_on, today)
    what = action.what if action.what.endswith((".", "?", "!")) else f"{action.what}."
    if action.done_on is not None:
        return Doing(what, Status("done", _("Done")))
    if action.due_on < today:
        return Doing(what, Status("late", _("Late")), _("It was due on %(day)s.") % {"day": day})
    word = _("Under way") if action.state == ActionState.UNDER_WAY else _("To do")
    kind = "under_way" if action.state == ActionState.UNDER_WAY else "neutral"
    return Doing(what, Status(kind, word), _("By %(day)s.") % {"day": day})


def good_news(needs: list[NeedRow]) -> str:
    """One true good thing for the first line: the need that moved most, else a thing that is done."""
    moved = [(row.now.value - row.first.value, row) for row in needs if row.first and row.now]
    best = max(moved, key=lambda pair: pair[0], default=(0, None))
    row = best[1]
    if best[0] > 0 and row is not None and row.first and row.now:
        return _("“%(need)s” went up from %(first)d to %(now)d, out of 10.") % {
            "need": row.need.words,
            "first": row.first.value,
            "now": row.now.value,
        }
    done = [action for row in needs for action in row.actions if action.done_on is not None]
    if done:
        newest = max(done, key=lambda action: action.done_on or action.due_on)
        return _("This is done: %(what)s.") % {"what": newest.what.rstrip(".")}
    return ""


def answers(*, own: bool) -> list[tuple[str, str]]:
    """The three answers to an offer, said by a family or by a young person."""
    words = {
        Offer.FamilyAnswer.HAVE_IT: (_("Yes, we have it"), _("Yes, I have it")),
        Offer.FamilyAnswer.NOT_YET: (_("Not yet"), _("Not yet")),
        Offer.FamilyAnswer.NO_LONGER: (_("We do not want it now"), _("I do not want it now")),
    }
    return [(str(value), pair[own]) for value, pair in words.items()]
