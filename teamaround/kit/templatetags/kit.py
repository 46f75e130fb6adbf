"""Tags that every template has without loading them (settings: builtins). README.md shows each in use."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.kit import clock, dates, marks, rendering
from teamaround.kit.components import component, nested
from teamaround.kit.pieces import dialled

register = template.Library()

SIGNS = {"late": "!", "over": "▲", "part": "◐", "done": "✓", "good": "✓"}
WORDS = {
    "late": gettext_lazy("Late"),
    "soon": gettext_lazy("Soon"),
    "part": gettext_lazy("In part"),
    "done": gettext_lazy("Done"),
    "good": gettext_lazy("Good"),
    "under_way": gettext_lazy("Under way"),
    "offered": gettext_lazy("Offered"),
}


@register.simple_tag
def govuk(name: str, params: Mapping[str, Any] | None = None, **flat: Any) -> SafeString:
    """`{% govuk "button" text="Send invitations" classes="kit-button--second" %}`; `a__b=…` for what is nested."""
    return component(name, {**(params or {}), **nested(flat)})


@register.simple_tag
def govuk_field(bound: BoundField, **extra: Any) -> SafeString:
    """A form field with label, hint and error; extra parameters go to the component."""
    return rendering.draw(bound, **nested(extra))


@register.simple_tag
def govuk_fields(form: forms.BaseForm) -> SafeString:
    """All fields of a form, the hidden ones too."""
    return rendering.draw_all(form)


@register.simple_tag
def govuk_errors(form: forms.BaseForm) -> SafeString | str:
    """The error summary on top of a page; nothing when there is nothing to mend."""
    if not form.is_bound or not form.errors:
        return ""
    return component(
        "error-summary", {"title_text": _("There is a problem"), "error_list": rendering.error_links(form)}
    )


@register.simple_tag
def hidden_fields(form: forms.BaseForm) -> SafeString:
    """The hidden fields alone, for forms drawn by hand (the submission key is one)."""
    return SafeString("".join(rendering.draw(bound) for bound in form.hidden_fields()))


@register.simple_tag
def agency_mark(
    kind: str, initials: str, past: bool = False, lead: bool = False, label: str = "", size: int = 42
) -> SafeString:
    """`{% agency_mark "school" "SO" lead=True %}`; `past=True` is white with a dashed edge."""
    return marks.mark(kind, initials, past=past, lead=lead, label=label, size=size)


@register.simple_tag
def child_mark(initials: str, size: int = 46) -> SafeString:
    """The child's circle with initials, where there is no photo."""
    return format_html(
        '<svg class="kit-child-mark" width="{0}" height="{0}" viewBox="-25 -25 50 50" aria-hidden="true" '
        'focusable="false"><circle r="23" class="kit-child-mark__circle"/>'
        '<text y="{2}" font-size="{1}" text-anchor="middle" class="kit-mark__text kit-child-mark__text">{3}</text>'
        "</svg>",
        size,
        round(16 * 50 / min(size, 50), 1),
        round(5.6 * 50 / min(size, 50), 1),
        initials[:3],
    )


@register.filter
def initials(name: str) -> str:
    return marks.initials_of(name)


