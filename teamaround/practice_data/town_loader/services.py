"""Who works with the children that are made by code: school, doctor and health visitor for each, others for some."""

import datetime
import random
from typing import NamedTuple

from teamaround.agencies.models import Agency, Post
from teamaround.child_index.models import Involvement, StatutoryInvolvement
from teamaround.consent.models import InformationClass, Right
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import agreement, around
from teamaround.practice_data.town_loader.households import YEAR, Household

DAY = datetime.timedelta(days=1)
GPS = {
    "hazel_bank": ("orchard_street_surgery",),
    "canalside": ("wharfside_medical", "station_road_surgery"),
    "moorside": ("high_moor_practice",),
    "aldermoor": ("fen_lane_surgery",),
}
NURSERIES = {
    "hazel_bank": ("little_acorns",),
    "canalside": ("barge_bank_nursery",),
    "moorside": ("little_acorns", "barge_bank_nursery"),
    "aldermoor": (),
}
SCHOOLS = {
    "hazel_bank": ((0, 6, ("hazel_bank_primary", "st_aidans_primary")), (7, 11, ("weavers_high",))),
    "canalside": ((0, 4, ("lock_lane_first",)), (5, 8, ("canalside_middle",)), (9, 11, ("weavers_high",))),
    "moorside": ((0, 6, ("heather_edge_primary",)), (7, 11, ("moorside_high",))),
    "aldermoor": ((0, 6, ("fenbridge_primary",)), (7, 11, ("weavers_high", "moorside_high"))),
}
"""First and last year group (Reception is 0) of the schools that children of a locality go to."""
COLLEGE, SPECIAL = "marlbeck_college", "larkfield_special"
HEALTH_VISITING = {"aldermoor": "aldermoor_health_visiting"}


class Service(NamedTuple):
    """A service that some children of an age have, and how often it sees them."""

    agency: str
    youngest: int
    oldest: int
    weight: int
    how_often: str


OTHERS = (
    Service("family_support", 0, 17, 22, "Once a week"),
    Service("school_nursing", 5, 17, 16, "When asked"),
    Service("speech_therapy", 2, 9, 14, "Every fortnight"),
    Service("youth_service", 11, 17, 12, "Club nights"),
    Service("marlbeck_homes", 0, 17, 10, "By telephone"),
    Service("family_friends", 0, 9, 10, "Saturdays"),
    Service("marlbeck_sports", 5, 16, 8, "Weekly in term"),
    Service("education_welfare", 6, 16, 9, "Every month"),
    Service("educational_psychology", 5, 16, 6, "Each term"),
    Service("childrens_therapy", 0, 10, 6, "Every six weeks"),
    Service("hazel_bank_childrens_centre", 0, 5, 8, "Play mornings"),
    Service("kinship_circle", 0, 17, 2, "Group evenings"),
    Service("straight_talk", 0, 17, 4, "Once a month"),
    Service("youth_offending", 11, 17, 3, "Twice a week"),
    Service("camhs", 7, 17, 5, "Every fortnight"),
    Service("clearwater", 12, 17, 3, "Weekly"),
    Service("the_lantern", 13, 17, 3, "When asked"),
)
OWN_DECISION = 13
UNDERSTANDS = "Could say in own words who would be able to see it and what follows from yes and from no."
WITH_OTHERS, WITH_STATUTORY = 0.15, 0.04


def add_services(house: Household, child: Person) -> None:
    """Everybody has a doctor, those under five a health visitor, those of the age a school or nursery."""
    chance, today = house.scope.random, house.town.days.today
    if child.born is None:
        _midwife(house, child)
        return
    age = (today - child.born).days // YEAR
    if chance.random() < 0.97:
        _universal(house, child, chance.choice(GPS[house.locality]), child.born + 20 * DAY)
    if age < 5:
        _health_visitor(house, child)
    _education(house, child, age)
    if chance.random() < WITH_OTHERS and not house.sealed:
        _others(house, child, age)
    if chance.random() < WITH_STATUTORY and not house.sealed:
        _statutory(house, child, age)


def _universal(
    house: Household, child: Person, key: str, starts: datetime.date, ends: datetime.date | None = None
) -> None:
    """A school, nursery or practice with the person to ring; that person does not work with each child."""
    workers, today = house.town.workers, house.town.days.today
    manager = workers.manager_of(key)
    contact = {"worker_name": manager.name, "job_title": manager.job_title, "telephone": manager.telephone}
    seen = None if ends else today - DAY * house.scope.random.randint(1, 150)
    agency, kind = workers.agencies[key], Involvement.Kind.UNIVERSAL
    starts = min(starts, today)
    last = max(seen, starts) if seen else ends
    facts = {"kind": kind, "starts": starts, "ends": ends, "last_contact": last}
    around.involve(house.scope, child, agency, None, **facts, **contact)
    if ends is None and agency.kind in ("school", "early_years"):
        house.town.schools[child.ref] = key


def _health_visitor(house: Household, child: Person) -> None:
    key = HEALTH_VISITING.get(house.locality, "health_visiting")
    post = worker(house, key, "health visitor")
    starts = child.born or house.town.days.today
    seen = house.town.days.today - DAY * house.scope.random.randint(2, 200)
    facts = {"starts": starts, "last_contact": max(starts, seen), "how_often": "At the checks, and when asked"}
    kind = Involvement.Kind.UNIVERSAL
    around.involve(house.scope, child, house.town.workers.agencies[key], post, kind=kind, **facts)


def _midwife(house: Household, child: Person) -> None:
    post = worker(house, "midwifery", "midwife")
    today = house.town.days.today
    facts = {"starts": today - 40 * DAY, "last_contact": today - 9 * DAY, "how_often": "Every four weeks"}
    kind = Involvement.Kind.UNIVERSAL
    around.involve(house.scope, child, house.town.workers.agencies["midwifery"], post, kind=kind, **facts)


