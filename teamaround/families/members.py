"""The family: who somebody is to the child, parental responsibility, lives with. Three facts, each with its own days.

A grandmother may have responsibility, a father may have it and not live there, a step-father may live there without.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.families import enrolment, versions
from teamaround.families.actions import changing, demand_family, told
from teamaround.families.models import Dated, LivesWith, Name, ParentalResponsibility, Person, Relationship, Sex
from teamaround.families.problems import check_birth, check_day, check_name
from teamaround.families.queries import running
from teamaround.kit import clock
from teamaround.kit.problems import Problem

DAY = datetime.timedelta(days=1)
KINDS = {
    "mother": gettext_lazy("Mother"),
    "father": gettext_lazy("Father"),
    "step_parent": gettext_lazy("Step-parent"),
    "parents_partner": gettext_lazy("Partner of a parent"),
    "grandmother": gettext_lazy("Grandmother"),
    "grandfather": gettext_lazy("Grandfather"),
    "aunt": gettext_lazy("Aunt"),
    "uncle": gettext_lazy("Uncle"),
    "brother": gettext_lazy("Brother"),
    "sister": gettext_lazy("Sister"),
    "foster_carer": gettext_lazy("Foster carer"),
    "guardian": gettext_lazy("Guardian"),
    "family_friend": gettext_lazy("Friend of the family"),
    "other": gettext_lazy("Somebody else"),
}


@dataclass(frozen=True)
class Ties:
    """What somebody is to the child, in the three facts. `share` says how much of the time they live together."""

    kind: str
    responsibility: bool
    lives_with: bool
    share: str = ""


@dataclass(frozen=True)
class Standing:
    """The rows that hold today, each with its own beginning and source."""

    relationship: Relationship | None
    responsibility: ParentalResponsibility | None
    home: LivesWith | None

    @property
    def ties(self) -> Ties:
        return Ties(
            self.relationship.kind if self.relationship else "other",
            self.responsibility is not None,
            self.home is not None,
            self.home.share if self.home else "",
        )

    @property
    def version(self) -> str:
        return versions.version_of(self.relationship, self.responsibility, self.home)


def standing(child: Person, person: Person) -> Standing:
    """What holds today between the two."""
    tie = {"child": child, "person": person}
    return Standing(
        Relationship.objects.filter(running(), **tie).order_by("pk").last(),
        ParentalResponsibility.objects.filter(running(), **tie).order_by("pk").last(),
        LivesWith.objects.filter(running(), **tie).order_by("pk").last(),
    )


def words_of(ties: Ties) -> str:
    """The three facts in one sentence."""
    held = _("parental responsibility") if ties.responsibility else _("no parental responsibility")
    home = _("lives with the child") if ties.lives_with else _("does not live with the child")
    share = f" ({ties.share})" if ties.lives_with and ties.share else ""
    return f"{KINDS.get(ties.kind, ties.kind.replace('_', ' ').capitalize())}, {held}, {home}{share}"


def add_member(
    *,
    by: Actor,
    child: Person,
    given: str,
    family: str,
    ties: Ties,
    sex: str = Sex.UNKNOWN,
    born: datetime.date | None = None,
    since: datetime.date | None = None,
    source: str = "family",
) -> Person:
    """Somebody who is not in the system yet. Raises Refused or Problem."""
    check_name(given, family)
    check_birth(born, None, child=False)
    _check(ties, child, since)
    with changing(by, child, what="tie"):
        if _known(child, given, family):
            raise Problem(_("Somebody of that name is in this family already. Change what they are."), field="given")
        person = Person.objects.create(
            authority_id=child.authority_id, given=given, family=family, sex=sex or Sex.UNKNOWN, born=born
        )
        Name.objects.create(
            person=person, kind=Name.Kind.CURRENT, given=given, family=family, **told(by, person, source, None)
        )
        _write(by, child, person, Standing(None, None, None), ties, since, source)
        return person


def _known(child: Person, given: str, family: str) -> bool:
    rows = Relationship.objects.filter(running(), child=child).select_related("person")
    wanted = (given.casefold(), family.casefold())
    return any((row.person.given.casefold(), row.person.family.casefold()) == wanted for row in rows)


def tie_known(
    *, by: Actor, child: Person, person: Person, ties: Ties, since: datetime.date | None = None, source: str = "family"
) -> Person:
    """Somebody known as carer of a brother or sister belongs to this child too. Raises Refused or Problem."""
    _check(ties, child, since)
    if person not in carers_of_siblings(child):
        raise Problem(_("Choose somebody of this child's family."), field="known")
    with changing(by, child, person, what="tie"):
        _write(by, child, person, standing(child, person), ties, since, source)
        return person


def carers_of_siblings(child: Person) -> list[Person]:
    """Grown-ups who are something to a child of the same home or the same parent, and nothing yet to this one."""
    theirs = Relationship.objects.filter(running(), child=child).values("person_id")
    others = Relationship.objects.filter(running(), person_id__in=theirs).values("child_id")
    found = Relationship.objects.filter(running(), child_id__in=others).exclude(person_id__in=theirs)
    people = Person.objects.filter(pk__in=found.values("person_id"), entry__isnull=True).exclude(pk=child.pk)
    return list(people.order_by("family", "given", "pk"))


def change_ties(
    *,
    by: Actor,
    child: Person,
    person: Person,
    ties: Ties,
    since: datetime.date | None = None,
    source: str = "family",
    based_on: str = "",
) -> Standing:
    """What somebody is to the child has changed: what no longer holds ends on that day, what is new begins.

    Where responsibility or the home ends, the person's family page shuts at once (issue 2 step 13).
    Raises Refused, Problem, Stale.
    """
    demand_family(child, person)
    _check(ties, child, since, before=standing(child, person).ties.kind)
    with changing(by, child, person, what="tie"):
        now = standing(child, person)
        newest = now.relationship or now.home or now.responsibility
        versions.demand(based_on, now.version, words_of(now.ties), newest)
        if now.ties == ties:
            raise Problem(_("Nothing is different from what is written already."))
        _write(by, child, person, now, ties, since, source)
        if _has_ended(now.ties, ties):
            enrolment.end_for(person_id=person.pk, child_id=child.pk, because="responsibility")
        return standing(child, person)


def _has_ended(before: Ties, after: Ties) -> bool:
    lost_right = before.responsibility and not after.responsibility
    return lost_right or (before.lives_with and not after.lives_with)


def end_member(*, by: Actor, child: Person, person: Person, on: datetime.date, based_on: str = "") -> None:
    """Somebody is no longer part of the family: all three facts end. Raises Refused, Problem, Stale."""
    demand_family(child, person)
    now = standing(child, person)
    rows: list[Dated] = [row for row in (now.relationship, now.responsibility, now.home) if row is not None]
    for row in rows:
        check_day(on, starts=row.starts, field="on")
    check_day(on, field="on")
    with changing(by, child, person, what="tie"):
        newest = rows[0] if rows else None
        versions.demand(based_on, now.version, words_of(now.ties), newest)
        for row in rows:
            _end(row, on)
        enrolment.end_for(person_id=person.pk, child_id=child.pk, because="responsibility")


def _end(row: Dated, on: datetime.date) -> None:
    """The fact held to the day before; what began on that day or later never counted."""
    first_day_without = max(on, row.starts) if row.starts else on
    row.ends = first_day_without - DAY
    row.save()


def _write(
    by: Actor, child: Person, person: Person, now: Standing, ties: Ties, since: datetime.date | None, source: str
) -> None:
    on = since or clock.today()
    tie = {"child": child, "person": person, **told(by, child, source, since)}
    if now.relationship is None or now.relationship.kind != ties.kind:
        if now.relationship is not None:
            _end(now.relationship, on)
        Relationship.objects.create(kind=ties.kind, **tie)
    if now.responsibility is not None and not ties.responsibility:
        _end(now.responsibility, on)
    elif now.responsibility is None and ties.responsibility:
        ParentalResponsibility.objects.create(**tie)
    if now.home is not None and (not ties.lives_with or now.home.share != ties.share):
        _end(now.home, on)
        now = Standing(now.relationship, now.responsibility, None)
    if now.home is None and ties.lives_with:
        LivesWith.objects.create(share=ties.share, **tie)


def _check(ties: Ties, child: Person, since: datetime.date | None, *, before: str = "") -> None:
    """A word that came with a file, and is not in our list, may stay."""
    if ties.kind not in (*KINDS, before) or not ties.kind:
        raise Problem(_("Choose what this person is to the child."), field="kind")
    if ties.share and not ties.lives_with:
        raise Problem(_("You wrote how much of the time. Then choose that they live together."), field="share")
    check_day(since, born=child.born)
