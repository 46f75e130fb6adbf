"""What the pages about services offer: doors of a child's page, rows of the worktray.

One statement tells which of the rows there are (`_waits`); only those are then asked for.
"""

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Post
from teamaround.child_index import access_services as access
from teamaround.child_index import beyond, chasing, gap_actions, gaps, using
from teamaround.child_index.access import SEE
from teamaround.child_index.models import BeyondMatch, Brokering, BrokerQuestion, Contradiction, Gap, LookUpUse
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.families.models import Person
from teamaround.families.pages import page_of
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Link
from teamaround.notifications import kinds, ticks, worktray
from teamaround.notifications.worktray import Group, SideCard, Urgency, WorktrayItem, group_for

MOST_ROWS = 5


def register() -> None:
    """Called once, when the site starts."""
    chasing.register()
    for order, key, words, page, action in (
        (55, "around", gettext_lazy("Who works with the child, in detail"), "around", SEE),
        (101, "broker", gettext_lazy("Reach a service that is not shown"), "ask_broker", access.ASK_BROKER),
        (102, "mediate", gettext_lazy("Somebody asks me by telephone"), "mediate", access.MEDIATE),
        (103, "wrong", gettext_lazy("The index is wrong here"), "report_contradiction", access.REPORT_CONTRADICTION),
        (
            74,
            "for_agency",
            gettext_lazy("Another agency works with this child"),
            "for_agency",
            access.RECORD_FOR_AGENCY,
        ),
    ):
        bar.offer_can_do(order, Door(key, words, f"child_index:{page}", action.name))
    worktray.register_rows("child_index.own_answers", own_answers)
    worktray.register_rows("child_index.broker_asked", broker_asked)
    worktray.register_rows("child_index.index_team", for_index_team)
    worktray.register_rows("child_index.gaps", to_see_to)
    worktray.register_side("child_index.led_to", led_to)
    ticks.register("child_index.gaps", gaps.look, every=ticks.DAY)
    ticks.register("child_index.tell_beyond", beyond.tell)
    kinds.register(
        kinds.Kind(
            beyond.NOTICE,
            subject=gettext_lazy("Somebody searched across the border"),
            body=gettext_lazy("Somebody asked whether another authority has an entry of a child. Look who: %(link)s"),
            path=lambda _values: reverse("child_index:beyond"),
        )
    )


def child_page(actor: Actor, child: Person) -> str:
    """Address of the child's page, where this reader may open it."""
    return page_of(child) if engine.check(actor, registry.get("child_index.see"), child.pk).allowed else ""


def _mine(actor: Actor) -> dict[str, QuerySet]:
    """What may wait for this post, by name."""
    today = clock.today()
    past = Brokering.objects.filter(asked_by_id=actor.post_id, read_at__isnull=True)
    found: dict[str, QuerySet] = {
        "reported": Contradiction.objects.filter(
            reported_by_id=actor.post_id, answered_at__isnull=False, read_at__isnull=True
        ),
        "brokered": past.filter(~Q(agreed="") | Q(answer_by__lte=today)),
        "beyond": BeyondMatch.objects.filter(
            search__post_id=actor.post_id, answered_at__isnull=False, read_at__isnull=True
        ),
        "broker_asked": access.broker_asked(actor),
        "gaps": Gap.objects.filter(Q(owner_id=actor.post_id) | Q(owner_agency_id=actor.agency_id), closed_at=None),
        "led_to": using.unasked(actor),
    }
    if actor.role is Role.INDEX_TEAM:
        own = {"authority_id": actor.authority_id}
        found |= {
            "contradictions": Contradiction.objects.filter(answered_at__isnull=True, **own),
            "brokerings": Brokering.objects.filter(settled_at__isnull=True, **own),
            "from_elsewhere": BeyondMatch.objects.filter(_new_or_asked(), **own),
            "gaps": Gap.objects.filter(closed_at__isnull=True, owner__isnull=True, **own),
        }
    return found


def _new_or_asked() -> Q:
    return Q(seen_at__isnull=True) | Q(asked_at__isnull=False, answered_at__isnull=True)


def _waits(actor: Actor) -> frozenset[str]:
    """Which of them there are: one statement a page."""
    if actor.post_id is None:
        return frozenset()
    return engine.once_a_page(("child_index.service_offers", actor), lambda: _ask(actor))


def _ask(actor: Actor) -> frozenset[str]:
    named = {f"has_{name}": Exists(rows.order_by()) for name, rows in _mine(actor).items()}
    row = Post.objects.filter(pk=actor.post_id).values(**named).first() or {}
    return frozenset(name.removeprefix("has_") for name, there in row.items() if there)


