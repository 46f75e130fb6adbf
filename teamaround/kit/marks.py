"""Agency marks: shape, colour and initials tell agencies apart; colour only helps. Pure: values in, SVG out.

Each shape is drawn round (0, 0) in a circle of radius 21. Colours keep white initials readable (at least 6.4 : 1)
and stand out from the darkest ring (at least 4.5 : 1).
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RADIUS = 21
LEAD_SCALE = 1.31
"""The lead's second outline stands 6.5 outside the mark."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of agency is drawn. `words` name it in the key under the ring; `drop` moves the initials
    down, `room` is the width they may take."""

    key: str
    words: object
    colour: str
    path: str
    drop: float = 0
    room: float = 33


def polygon(*points: tuple[float, float]) -> str:
    return "M" + " L".join(f"{x:g},{y:g}" for x, y in points) + " Z"


SHAPES = {
    shape.key: shape
    for shape in (
        Shape(
            "school",
            gettext_lazy("School"),
            "#6a3d9a",
            "M-15,-18 H15 Q18,-18 18,-15 V15 Q18,18 15,18 H-15 Q-18,18 -18,15 V-15 Q-18,-18 -15,-18 Z",
        ),
        Shape("health", gettext_lazy("Health"), "#1d5fa8", "M0,-20 A20,20 0 1 1 0,20 A20,20 0 1 1 0,-20 Z"),
        Shape(
            "family_support",
            gettext_lazy("Council family support"),
            "#0f5a63",
            polygon((-21, 0), (-10.5, -18.5), (10.5, -18.5), (21, 0), (10.5, 18.5), (-10.5, 18.5)),
        ),
        Shape(
            "housing",
            gettext_lazy("Housing"),
            "#8a5200",
            polygon((0, -21), (20, -6), (17, 18), (-17, 18), (-20, -6)),
            2,
        ),
        Shape(
            "voluntary",
            gettext_lazy("Charity or volunteer"),
            "#2f6b2a",
            "M-18,-18 H4 A14,14 0 0 1 18,-4 V18 H-4 A14,14 0 0 1 -18,4 Z",
        ),
        Shape("youth", gettext_lazy("Youth service"), "#a62860", polygon((0, -25), (25, 0), (0, 25), (-25, 0))),
        Shape(
            "police_justice",
            gettext_lazy("Police and youth justice"),
            "#33415c",
            "M0,-21 L18,-16 V2 C18,12 10,19 0,22 C-10,19 -18,12 -18,2 V-16 Z",
        ),
        Shape(
            "social_care",
            gettext_lazy("Social care"),
            "#3d3d3d",
            polygon((-16, -21), (16, -21), (16, 21), (-16, 21)),
            0,
            28,
        ),
        Shape(
            "early_years",
            gettext_lazy("Early years"),
            "#8f2f2f",
            polygon((-15, -18), (15, -18), (22, 18), (-22, 18)),
            2,
        ),
        Shape(
            "mental_health",
            gettext_lazy("Mental health"),
            "#556200",
            polygon((-8, -20), (8, -20), (20, -8), (20, 8), (8, 20), (-8, 20), (-20, 8), (-20, -8)),
        ),
        Shape(
            "sport_play",
            gettext_lazy("Sport and play"),
            "#00668a",
            "M-9,-15 H9 A15,15 0 0 1 9,15 H-9 A15,15 0 0 1 -9,-15 Z",
        ),
        Shape(
            "other",
            gettext_lazy("Other services"),
            "#7a2e7a",
            "M-3,-21 Q0,-25 3,-21 L23,13 Q26,18 20,18 H-20 Q-26,18 -23,13 Z",
            7,
            27,
        ),
    )
}
LIKE = {"gp": "health", "sexual_health": "health", "drug_alcohol": "other"}
"""Kinds of agency without a shape of their own."""


def shape_of(kind: str) -> Shape:
    return SHAPES.get(LIKE.get(kind, kind), SHAPES["other"])


def initials_of(name: str) -> str:
    """ "Sam Okafor" is SO, "Jean-Luc de la Cruz" JC; at most two letters."""
    words = [word for word in name.replace("(", " ").split() if word[:1].isalnum()]
    titles = {"dr", "mr", "mrs", "ms", "miss", "prof", "rev"}
    words = [word for word in words if word.rstrip(".").lower() not in titles] or words
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


def inner(kind: str, initials: str, *, past: bool = False, lead: bool = False, letter: float = 16) -> SafeString:
    """The parts of a mark round (0, 0), to stand in an `<svg>` or a `<g>`. `letter` is the size of the initials."""
    shape = shape_of(kind)
    frame = (
        format_html(
            '<path d="{}" transform="scale({})" fill="#fff" stroke="{}" stroke-width="3" '
            'vector-effect="non-scaling-stroke"/>',
            shape.path,
            LEAD_SCALE,
            shape.colour,
        )
        if lead
        else ""
    )
    look = (
        format_html('fill="#fff" stroke="{}" stroke-width="2" stroke-dasharray="4 3"', shape.colour)
        if past
        else format_html('fill="{}" stroke="#fff" stroke-width="2.5"', shape.colour)
    )
    return format_html(
        '{}<path d="{}" {}/>{}',
        frame,
        shape.path,
        look,
        _letters(shape, initials[:3], shape.colour if past else "#fff", letter),
    )


def _letters(shape: Shape, text: str, colour: str, size: float) -> SafeString | str:
    """The initials; broad ones are drawn narrower, so that they stay inside."""
    if not text:
        return ""
    width = sum(0.98 if one in "MW" else 0.4 if one in "IJ" else 0.72 for one in text) * size
    squeeze = format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', shape.room) if width > shape.room else ""
    return format_html(
        '<text x="0" y="{}" font-size="{}" text-anchor="middle" class="kit-mark__text" fill="{}"{}>{}</text>',
        round(0.35 * size + shape.drop, 1),
        size,
        colour,
        squeeze,
        text,
    )


def counted(number: int, letter: float = 16) -> SafeString:
    """The last place of a crowded ring: how many more there are."""
    return format_html(
        '<circle r="20" fill="#fff" stroke="#4a5a5e" stroke-width="2"/>'
        '<text x="0" y="{}" font-size="{}" text-anchor="middle" class="kit-mark__text" fill="#1b2b2f">+{}</text>',
        round(0.35 * letter, 1),
        letter,
        number,
    )


def mark(
    kind: str, initials: str, *, past: bool = False, lead: bool = False, label: str = "", size: int = 42
) -> SafeString:
    """One mark as a picture. Without a label it is decoration: the name stands beside it."""
    reach = 29 if lead else 25.5
    heard = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    side = round(size * reach / 21)
    return format_html(
        '<svg class="kit-mark" width="{}" height="{}" viewBox="{} {} {} {}" focusable="false" {}>{}</svg>',
        side,
        side,
        -reach,
        -reach,
        2 * reach,
        2 * reach,
        heard,
        inner(kind, initials, past=past, lead=lead, letter=round(16 * 42 / size, 1)),
    )


def scale(first: int | None, now: int | None = None, *, warm: bool = False) -> SafeString:
    """Eleven dots on a line, a ring for then, a disc for now, a bar between. Decoration beside its sentence."""
    place = lambda step: 10 + 18 * step  # noqa: E731
    dots = mark_safe(
        "".join(f'<circle cx="{place(step)}" cy="12" r="2" class="kit-scale__dot"/>' for step in range(11))
    )
    parts = []
    if first is not None and now is not None and now != first:
        left, right = sorted((place(first), place(now)))
        parts.append(format_html('<path d="M{},12 H{}" class="kit-scale__bar"/>', left, right))
    if first is not None and (now is None or now != first):
        parts.append(format_html('<circle cx="{}" cy="12" r="6.5" class="kit-scale__then"/>', place(first)))
    if now is not None:
        parts.append(format_html('<circle cx="{}" cy="12" r="8" class="kit-scale__now"/>', place(now)))
    return format_html(
        '<svg class="kit-scale{}" width="200" height="24" viewBox="0 0 200 24" aria-hidden="true" focusable="false">'
        '<path d="M10,12 H190" class="kit-scale__line"/>{}{}</svg>',
        " kit-scale--warm" if warm else "",
        dots,
        mark_safe("".join(parts)),
    )


def scale_sentence(first: int | None, now: int | None, then: str) -> str:
    """ "3 of 10 in February, 6 now": the first number stays, "now" is the newest."""
    if first is None:
        return _("Not placed on the scale yet")
    if now is None:
        return _("%(first)d of 10 %(then)s") % {"first": first, "then": then}
    return _("%(first)d of 10 %(then)s, %(now)d now") % {"first": first, "then": then, "now": now}
