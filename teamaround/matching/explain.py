"""Turn comparisons into what people read: a sign, a sentence, and for two records a waterfall that adds up."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from teamaround.matching.compare import Comparison, total_bits
from teamaround.matching.dates import PartialDate
from teamaround.matching.decide import Judgement, judge
from teamaround.matching.normalise import without_control_characters
from teamaround.matching.wording import FIELD_NAMES, HELD, N_, OTHER_NUMBER, PROBLEMS, SEXES, UNKNOWN, WORDINGS, Wording

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_LONGEST_SHOWN = 100

Translate = Callable[[str], str]
FormatDate = Callable[[date | PartialDate, bool], str]


class Line(NamedTuple):
    """One comparison for the reader. `sentence` and `label` are done; `key` and `values` allow saying it otherwise."""

    field: str
    field_name: str
    sign: str
    sentence: str
    label: str
    weight_bits: float
    key: str
    values: Mapping[str, str]


def english_date(value: date | PartialDate, short: bool) -> str:
    """5 April 2019, or 5 April when short; May 2019 or 2019 when no more is known."""
    if not value.month:
        return str(value.year)
    month = _MONTHS[value.month - 1]
    if not value.day:
        return f"{month} {value.year}"
    return f"{value.day} {month}" if short else f"{value.day} {month} {value.year}"


def as_it_is(text: str) -> str:
    """No translation."""
    return text


def explain(
    comparisons: Iterable[Comparison],
    *,
    translate: Translate = as_it_is,
    format_date: FormatDate = english_date,
) -> list[Line]:
    """A line for each comparison. Pass gettext and a date formatter for another language than English."""
    return [_line(comparison, translate, format_date) for comparison in comparisons]


def _line(comparison: Comparison, translate: Translate, format_date: FormatDate) -> Line:
    wording: Wording = WORDINGS[comparison.sentence_key]
    values = _values(comparison, translate, format_date)
    return Line(
        field=comparison.field,
        field_name=translate(FIELD_NAMES.get(comparison.field, OTHER_NUMBER)),
        sign=wording.sign,
        sentence=translate(wording.sentence).format(**values),
        label=translate(wording.label),
        weight_bits=comparison.weight_bits,
        key=comparison.sentence_key,
        values=values,
    )


def _values(comparison: Comparison, translate: Translate, format_date: FormatDate) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in comparison.values.items():
        if isinstance(value, date | PartialDate):
            values[name] = format_date(value, False)
            values[f"{name}_short"] = format_date(value, True)
        else:
            values[name] = _word(comparison.field, name, value, translate)
    if "scheme" in values:
        values["number_name"] = translate(FIELD_NAMES.get(comparison.field, OTHER_NUMBER))
    return values


def _word(field: str, name: str, value: Any, translate: Translate) -> str:
    if field == "sex":
        return translate(SEXES[value])
    if name == "problem":
        return translate(PROBLEMS[value])
    if name == "relation" and not value:
        return translate(FIELD_NAMES["carer"])
    return without_control_characters(str(value)[: _LONGEST_SHOWN * 2])[:_LONGEST_SHOWN]


def why_held(judgement: Judgement, translate: Translate = as_it_is) -> str:
    """The sentence that says why a score is held under a line; empty if it is not."""
    return translate(HELD[judgement.held_because]) if judgement.held_because else ""


class Step(NamedTuple):
    """One row of the waterfall: where the arrow starts and ends. Weight 0 is a ring, never an argument against."""

    line: Line
    start: float
    end: float


class Waterfall(NamedTuple):
    """From the chance of two picked blindly, over every weight, to the sum that gives the score."""

    begins: float
    steps: list[Step]
    total: float
    judgement: Judgement
    speaks_for: list[str]
    speaks_against: list[str]


def waterfall(
    comparisons: list[Comparison],
    log2_n: float,
    *,
    translate: Translate = as_it_is,
    format_date: FormatDate = english_date,
) -> Waterfall:
    """The rows add up to the total by construction: all weights are whole tenths of a bit.

    A field that neither side has gives no row; add it with `nothing_to_compare` to show a full table.
    """
    at = begins = -round(log2_n, 1)
    steps = []
    for line in explain(comparisons, translate=translate, format_date=format_date):
        start, at = at, round(at + line.weight_bits, 1)
        steps.append(Step(line, start, at))
    by_weight = sorted(steps, key=lambda step: -abs(step.line.weight_bits))
    return Waterfall(
        begins=begins,
        steps=steps,
        total=round(begins + total_bits(comparisons), 1),
        judgement=judge(comparisons, round(log2_n, 1)),
        speaks_for=[step.line.field_name for step in by_weight if step.line.weight_bits >= 1],
        speaks_against=[step.line.field_name for step in by_weight if step.line.weight_bits <= -1],
    )


def nothing_to_compare(field: str) -> Comparison:
    """A row of weight 0 for a field that a page shows though one side or both have nothing."""
    key = f"{field}.unknown" if f"{field}.unknown" in WORDINGS else "number.unknown"
    return Comparison(field, UNKNOWN, 0.0, key, {"scheme": field} if key == "number.unknown" else {})


def differing_parts(a: str, b: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Cut two texts into pieces, each marked whether it differs: Kayl·eigh and Kayl·ee."""
    a, b = a[:_LONGEST_SHOWN], b[:_LONGEST_SHOWN]
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a_to > a_from:
            left.append((a[a_from:a_to], kind != "equal"))
        if b_to > b_from:
            right.append((b[b_from:b_to], kind != "equal"))
    return left, right


SCORE_IN_WORDS = N_(
    "Each thing you typed adds or takes away. 0.95 and over is a match. From 0.85 it may be the child: "
    "please check. Below that, be careful."
)
