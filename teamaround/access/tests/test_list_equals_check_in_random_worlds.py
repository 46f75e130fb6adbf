"""List, check and buttons give one answer in any world (design.md 4), and the pure rules in any set of facts.

1,000 worlds on SQLite, 500 on PostgreSQL, 20,000 pure ones (design.md 10). More: TEAMAROUND_WORLDS=20 times as many.
"""

import datetime
import os
import random
from typing import Any

import pytest
from django.db import connection, transaction

from teamaround.access import engine, facts, registry
from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import POSTS, decide
from teamaround.assessments.models import Assessment, Contributor
from teamaround.audit.recording import recording
from teamaround.child_index.models import BreakGlass, Enquiry, Search, SearchResult, Shield, StatutoryInvolvement
from teamaround.consent.models import Asking, Cover, Decision
from teamaround.episodes.models import Concern
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.practice_data.cast_parts import MAKER, join, make_involvement

CHILDREN = ("kayleigh", "tyler", "teenager")
WATCHERS = ("other_agency", "social_worker", "other_manager", "other_coordinator")
ABOUT_A_CHILD = [action for action in registry.every_action() if action.about_child]
DAY = datetime.timedelta(days=1)


class World:
    """Writes one kind of tie between a child and a post; `over` makes it one that has ended."""

    def __init__(self, cast: Any, child: str, post: str, over: bool) -> None:
        self.child, self.post, self.over = cast.people[child], cast.posts[post], over
        self.episode, self.agency = cast.episodes[child], self.post.agency
        self.manager = cast.posts["other_manager"]
        self.row = {"authority": cast.authority, "child": self.child}
        self.help = {"authority": cast.authority, "episode": self.episode}
        self.days = {"starts": clock.today() - 9 * DAY, "ends": clock.today() - DAY if over else None}

    def appoint(self, part):
        reason = {"end_reason": "moved_post"} if self.over else {}
        fields = {**self.help, **self.days, **reason, "basis": "knows_family", "made_at": clock.now()}
        if self.over or not Appointment.objects.filter(episode=self.episode, part=part, ends=None).exists():
            Appointment.objects.create(post=self.post, part=part, **fields)

    def lead(self):
        self.appoint("lead")

    def deputy(self):
        self.appoint("deputy")

    def member(self):
        join(self.episode, self.post, ends=self.days["ends"])

    def contributor(self):
        made = {"instrument": "practice", "version": "1", "started_by": self.manager, "started_at": clock.now()}
        paper = Assessment.objects.filter(episode=self.episode).first() or Assessment.objects.create(
            **self.help, **made
        )
        asked = {"invited_by": self.manager, "invited_at": clock.now(), "ended_at": clock.now() if self.over else None}
        Contributor.objects.create(authority=paper.authority, assessment=paper, post=self.post, **asked)

    def invited_to_lead(self):
        fields = {"invited_by": self.manager, "invited_at": clock.now(), "basis": "knows_family"}
        answer = {"answer": "withdrawn", "answered_at": clock.now()} if self.over else {}
        Invitation.objects.create(**self.help, post=self.post, **fields, **answer)

    def involved(self):
        make_involvement(self.child, self.agency, self.post, ends=self.days["ends"])

    def social_care(self):
        more = {"kind": "social_care", "team": "Duty", "telephone": "01632 960111", **self.days}
        StatutoryInvolvement.objects.create(**self.row, agency=self.agency, **more)

    def found(self):
        at = clock.now() - DAY if self.over else clock.now()
        made = {"account_id": 1, "reason": "worry", "sealed_terms": "", "outcome": "some", "at": at}
        search = Search.objects.create(authority=self.child.authority, post=self.post, **made)
        SearchResult.objects.create(search=search, child=self.child, rank=1, score=1, word="strong", reasons=[])

    def asked(self):
        done = {"answered_at": clock.now(), "answered_by": self.post} if self.over else {}
        more = {"asked_by": self.manager, "question": "?", "answer_by": clock.today(), "asked_at": clock.now(), **done}
        Enquiry.objects.create(**self.row, to_post=self.post, to_agency=self.agency, **more)

    def emergency(self):
        ends = clock.now() - DAY if self.over else clock.now() + DAY
        more = {"reason_code": "danger", "opened_at": clock.now() - 2 * DAY, "ends_at": ends}
        BreakGlass.objects.create(**self.row, post=self.post, **more)

    def cover(self):
        more = {"basis": "duty", "reasons": "Because", "decided_by": self.manager, **self.days}
        Cover.objects.create(**self.row, post=self.post, agency=self.agency, **more)

    def refused(self):
        asking = Asking.objects.filter(child__in=[self.child.pk]).first() or Asking.objects.first()
        more = {"purpose": "share", "information": "needs", "answer": "refused", "made_at": clock.now()}
        more["superseded_at"] = clock.now() if self.over else None
        Decision.objects.create(**self.row, asking=asking, agency=self.agency, **more)

    def shield(self):
        if self.over or not Shield.objects.filter(child=self.child, ends=None).exists():
            more = {"reason_code": "refuge", "review_on": clock.today(), **self.days}
            Shield.objects.create(**self.row, **more)

    def worry(self):
        more = {"words": "Worry", "family_knows": "knows", "raised_at": clock.now(), "expires_on": clock.today()}
        Concern.objects.create(**self.row, raised_by=None if self.over else self.post, **more)


