"""The invented child of the style page, as in the pictures. Not translated: it is data."""

import datetime
from typing import Any

from teamaround.kit.pieces import (
    ActionRow,
    Bar,
    Caution,
    Fact,
    Link,
    NeedLane,
    OfferStrip,
    Status,
    StoryRow,
    Tab,
)
from teamaround.kit.ring import Person


def person(key: str, name: str, role: str, kind: str, band: int, **more: Any) -> Person:
    made = {"contact": "01632 960 214", "contact_url": "tel:01632960214", "contact_verb": "Ring", **more}
    initials = "".join(part[0] for part in name.replace("Dr ", "").split()[:2])
    return Person(key, name, role, initials, kind, band, last_contact="Monday 2 March", agency="Marlbeck", **made)


PEOPLE = (
    person("so", "Sam Okafor", "Learning mentor", "school", 0, lead=True),
    person("lp", "Lorraine Peck", "Family support worker", "family_support", 0, deputy=True),
    person("jc", "Jo Carrick", "Class teacher, Year 1", "school", 0),
    person("pn", "Priya Nair", "Health visitor for Alfie", "health", 1),
    person("dh", "Dave Hinchliffe", "Housing officer", "housing", 1),
    person("ra", "Ruth Adeyemi", "School nurse", "health", 1),
    person("md", "Mags Doyle", "Family volunteer", "voluntary", 1),
    person("kw", "Kieran Walsh", "Youth worker for Tyler", "youth", 2),
    person("as", "Dr Anwar Shah", "Family doctor (GP)", "gp", 2),
    person("hb", "Helen Brandt", "Speech therapist", "health", 3, past=True, note="to July 2025"),
    person("bl", "Bev Lunt", "Nursery key worker", "early_years", 3, past=True, note="to August 2024"),
)
KINDS = (
    "police_justice",
    "social_care",
    "mental_health",
    "sport_play",
    "drug_alcohol",
    "early_years",
    "housing",
    "youth",
)
CROWD = (
    *PEOPLE,
    *(
        person(
            f"x{index}", f"Oluwaseun Featherstonehaugh {index}", "Deputy designated safeguarding lead", kind, index % 4
        )
        for index, kind in enumerate(KINDS * 2)
    ),
)
BAR = Bar(
    "Kayleigh Moss",
    "6 years, Year 1",
    "KM",
    "#",
    facts=(
        Fact(
            "Lead professional",
            "Sam Okafor (you)",
            ("Deputy: Lorraine Peck",),
            telephone="01632 960 377",
            contact="ring",
        ),
        Fact("Mum, best by text", "Donna Moss 07700 900 481", short=False),
        Fact(
            "Agreement",
            status=Status("done", "In force"),
            lines=("Donna, 22 January. To look at again by 22 July.",),
            link=Link("What she agreed", "#"),
        ),
        Fact("Level of need", "2 of 4: extra help", ("since 5 February",)),
        Fact("Social care", "Not involved now", ("Asked on 26 January",)),
    ),
    cautions=(Caution("Do not ring the landline.", "It wakes the baby at Gran’s. Text Donna first."),),
    can_do=tuple(
        Link(words, "#")
        for words in ("Call a meeting", "Ask a service for help", "Decide about sharing", "Hand over the lead")
    ),
)
LATE, DONE, UNDER_WAY = Status("late", "4 days late"), Status("done"), Status("under_way")
LANES = (
    NeedLane(
        1,
        "A bedroom that is not the front room",
        "Kayleigh’s words.",
        "Home: enough room",
        2,
        3,
        "in February",
        (
            ActionRow(
                "Visit the family and say where they stand on the list",
                "So that Donna knows what to expect",
                "Dave Hinchliffe",
                "Housing",
                "housing",
                "DH",
                LATE,
                "was due Friday 27 February",
            ),
            ActionRow(
                "Help Donna send the overcrowding form",
                "So that the move counts as urgent",
                "Lorraine Peck",
                "Council family support",
                "family_support",
                "LP",
                UNDER_WAY,
                "due Tuesday 10 March",
                (Link("Note how it went", "#", about="for the overcrowding form"),),
                (
                    OfferStrip(
                        "bunk beds from Marlbeck Furniture Bank",
                        Status("warm", "Accepted, not started"),
                        "Donna on 20 February: “not yet”",
                    ),
                ),
            ),
        ),
        status=Status("late", "1 late"),
        of="of 2 actions",
        head=True,
    ),
    NeedLane(
        2,
        "Getting to school on time and happy",
        "Donna’s words.",
        "Learning: going to school",
        3,
        6,
        "in February",
        (
            ActionRow(
                "Breakfast club each day, place kept free",
                "So that she starts the day calm",
                "Sam Okafor",
                "Hazel Bank Primary",
                "school",
                "SO",
                DONE,
                "Monday 9 February",
            ),
        ),
        status=Status("done", "1 done"),
        of="of 2 actions",
    ),
    NeedLane(3, "Being understood when I talk", "Kayleigh’s words.", "Health: speech", 4, None, "in February"),
)
TABS = tuple(
    Tab(words, "#", words == "Story", count)
    for words, count in (
        ("Story", 31),
        ("Assessment", "shared 3 Feb"),
        ("Plan", "6 actions"),
        ("People", 11),
        ("Sharing", 2),
    )
)
STORY = (
    StoryRow(
        datetime.date(2026, 3, 2),
        "school",
        "SO",
        "Breakfast club, 8.10am.",
        "Kayleigh came in with Gran, on time, and chose to sit with two friends.",
        "Sam Okafor. The team may see this.",
    ),
    StoryRow(
        datetime.date(2026, 2, 24),
        "health",
        "RA",
        "Hearing check at school: clear in both ears.",
        "Speech therapy asked to look again.",
        "Ruth Adeyemi. The team may see this.",
    ),
)
