"""The sentence, short label and sign of every comparison, in English and marked for translation.

`N_` marks a text and changes nothing (Babel looks for it); the pages translate by the English text. Values in braces
are put in after translation. Signs: same, alike, swapped, different, unknown.
"""

from typing import NamedTuple

SAME = "same"
ALIKE = "alike"
SWAPPED = "swapped"
DIFFERENT = "different"
UNKNOWN = "unknown"


def N_(message: str) -> str:  # noqa: N802 - the name that Babel looks for
    """Mark for translation."""
    return message


class Wording(NamedTuple):
    """How one kind of agreement is shown: the sign, the sentence in a search, the label beside a weight."""

    sign: str
    sentence: str
    label: str


_THE_SAME = N_("the same")
_NOT_THE_SAME = N_("not the same")
_NOTHING = N_("nothing to compare")

FIELD_NAMES: dict[str, str] = {
    "family_name": N_("Family name"),
    "given_name": N_("First name"),
    "birth": N_("Born"),
    "sex": N_("Sex"),
    "carer": N_("Parent or carer"),
    "postcode": N_("Home"),
    "address": N_("Address"),
    "school": N_("School"),
    "gp": N_("GP practice"),
    "telephone": N_("Telephone"),
    "nhs_number": N_("NHS number"),
    "upn": N_("Unique pupil number"),
    "uln": N_("Unique learner number"),
}
OTHER_NUMBER = N_("Other number")

PROBLEMS: dict[str, str] = {
    "wrong length": N_("it has the wrong length"),
    "wrong characters": N_("it has letters or digits that do not belong there"),
    "check digit does not fit": N_("one digit or letter must be wrong"),
    "made up": N_("nobody has such a number"),
    "no number, with a reason": N_("it says only why there is no number"),
}

HELD: dict[str, str] = {
    "number_differs": N_("The NHS numbers are different, so this is not called a match before somebody has checked."),
    "number_alone": N_("Only the number agrees, so this is not called a match before somebody has checked."),
    "other_given_name": N_("The first names are different: this may be a brother, a sister or a twin."),
    "other_family_name": N_(
        "The family names are different and nothing but first name and birthday agrees: please check."
    ),
    "name_alone": N_("Nothing but the name confirms it: please check the birthday, the home or a carer."),
    "name_and_day": N_(
        "Only the names and the birthday agree, and another child may share them: please check the home or a carer."
    ),
    "brother_or_sister": N_("First name and birthday are different: this is more likely a brother or sister."),
}

SEXES: dict[str, str] = {"female": N_("girl"), "male": N_("boy"), "": N_("not known")}

_NAMES: dict[str, Wording] = {
    "family_name.same": Wording(SAME, N_("Family name is the same"), _THE_SAME),
    "family_name.before": Wording(SAME, N_("Has also been called {theirs}"), N_("the same as another name")),
    "family_name.part": Wording(ALIKE, N_("{yours} and {theirs} share a part"), N_("share a part")),
    "family_name.sounds": Wording(ALIKE, N_("{yours} sounds like {theirs}"), N_("sound the same")),
    "family_name.alike": Wording(ALIKE, N_("{yours} is spelt nearly like {theirs}"), N_("spelt nearly the same")),
    "family_name.near": Wording(ALIKE, N_("{yours} is a little like {theirs}"), N_("a little alike")),
    "family_name.initial": Wording(ALIKE, N_("Family name begins with the same letter"), N_("same first letter")),
    "family_name.swapped": Wording(SWAPPED, N_("{yours} is the first name here"), N_("names swapped")),
    "family_name.different": Wording(DIFFERENT, N_("Family name is {theirs}"), _NOT_THE_SAME),
    "family_name.unknown": Wording(UNKNOWN, N_("No family name in this record"), _NOTHING),
    "given_name.same": Wording(SAME, N_("First name is the same"), _THE_SAME),
    "given_name.first_same": Wording(
        SAME, N_("First name is the same, middle names are not"), N_("first name the same")
    ),
    "given_name.before": Wording(SAME, N_("Has also been called {theirs}"), N_("the same as another name")),
    "given_name.part": Wording(ALIKE, N_("{yours} and {theirs} share a name"), N_("share a name")),
    "given_name.nickname": Wording(ALIKE, N_("{yours} can be a form of {theirs}"), N_("forms of one name")),
    "given_name.sounds": Wording(ALIKE, N_("{yours} sounds like {theirs}"), N_("sound the same")),
    "given_name.alike": Wording(ALIKE, N_("{yours} is spelt nearly like {theirs}"), N_("spelt nearly the same")),
    "given_name.near": Wording(ALIKE, N_("{yours} is a little like {theirs}"), N_("a little alike")),
    "given_name.begins": Wording(ALIKE, N_("First name begins like yours"), N_("begin alike")),
    "given_name.initial": Wording(ALIKE, N_("First name begins with the same letter"), N_("same first letter")),
    "given_name.swapped": Wording(SWAPPED, N_("{yours} is the family name here"), N_("names swapped")),
    "given_name.different": Wording(DIFFERENT, N_("First name is {theirs}"), _NOT_THE_SAME),
    "given_name.unknown": Wording(UNKNOWN, N_("No first name in this record yet"), _NOTHING),
    "given_name.no_name_both": Wording(SAME, N_("There is no first name yet"), N_("none yet on both sides")),
    "given_name.no_name_yet": Wording(UNKNOWN, N_("You gave no first name, so it was not compared"), _NOTHING),
}