def own_answers(actor: Actor) -> list[WorktrayItem]:
    """Answers to what I reported, wanted to broker, or asked another authority."""
    found, waits = [], _waits(actor)
    rows = _mine(actor)
    if "reported" in waits:
        found += [
            _answer(_("The index team has answered about %(name)s") % {"name": row.child.name},
                    reverse("child_index:reported", kwargs={"contradiction_ref": row.ref}), row.child_id)
            for row in rows["reported"].select_related("child")
        ]  # fmt: skip
    if "brokered" in waits:
        found += [
            _answer(_("About reaching somebody for %(name)s") % {"name": row.child.name},
                    reverse("child_index:brokered", kwargs={"brokering_ref": row.ref}), row.child_id)
            for row in rows["brokered"].select_related("child")
        ]  # fmt: skip
    if "beyond" in waits:
        found += [
            _answer(_("%(name)s has answered you") % {"name": row.authority.name},
                    reverse("child_index:answered_there", kwargs={"match_ref": row.ref}))
            for row in rows["beyond"].select_related("authority")
        ]  # fmt: skip
    return found


def _answer(title: str, url: str, *child_ids: int) -> WorktrayItem:
    return WorktrayItem(
        group=Group.TODAY, urgency=Urgency.DUE, tag="done", tag_word=_("Answered"), title=title, url=url,
        button=_("Read the answer"), minutes=1, child_ids=child_ids,
    )  # fmt: skip


def broker_asked(actor: Actor) -> list[WorktrayItem]:
    """The index team asks my service whether it may be reached."""
    if "broker_asked" not in _waits(actor):
        return []
    rows = access.broker_asked(actor).select_related("child", "brokering__asked_by__practitioner")
    return [_to_say(row) for row in rows]


def _to_say(row: BrokerQuestion) -> WorktrayItem:
    due = row.brokering.answer_by
    return WorktrayItem(
        group=group_for(due), urgency=Urgency.ANSWER_TODAY, tag="soon", tag_word=_("Answer"),
        title=_("May %(who)s reach you about %(name)s?")
        % {"who": row.brokering.asked_by.name, "name": row.child.name},
        url=reverse("child_index:answer_broker", kwargs={"broker_ref": row.ref}),
        lines=(_("The index team asks. Nobody else knows that you are there."),),
        button=_("Answer"), due=due, minutes=2, child_ids=(row.child_id,),
    )  # fmt: skip


TEAM_ROWS = (
    ("contradictions", "child_index:contradictions", gettext_lazy("Where the index is said to be wrong: %(count)d")),
    ("brokerings", "child_index:brokerings", gettext_lazy("Reaching services that are not shown: %(count)d")),
    ("from_elsewhere", "child_index:beyond", gettext_lazy("Searches from other authorities: %(count)d")),
)


def for_index_team(actor: Actor) -> list[WorktrayItem]:
    """One row for each list of the index team that holds something."""
    waits, rows = _waits(actor), _mine(actor)
    return [
        WorktrayItem(
            group=Group.TODAY, urgency=Urgency.ANSWER_SOON, tag="soon", tag_word=_("Answer"),
            title=words % {"count": rows[name].count()}, url=reverse(page), button=_("Open"), minutes=3,
        )
        for name, page, words in TEAM_ROWS
        if name in waits
    ]  # fmt: skip


def to_see_to(actor: Actor) -> list[WorktrayItem]:
    """Gaps that I see to, one by one; those of my agency or authority that nobody sees to, as one row."""
    if "gaps" not in _waits(actor):
        return []
    listed = gap_actions.listed(actor)
    mine = list(listed.filter(owner_id=actor.post_id)[:MOST_ROWS])
    found = [_gap(row) for row in mine]
    nobody = listed.filter(owner__isnull=True).count()
    if nobody:
        found.append(
            WorktrayItem(
                group=Group.THIS_WEEK, urgency=Urgency.ANSWER_SOON, tag="soon", tag_word=_("Nobody yet"),
                title=_("Children who lack a school, nursery or doctor: %(count)d") % {"count": nobody},
                url=reverse("child_index:gaps"), button=_("See who"), minutes=3,
            )
        )  # fmt: skip
    return found


def _gap(row: Gap) -> WorktrayItem:
    since = _("since %(day)s") % {"day": short_day_words(row.since, clock.today())}
    return WorktrayItem(
        group=Group.THIS_WEEK, urgency=Urgency.DUE, tag="soon", tag_word=_("See to it"),
        title=f"{row.child.name}: {row.get_kind_display()}",
        url=reverse("child_index:gap", kwargs={"gap_ref": row.ref}), lines=(since,), button=_("Open"),
        child_ids=(row.child_id,),
    )  # fmt: skip


def led_to(actor: Actor) -> list[SideCard]:
    """What the last search led to: one question at a time, beside the list, one tap, and never in the way."""
    row = using.unasked(actor).first() if "led_to" in _waits(actor) else None
    if row is None:
        return []
    url = reverse("child_index:led_to", kwargs={"search_ref": row.ref})
    taps = tuple(Link(use.label, url, post=True, fields=(("use", use.value),)) for use in LookUpUse.Use)
    day = short_day_words(row.at, clock.today())
    return [
        SideCard(
            _("If you like: what did your search lead to?"),
            (_("You looked for a child on %(day)s. One tap; only the number is kept.") % {"day": day},),
            order=70, taps=taps,
        )
    ]  # fmt: skip