def worker(house: Household, agency: str, job: str = "") -> Post | None:
    """Somebody of the agency who works with families, from the child's locality where there is one."""
    staff = [post for post in house.town.workers.staff(agency) if post.role in ("practitioner", "social_worker")]
    staff = [post for post in staff if job in post.job_title.lower()] or staff
    near = [post for post in staff if post.locality is house.town.workers.localities[house.locality]]
    return house.scope.random.choice(near or staff) if staff else None


def year_group(born: datetime.date, today: datetime.date) -> int:
    """The school year: Reception is 0 and begins in the September after the fourth birthday."""
    autumn = today.year if today.month >= 9 else today.year - 1
    return (autumn - born.year - (born.month >= 9)) - 4


def _education(house: Household, child: Person, age: int) -> None:
    chance, today = house.scope.random, house.town.days.today
    assert child.born is not None
    year = year_group(child.born, today)
    autumn = datetime.date(today.year if today.month >= 9 else today.year - 1, 9, 3)
    if year < 0:
        if age >= 2 and NURSERIES[house.locality] and chance.random() < 0.6:
            _universal(house, child, chance.choice(NURSERIES[house.locality]), child.born + (2 * YEAR + 30) * DAY)
        return
    school, first = _school(house, chance, year)
    if school:
        _universal(house, child, school, autumn.replace(year=autumn.year - (year - first)))
    if year in (0, 1) and NURSERIES[house.locality] and chance.random() < 0.5:
        left = autumn.replace(year=autumn.year - year) - 40 * DAY
        _universal(house, child, chance.choice(NURSERIES[house.locality]), left - 400 * DAY, left)


def _school(house: Household, chance: random.Random, year: int) -> tuple[str, int]:
    """The school and its first year group; after Year 11 the college, for some."""
    if chance.random() < 0.015:
        return SPECIAL, min(year, 4)
    if year > 11:
        return (COLLEGE, 12) if chance.random() < 0.7 else ("", 0)
    first, _, schools = next(row for row in SCHOOLS[house.locality] if row[0] <= year <= row[1])
    return chance.choice(schools), first


def _others(house: Household, child: Person, age: int) -> None:
    chance, today = house.scope.random, house.town.days.today
    fitting = [one for one in OTHERS if one.youngest <= age <= one.oldest]
    picked = chance.choices(fitting, weights=[one.weight for one in fitting], k=chance.choice((1, 1, 1, 2)))
    for service in dict.fromkeys(picked):
        agency: Agency = house.town.workers.agencies[service.agency]
        post = worker(house, service.agency)
        lived = (today - (child.born or today)).days
        starts = today - DAY * min(chance.randint(20, 600), max(lived, 1))
        ends = starts + DAY * chance.randint(10, 400) if chance.random() < 0.35 else None
        ends = min(ends, today - 5 * DAY) if ends else None
        ends = max(ends, starts) if ends else None
        seen = ends or max(starts, today - DAY * int(chance.expovariate(1 / 30) + 1))
        facts = {"starts": starts, "ends": ends, "last_contact": seen, "how_often": service.how_often}
        around.involve(house.scope, child, agency, post, confirmed_on=seen, **facts)
        if agency.sensitive and post:
            _agreed_to_be_known(house, child, agency, post, age, starts)


def _agreed_to_be_known(
    house: Household, child: Person, agency: Agency, post: Post, age: int, on: datetime.date
) -> None:
    """A sensitive service is in the index because somebody agreed: from thirteen the young person alone."""
    own = age >= OWN_DECISION or not house.adults
    at, scope = house.town.days.on(on, "15:20"), house.scope
    if own:
        agreement.judge_competence(scope, child, post, on, True, UNDERSTANDS)
    readers = [agency] if own else [agency, house.town.workers.agencies["family_support"]]
    who = child if own else house.adults[0].person
    right = Right.YOUNG_PERSON if own else Right.RESPONSIBILITY
    talk = agreement.Talk(child, post, who, right, at, hidden=own)
    kinds, until = [InformationClass.SENSITIVE], house.town.days.today + 60 * DAY
    answers = agreement.shared_with(readers, kinds, sensitive=agency.sensitive, until=until)
    agreement.Conversations(scope).hold(talk, answers)


def _statutory(house: Household, child: Person, age: int) -> None:
    """Social care now or before; other plans in law for a few."""
    chance, today, kind = house.scope.random, house.town.days.today, StatutoryInvolvement.Kind
    choice = chance.choices(["now", "before", "ehc", "youth", "protection"], weights=[30, 40, 20, 5, 5])[0]
    lived = (today - (child.born or today)).days
    starts = today - DAY * min(chance.randint(60, 900), max(lived, 1))
    care, workers = house.town.workers.agencies["social_care"], house.town.workers
    if choice == "ehc" and age >= 3:
        agency = workers.agencies["educational_psychology"]
        around.statutory(house.scope, child, kind.EDUCATION_HEALTH_CARE_PLAN, agency, "Special needs team", starts)
    elif choice == "youth" and age >= 12:
        agency = workers.agencies["youth_offending"]
        around.statutory(house.scope, child, kind.YOUTH_JUSTICE, agency, "Youth offending team", starts)
    elif choice == "before":
        ends = starts + (today - starts) / 2
        around.statutory(house.scope, child, kind.SOCIAL_CARE, care, "Family support and protection", starts, ends)
    else:
        around.statutory(house.scope, child, kind.SOCIAL_CARE, care, "Family support and protection", starts)
        if choice == "protection":
            around.statutory(house.scope, child, kind.CHILD_PROTECTION, care, "Child protection", starts)