@register.simple_tag
def when(day: datetime.date | dates.PartialDate | None, look: str = "day") -> SafeString | str:
    """`{% when day %}` Tuesday 3 March; `"short"` 3 March; `"moment"` with the time; `"time"` 3.45pm; `"relative"`
    2 days ago, with the date for screen readers and as a title."""
    if day is None:
        return ""
    today = clock.today()
    if isinstance(day, dates.PartialDate):
        return format_html('<time datetime="{}">{}</time>', str(day), day.words(today))
    full = dates.day_words(day, today)
    if look == "relative":
        return format_html(
            '<time datetime="{}" title="{}">{}<span class="govuk-visually-hidden">, {}</span></time>',
            day.isoformat(),
            full,
            dates.relative_words(day, today),
            full,
        )
    words = full
    if look == "short":
        words = dates.short_day_words(day, today)
    elif isinstance(day, datetime.datetime) and look in ("moment", "time"):
        words = dates.time_words(day) if look == "time" else dates.moment_words(day, today)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute; the template escapes it."""
    return json.dumps(value)


@register.filter
def svg_only(text: str) -> SafeString:
    """The picture of a code that the server itself drew, without its XML heading; anything else is refused."""
    start = text.find("<svg")
    if start < 0 or "<script" in text or "style=" in text:
        raise ValueError("this is not a plain picture")
    return SafeString(text[start:])


@register.filter
def tel(number: str) -> str:
    """The address that rings a number: "tel:01632960001"."""
    return f"tel:{dialled(number)}"


@register.filter
def clock_time(moment: datetime.datetime | datetime.time) -> str:
    return dates.time_words(moment)


@register.simple_tag
def age(born: datetime.date | dates.PartialDate | None, expected: datetime.date | None = None) -> str:
    """ "6 years", "7 months", "due in 5 weeks"."""
    return dates.age_words(born, clock.today(), expected=expected)


@register.simple_tag
def status(kind: str, words: Any = None) -> SafeString:
    """Sign + word + colour. Kinds: late, over, soon, part, done, good, under_way, offered, day, warm, neutral."""
    sign = SIGNS.get(kind, "")
    shown = format_html('<span class="kit-status__sign" aria-hidden="true">{}</span> ', sign) if sign else ""
    return format_html(
        '<strong class="kit-status kit-status--{}">{}{}</strong>',
        kind.replace("_", "-"),
        shown,
        words or WORDS.get(kind, ""),
    )


@register.simple_tag
def scale(first: int | None, now: int | None, then: str = "", warm: bool = False) -> SafeString:
    """`{% scale 3 6 "in February" %}`: the picture and its sentence."""
    return format_html(
        '<div class="kit-scale-group">{}<p class="kit-scale-words">{}</p></div>',
        marks.scale(first, now, warm=warm),
        marks.scale_sentence(first, now, then),
    )


@register.simple_tag
def summary_rows(rows: Iterable[Sequence[Any] | Mapping[str, Any]]) -> SafeString:
    """Check-answers: rows of (what, answer) or (what, answer, address to change it)."""
    return component("summary-list", {"rows": [_row(row) for row in rows]})


def _row(row: Sequence[Any] | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return dict(row)
    key, value, *address = row
    made: dict[str, Any] = {"key": {"text": key}, "value": {"html": _lines(value)}}
    if address and address[0]:
        made["actions"] = {"items": [{"href": address[0], "text": _("Change"), "visually_hidden_text": key}]}
    return made


def _lines(value: Any) -> SafeString:
    if hasattr(value, "__html__"):
        return SafeString(value)
    if isinstance(value, list | tuple):
        items = SafeString("".join(format_html("<li>{}</li>", one) for one in value))
        return format_html('<ul class="govuk-list">{}</ul>', items)
    return format_html('<span class="kit-as-written">{}</span>', "" if value is None else value)


@register.simple_tag
def as_table(caption: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]], numbers: str = "") -> SafeString:
    """A table that stacks on phones. `numbers` lists the columns (from 1) that are compared: "3,4"."""
    numeric = {int(column) for column in numbers.split(",") if column.strip()}
    columns = [{"words": words, "numeric": place in numeric} for place, words in enumerate(heads, 1)]
    cells = [[{**column, "value": value} for column, value in zip(columns, row, strict=True)] for row in rows]
    return render_to_string("kit/table.html", {"caption": caption, "columns": columns, "rows": cells})


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> SafeString | str:
    """Earlier and later pages of a list (a Django Page), keeping what else is in the address."""
    if page.paginator.num_pages < 2:
        return ""
    request = context.get("request")
    given = request.GET.copy() if request else None

    def address(number: int) -> str:
        if given is None:
            return f"?page={number}"
        given["page"] = str(number)
        return f"?{given.urlencode()}"

    params: dict[str, Any] = {"landmark_label": _("Pages of this list"), "items": []}
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            shown = {"number": number, "href": address(number), "current": number == page.number}
            params["items"].append({**shown, "visually_hidden_text": _("Page %(number)d") % {"number": number}})
        else:
            params["items"].append({"ellipsis": True})
    if page.has_previous():
        params["previous"] = {"href": address(page.previous_page_number()), "text": _("Previous")}
    if page.has_next():
        params["next"] = {"href": address(page.next_page_number()), "text": _("Next")}
    return component("pagination", params)
