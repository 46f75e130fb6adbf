"""The words of rules as sentences for whoever fills in a form."""

import datetime

from django.utils.translation import gettext as _

from teamaround.families import rules
from teamaround.families.rules import BirthWord, DayWord, NameWord
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching import identifiers


def check_name(given: str, family: str, known_as: str = "", *, field: str = "given") -> None:
    """Raises Problem."""
    word = rules.name_word(given, family, known_as)
    if word is NameWord.GOOD:
        return
    wrong = rules.wrong_letters(f"{given}{family}{known_as}")[:40]
    raise Problem(
        {
            NameWord.EMPTY: _("Write at least one name."),
            NameWord.TOO_LONG: _("A name can hold %(count)s letters. Make it shorter.") % {"count": rules.LONGEST_NAME},
            NameWord.WRONG_LETTERS: _(
                "Names hold letters, spaces, hyphens, full stops and apostrophes. Take out: %(wrong)s"
            )
            % {"wrong": wrong},
        }[word],
        field=field,
    )


def check_day(
    day: datetime.date | None,
    *,
    born: datetime.date | None = None,
    starts: datetime.date | None = None,
    field: str = "since",
) -> None:
    """Raises Problem."""
    if day is None:
        return
    word = rules.day_word(day, clock.today(), born=born, starts=starts)
    if word is DayWord.GOOD:
        return
    raise Problem(
        {
            DayWord.AHEAD: _("The day lies ahead. Write today or an earlier day; come back when it has happened."),
            DayWord.BEFORE_BIRTH: _("The day lies before the date of birth. Check both."),
            DayWord.BEFORE_START: _("The last day lies before the first. Write a later day."),
            DayWord.TOO_LONG_AGO: _("That is more than 120 years ago. Check the year."),
        }[word],
        field=field,
    )


def check_birth(born: datetime.date | None, expected: datetime.date | None, *, child: bool = True) -> None:
    """Raises Problem."""
    word = rules.birth_word(born, expected, clock.today(), child=child)
    if word is BirthWord.GOOD:
        return
    sentence, field = {
        BirthWord.NEITHER: (_("Write the date of birth, or for an unborn child the expected date."), "born"),
        BirthWord.BOTH: (_("A child is born or expected, not both. Empty one of the two dates."), "expected"),
        BirthWord.AHEAD: (_("The date of birth lies ahead. For an unborn child write the expected date."), "born"),
        BirthWord.TOO_OLD: (_("That is too long ago. Check the year of birth."), "born"),
        BirthWord.EXPECTED_LONG_AGO: (
            _("The expected date is more than four weeks ago. Choose “The baby is born”, or check the date."),
            "expected",
        ),
        BirthWord.EXPECTED_TOO_FAR: (
            _("The expected date is too far ahead. Check the month and the year."),
            "expected",
        ),
    }[word]
    raise Problem(sentence, field=field)


def check_number(scheme: str, value: str) -> str:
    """The word of the check digit. Raises Problem when the number is not kept."""
    word = identifiers.word(scheme, value)
    if identifiers.comparable(scheme, value):
        return word
    if scheme not in (identifiers.NHS_NUMBER, identifiers.UPN, identifiers.ULN):
        raise Problem(_("Write the number."), field="value")
    lengths = {identifiers.UPN: _("a letter and 12 figures")}
    raise Problem(
        {
            identifiers.MISSING: _("Write the number."),
            identifiers.WRONG_LENGTH: _("The number has the wrong length: it must have %(length)s.")
            % {"length": lengths.get(scheme, _("10 figures"))},
            identifiers.WRONG_CHARACTERS: _("The number holds a sign that does not belong there. Look at it again."),
            identifiers.NO_NUMBER: _("That says why there is no number. Leave it out."),
            identifiers.MADE_UP: _("That number is nobody's. Look at the letter or card again."),
        }.get(word, _("One figure is not right: the last one checks the others. Look at the number again.")),
        field="value",
    )
