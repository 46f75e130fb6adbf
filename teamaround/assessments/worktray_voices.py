"""The day on which somebody asks a child or a parent for their own words has come (WOR-15; issue 2 step 7)."""

import datetime
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.assessments import access, rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.episodes.models import State
from teamaround.instruments.answers import single
from teamaround.kit import clock
from teamaround.kit.dates import PartialDate, short_day_words
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem


def voices_to_ask(actor: Actor) -> list[WorktrayItem]:
    """Whom I said I would ask, from that day on, until the words or a reason stand there: in the draft, or in a
    supplement to what is finished.
    """
    today = clock.today()
    return [
        _item(assessment, question, day)
        for rows in _by_episode(_rows(actor))
        for question in rules.ASK_ON
        for assessment, row in _waiting(rows, question)
        if actor.post_id in {row.author_id, assessment.started_by_id}
        for day in [_day(row)]
        if day is not None and day <= today
    ]


def _rows(actor: Actor) -> Sequence[Answer]:
    """Every answer about own words, of help that runs, for children of whom this post may write."""
    wanted = [*rules.ASK_ON, *rules.ASK_ON.values()]
    found = Answer.objects.filter(
        question__in=wanted, assessment__episode__child_id__in=engine.child_ids(actor, access.WRITE)
    )
    found = found.filter(assessment__instrument=rules.COMMON).exclude(assessment__episode__state=State.CLOSED)
    return list(found.select_related("assessment__episode__child").order_by("-assessment__started_at", "pk"))


def _by_episode(rows: Iterable[Answer]) -> Iterable[list[Answer]]:
    found: dict[int, list[Answer]] = {}
    for row in rows:
        found.setdefault(row.assessment.episode_id, []).append(row)
    return found.values()


def _waiting(rows: Sequence[Answer], question: str) -> Iterable[tuple[Assessment, Answer]]:
    """The newest assessment that says anything about it, where it says "not asked yet" and when."""
    for number in dict.fromkeys(row.assessment_id for row in rows):
        of_one = [row for row in rows if row.assessment_id == number]
        given = single(of_one, rules.ASK_ON[question])
        if given is None:
            continue
        asks_on = single(of_one, question)
        if given.value == rules.NOT_ASKED_YET and asks_on is not None:
            yield asks_on.assessment, asks_on
        return


def _day(row: Answer) -> datetime.date | None:
    return PartialDate.parse(row.value).latest() if isinstance(row.value, str) else None


def _item(assessment: Assessment, question: str, day: datetime.date) -> WorktrayItem:
    child = assessment.episode.child
    section = rules.SECTION_OF_VOICE[question]
    draft = assessment.state == Assessment.State.DRAFT
    place = {"assessment_ref": assessment.ref}
    url = reverse("assessments:section", kwargs=place | {"section": section}) if draft else ""
    titles = {
        "child_ask_on": _("Ask %(name)s for their own words"),
        "parent_ask_on": _("Ask the parents of %(name)s for their own words"),
    }
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.LATE if day < clock.today() else Urgency.DUE,
        tag="late" if day < clock.today() else "soon",
        tag_word=_("Ask for words"),
        title=titles[question] % {"name": child.name},
        url=url or reverse("assessments:paper", kwargs=place),
        lines=(_("You said: on %(day)s.") % {"day": short_day_words(day, clock.today())},),
        button=_("Write what they say") if draft else _("Open the assessment"),
        due=day,
        child_ids=(child.pk,),
    )