KINDS = sorted(name for name in vars(World) if not name.startswith("_") and name != "appoint")
BLOCKS = 20
WORLDS = {"sqlite": 50, "postgresql": 25}
PURE_WORLDS = 1000
TIMES = int(os.environ.get("TEAMAROUND_WORLDS", "1"))


def some_ties(dice):
    """4 to 24 ties: kind, child, who, whether it has ended."""
    return {
        (dice.choice(KINDS), dice.choice(CHILDREN), dice.choice(WATCHERS), dice.random() < 0.5)
        for _each in range(dice.randint(4, 24))
    }


def build(cast, ties):
    with recording(by=MAKER, action="practice_data.cast"):
        Appointment.objects.filter(ends=None).update(ends=clock.today(), end_reason="moved_post")
        for kind, child, post, over in sorted(ties, key=lambda tie: (not tie[3], tie)):
            if kind not in {"member", "contributor"} or (kind, child, post, not over) not in ties:
                getattr(World(cast, child, post, over), kind)()


def answers(actor, ids, actions):
    """For each action: what the list, the check and the buttons say."""
    buttons = {child: engine.permitted(actor, child, actions) for child in ids}
    for action in actions:
        checked = {child for child in ids if engine.check(actor, action, child).allowed}
        pressed = {child for child in ids if action.name in buttons[child]}
        yield action.name, set(engine.child_ids(actor, action)) & ids, checked, pressed


@pytest.mark.django_db
@pytest.mark.parametrize("block", range(BLOCKS))
def test_list_check_and_buttons_agree(cast, block):
    """Each world asks three actions of one person, afresh and as a page asks them."""
    dice = random.Random(block)
    ids = {cast.people[child].pk for child in CHILDREN}
    told = 0
    for _world in range(WORLDS[connection.vendor] * TIMES):
        ties, who, actions = some_ties(dice), dice.choice(WATCHERS), dice.sample(ABOUT_A_CHILD, 3)
        with transaction.atomic():
            build(cast, ties)
            found = list(answers(cast.actors[who], ids, actions))
            with engine.remembering():
                found += answers(cast.actors[who], ids, actions)
            transaction.set_rollback(True)
        for name, listed, checked, pressed in found:
            assert listed == checked == pressed, (name, who, ties)
            told += bool(listed) and listed < ids
    assert told > 10, "worlds in which everybody or nobody is listed prove little"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_tie_of_these_worlds_tells(cast, kind):
    """Guards the test above: a tie that holds changes what somebody may do, or it would prove nothing."""
    tied = cast.actors["social_worker"]
    facts_named = facts.provided() - {"own_authority", "agreed_to_assess"}
    before = engine.facts_of(tied, cast.tyler.pk, facts_named)
    build(cast, {(kind, "tyler", "social_worker", False)})
    assert engine.facts_of(tied, cast.tyler.pk, facts_named) - before


def some_actor(dice):
    return Actor(
        kind=dice.choice(list(Kind)),
        role=dice.choice(list(Role)),
        fit=dice.random() < 0.8,
        second_factor=dice.random() < 0.8,
        event_name=dice.choice(["tick", "import_children"]),
    )


def some_facts(dice):
    """Few or many of the facts hold, so that rules that name several come true too."""
    share = dice.choice([0.1, 0.4, 0.8])
    return frozenset(name for name in sorted(facts.FACTS) if dice.random() < share)


def bars(action, actor):
    """Written a second time, in other words, on purpose."""
    if any(Kind.NOBODY in rule.kinds for rule in action.rules):
        return False
    at_work = actor.kind in POSTS
    unfit = at_work and action.needs_fitness and not actor.fit
    return actor.kind is Kind.NOBODY or unfit or (at_work and not actor.second_factor)


def opens(rule, actor, held):
    who = actor.kind in rule.kinds and (actor.kind not in POSTS or actor.role in rule.roles)
    job = actor.kind is not Kind.JOB or actor.event_name in rule.jobs
    needed = {name for name in (rule.through, rule.basis) if name}
    return who and job and needed <= held and not held & set(rule.unless)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_decision_is_some_rule_that_holds_and_nothing_that_bars(block):
    dice = random.Random(block)
    for _world in range(PURE_WORLDS * TIMES):
        action, actor, held = dice.choice(registry.every_action()), some_actor(dice), some_facts(dice)
        expected = not bars(action, actor) and any(opens(rule, actor, held) for rule in action.rules)
        assert decide(action, actor, held).allowed is expected, (action.name, actor, held)


def test_the_pure_worlds_hold_both_answers():
    """Guards the test above: of what it asks, at least one in twenty is allowed and one in twenty is not."""
    dice = random.Random(0)
    asked = [
        decide(dice.choice(registry.every_action()), some_actor(dice), some_facts(dice)).allowed
        for _world in range(2000)
    ]
    assert 100 < sum(asked) < 1900