_BIRTHS: dict[str, Wording] = {
    "birth.same": Wording(SAME, N_("Born on the day you gave"), _THE_SAME),
    "birth.same_placeholder": Wording(
        SAME, N_("Born on the day you gave, but 1 January is often a guess"), N_("the same, but 1 January")
    ),
    "birth.swapped": Wording(
        SWAPPED, N_("Day and month are swapped: {yours_short}, {theirs_short}"), N_("day and month swapped")
    ),
    "birth.year_off": Wording(ALIKE, N_("Same day, a year apart: born {theirs}"), N_("a year apart")),
    "birth.years_off": Wording(ALIKE, N_("Same day, another year: born {theirs}"), N_("same day, another year")),
    "birth.decade_off": Wording(ALIKE, N_("Same day, ten years apart: born {theirs}"), N_("ten years apart")),
    "birth.one_digit": Wording(ALIKE, N_("One digit of the birthday differs: born {theirs}"), N_("one digit differs")),
    "birth.two_digits_swapped": Wording(
        SWAPPED, N_("Two digits of the birthday are swapped: born {theirs}"), N_("two digits swapped")
    ),
    "birth.month_off": Wording(ALIKE, N_("Same day, a month apart: born {theirs}"), N_("a month apart")),
    "birth.days_off": Wording(ALIKE, N_("Born within three days: {theirs}"), N_("days apart")),
    "birth.weeks_off": Wording(DIFFERENT, N_("Born within a month: {theirs}"), N_("within a month")),
    "birth.two_digits": Wording(
        DIFFERENT, N_("Two digits of the birthday differ: born {theirs}"), N_("two digits differ")
    ),
    "birth.same_year": Wording(DIFFERENT, N_("Born in the same year, but on {theirs}"), N_("same year, another day")),
    "birth.different": Wording(DIFFERENT, N_("Born {theirs}"), _NOT_THE_SAME),
    "birth.part_same_month": Wording(SAME, N_("Born in the month you gave"), N_("same month")),
    "birth.part_same_year": Wording(SAME, N_("Born in the year you gave"), N_("same year")),
    "birth.part_next_year": Wording(
        ALIKE, N_("Born in the next year or the one before"), N_("years next to each other")
    ),
    "birth.age_same": Wording(SAME, N_("Is the age you gave"), N_("the age fits")),
    "birth.age_near": Wording(ALIKE, N_("Is a year from the age you gave"), N_("a year from the age")),
    "birth.age_close": Wording(DIFFERENT, N_("Is two years from the age you gave"), N_("two years from the age")),
    "birth.age_different": Wording(DIFFERENT, N_("Is not the age you gave: born {theirs}"), N_("the age does not fit")),
    "birth.expected_same": Wording(SAME, N_("Expected on the day you gave"), N_("expected the same day")),
    "birth.expected_near": Wording(SAME, N_("The expected date fits: {theirs}"), N_("fits the expected date")),
    "birth.expected_possible": Wording(
        ALIKE, N_("The expected date may fit: {theirs}"), N_("may fit the expected date")
    ),
    "birth.unknown": Wording(UNKNOWN, N_("No birthday to compare"), _NOTHING),
}

