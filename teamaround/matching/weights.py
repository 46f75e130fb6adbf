"""What each kind of agreement weighs, in bits: +1 makes 'the same child' twice as likely, −1 half as likely.

Every weight is log2(how often it happens for one child written twice ÷ how often for two children picked blindly).
Dates, postcodes and sex follow the figures measured in [performance.md section 1]. Names depend on how common the
name is: the table says what is taken off the weight of an exact agreement. Facts about a household (carer,
telephone, school, practice, address line) hang together, so each of them weighs what it adds when another one
already agrees. Set by hand and measured (README); fitted weights may replace this module without other changes.
"""

from teamaround.matching import dates

# Taken off the weight of the exact name. The second figure is the most that such an agreement may weigh.
OFF_THE_NAME: dict[str, tuple[float, float]] = {
    "same": (0.0, 13.0),
    "first_same": (0.5, 13.0),
    "before": (0.5, 13.0),
    "swapped": (2.0, 11.0),
    "part": (2.0, 9.0),
    "nickname": (4.0, 8.0),
    "sounds": (4.0, 8.0),
    "alike": (4.5, 8.0),
    "near": (6.5, 3.0),
    "initial": (3.5, 2.5),
    "begins": (8.0, 1.0),
}
LEAST_FOR_A_NAME = 0.3
NO_NAME_ON_EITHER_SIDE = 2.0
GIVEN_DIFFERENT = -5.0
FAMILY_DIFFERENT = -4.5

BIRTH: dict[str, float] = {
    dates.SAME: 12.5,
    dates.SAME_PLACEHOLDER: 9.5,
    dates.SWAPPED: 8.0,
    dates.YEAR_OFF: 7.0,
    dates.YEARS_OFF: 2.5,
    dates.DECADE_OFF: 3.5,
    dates.ONE_DIGIT: 4.0,
    dates.TWO_DIGITS_SWAPPED: 5.0,
    dates.MONTH_OFF: 4.0,
    dates.DAYS_OFF: 3.5,
    dates.WEEKS_OFF: -1.0,
    dates.TWO_DIGITS: -2.0,
    dates.SAME_YEAR: -2.5,
    dates.DIFFERENT: -5.0,
    dates.PART_SAME_MONTH: 6.5,
    dates.PART_SAME_YEAR: 3.5,
    dates.PART_NEXT_YEAR: 0.0,
    dates.AGE_SAME: 3.5,
    dates.AGE_NEAR: 1.5,
    dates.AGE_CLOSE: -1.0,
    dates.AGE_DIFFERENT: -4.5,
    dates.EXPECTED_SAME: 11.0,
    dates.EXPECTED_NEAR: 6.5,
    dates.EXPECTED_POSSIBLE: 3.5,
    dates.UNKNOWN: 0.0,
}

SEX: dict[str, float] = {"same": 1.0, "different": -3.0, "unknown": 0.0}

HOME: dict[str, float] = {
    "same": 11.0,
    "old": 10.0,
    "sector": 5.0,
    "sector_given": 5.0,
    "district": 2.5,
    "district_given": 2.5,
    "old_part": 1.5,
    "different": -2.0,
    "unknown": 0.0,
}

# An address line says more when no postcode agrees already.
ADDRESS: dict[str, float] = {"same": 6.0, "same_home": 3.0, "street": 0.5, "different": -0.5, "unknown": 0.0}

CARER: dict[str, float] = {
    "same": 6.0,
    "alike": 3.5,
    "first_same": 2.4,
    "family_same": 0.5,
    "different": -1.5,
    "unknown": 0.0,
}

SCHOOL: dict[str, float] = {"same": 4.5, "old": 3.5, "alike": 3.5, "different": -1.0, "unknown": 0.0}
PRACTICE: dict[str, float] = {"same": 2.5, "old": 2.0, "alike": 2.0, "different": -0.5, "unknown": 0.0}
TELEPHONE: dict[str, float] = {"same": 7.0, "different": -0.5, "unknown": 0.0}

# A number that is issued once and for life weighs more than one that may be issued anew.
NUMBER_SAME = 20.0
NUMBER_DIFFERENT: dict[str, float] = {"nhs_number": -10.0, "upn": -5.0, "uln": -6.0}
OTHER_NUMBER_DIFFERENT = -1.0
