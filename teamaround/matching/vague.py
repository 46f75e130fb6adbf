"""Is this too little to search with? Says what would help, in words; never how many children there are."""

from typing import NamedTuple

from teamaround.matching.people import Prepared, Query
from teamaround.matching.wording import N_

# A search needs three points: enough to find a child, too much for leafing through the index (DUD-25).
POINTS_NEEDED = 3


class Help(NamedTuple):
    """One thing that would help: a key, and the sentence to translate."""

    key: str
    sentence: str


_NOTHING = Help("nothing", N_("Type what you know about the child, for example the name and the date of birth or age."))
_FAMILY = Help("family", N_("Add the family name."))
_GIVEN = Help("given", N_("Add the first name. If there is none yet, type Baby or Unborn."))
_BIRTH = Help("birth", N_("Add the date of birth. If you do not know it, add the year or the age."))
_HOME = Help("postcode", N_("Add the postcode, now or from before. The first half helps too."))
_CARER = Help("carer", N_("Add the first and last name of a parent or carer."))
_PLACE = Help("place", N_("Add the school, nursery or GP practice."))
_NUMBER = Help("number", N_("The number you typed cannot be right. Check it, or leave it out."))
_LETTERS = Help("letters", N_("Type more than one letter of the name."))


def is_too_vague(query: Query) -> list[Help]:
    """What would help, most useful first; empty if the query may be made.

    A valid number is enough. Otherwise names count one each, a date of birth, whole postcode, carer's full name or
    telephone two, and part of a date, an age, part of a postcode, a school or a practice one; three are needed.
    """
    prepared = query.prepared
    if prepared.numbers or _points(prepared) >= POINTS_NEEDED:
        return []
    problems = [_NUMBER] if prepared.unusable_numbers else []
    if not _points(prepared) and not _one_letter(prepared):
        return [*problems, _NOTHING]
    return [*problems, *_missing(prepared)]


def _points(prepared: Prepared) -> int:
    home = prepared.postcodes[0]
    return sum(
        (
            _is_word(prepared.named.family),
            _is_word(prepared.named.given) or prepared.no_name_yet,
            2 if prepared.birth_day or prepared.expected else int(bool(prepared.born) or _has_age(prepared)),
            2 if home.full else int(home.is_known),
            2 if any(carer.last for carer in prepared.carers) else int(bool(prepared.carers)),
            2 if prepared.telephones else 0,
            int(bool(prepared.schools)),
            int(bool(prepared.practices)),
        )
    )


def _is_word(name: str) -> bool:
    return len(name) > 1


def _has_age(prepared: Prepared) -> bool:
    return prepared.age is not None and prepared.as_of is not None


def _one_letter(prepared: Prepared) -> bool:
    return len(prepared.named.family) == 1 or len(prepared.named.given) == 1


def _missing(prepared: Prepared) -> list[Help]:
    wanted = (
        (_one_letter(prepared), _LETTERS),
        (not prepared.named.family, _FAMILY),
        (not (prepared.named.given or prepared.no_name_yet), _GIVEN),
        (not (prepared.birth_day or prepared.expected), _BIRTH),
        (not prepared.postcodes[0].full, _HOME),
        (not any(carer.last for carer in prepared.carers), _CARER),
        (not (prepared.schools or prepared.practices), _PLACE),
    )
    return [help_ for is_missing, help_ in wanted if is_missing]