_REST: dict[str, Wording] = {
    "sex.same": Wording(SAME, N_("Sex is the same"), _THE_SAME),
    "sex.different": Wording(DIFFERENT, N_("Is a {theirs}"), _NOT_THE_SAME),
    "sex.unknown": Wording(UNKNOWN, N_("Sex is not in this record"), _NOTHING),
    "carer.same": Wording(SAME, N_("{relation} is {theirs}"), _THE_SAME),
    "carer.alike": Wording(ALIKE, N_("{relation} is {theirs}, nearly as you wrote"), N_("nearly the same")),
    "carer.first_same": Wording(SAME, N_("{relation} is {theirs}"), N_("first name the same")),
    "carer.family_same": Wording(
        ALIKE, N_("{relation} has the family name you gave: {theirs}"), N_("same family name")
    ),
    "carer.different": Wording(DIFFERENT, N_("{relation} is {theirs}"), _NOT_THE_SAME),
    "carer.unknown": Wording(UNKNOWN, N_("No parent or carer in this record"), _NOTHING),
    "postcode.same": Wording(SAME, N_("Lives at the postcode you gave"), _THE_SAME),
    "postcode.old": Wording(SAME, N_("Lived at {theirs} before"), N_("a former home")),
    "postcode.sector": Wording(ALIKE, N_("Lives near by: postcode begins {theirs}"), N_("near by")),
    "postcode.sector_given": Wording(SAME, N_("Postcode begins {theirs}"), N_("the same as far as given")),
    "postcode.district": Wording(ALIKE, N_("Same part of town: postcode begins {theirs}"), N_("same part of town")),
    "postcode.district_given": Wording(SAME, N_("Postcode begins {theirs}"), N_("the same as far as given")),
    "postcode.old_part": Wording(ALIKE, N_("Lived in {theirs} before"), N_("a former part of town")),
    "postcode.different": Wording(DIFFERENT, N_("Lives in {theirs}"), _NOT_THE_SAME),
    "postcode.unknown": Wording(UNKNOWN, N_("No postcode in this record"), _NOTHING),
    "address.same": Wording(SAME, N_("Address is the same"), _THE_SAME),
    "address.same_home": Wording(SAME, N_("House and street are the same"), _THE_SAME),
    "address.street": Wording(ALIKE, N_("Same street, another house"), N_("same street")),
    "address.different": Wording(DIFFERENT, N_("Another street"), _NOT_THE_SAME),
    "address.unknown": Wording(UNKNOWN, N_("No address in this record"), _NOTHING),
    "school.same": Wording(SAME, N_("School is {theirs}"), _THE_SAME),
    "school.old": Wording(SAME, N_("Went to {theirs} before"), N_("a former school")),
    "school.alike": Wording(ALIKE, N_("School is {theirs}, nearly as you wrote"), N_("nearly the same")),
    "school.different": Wording(DIFFERENT, N_("School is {theirs}"), _NOT_THE_SAME),
    "school.unknown": Wording(UNKNOWN, N_("No school in this record"), _NOTHING),
    "gp.same": Wording(SAME, N_("GP practice is {theirs}"), _THE_SAME),
    "gp.old": Wording(SAME, N_("Was with {theirs} before"), N_("a former practice")),
    "gp.alike": Wording(ALIKE, N_("GP practice is {theirs}, nearly as you wrote"), N_("nearly the same")),
    "gp.different": Wording(DIFFERENT, N_("GP practice is {theirs}"), _NOT_THE_SAME),
    "gp.unknown": Wording(UNKNOWN, N_("No GP practice in this record"), _NOTHING),
    "telephone.same": Wording(SAME, N_("Telephone is the same"), _THE_SAME),
    "telephone.different": Wording(DIFFERENT, N_("Telephone is another one"), _NOT_THE_SAME),
    "telephone.unknown": Wording(UNKNOWN, N_("No telephone in this record"), _NOTHING),
    "number.same": Wording(SAME, N_("{number_name} is the same"), _THE_SAME),
    "number.different": Wording(DIFFERENT, N_("{number_name} is another one"), _NOT_THE_SAME),
    "number.unknown": Wording(UNKNOWN, N_("{number_name} is not in this record"), _NOTHING),
    "number.unusable": Wording(UNKNOWN, N_("{number_name} was not compared: {problem}"), _NOTHING),
}

WORDINGS: dict[str, Wording] = {**_NAMES, **_BIRTHS, **_REST}
