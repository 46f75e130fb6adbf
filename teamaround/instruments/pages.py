"""A section cut into pages of about ten questions, so that it can be answered without JavaScript. Pure."""

from teamaround.instruments.definition import Audience, Instrument, Kind, Question, Section
from teamaround.instruments.routing import Given, applying, holds

LONGEST_PAGE = 10
"""Questions a page; a repeated group counts with its members (design.md 7)."""

Page = tuple[Question, ...]


def weight(question: Question) -> int:
    """How many boxes a question puts on a page."""
    return len(question.members) if question.kind is Kind.GROUP else 1


def pages(
    instrument: Instrument, section: Section, given: Given, audience: Audience = Audience.PRACTITIONER
) -> tuple[Page, ...]:
    """The pages of a section, with the questions for this audience. A question that hangs on another of the same
    page stands there too, since that one may still be answered; a question that hangs on an earlier page stands only
    where it applies."""
    values = {key: given.values.get(key) for key in applying(instrument, given).question_keys}
    done: list[Page] = []
    page: list[Question] = []
    for question in section.questions:
        if audience not in question.shown_to:
            continue
        if page and sum(weight(one) for one in page) + weight(question) > LONGEST_PAGE:
            done.append(tuple(page))
            page = []
        if holds(question.applies, values, [one.key for one in page]):
            page.append(question)
    return (*done, tuple(page)) if page else tuple(done)
