"""What the pieces of a page take: plain values with every gap filled, so that a template never meets an undefined one.

Each class names its template. Build them in a presenter, pass them in the context, include the template:

    context["rows"] = [WorktrayRow(Status("late", "4 days late"), "Ask housing again", "/…", button=Link("Say", "/…"))]
    {% for row in rows %}{% include "kit/worktray_row.html" %}{% endfor %}
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.utils import dateformat

Words = Any
"""A text, a lazy translation or text marked as safe HTML."""


def dialled(number: str) -> str:
    """A number as a telephone wants it: digits, and a + in front."""
    return "".join(letter for letter in number if letter.isdigit() or letter == "+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or with `post` a form of one button (`fields` are sent along): a change never hangs on a link."""

    words: Words
    url: str
    post: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    about: Words = ""


@dataclass(frozen=True, slots=True)
class Status:
    """See the tag `status`: late, over, soon, part, done, good, under_way, offered, day, warm, neutral."""

    kind: str
    words: Words = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and what is known: "Lead professional", "Sam Okafor (you)", further lines, a telephone number, a link.

    A number is plain text unless `contact` says that it is safe to "ring" or to "text": then it is a link that does
    just that. `short=False` leaves the fact out on a phone.
    """

    label: Words
    strong: Words = ""
    lines: tuple[Words, ...] = ()
    status: Status | None = None
    telephone: str = ""
    link: Link | None = None
    short: bool = True
    contact: str = ""

    @property
    def telephone_url(self) -> str:
        scheme = {"ring": "tel", "text": "sms"}.get(self.contact)
        return f"{scheme}:{dialled(self.telephone)}" if scheme else ""


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning in the bar: never folded away."""

    title: Words
    text: Words = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """kit/side_bar.html, as `bar`: who this is, on every page of a child."""

    name: Words
    words: Words = ""
    initials: str = ""
    url: str = ""
    photo_url: str = ""
    facts: tuple[Fact, ...] = ()
    cautions: tuple[Caution, ...] = ()
    can_do: tuple[Link, ...] = ()

    def without(self, url: str) -> "Bar":
        """The same bar on a page whose main button does that already."""
        return replace(self, can_do=tuple(link for link in self.can_do if link.url != url))


@dataclass(frozen=True, slots=True)
class WorktrayRow:
    """kit/worktray_row.html, as `row`. `main` fills the button: only the very first of a page."""

    status: Status
    title: Words
    url: str
    lines: tuple[Words, ...] = ()
    button: Link | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result scores as it does. `sign`: same, alike, swapped, different or unknown."""

    sign: str
    words: Words

    @property
    def mark(self) -> str:
        return {"same": "✓", "alike": "≈", "swapped": "⇄", "different": "✗"}.get(self.sign, "○")


@dataclass(frozen=True, slots=True)
class ResultCard:
    """kit/result_card.html, as `card`. `kind` of the word: good (match), soon (potential), offered (low)."""

    name: Words
    who: Words
    score: float
    word: Words
    kind: str
    button: Link
    facts: tuple[Fact, ...] = ()
    reasons: tuple[Reason, ...] = ()
    best: bool = False

    @property
    def score_words(self) -> str:
        return f"{self.score:.2f}"

    @property
    def length(self) -> int:
        """Of the bar, of 226."""
        return max(8, round(self.score * 226))


@dataclass(frozen=True, slots=True)
class NextDate:
    """kit/next_date.html, as `next`."""

    day: datetime.date
    title: Words
    sentence: Words = ""
    link: Link | None = None

    @property
    def month(self) -> str:
        return dateformat.format(self.day, "F")


@dataclass(frozen=True, slots=True)
class Tab:
    """kit/tabs.html, as `tabs`: a list of these. On a phone a list of links with `count` (a number or date)."""

    words: Words
    url: str
    current: bool = False
    count: Words = ""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """kit/story_row.html, as `entry`: one line of the chronology."""

    day: datetime.date
    agency_kind: str
    initials: str
    title: Words
    text: Words = ""
    byline: Words = ""
    more: tuple[Words, ...] = ()
    status: Status | None = None
    link: Link | None = None
    key: str = ""
    system: bool = False


@dataclass(frozen=True, slots=True)
class NoteCard:
    """kit/note_card.html, as `note`: what one person wrote in one part of an assessment. `warm` for the child's and
    parents' words."""

    agency_kind: str
    initials: str
    name: Words
    line: Words
    source: Words
    text: Words
    warm: bool = False
    past: bool = False
    link: Link | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class OfferStrip:
    """kit/offer_strip.html, as `offer`: something offered, its state, the family's answer with its day."""

    what: Words
    status: Status
    answer: Words = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRow:
    """kit/action_row.html, as `action`. `agency` answers for it and is always named."""

    what: Words
    purpose: Words
    owner: Words
    agency: Words
    agency_kind: str
    initials: str
    status: Status
    date: Words = ""
    links: tuple[Link, ...] = ()
    offers: tuple[OfferStrip, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class NeedLane:
    """kit/need_lane.html, as `lane`: a need in the family's words with its actions and offers. `then` is "in February".
    kit/need_glance.html, as `lane`: the same in one line, with `status` and `of` ("of 2 actions")."""

    rank: int
    words: Words
    whose: Words = ""
    kind_words: Words = ""
    first: int | None = None
    now: int | None = None
    then: Words = ""
    actions: tuple[ActionRow, ...] = ()
    offers: tuple[OfferStrip, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status | None = None
    of: Words = ""
    url: str = ""
    key: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """kit/figures.html, as `figures`: a list of these. `words` give the base: "open actions are late (9%)"."""

    value: Words
    words: Words
