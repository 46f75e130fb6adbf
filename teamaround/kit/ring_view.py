"""The ring ready for its template: words, addresses and numbers, for the wide picture, the narrow one and the table.

context["ring"] = ring_view.ring("Kayleigh", "6 years", people)      # people: kit.ring.Person
{% include "kit/ring.html" %}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.kit import marks
from teamaround.kit.letters import text_width
from teamaround.kit.ring import MONTH, NARROW, WIDE, Measures, Person, Picture, Place, draw, leader, ordered

BANDS = (
    gettext_lazy("This week"),
    gettext_lazy("This month"),
    gettext_lazy("This term"),
    gettext_lazy("Before"),
)
HALF = 451
"""Half the width of the wide picture; labels end there."""
LABEL = 272


@dataclass(frozen=True)
class Mark:
    """One mark as the template draws it."""

    person: Person | None
    x: float
    y: float
    svg: SafeString
    heard: str
    href: str
    line: tuple[float, float, float, float] | None = None
    colour: str = ""
    label_x: float = 0
    label_y: float = 0
    anchor: str = "start"
    name: str = ""
    role_lines: tuple[str, ...] = ()
    tag: str = ""
    tag_width: float = 0
    tag_words_width: float = 0
    """The words are drawn to this width, whatever letters the machine has."""
    tag_x: float = 0


@dataclass(frozen=True)
class Drawing:
    """One size of the picture."""

    view_box: str
    width: int
    height: int
    bands: list[dict[str, object]]
    names: list[dict[str, object]]
    centre: float
    marks: list[Mark]


@dataclass(frozen=True)
class Group:
    """The people of one band, for the list on phones."""

    band: int
    words: Promise | str
    people: list[Person]

    @classmethod
    def of(cls, band: int, people: Sequence[Person]) -> "Group":
        return cls(band, BANDS[band], [one for one in people if one.band == band])


@dataclass(frozen=True)
class Ring:
    """Everything kit/ring.html shows."""

    child_name: str
    child_words: str
    child_initials: str
    sentence: str
    heard: str
    wide: Drawing
    narrow: Drawing
    near_groups: list["Group"]
    far_groups: list["Group"]
    far_words: str
    people: list[Person]
    key: list[marks.Shape]
    has_past: bool
    has_lead: bool


def ring(child_name: str, child_words: str, people: Sequence[Person], *, initials: str = "") -> Ring:
    """The picture, the list for phones and the table, all from the same people in the same order."""
    known = [replace(one, long_role=_is_long(one)) for one in ordered(people)]
    groups = [group for band in range(len(BANDS)) if (group := Group.of(band, known)).people]
    near = [group for group in groups if group.band <= MONTH] or groups[:1]
    far = groups[len(near) :]
    hidden = sum(len(group.people) for group in far)
    count = ngettext("%(count)d person", "%(count)d people", len(known)) % {"count": len(known)}
    return Ring(
        child_name,
        child_words,
        initials or marks.initials_of(child_name),
        _("%(people)s. The nearer the middle, the more lately they were in touch. Choose a person for their number.")
        % {"people": count},
        _("%(name)s in the middle, %(people)s in rings by how lately they were in touch.")
        % {"name": child_name, "people": count},
        drawing(_roomiest(known), wide=True),
        drawing(draw(known, NARROW), wide=False),
        near,
        far,
        ngettext("Show %(count)d more, in touch longer ago", "Show %(count)d more, in touch longer ago", hidden)
        % {"count": hidden},
        known,
        [shape for shape in marks.SHAPES.values() if any(marks.shape_of(one.agency_kind) == shape for one in known)],
        any(one.past for one in known),
        any(one.lead for one in known),
    )


def _roomiest(people: list[Person]) -> Picture:
    """The wide picture with roles over two lines, or with shortened ones where more people find room so."""
    tall = draw(people, WIDE)
    if not tall.left_out:
        return tall
    flat = draw([replace(one, long_role=False) for one in people], WIDE)
    return flat if len(flat.left_out) < len(tall.left_out) else tall


def drawing(picture: Picture, *, wide: bool) -> Drawing:
    measures = picture.measures
    half = HALF if wide else measures.ends[-1]
    top, height = picture.top - 2, picture.bottom - picture.top + 4
    return Drawing(
        f"{-half:g} {top:g} {2 * half:g} {height:g}",
        round(2 * half),
        round(height),
        [{"r": radius, "band": 4 - index} for index, radius in enumerate(reversed(measures.ends[1:]))],
        [{"y": -(measures.ends[band + 1] - measures.name_height), "words": words} for band, words in enumerate(BANDS)],
        measures.centre,
        [_mark(place, measures, wide=wide) for place in picture.places],
    )


def _mark(place: Place, measures: Measures, *, wide: bool) -> Mark:
    x, y = round(place.x, 1), round(place.y, 1)
    person = place.person
    letter = 16 if wide else 21.3
    if person is None:
        words = {"name": _("More people"), "role_lines": (_("see the table"),)}
        label = f"+{place.more} {words['name']} {words['role_lines'][0]}" if wide else f"+{place.more} {words['name']}"
        mark = Mark(None, x, y, marks.counted(place.more, letter), label, "#ring-table" if wide else "#ring-list")
        return _with_label(mark, place, measures, "#4a5a5e", words) if wide else mark
    shape = marks.shape_of(person.agency_kind)
    svg = marks.inner(person.agency_kind, person.initials, past=person.past, lead=person.lead, letter=letter)
    anchor = f"#ring-row-{person.key}" if wide else f"#ring-who-{person.key}"
    mark = Mark(person, x, y, svg, heard(person), person.url or anchor)
    if not wide:
        return mark
    tag = _("Lead professional") if person.lead else _("Deputy lead") if person.deputy else ""
    lines = wrapped(person.role) if person.long_role else (shortened(person.role, 16),)
    lines = lines if tag or not person.note else (*lines[:1], person.note)
    drawn = _with_label(mark, place, measures, shape.colour, {"role_lines": lines, "tag": tag})
    seen = " ".join([person.initials, drawn.name, *drawn.role_lines, tag]).strip()
    return replace(drawn, heard=seen if person.note else f"{seen}, {str(BANDS[person.band]).lower()}")


def _with_label(mark: Mark, place: Place, measures: Measures, colour: str, words: Mapping[str, object]) -> Mark:
    person = place.person
    width = text_width(str(words.get("tag", "")), 16, bold=True) + 14
    x1, y1, x2, y2 = leader(place, measures)
    return replace(
        mark,
        line=(round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)),
        colour=colour,
        label_x=place.side * LABEL,
        label_y=round(place.label_y, 1),
        anchor="start" if place.side > 0 else "end",
        tag_width=round(width),
        tag_words_width=round(width) - 14,
        tag_x=place.side * LABEL if place.side > 0 else round(-LABEL - width),
        **{"name": shortened(person.name, 17, bold=True) if person else "", **words},  # type: ignore[arg-type]
    )


def heard(person: Person) -> str:
    """What a screen reader says for a mark."""
    part = _("lead professional") if person.lead else _("deputy") if person.deputy else ""
    now = person.note or _("no longer involved") if person.past else str(BANDS[person.band]).lower()
    return " ".join([person.initials, ", ".join(word for word in (person.name, person.role, part, now) if word)])


def shortened(text: str, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as a label holds, with an ellipsis."""
    room = HALF - LABEL
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,") + "…"


def _is_long(person: Person) -> bool:
    """A role over two lines, where the label has nothing else on its third line."""
    free = not (person.lead or person.deputy or person.note)
    return free and text_width(person.role, 16) > HALF - LABEL and " " in person.role


def wrapped(text: str) -> tuple[str, ...]:
    """Two lines at most, broken between words."""
    words, first = text.split(), ""
    while words and text_width(f"{first} {words[0]}", 16) <= HALF - LABEL:
        first = f"{first} {words.pop(0)}".strip()
    return (first, shortened(" ".join(words), 16)) if first and words else (shortened(text, 16),)
