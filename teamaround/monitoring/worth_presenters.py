"""What the index is worth, in words, charts and tables."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.child_index.models import LookUpUse
from teamaround.kit import charts, clock
from teamaround.kit.charts import Chart, Row
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Figure
from teamaround.monitoring import measures
from teamaround.monitoring.period import key_of, short_month
from teamaround.monitoring.worth import Worth

WORDS = {
    "match": gettext_lazy("a match"),
    "potential match": gettext_lazy("a potential match"),
    "low confidence": gettext_lazy("low confidence"),
    "many matches": gettext_lazy("many matches"),
    "no match": gettext_lazy("no match"),
    "error": gettext_lazy("an error"),
}
FIELDS = {
    "sex": gettext_lazy("Girl or boy"),
    "address": gettext_lazy("Address today"),
    "nhs_number": gettext_lazy("NHS number"),
    "carer": gettext_lazy("Parent or carer"),
    "gp": gettext_lazy("Family doctor (GP)"),
    "education": gettext_lazy("School or nursery"),
}


def about(count: int) -> str:
    """A published count: 0 stands for 0 to 4."""
    return _("0 to 4") if count == 0 else str(count)


def figures(shown: Worth) -> list[Figure]:
    """Four figures, each with its base in words."""
    useful = shown.said - shown.uses[LookUpUse.Use.NOTHING]
    found = shown.by_word["match"] + shown.by_word["potential match"]
    return [
        Figure(about(shown.look_ups), _("look-ups in these months")),
        Figure(f"{measures.share(found, shown.look_ups)}%", _("of them found a match or a potential match")),
        Figure(
            _("%(part)s of %(whole)s") % {"part": about(useful), "whole": about(shown.said)},
            _("times somebody said what came of it, it led to contact, to joining others or saved an assessment"),
        ),
        Figure(about(shown.beyond), _("questions to other authorities")),
    ]


def all_charts(shown: Worth) -> list[Chart]:
    return [months_chart(shown), words_chart(shown), uses_chart(shown), agencies_chart(shown), complete_chart(shown)]


def months_chart(shown: Worth) -> Chart:
    points = [
        charts.Point(short_month(month), count) for month, count in zip(shown.months, shown.by_month, strict=True)
    ]
    first, last = shown.by_month[0], shown.by_month[-1]
    title = _("About %(last)s look-ups in the last month, from %(first)s in the first")
    return charts.line(
        title % {"last": about(last), "first": about(first)}, points,
        words=lambda value: str(round(value)), measure=_("Look-ups"), foot=FOOT, key="look-ups",
    )  # fmt: skip


FOOT = gettext_lazy("Each count is rounded to a multiple of five; whole months only.")


def words_chart(shown: Worth) -> Chart:
    most = max(shown.by_word, key=lambda word: shown.by_word[word])
    rows = [Row(str(WORDS[word]), count, shown.look_ups, word == most) for word, count in shown.by_word.items()]
    title = _("Most searches end with %(word)s") % {"word": WORDS[most]}
    return charts.bars(
        title if shown.look_ups else _("Nobody has searched in these months"), rows if shown.look_ups else [],
        what=_("times"), name_head=_("Answer"), foot=FOOT, key="words",
    )  # fmt: skip


def uses_chart(shown: Worth) -> Chart:
    rows = [Row(str(use.label), shown.uses[use.value], shown.said, use == "contact") for use in LookUpUse.Use]
    told = _("Somebody was reached after about %(count)s of the look-ups that people told about") % {
        "count": about(shown.uses["contact"])
    }
    return charts.bars(
        told if shown.said else _("Nobody has said yet what a look-up led to"), rows if shown.said else [],
        what=_("times"), name_head=_("It led to"), foot=FOOT, key="uses",
    )  # fmt: skip


def agencies_chart(shown: Worth) -> Chart:
    known = [pair for pair in shown.by_agency if pair[1]]
    rows = [Row(name, count, shown.look_ups, place == 0) for place, (name, count) in enumerate(known[:8])]
    title = (
        _("%(name)s looks up most") % {"name": known[0][0]} if known else _("Too few look-ups to tell agencies apart")
    )
    drawn = charts.bars(title, rows, what=_("times"), foot=FOOT, key="agencies")
    table: list[list[object]] = [[name, about(count)] for name, count in shown.by_agency]
    return Chart(drawn.title, "agencies", [_("Agency"), _("Look-ups")], table, FOOT, "2", drawn.drawings)


def complete_chart(shown: Worth) -> Chart:
    worst = min(shown.complete, key=lambda row: row.have)
    rows = [Row(str(FIELDS[row.field]), row.have, row.of, row is worst) for row in shown.complete]
    share = measures.share(worst.have, worst.of)
    title = _("%(field)s is known least: for %(share)d%%") % {"field": FIELDS[worst.field], "share": share}
    foot = _("Of all entries of the authority today, rounded to a multiple of five.")
    return charts.bars(title, rows, what=_("hold it"), name_head=_("What"), foot=foot, key="complete")


def answer_rows(shown: Worth) -> list[list[object]]:
    return [[row.agency, row.median_hours, row.nine_of_ten_hours, row.open, row.late] for row in shown.answers]


def answer_heads() -> list[str]:
    return [_("Agency"), _("Hours, half within"), _("Hours, nine of ten within"), _("Open"), _("Late")]


def update_rows(shown: Worth) -> list[list[object]]:
    today = clock.today()
    return [
        [row.agency, about(row.children), about(row.in_time), short_day_words(row.newest, today) if row.newest else "–"]
        for row in shown.updates
    ]


def update_heads() -> list[str]:
    return [_("Agency"), _("Stands with children"), _("Confirmed in time"), _("Newest confirmation")]


def as_file(shown: Worth) -> Iterator[list[object]]:
    """Every figure of the page in one shape: measure, name, figure, base."""
    for month, count in zip(shown.months, shown.by_month, strict=True):
        yield [_("Look-ups"), key_of(month), count, ""]
    for word, count in shown.by_word.items():
        yield [_("Searches by answer"), str(WORDS[word]), count, shown.look_ups]
    for name, count in shown.by_agency:
        yield [_("Look-ups by agency"), name, count, shown.look_ups]
    for use in LookUpUse.Use:
        yield [_("A look-up led to"), str(use.label), shown.uses[use.value], shown.said]
    yield [_("Questions to other authorities"), "", shown.beyond, ""]
    for times in shown.answers:
        yield [_("Hours, half within"), times.agency, times.median_hours, ""]
        yield [_("Hours, nine of ten within"), times.agency, times.nine_of_ten_hours, ""]
    for row in shown.updates:
        yield [_("Confirmed in time"), row.agency, row.in_time, row.children]
        yield [_("Newest confirmation"), row.agency, row.newest or "", ""]
    for field in shown.complete:
        yield [_("Entries that hold"), str(FIELDS[field.field]), field.have, field.of]
