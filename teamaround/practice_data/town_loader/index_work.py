"""What happens round the index: dentists, rolls that ended, searches of a year, contradictions, wishes to reach."""

import datetime

from teamaround.agencies.models import Agency, Post, Universal
from teamaround.child_index import gaps
from teamaround.child_index.models import (
    Brokering,
    BrokerQuestion,
    Contradiction,
    Gap,
    Involvement,
    LookUpUse,
    Search,
    SearchResult,
)
from teamaround.child_index.terms import seal_terms
from teamaround.families.models import Person
from teamaround.local_settings.models import Setting
from teamaround.practice_data.town_loader import around
from teamaround.practice_data.town_loader.case import Case
from teamaround.practice_data.town_loader.households import YEAR
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town
from teamaround.practice_data.town_loader.workers import unfit

DAY = datetime.timedelta(days=1)
DENTISTS = (("market_place_dental", "Market Place Dental Practice", "01632 960 450", "MB4 6AB"),
            ("wharf_dental", "Wharf Road Dental Practice", "01632 960 452", "MB5 2QD"))  # fmt: skip
WITH_DENTIST = 0.86
OUTCOMES = ("match",) * 12 + ("potential match",) * 4 + ("low confidence",) * 2 + ("many matches", "no match")
USES = ("contact",) * 9 + ("no_second",) * 4 + ("joined",) * 5 + ("nothing",) * 3
SEARCHES_A_MONTH = 60
EDUCATION_WELFARE = "education_welfare"


def add_index_work(town: Town, cases: list[Case]) -> None:
    """Everything here; the gaps are found by the same look as every day."""
    scope = town.scope("index_work")
    _dentists(town, scope)
    _a_year_of_searches(town, scope, cases)
    _contradictions(town, scope, cases)
    _wishes(town, scope, cases)
    named = dict.fromkeys((Gap.Kind.SCHOOL, Gap.Kind.OFF_ROLL, Gap.Kind.EXCLUDED), EDUCATION_WELFARE)
    scope.add(
        Setting, authority_id=town.authority.pk, key="gap_agencies", value=named, from_date=town.days.today,
        decided_by="Early help board",
    )  # fmt: skip
    scope.afterwards(lambda: _rolls_that_ended(town, scope))
    town.flush(part="index_work")
    gaps.look()


def _dentists(town: Town, scope: Scope) -> None:
    """Most children over one have a dentist; both practices belong to everybody."""
    practices = [
        scope.add(
            Agency, key=key, authority=town.authority, locality=town.workers.localities["hazel_bank"], name=name,
            kind="health", universal=Universal.DENTIST, telephone=telephone, postcode=postcode,
            describes="A dentist for children and grown-ups.",
        )
        for key, name, telephone, postcode in DENTISTS
    ]  # fmt: skip
    today = town.days.today
    for child in town.children:
        if child.born and (today - child.born).days > YEAR and scope.random.random() < WITH_DENTIST:
            seen = today - DAY * scope.random.randint(5, 300)
            around.involve(
                scope, child, scope.random.choice(practices), None, kind=Involvement.Kind.UNIVERSAL,
                starts=max(child.born + YEAR * DAY, today - 3 * YEAR * DAY), last_contact=seen, confirmed_on=seen,
                worker_name="Reception",
            )  # fmt: skip
    visiting = Agency.objects.filter(key__in=("health_visiting", "aldermoor_health_visiting"))

    def say_so() -> None:
        visiting.update(universal=Universal.HEALTH_VISITOR)

    scope.afterwards(say_so)


def _rolls_that_ended(town: Town, scope: Scope) -> None:
    """A few children left a school and came to no other; one was excluded."""
    rolls = Involvement.objects.filter(kind="universal", agency__kind="school", ends__isnull=True)
    today, reasons = town.days.today, ("moved", "excluded", "other_school", "")
    for row in rolls.filter(authority=town.authority, child__shields__isnull=True).order_by("pk")[5:400:37]:
        row.ends, row.end_reason = today - DAY * scope.random.randint(9, 60), scope.random.choice(reasons)
        row.starts = min(row.starts, row.ends)
        row.save()


def _a_year_of_searches(town: Town, scope: Scope, cases: list[Case]) -> None:
    """Look-ups of the last twelve months, what most of them led to. What was typed is not made up."""
    posts = [post for key, post in town.workers.posts.items()
             if key not in unfit() and post.role in ("practitioner", "social_worker", "coordinator")]  # fmt: skip
    posts = [post for post in posts if post.authority is town.authority]
    for back in range(20, 380):
        for _each in range(scope.random.choice((1, 2, 3)) * SEARCHES_A_MONTH // 60):
            post, case = scope.random.choice(posts), scope.random.choice(cases)
            at = town.days.on(town.days.today - DAY * back, f"{scope.random.randint(9, 15):02d}:20")
            _search(town, scope, post, case.child, at)


def _search(town: Town, scope: Scope, post: Post, child: Person, at: datetime.datetime) -> None:
    outcome = scope.random.choice(OUTCOMES)
    search = scope.add(
        Search, authority=town.authority, post=post, account_id=0, reason=scope.random.choice(("worry", "new_to_me")),
        sealed_terms="", outcome=outcome, at=at,
    )  # fmt: skip
    seal_terms(search, {})
    if outcome != "no match":
        scope.add(SearchResult, search=search, child=child, rank=1, score="0.97", word="match", reasons=[])
    if scope.random.random() < 0.55:
        use = scope.random.choice(USES)
        scope.add(LookUpUse, authority=town.authority, search=search, use=use, at=at + 2 * DAY)


def _contradictions(town: Town, scope: Scope, cases: list[Case]) -> None:
    """Two that wait, one that was answered."""
    team = town.workers.posts["ellen_marsh"]
    told = (("we_do", "We have seen the family since spring, each Thursday. The index does not say so."),
            ("wrong", "The telephone of the worker there rings at a shop."),
            ("we_do_not", "We closed the work last year and the index still names us."))  # fmt: skip
    for number, (kind, words) in enumerate(told):
        case = cases[number * 3 % len(cases)]
        at = town.days.on(town.days.today - DAY * (9 - 3 * number), "10:05")
        row = scope.add(
            Contradiction, authority=case.child.authority, child=case.child, reported_by=case.lead, kind=kind,
            words=words, reported_at=at,
        )  # fmt: skip
        if kind == "we_do_not":
            row.outcome, row.answer, row.answered_by = "put_right", "Ended on the day you gave. Thank you.", team
            row.answered_at = at + DAY


def _wishes(town: Town, scope: Scope, cases: list[Case]) -> None:
    """Three wishes to reach a service that is not shown: one service said yes, one is asked, one does not exist."""
    hidden = Involvement.objects.filter(ends__isnull=True, authority=town.authority).exclude(sensitive="")
    rows = list(hidden.select_related("child", "agency", "post").order_by("pk")[:2])
    team, today = town.workers.posts["ellen_marsh"], town.days.today
    for number, child in enumerate([*(row.child for row in rows), cases[-1].child]):
        at = town.days.on(today - DAY * (1 + number), "11:40")
        wish = scope.add(
            Brokering, authority=child.authority, child=child, asked_by=cases[number].lead, asked_at=at,
            question="Is anybody seeing them about how they feel? I am at the school each morning.",
            answer_by=today + DAY * (4 - number),
        )  # fmt: skip
        if number < len(rows):
            scope.add(
                BrokerQuestion, authority=child.authority, child=child, brokering=wish, asked_by=team, asked_at=at,
                to_agency=rows[number].agency, to_post=rows[number].post,
            )  # fmt: skip
