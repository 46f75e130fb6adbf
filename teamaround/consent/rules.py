"""Pure rules of agreement: the status in a word, whom to ask, what must be explained (DUD-60, facts.md a)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

EXPLAINED = {
    "purpose": _("what a common assessment is for"),
    "who_sees": _("who will see what is written, and where it is kept"),
    "free_choice": _("that help does not hang on saying yes"),
    "take_back": _("that yes can be taken back at any time"),
    "harm": _("that we must share when somebody may be badly harmed"),
}
"""What is explained before asking; all of it, in plain words (DUD-60)."""

WHY_NOT_ASKED = {
    "not_reached": _("We could not reach anybody yet"),
    "would_endanger": _("Asking now could put the child or somebody else in danger"),
    "would_prejudice": _("Asking now would spoil an enquiry into a crime"),
    "later": _("It will be asked at the next visit"),
}
"""Codes for an agreement that was not asked for; each is looked at again."""

COMPETENCE_QUESTIONS = {
    "understands": _("Understands what is being decided"),
    "sees_both_sides": _("Sees what may follow from yes and from no"),
    "remembers": _("Can keep it in mind long enough to weigh it up"),
    "own_words": _("Can say the decision and the reasons in their own words"),
    "free": _("Decides freely, not pressed by anybody"),
}
"""The five answers of a judgement whether a young person may decide alone (facts.md a, consent)."""


@dataclass(frozen=True)
class Given:
    """One answer that stands or stood: for the pure status rule."""

    answer: str
    by_right: str
    until: datetime.date | None
    withdrawn: bool


def status(given: list[Given], today: datetime.date) -> str:
    """The state of agreement in one word, the same everywhere.

    "not asked", "agreed", "refused", "withdrawn", "run out", "conflict" (people who may decide differ). A competent
    young person's own answer comes before a parent's.
    """
    words = {_word(each, today) for each in _deciding(given, today)}
    if not words:
        return "not asked"
    if len(words & {"agreed", "refused"}) == 2:
        return "conflict"
    for word in ("refused", "agreed", "withdrawn", "run out"):
        if word in words:
            return word
    return "not asked"


def _deciding(given: list[Given], today: datetime.date) -> list[Given]:
    """A young person's own answer comes first, then a yes or no of those with parental responsibility, then any.

    That somebody was not asked is no answer.
    """
    own = [each for each in given if each.by_right == "young_person" and each.answer != "not_asked"]
    responsible = [
        each for each in given if each.by_right == "responsibility" and _word(each, today) in {"agreed", "refused"}
    ]
    return own or responsible or given


def counted(given: list[Given], today: datetime.date) -> int | None:
    """Which of the answers, newest first, is the one that the status speaks of; None where nothing was asked."""
    word, deciding = status(given, today), _deciding(given, today)
    speaks = [place for place, each in enumerate(given) if each in deciding and _word(each, today) == word]
    return next(iter(speaks), 0 if given else None)


def _word(given: Given, today: datetime.date) -> str:
    if given.withdrawn:
        return "withdrawn"
    if given.answer == "agreed" and given.until is not None and given.until < today:
        return "run out"
    return {"agreed": "agreed", "refused": "refused"}.get(given.answer, "not asked")


def ask_young_person_first(*, age: int | None, own_decision_age: int) -> bool:
    """From the local age on the young person is asked first (issue 5; default 13)."""
    return age is not None and age >= own_decision_age


def judged(answers: dict[str, str]) -> str:
    """Five yes mean competent, any no means not yet, otherwise unsure. The worker's word may differ, with why."""
    said = [answers.get(key, "") for key in COMPETENCE_QUESTIONS]
    if all(each == "yes" for each in said):
        return "competent"
    return "not_yet" if "no" in said else "unsure"
