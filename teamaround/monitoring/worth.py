"""What the index is worth, in numbers: look-ups, what they led to, answers, updates, completeness (issue 3 item 9).

Counts of look-ups and of what they led to are published cell by cell (`rounding`): agency, month and word. Whole months
only: a running month would show each single look-up. No child is shown, and shields change no figure.
"""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from teamaround.agencies.models import Agency
from teamaround.child_index import answer_times, chasing, gaps, involving
from teamaround.child_index.answer_times import Times
from teamaround.child_index.models import Entry, Involvement, LookUpUse, Search
from teamaround.families.models import Address, Identifier, Relationship
from teamaround.kit import clock
from teamaround.monitoring import rounding
from teamaround.monitoring.areas import Area
from teamaround.monitoring.period import Period, key_of, month_of, moved

Cells = dict[tuple[int, str, str], int]
"""(agency, month, word) -> published count."""
AGENCY, MONTH, WORD = 0, 1, 2
WORDS = ("match", "potential match", "low confidence", "many matches", "no match", "error")
FEWEST_ANSWERS = 5


@dataclass(frozen=True)
class Updated:
    """One agency: about how many children it stands with, share confirmed in time, its newest confirmation."""

    agency: str
    children: int
    in_time: int
    newest: datetime.date | None


@dataclass(frozen=True)
class Complete:
    """Of about so many entries, about so many have this."""

    field: str
    have: int
    of: int


@dataclass(frozen=True)
class Worth:
    """Everything the page shows."""

    months: list[datetime.date]
    by_month: list[int]
    by_word: dict[str, int]
    by_agency: list[tuple[str, int]]
    uses: dict[str, int]
    beyond: int
    answers: list[Times]
    updates: list[Updated]
    complete: list[Complete]

    @property
    def look_ups(self) -> int:
        return rounding.total(self.by_month)

    @property
    def said(self) -> int:
        """About so many times somebody said what a look-up led to."""
        return rounding.total(self.uses.values())


def whole_months(period: Period) -> Period:
    """Without the running month; at least the month before it."""
    last = min(period.last, moved(month_of(clock.today()), -1))
    return Period(min(period.first, last), last)


def worth(area: Area, period: Period) -> Worth:
    """About fifteen statements, whatever the size of the area."""
    agencies = _agencies(area)
    searches = Search.objects.filter(authority_id=area.authority_id)
    plain = _cells(searches.filter(beyond=False), "post__agency_id", "outcome", period, agencies)
    beyond = _cells(searches.filter(beyond=True), "post__agency_id", "outcome", period, agencies)
    uses = LookUpUse.objects.filter(authority_id=area.authority_id)
    told = _cells(uses, "search__post__agency_id", "use", period, agencies)
    return Worth(
        months=period.months,
        by_month=[_sum(plain, MONTH, key_of(month)) for month in period.months],
        by_word={word: _sum(plain, WORD, word) for word in WORDS},
        by_agency=sorted(
            ((name, _sum(plain, AGENCY, pk)) for pk, name in agencies.items()),
            key=lambda pair: (-pair[1], pair[0]),
        ),
        uses={use.value: _sum(told, WORD, use.value) for use in LookUpUse.Use},
        beyond=rounding.total(beyond.values()),
        answers=_answers(area, period),
        updates=_updates(area, agencies),
        complete=_complete(area),
    )


def _agencies(area: Area) -> dict[int, str]:
    """Agencies whose people look things up: of the whole authority, of a locality, or one."""
    rows = Agency.objects.filter(authority_id=area.authority_id)
    if area.agency_id is not None:
        rows = rows.filter(pk=area.agency_id)
    elif area.locality_id is not None:
        rows = rows.filter(locality_id=area.locality_id)
    return dict(rows.values_list("pk", "name"))


def _cells(rows: QuerySet, agency: str, word: str, period: Period, agencies: dict[int, str]) -> Cells:
    begin = datetime.datetime.combine(period.first, datetime.time(), tzinfo=clock.LONDON)
    end = datetime.datetime.combine(period.end, datetime.time(), tzinfo=clock.LONDON)
    found = rows.order_by().filter(at__gte=begin, at__lt=end, **{f"{agency}__in": agencies})
    monthly = found.annotate(month=TruncMonth("at", tzinfo=clock.LONDON)).values_list(agency, "month", word)
    counts: Counter[tuple[int, str, str]] = Counter()
    for (pk, month, said), count in ((row[:3], row[3]) for row in monthly.annotate(count=Count("pk"))):
        counts[pk, key_of(month), said] += count
    return rounding.cells(counts, f"{rows.model.__name__}:{word}")


def _sum(cells: Cells, place: int, value: int | str) -> int:
    return rounding.total(count for key, count in cells.items() if key[place] == value)


def _answers(area: Area, period: Period) -> list[Times]:
    """Only agencies that answered at least five times: fewer would tell about one worker."""
    found = answer_times.of_authority(area.authority_id, period.first, area.agency_id)
    return [row for row in found if row.asked - row.open >= FEWEST_ANSWERS]


def _updates(area: Area, agencies: dict[int, str]) -> list[Updated]:
    """Last update per agency: services that stand with children now, without school, doctor and health visitor."""
    rows = Involvement.objects.filter(involving.running(), authority_id=area.authority_id, agency_id__in=agencies)
    limit = chasing.due_before(area.authority_id)
    counted = rows.exclude(kind=Involvement.Kind.UNIVERSAL).order_by().values_list("agency_id").annotate(
        count=Count("pk"), fresh=Count("pk", filter=Q(confirmed_on__gte=limit)), newest=Max("confirmed_on")
    )  # fmt: skip
    month = key_of(month_of(clock.today()))
    found = [
        Updated(
            agencies[pk],
            rounding.published(count, f"stands:{pk}:{month}"),
            min(rounding.published(fresh, f"fresh:{pk}:{month}"), rounding.published(count, f"stands:{pk}:{month}")),
            newest if count >= rounding.STEP else None,
        )
        for pk, count, fresh, newest in counted
    ]
    return sorted(found, key=lambda row: (-row.children, row.agency))


def _complete(area: Area) -> list[Complete]:
    """Share of entries that hold each thing; of the whole authority, for an entry belongs to no agency."""
    rows = Entry.objects.filter(authority_id=area.authority_id, state=Entry.State.ACTIVE)
    of_child = {"child_id": OuterRef("pk")}
    today = clock.today()
    has = {
        "sex": ~Q(child__sex__in=["", "U"]),
        "address": Exists(Address.objects.filter(person_id=OuterRef("pk"), kind="home", ends__isnull=True)),
        "nhs_number": Exists(Identifier.objects.filter(person_id=OuterRef("pk"), scheme="nhs_number")),
        "carer": Exists(Relationship.objects.filter(ends__isnull=True, **of_child)),
        "gp": Exists(gaps.on_a_roll("gp")),
        "education": Exists(gaps.on_a_roll(*gaps.EDUCATION)),
    }
    counted = rows.aggregate(of=Count("pk"), **{name: Count("pk", filter=Q(held)) for name, held in has.items()})
    month = key_of(month_of(today))
    published = {
        name: rounding.published(count, f"complete:{area.authority_id}:{name}:{month}")
        for name, count in counted.items()
    }
    of = published.pop("of")
    return [Complete(name, min(have, of), of) for name, have in published.items()]
