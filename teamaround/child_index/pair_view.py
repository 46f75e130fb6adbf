"""Two records side by side, with what each line weighs as a waterfall (pictures: duplicates). Values in, pieces out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.matching.compare import Comparison
from teamaround.matching.decide import MATCH_FROM, POTENTIAL_FROM
from teamaround.matching.explain import Step, Waterfall, differing_parts, nothing_to_compare, waterfall, why_held

WIDE, HIGH, MOST_A_POINT = 600, 60, 22.0
LEFT, RIGHT = 34, 34
FIELDS = ("family_name", "given_name", "birth", "sex", "carer", "postcode", "address", "school", "gp", "telephone",
          "nhs_number", "upn")  # fmt: skip
SEX = {"F": gettext_lazy("Girl"), "M": gettext_lazy("Boy")}
BY_LETTERS = {"family_name", "given_name", "postcode"}
KINDS = {"match": "good", "potential match": "soon"}

Card = dict[str, Any]
Parts = list[tuple[str, bool]]


def bits_of(score: float) -> float:
    """Where a score stands on the scale of the waterfall."""
    return log2(score / (1 - score))


@dataclass(frozen=True)
class Scale:
    """From bits to pixels: 22 a point, fewer where the arrows need more room."""

    low: float
    high: float

    def at(self, bits: float) -> float:
        point = min(MOST_A_POINT, (WIDE - LEFT - RIGHT) / max(1.0, self.high - self.low))
        return round(LEFT + (bits - self.low) * point, 1)

    @property
    def potential(self) -> float:
        return self.at(bits_of(POTENTIAL_FROM))

    @property
    def match(self) -> float:
        return self.at(bits_of(MATCH_FROM))


@dataclass(frozen=True)
class Row:
    """One line: what both records say, in pieces marked where they differ, and the arrow of its weight."""

    name: str
    mine: Parts
    theirs: Parts
    weight: str
    label: str
    tone: str
    """for, against or nothing."""
    start: float
    end: float
    arrow: str
    words_at: float
    anchor: str

    @property
    def differs(self) -> bool:
        return any(marked for _text, marked in [*self.mine, *self.theirs])


@dataclass(frozen=True)
class Compared:
    """The whole table."""

    rows: list[Row]
    begins: float
    begins_words: str
    ends: float
    ends_words: str
    scale: Scale
    score: float
    score_words: str
    word: str
    kind: str
    sentence: str
    held: str


def compared(lines: list[Comparison], log2_n: float, mine: Card, theirs: Card) -> Compared:
    """Put the weights and the two cards together."""
    lines = _in_order(lines, mine, theirs)
    falls = waterfall(lines, log2_n, translate=_)
    ends = [
        falls.begins,
        falls.total,
        bits_of(POTENTIAL_FROM),
        bits_of(MATCH_FROM),
        *(step.end for step in falls.steps),
    ]
    scale = Scale(min(ends), max(ends))
    judged = falls.judgement
    return Compared(
        rows=[_row(step, scale, mine, theirs) for step in falls.steps],
        begins=scale.at(falls.begins),
        begins_words=signed(falls.begins),
        ends=scale.at(falls.total),
        ends_words=signed(falls.total),
        scale=scale,
        score=judged.score,
        score_words=f"{judged.score:.2f}",
        word=_(judged.word).capitalize(),
        kind=KINDS.get(judged.word, "offered"),
        sentence=_sentence(falls),
        held=why_held(judged, _),
    )


def _in_order(lines: list[Comparison], mine: Card, theirs: Card) -> list[Comparison]:
    """A row for every field that one side has at least; what has nothing to compare weighs nothing."""
    found = {line.field: line for line in lines}
    shown = [
        found.pop(name) if name in found else nothing_to_compare(name)
        for name in FIELDS
        if name in found or said(name, mine) or said(name, theirs)
    ]
    return [*shown, *found.values()]


def _row(step: Step, scale: Scale, mine: Card, theirs: Card) -> Row:
    line = step.line
    left, right = _pieces(line.field, said(line.field, mine), said(line.field, theirs), same=line.sign == "same")
    start, end = scale.at(step.start), scale.at(step.end)
    room_right = max(start, end) < WIDE / 2
    weight = line.weight_bits
    return Row(
        name=line.field_name,
        mine=left,
        theirs=right,
        weight=signed(weight) if weight else "0",
        label=line.label,
        tone="for" if weight > 0 else "against" if weight < 0 else "nothing",
        start=start,
        end=end,
        arrow=arrow(start, end),
        words_at=max(start, end) + 14 if room_right else min(start, end) - 14,
        anchor="start" if room_right else "end",
    )


def arrow(start: float, end: float) -> str:
    """The path of an arrow 32 px high in the middle of its row; its head points the way the weight goes."""
    head = min(6.0, abs(end - start))
    neck = end - head if end >= start else end + head
    return f"M{start:g},14 H{neck:g} L{end:g},30 L{neck:g},46 H{start:g} Z"


def signed(bits: float) -> str:
    """+3.7 or −2.6, with a real minus."""
    return f"{bits:+.1f}".replace("-", "−")


def _sentence(falls: Waterfall) -> str:
    """What speaks for one child, and the strongest thing against it."""
    sentences = []
    if falls.speaks_for:
        sentences.append(_("%(what)s: these point to one child.") % {"what": joined(falls.speaks_for[:3])})
    if falls.speaks_against:
        sentences.append(_("%(what)s: this speaks against it.") % {"what": joined(falls.speaks_against[:2])})
    return " ".join(sentences) or _("There is little to compare.")


def joined(names: list[str]) -> str:
    """First name, birthday and home."""
    names = [names[0], *(low(name) for name in names[1:])] if names else []
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def low(name: str) -> str:
    """A small letter in the middle of a sentence; GP and NHS stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def said(name: str, card: Card) -> str:
    """What a record says in one field, as people write it; "" when it says nothing."""
    if name in {"family_name", "given_name"}:
        return _name(name, card)
    if name == "birth":
        return _birth(card)
    if name == "sex":
        return str(SEX.get(card.get("sex", ""), ""))
    if name == "carer":
        return ", ".join(str(carer[0]) for carer in card.get("carers", ()))
    if name in BEFORE:
        return _place(str(card.get(name, "")), card.get(BEFORE[name], ()))
    if name in LISTS:
        return ", ".join(card.get(LISTS[name], ()))
    number = card.get("identifiers", {}).get(name, "")
    return _("ends in %(last)s") % {"last": number[-3:]} if number else ""


