"""Small things that wait: emergency looks to review, loose worries, a question for whoever has nothing to do."""

import datetime

from django.db.models import Q

from teamaround.agencies.models import Post
from teamaround.child_index.models import BreakGlass, Enquiry
from teamaround.episodes.models import Concern, LookAgain, State
from teamaround.families.models import Person
from teamaround.lead_professional.models import Invitation
from teamaround.meetings.models import Invitee
from teamaround.plans.models import Action
from teamaround.practice_data.town_loader import around, helping
from teamaround.practice_data.town_loader.case import Case
from teamaround.practice_data.town_loader.files import read
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town
from teamaround.practice_data.town_loader.workers import unfit

HOUR = datetime.timedelta(hours=1)
MOVED = "May I come along when you next see {child}, so that the family meets both of us at once?"
LOOKS = (("rachel_fairclough", 2), ("mary_okello", 4))
"""Who opened a record in an emergency, and how many days ago."""


def add_emergency_looks(town: Town, cases: list[Case]) -> None:
    """Two looks without a relationship, long ended, that a reviewer has to close."""
    scope = town.scope("emergency")
    chosen = [case for case in cases if case.state in (State.HELPING, State.ASSESSING)][: len(LOOKS)]
    for case, (who, days_ago) in zip(chosen, LOOKS, strict=False):
        at = town.days.on(town.days.today - datetime.timedelta(days=days_ago), "21:10")
        facts = {"post": town.workers.posts[who], "reason_code": "danger", "opened_at": at, "ends_at": at + HOUR}
        scope.add(BreakGlass, authority=case.child.authority, child=case.child, **facts)


def add_loose_worries(town: Town, cases: list[Case]) -> None:
    """Worries about children who have no episode, and one about a child whom nobody has looked up yet."""
    scope = town.scope("worries")
    helped = {id(child) for case in cases for child in case.children}
    for case in cases[-4:]:
        child = next((one for one in case.house.children if id(one) not in helped and one.given), None)
        words, at = case.say("concern", case.opener), town.days.on(town.days.today - datetime.timedelta(days=6))
        if child is not None and words:
            helping.worry_about(scope, child, case.opener, words, at, Concern.Family.NOT_YET)


def give_everybody_something(town: Town, cases: list[Case]) -> None:
    """Whoever is worth being and has nothing to do is asked something through the index, as an agency."""
    scope, busy = town.scope("errands"), posts_with_work(town)
    rows = [row for row in read("practitioners")["practitioner"] if "persona" in row and row["key"] not in unfit()]
    asked: set[str] = set()
    for number, row in enumerate(rows):
        post = town.workers.posts[row["key"]]
        if post.pk in busy or post.agency.key in asked:
            continue
        asked.add(post.agency.key)
        case = cases[number % len(cases)]
        if post.authority is not town.authority:
            _ask_neighbour(town, scope, post)
        elif question := case.pair("question", "answer", case.lead)[0]:
            _ask(town, scope, case.child, case.lead, post, question)


def _ask(town: Town, scope: Scope, child: Person, by: Post, post: Post, question: str) -> None:
    at = town.days.on(town.days.today - datetime.timedelta(days=2), "09:25")
    enquiry = around.enquire(scope, child, by, post, question, at)
    enquiry.to_post = None


def _ask_neighbour(town: Town, scope: Scope, post: Post) -> None:
    """In the neighbouring authority it is about a child that moved there."""
    there = [episode for episode in town.episodes if episode.authority is post.authority]
    if there:
        by = next((one for one in town.workers.staff("aldermoor_family_help") if one is not post), post)
        _ask(town, scope, there[0].child, by, post, MOVED.format(child=there[0].child.first_name))


def posts_with_work(town: Town) -> set[int]:
    """Posts for which something waits already."""
    waiting = {"answered_at__isnull": True}
    open_actions = Action.objects.filter(Q(state="to_do") | Q(state="under_way"), owner_post__isnull=False)
    found = set(open_actions.filter(due_on__lte=town.days.today).values_list("owner_post_id", flat=True))
    found |= set(Enquiry.objects.filter(**waiting, to_post__isnull=False).values_list("to_post_id", flat=True))
    found |= set(LookAgain.objects.filter(**waiting).values_list("who_id", flat=True))
    found |= set(Invitation.objects.filter(answer="").values_list("post_id", flat=True))
    planned = Invitee.objects.filter(answer="", meeting__state="planned", post__isnull=False)
    return found | set(planned.values_list("post_id", flat=True))
