"""Who is around a child: where each mark, leader and label stands. Pure geometry; ring.html draws it.

Places come from labels, not from angles. People are sorted by band (the lead first in theirs) and dealt right, left,
right, left. Each side is a column of labels with the innermost people in the middle; a mark takes the height of its
label, so leaders are level and none cross. Marks keep away from the upright axis, where the bands' names stand; where
a label is too high or low for its band the mark stops and the leader slants. What does not fit is counted in one last
place, "+3", which opens the table.
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from teamaround.kit.dates import term_start

WEEK, MONTH, TERM, BEFORE = range(4)
LOWEST_ANGLE = math.radians(66)
HALF_NAME = 42
"""Half the width of the longest name of a band."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody round the child as the picture shows them. `key` is unique in the ring and safe in an id."""

    key: str
    name: str
    role: str
    initials: str
    agency_kind: str
    band: int
    agency: str = ""
    lead: bool = False
    deputy: bool = False
    past: bool = False
    note: str = ""
    last_contact: str = ""
    contact: str = ""
    contact_url: str = ""
    contact_verb: str = ""
    url: str = ""
    long_role: bool = False

    @property
    def third_line(self) -> bool:
        return self.lead or self.deputy or bool(self.note) or self.long_role


@dataclass(frozen=True, slots=True)
class Measures:
    """One size of the picture. `ends` are the radii where bands end, the centre's first."""

    centre: float
    ends: tuple[float, ...]
    mark: float
    row: float
    row_with_third: float
    gap: float
    name_height: float
    labels: bool = True
    places: int = 8

    @property
    def reach(self) -> float:
        """How far the largest shape stands out from the middle of its mark."""
        return self.mark * 25 / 21

    @property
    def apart(self) -> float:
        """The least distance between the middles of two marks."""
        return self.mark * 48 / 21

    def radius(self, band: int) -> float:
        """The middle of a band; in the first a little further out, to leave room for the lead's frame."""
        inner, outer = self.ends[band], self.ends[band + 1]
        return inner + (0.57 if band == WEEK else 0.5) * (outer - inner)

    def highest_angle(self, band: int) -> float:
        """How high a mark may stand: under the name of its own band, beside the name of the band within."""
        under = self.ends[band + 1] - 2 - self.name_height - self.reach
        beside = HALF_NAME + 3 + self.reach if band > WEEK else 0
        radius = self.radius(band)
        return min(LOWEST_ANGLE, math.asin(min(1.0, under / radius)), math.acos(beside / radius))

    def room(self, band: int) -> int:
        """How many marks one side of a band holds."""
        arc = self.radius(band) * (LOWEST_ANGLE + self.highest_angle(band))
        return 1 + int(arc / (self.apart * 1.04))


