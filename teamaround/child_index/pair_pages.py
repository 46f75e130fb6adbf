"""What the index team's pages of pairs and held entries show."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.access.actor import Actor
from teamaround.child_index.models import Duplicate, Enquiry, Entry, Involvement, Join
from teamaround.child_index.pair_view import KINDS, SEX, compared
from teamaround.child_index.resembling import Alike, cards_of, compare_two
from teamaround.child_index.rules import Side, record_that_stays
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words
from teamaround.matching.decide import word_of

State = Duplicate.State
LATELY = datetime.timedelta(days=90)
OTHER = gettext_lazy("Other things on record")
GONE_ALONG = {
    "families.Name": gettext_lazy("Names"),
    "families.Address": gettext_lazy("Homes"),
    "families.Contact": gettext_lazy("Telephone numbers and addresses"),
    "families.Identifier": gettext_lazy("Numbers"),
    "families.Relationship": gettext_lazy("Family members"),
    "families.ParentalResponsibility": gettext_lazy("Parental responsibility"),
    "families.LivesWith": gettext_lazy("Who the child lives with"),
    "consent.Decision": gettext_lazy("Answers about agreement"),
    "child_index.Involvement": gettext_lazy("People and services round the child"),
    "child_index.Enquiry": gettext_lazy("Questions"),
    "child_index.Indication": gettext_lazy("Signs of an assessment, a plan or a lead professional"),
    "child_index.StatutoryInvolvement": gettext_lazy("Social care and other plans by law"),
    "episodes.Episode": gettext_lazy("Help, with its whole story"),
    "episodes.Concern": gettext_lazy("Worries"),
}


@dataclass(frozen=True)
class PairRow:
    """One pair of the list: both names and birthdays, score and word."""

    title: str
    url: str
    score: str
    word: str
    kind: str
    births: list[str]
    last_words: str
    child_ids: tuple[int, int]


def waiting(actor: Actor) -> QuerySet[Duplicate]:
    """Pairs of the authority that nobody has answered, the likeliest first."""
    return _pairs(actor).filter(state=State.WAITING).order_by("-score", "found_at", "pk")


def unsure(actor: Actor) -> list[Duplicate]:
    """Pairs nobody is sure of yet."""
    return list(_pairs(actor).filter(state=State.UNSURE).order_by("-score", "pk").prefetch_related("decisions"))


def _pairs(actor: Actor) -> QuerySet[Duplicate]:
    people = ("child_a", "child_b")
    out_of_archive = {"child_a__archived_on__isnull": True, "child_b__archived_on__isnull": True}
    return Duplicate.objects.filter(authority_id=actor.authority_id, **out_of_archive).select_related(*people)


def held(actor: Actor) -> QuerySet[Entry]:
    """Entries that are held back in the authority, the oldest first."""
    found = Entry.objects.filter(authority_id=actor.authority_id, state=Entry.State.HELD)
    return found.select_related("child", "entered_by__practitioner", "entered_by__agency").order_by("entered_at")


def joined_lately(actor: Actor) -> QuerySet[Join]:
    """What was joined in the last three months and stands."""
    since = clock.now() - LATELY
    found = Join.objects.filter(authority_id=actor.authority_id, at__gt=since, undone_at__isnull=True)
    return found.select_related("kept", "joined", "by__practitioner").order_by("-at")


def row(pair: Duplicate) -> PairRow:
    word = word_of(float(pair.score))
    last = next(reversed(pair.decisions.all()), None) if pair.state == State.UNSURE else None
    return PairRow(
        title=_("%(one)s and %(other)s") % {"one": named(pair.child_a), "other": named(pair.child_b)},
        url=reverse("child_index:pair", kwargs={"pair_ref": pair.ref}),
        score=f"{pair.score:.2f}",
        word=_(word).capitalize(),
        kind=KINDS.get(word, "offered"),
        births=[born(pair.child_a), born(pair.child_b)],
        last_words=last.words if last else "",
        child_ids=(pair.child_a_id, pair.child_b_id),
    )


def named(child: Person) -> str:
    """Name and age, as in a heading."""
    age = age_words(child.born, clock.today(), expected=child.expected_on)
    return _("%(name)s, %(age)s") % {"name": child.name, "age": age}


def born(child: Person) -> str:
    """Girl, born 4 May 2019."""
    if child.born is None:
        return age_words(None, clock.today(), expected=child.expected_on)
    sex = str(SEX.get(child.sex, _("Child")))
    return _("%(sex)s, born %(day)s") % {"sex": sex, "day": f"{child.born.day} {child.born:%B %Y}"}


def number(text: str) -> int:
    """What a hidden field counted; nonsense counts as never seen."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def entries_of(*child_ids: int) -> list[Entry]:
    """The entries of two records, the older first, each with how many people and services are round the child."""
    running = Count("child__involvements", filter=Q(child__involvements__ends__isnull=True))
    found = Entry.objects.filter(pk__in=child_ids).annotate(people=running)
    related = ("child", "entered_by__practitioner", "entered_by__agency")
    return list(found.select_related(*related).order_by("entered_at", "pk"))