BEFORE = {"postcode": "old_postcodes", "address": "old_addresses"}
LISTS = {"school": "schools", "gp": "practices", "telephone": "telephones"}


def _name(name: str, card: Card) -> str:
    at = 1 if name == "family_name" else 0
    now = str(card.get("family" if at else "given", ""))
    others = dict.fromkeys(str(pair[at]) for pair in card.get("other_names", ()) if pair[at] and pair[at] != now)
    return _("%(now)s, also %(others)s") % {"now": now, "others": ", ".join(others)} if now and others else now


def _place(now: str, before: Iterable[str]) -> str:
    past = ", ".join(dict.fromkeys(before))
    return _("%(now)s, before %(past)s") % {"now": now, "past": past} if now and past else now or past


def _birth(card: Card) -> str:
    if card.get("born"):
        return _day(card["born"])
    return _("expected %(day)s") % {"day": _day(card["expected"])} if card.get("expected") else ""


def _day(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _pieces(name: str, mine: str, theirs: str, *, same: bool) -> tuple[Parts, Parts]:
    """Texts cut where they differ: by letters in a name or postcode, else by words; unmarked where one is missing."""
    if same or not mine or not theirs or mine == theirs:
        return _whole(mine), _whole(theirs)
    if name in BY_LETTERS:
        return differing_parts(mine, theirs)
    return _by_words(mine, theirs), _by_words(theirs, mine)


def _whole(text: str) -> Parts:
    return [(text, False)] if text else []


def _by_words(text: str, other: str) -> Parts:
    others = other.split()
    return [(f"{word} ", place >= len(others) or others[place] != word) for place, word in enumerate(text.split())]