WIDE = Measures(46, (50, 111, 162, 212, 262), 21, 46, 73, 16, 16)
NARROW = Measures(30, (34, 73, 105, 135, 164), 15, 36, 50, 0, 15, labels=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one mark stands. `side` is 1 (right) or -1; `label_y` is the height of its label. Without a person it
    stands for the `more` who found no room."""

    person: Person | None
    band: int
    side: int
    x: float
    y: float
    label_y: float
    more: int = 0

    @property
    def level(self) -> bool:
        return abs(self.y - self.label_y) < 0.01


@dataclass(frozen=True, slots=True)
class Picture:
    """All places of one size, round (0, 0), and how far the picture reaches up and down."""

    measures: Measures
    places: tuple[Place, ...]
    top: float
    bottom: float
    left_out: tuple[Person, ...] = field(default=())


def band_of(last_contact: datetime.date | None, today: datetime.date) -> int:
    """The last 7 days, the last month, this term, or before (also when nobody knows)."""
    if last_contact is None:
        return BEFORE
    days = (today - last_contact).days
    if days <= 7:
        return WEEK
    if days <= 31:
        return MONTH
    return TERM if last_contact >= term_start(today) else BEFORE


def ordered(people: Sequence[Person]) -> list[Person]:
    """By band; in a band the lead, the deputy, then who is involved now; otherwise as given."""
    return sorted(people, key=lambda one: (one.band, not one.lead, not one.deputy, one.past))


def draw(people: Sequence[Person], measures: Measures = WIDE) -> Picture:
    """The picture with as many people as fit without a crossing or an overlap."""
    for limit in range(2 * measures.places, 0, -1):
        for balanced in (False, True):
            picture = _drawn(ordered(people), measures, limit, balanced)
            if not clashes(picture):
                return picture
    raise AssertionError("one mark cannot clash")


def _drawn(people: list[Person], measures: Measures, limit: int, balanced: bool) -> Picture:
    """`balanced` centres the whole column instead of its innermost people, for a crowd."""
    right, left, left_out = deal(people, measures, limit)
    places = (
        *_column(right, 1, measures, len(left_out), balanced),
        *_column(left, -1, measures, 0, balanced),
    )
    tops = [place.label_y - measures.row / 2 for place in places]
    bottoms = [place.label_y + _height(place.person, measures) - measures.row / 2 for place in places]
    edge = measures.ends[-1]
    return Picture(measures, places, min([-edge, *tops]), max([edge, *bottoms]), tuple(left_out))


def deal(people: list[Person], measures: Measures, limit: int) -> tuple[list[Person], list[Person], list[Person]]:
    """Right, left, and those left out. When somebody is left out, one place on the right is kept for their number."""
    dealt = _dealt(people, measures, limit, kept=0)
    return _dealt(people, measures, limit - 1, kept=1) if dealt[2] else dealt


def _dealt(
    people: list[Person], measures: Measures, limit: int, kept: int
) -> tuple[list[Person], list[Person], list[Person]]:
    """Right, left, right, left; a full side or band passes on to the other side, and then to those left out."""
    sides: tuple[list[Person], list[Person]] = ([], [])
    left_out: list[Person] = []
    for turn, person in enumerate(people):
        order = (turn % 2, 1 - turn % 2)
        side = next((one for one in order if _fits(sides[one], person, measures, kept if one == 0 else 0)), None)
        if side is None or len(sides[0]) + len(sides[1]) >= limit:
            left_out.append(person)
        else:
            sides[side].append(person)
    return sides[0], sides[1], left_out


def _fits(side: list[Person], person: Person, measures: Measures, kept: int) -> bool:
    same = sum(one.band == person.band for one in side)
    return len(side) < measures.places - kept and same < measures.room(person.band)


def _column(people: list[Person], side: int, measures: Measures, more: int, balanced: bool) -> list[Place]:
    """The places of one side from top to bottom."""
    rows = rows_outward(people)
    if more:
        rows.append(None)
    if not rows:
        return []
    heights = _label_heights(rows, people, measures, balanced)
    bands = [BEFORE if person is None else person.band for person in rows]
    marks = _mark_heights(bands, heights, measures)
    made = []
    for person, band, label_y, angle in zip(rows, bands, heights, marks, strict=True):
        radius = measures.radius(band)
        x, y = side * radius * math.cos(angle), radius * math.sin(angle)
        made.append(Place(person, band, side, x, y, label_y, more if person is None else 0))
    return made


def rows_outward(people: list[Person]) -> list[Person | None]:
    """The innermost band's people in the middle, one under the other; the others outwards, above, below, above."""
    inner = [one for one in people if one.band == people[0].band] if people else []
    rows: list[Person | None] = list(inner)
    for turn, person in enumerate(people[len(inner) :]):
        rows.insert(0 if turn % 2 == 0 else len(rows), person)
    if len(inner) > 2 and inner[0].lead:
        middle = (len(inner) - 1) // 2
        start = rows.index(inner[0])
        rows.insert(start + middle, rows.pop(start))
    return rows


def _height(person: Person | None, measures: Measures) -> float:
    return measures.row_with_third if person and person.third_line else measures.row


def _label_heights(rows: list[Person | None], people: list[Person], measures: Measures, balanced: bool) -> list[float]:
    """Heights of the labels' first two lines, shifted so that the innermost people are level with the child."""
    heights, y = [], 0.0
    for person in rows:
        heights.append(y + measures.row / 2)
        y += _height(person, measures) + measures.gap
    inner = [height for height, person in zip(heights, rows, strict=True) if person and person.band == people[0].band]
    level = heights if balanced or not inner else inner
    middle = (level[0] + level[-1]) / 2
    return [height - middle for height in heights]


def _mark_heights(bands: list[int], heights: list[float], measures: Measures) -> list[float]:
    """The angle of each mark: level with its label where its band allows, else stopped, and then the next of the same
    band moved along just enough to stand clear."""
    angles = [_stopped(height, band, measures) for band, height in zip(bands, heights, strict=True)]
    for band in set(bands):
        own = [index for index, other in enumerate(bands) if other == band]
        step = 2 * math.asin(min(1.0, measures.apart / (2 * measures.radius(band))))
        for index, before in zip(own[1:], own, strict=False):
            angles[index] = max(angles[index], angles[before] + step)
        angles[own[-1]] = min(angles[own[-1]], LOWEST_ANGLE)
        for index, after in zip(reversed(own[:-1]), reversed(own), strict=False):
            angles[index] = min(angles[index], angles[after] - step)
    return angles


def _stopped(height: float, band: int, measures: Measures) -> float:
    highest = measures.highest_angle(band)
    angle = math.asin(max(-1.0, min(1.0, height / measures.radius(band))))
    return max(-highest, min(LOWEST_ANGLE, angle))


def leader(place: Place, measures: Measures) -> tuple[float, float, float, float]:
    """From the middle of the mark to 10 px short of its label."""
    return place.x, place.y, place.side * (measures.ends[-1] + 4), place.label_y


def clashes(picture: Picture) -> list[str]:
    """What is wrong with a picture: marks on each other or on a band's name, leaders that cross or run over a mark."""
    found, measures = [], picture.measures
    for index, one in enumerate(picture.places):
        if one.y < 0 and abs(math.atan2(one.y, abs(one.x))) > measures.highest_angle(one.band) + 0.001:
            found.append(f"{index} stands on the name of its band")
        for other_index, other in enumerate(picture.places[:index]):
            if math.dist((one.x, one.y), (other.x, other.y)) < measures.apart - 0.01:
                found.append(f"{index} and {other_index} overlap")
            if measures.labels and one.side == other.side and _lines_clash(one, other, measures):
                found.append(f"leaders of {index} and {other_index} clash")
    return found


def _lines_clash(one: Place, other: Place, measures: Measures) -> bool:
    """Two leaders of one side: the order at both ends of the stretch they share must be the same, and neither may run
    over the other's mark."""
    start = max(abs(one.x), abs(other.x))
    first, second = _height_at(one, start, measures), _height_at(other, start, measures)
    if (first - second) * (one.label_y - other.label_y) <= 0:
        return True
    inner = other if abs(one.x) == start else one
    outer = one if inner is other else other
    near = (
        _height_at(inner, min(abs(outer.x) + step, measures.ends[-1]), measures)
        for step in (-measures.mark, 0, measures.mark)
    )
    return any(abs(height - outer.y) < measures.mark + 3 for height in near)


def _height_at(place: Place, distance: float, measures: Measures) -> float:
    x, y, end, label_y = leader(place, measures)
    along = (distance - abs(x)) / (abs(end) - abs(x))
    return y + max(0.0, along) * (label_y - y)