@dataclass(frozen=True)
class Head:
    """Above a column: who, since when and from where, who is round the child, and whether a shield limits it."""

    name: str
    since: str
    people: str
    shielded: bool
    url: str


def head(entry: Entry, *, shielded: bool) -> Head:
    count: int = getattr(entry, "people", 0)
    by = entry.entered_by.name if entry.entered_by else entry.source
    return Head(
        name=named(entry.child),
        since=_("In the index since %(day)s. Source: %(who)s")
        % {"day": short_day_words(entry.entered_at, clock.today()), "who": by},
        people=ngettext("%(count)d person or service", "%(count)d people or services", count) % {"count": count},
        shielded=shielded,
        url=reverse("desks:child", kwargs={"child_ref": entry.child.ref}),
    )


def context(pair: Duplicate, entries: list[Entry]) -> dict[str, Any]:
    """The two records of a pair beside each other; the older one stands left."""
    cards, shielded = cards_of([entry.pk for entry in entries])
    mine, theirs = (cards.get(entry.pk, {}) for entry in entries)
    lines, log2_n = compare_two(mine, theirs, pair.authority_id)
    return {
        "pair": pair,
        "compared": compared(lines, log2_n, mine, theirs),
        "heads": [head(entry, shielded=entry.pk in shielded) for entry in entries],
        "decisions": list(pair.decisions.select_related("by__practitioner").order_by("pk")),
        "enquiries": list(Enquiry.objects.filter(pair=pair).select_related("to_post__practitioner").order_by("pk")),
        "shielded": bool(shielded),
    }


def what_joining_does(entries: list[Entry]) -> str:
    """Which record stays, and how many will be told, before somebody joins them."""
    stays = record_that_stays(*(side_of(entry) for entry in entries))
    kept = next(entry for entry in entries if entry.pk == stays)
    both = [entry.pk for entry in entries]
    told = Involvement.objects.filter(child_id__in=both, ends__isnull=True, post__isnull=False)
    count = told.values("post_id").distinct().count()
    sentences = [
        _("The record of %(name)s stays and gets both names, both homes and everybody of the other one.")
        % {"name": kept.child.name}
    ]
    if count:
        sentences.append(ngettext("%(count)d person is told.", "%(count)d people are told.", count) % {"count": count})
    return " ".join([*sentences, _("You can undo this.")])


def side_of(entry: Entry) -> Side:
    return Side(entry.pk, entry.state == Entry.State.HELD, getattr(entry, "people", 0), entry.entered_at)


def told(answer: str, made: Join | None) -> str:
    """What happened, after the answer."""
    if made is not None:
        return _("The two records are one now. Everybody who works with the child is told.")
    if answer == State.DIFFERENT:
        return _("The two records are kept apart and are not shown as a pair again.")
    return _("The pair stays in the list. If you asked somebody, the answer comes to your worktray.")


def decided(pair: Duplicate) -> dict[str, Any]:
    """The answers so far, and the join that stands."""
    return {
        "pair": pair,
        "names": [named(pair.child_a), named(pair.child_b)],
        "decisions": list(pair.decisions.select_related("by__practitioner").order_by("pk")),
        "standing": pair.joins.filter(undone_at__isnull=True).first(),
    }


def what_went(made: Join) -> list[tuple[str, int]]:
    """How many rows of which kind went along."""
    counts = Counter(made.moved.values_list("table", flat=True))
    named_so: Counter[str] = Counter()
    for table, count in counts.items():
        named_so[str(GONE_ALONG.get(table, OTHER))] += count
    return sorted(named_so.items())


def held_context(entries: list[Entry], mine: dict[str, Any], best: Alike | None) -> dict[str, Any]:
    """The held entry (the last of the entries) beside what it resembles most."""
    child = entries[-1].child
    asked = Enquiry.objects.filter(child=child).select_related("to_post__practitioner").order_by("pk")
    found: dict[str, Any] = {"child": child, "enquiries": list(asked), "compared": None, "heads": []}
    if best is not None:
        lines, log2_n = compare_two(best.card, mine, child.authority_id)
        found["compared"] = compared(lines, log2_n, best.card, mine)
        found["heads"] = [head(entries[0], shielded=best.shielded), head(entries[-1], shielded=False)]
    return found
