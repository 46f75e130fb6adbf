"""Sample data of the style page: an invented child, as in the pictures. Not translated: it is data."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from teamaround.kit import charts, forms
from teamaround.kit.pieces import Fact, Figure, Link, NextDate, NoteCard, Reason, ResultCard, Status, WorktrayRow
from teamaround.kit.ring_view import ring
from teamaround.kit.sample_child import BAR, CROWD, KINDS, LANES, PEOPLE, STORY, TABS

TODAY = datetime.date(2026, 3, 3)


class SampleForm(forms.Form):
    """One field of every kind."""

    given = forms.TextField(label="First name", width=20)
    words = forms.LongTextField(label="What is happening", hint="In your own words.")
    safe = forms.YesNoNotSureField(label="Does the child appear to be safe?")
    kind = forms.RadiosField(
        label="What kind of entry is it?",
        choices=[("visit", "Visit"), ("call", "Call"), ("other", "Something else")],
        hints={"visit": "You saw the child or the family."},
        reveals={"other": "other"},
    )
    other = forms.TextField(label="What was it?", required=False)
    who = forms.CheckboxesField(label="Who may see it?", choices=[("team", "The team"), ("family", "The family")])
    agency = forms.SelectField(label="Agency", choices=[("", "Choose an agency"), ("school", "Hazel Bank Primary")])
    on = forms.DateField(label="When it happened", hint="For example, 3 3 2026", latest=TODAY)
    since = forms.PartialDateField(label="Since when", hint="The year alone is enough.", required=False)
    at = forms.TimeField(label="At what time", hint="For example, 3.45pm", required=False)
    age = forms.NumberField(label="Age", suffix="years", min_value=0, max_value=25)
    telephone = forms.TelephoneField(label="Telephone")
    postcode = forms.PostcodeField(label="Postcode", partial=True)
    email = forms.EmailField(label="E-mail", required=False)
    photo = forms.FileField(label="Signed paper", endings=[".pdf", ".jpg", ".png"], required=False)
    sure = forms.CheckboxField(label="The family has read this", required=True)


def controls(request: HttpRequest) -> dict[str, Any]:
    return {
        "page_of_list": Paginator(range(200), 10).get_page(request.GET.get("page", 4)),
        "rows": [("Name", "Kayleigh Moss", "#"), ("Who was asked", ["Donna", "Kayleigh"], "#"), ("Signed", "on paper")],
        "heads": ["Practitioner", "Agency", "Children led"],
        "table": [["Lorraine Peck", "Council family support", 9], ["Hugh Bexley", "Council family support", 8]],
        "empty_link": Link("Add the first date", "#"),
        "today": TODAY,
        "kinds": KINDS,
    }


def child(request: HttpRequest) -> dict[str, Any]:
    return {
        "bar": BAR,
        "ring": ring("Kayleigh", "6 years", PEOPLE, initials="KM"),
        "lanes": LANES,
        "next": NextDate(
            datetime.date(2026, 3, 12),
            "Team meeting and first review",
            "Thursday 12 March, 3.45pm, Hazel Bank Primary. 5 of 8 have said yes, Donna and Gran among them.",
            Link("See who is coming", "#"),
        ),
        "tabs": TABS,
        "story": STORY,
    }


def crowd(request: HttpRequest) -> dict[str, Any]:
    return {"bar": BAR, "crowd": ring("Kayleigh", "6 years", CROWD), "nobody": ring("Alfie", "7 months", [])}


def worktray(request: HttpRequest) -> dict[str, Any]:
    rows = (
        WorktrayRow(
            Status("late", "4 days late"),
            "Ask housing again about the Moss visit",
            "#",
            ("Action for Kayleigh Moss. Dave Hinchliffe, housing, 01632 960 551.", "It was due on Friday 27 February."),
            Link("Say how it went", "#", about="with the Moss visit"),
            main=True,
        ),
        WorktrayRow(
            Status("soon", "Answer today"),
            "Ruth Adeyemi asks: share the hearing result?",
            "#",
            ("About Kayleigh Moss, with speech therapy. Donna has agreed to share health news with them.",),
            Link("Decide on sharing", "#", post=True),
        ),
        WorktrayRow(
            Status("day", "Friday 6"), "Send the agenda for the meeting on 12 March", "#", (), Link("Write it", "#")
        ),
    )
    return {"rows": rows, "no_rows": ()}


def results(request: HttpRequest) -> dict[str, Any]:
    facts = (
        Fact("Lead professional", "Sam Okafor", ("Hazel Bank Primary",), telephone="01632 960 214"),
        Fact("Involved now", lines=("School, health, council family support, housing, a charity",)),
    )
    reasons = (
        Reason("same", "Family name is the same"),
        Reason("alike", "Kaylee sounds like Kayleigh"),
        Reason("swapped", "Day and month are swapped: 5 April, 4 May"),
        Reason("different", "Mum is Paula"),
        Reason("unknown", "No school was given"),
    )
    one, two, three = (
        Link(f"{verb} {name}", "#", post=True)
        for verb, name in (("Open", "Kayleigh Moss"), ("Look at", "Kaylie Mosse"), ("Look at", "Kayla Morse"))
    )
    return {
        "cards": (
            ResultCard(
                "Kayleigh Moss, 6",
                "Girl, born 4 May 2019. MB4 7QX, Marlbeck.",
                0.97,
                "Match",
                "good",
                one,
                facts,
                reasons[:3],
                best=True,
            ),
            ResultCard(
                "Kaylie Mosse, 6",
                "Girl, born 5 April 2019. MB4 2ND.",
                0.88,
                "Potential match",
                "soon",
                two,
                facts[1:],
                reasons[1:],
            ),
            ResultCard(
                "Kayla Morse, 5",
                "Girl, born 19 April 2020. MB9 1RT.",
                0.31,
                "Low confidence",
                "offered",
                three,
                (),
                reasons[3:],
            ),
        )
    }


def assessment(request: HttpRequest) -> dict[str, Any]:
    return {
        "bar": BAR,
        "strengths": (
            NoteCard(
                "school",
                "JC",
                "Jo Carrick",
                "class teacher, 28 January",
                "saw it",
                "Joins in every song and story.\nUses longer sentences in pairs.",
            ),
            NoteCard(
                "health",
                "HB",
                "Helen Brandt",
                "speech therapist, July 2025",
                "her report",
                "Understands at the level of her age.",
                past=True,
            ),
        ),
        "needs": (
            NoteCard(
                "school",
                "SO",
                "You",
                "26 January",
                "said by Kayleigh",
                "“At dinner people say what? what? so I just point.”",
                warm=True,
            ),
        ),
        "note_form": NoteForm(),
        "parts": (
            ("Health", "2 notes"),
            ("Speech and language", "open now"),
            ("Who I am", "empty"),
            ("Neighbourhood", "not needed"),
        ),
    }


class NoteForm(forms.Form):
    text = forms.LongTextField(label="Add your part", rows=3)


def plan(request: HttpRequest) -> dict[str, Any]:
    return {"bar": BAR, "lanes": LANES}


def insight(request: HttpRequest) -> dict[str, Any]:
    months = ("Mar 2025", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb 2026")
    values = (31, 30, 32, 29, 30, 33, 28, 26, 24, 22, 21, 19)
    points = [
        charts.Point(month, value, value * 0.65, value * 1.35, 14 + value % 12)
        for month, value in zip(months, values, strict=True)
    ]
    return {
        "figures": (
            Figure("142", "children with a plan under way, 9 more than in January"),
            Figure("37 of 412", "open actions are late (9%)"),
        ),
        "line": charts.line(
            "Families now wait 19 days for their first meeting, down from 31",
            points,
            limit=(20, "limit 20"),
            event=(6, "Second co-ordinator starts"),
            band_words="half of all families fall in this band",
            foot="Middle value; 14 to 26 families a month.",
        ),
        "bars": charts.bars(
            "Housing and mental health hold 21 of the 37 late actions",
            [
                charts.Row("Housing", 13, 48, strong=True),
                charts.Row("Mental health (CAMHS)", 8, 22, strong=True),
                charts.Row("Schools, 9 of them", 7, 121),
                charts.Row("Five other agencies", 9, 221, several=True),
            ],
            what="late",
            foot="On 28 February. No other agency has 5 or more.",
        ),
    }


def form(request: HttpRequest) -> dict[str, Any]:
    return {"form": SampleForm(request.POST or None, request.FILES or None)}


def nothing(request: HttpRequest) -> dict[str, Any]:
    return {"lanes": LANES, "tabs": TABS}


SHEETS: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "controls": controls, "form": form, "child": child, "crowd": crowd, "worktray": worktray, "results": results,
    "assessment": assessment, "plan": plan, "insight": insight, "family": nothing, "paper": nothing,
}  # fmt: skip
