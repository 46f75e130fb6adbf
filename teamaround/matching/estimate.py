"""How well a stored row of names fits a query, before the child behind it is read: names, birth, sex and postcode.

Most children whom the look-ups find are namesakes. A row says nearly all that parts them from the child who is meant,
so only the best few need to be read and compared in full. The weights are those of `compare`; each distinct name, day
and postcode is worked out once for a query.
"""

from datetime import date

from teamaround.matching import compare, dates, weights
from teamaround.matching.compare_household import home_level
from teamaround.matching.frequencies import USUAL, Frequencies
from teamaround.matching.normalise import postcode
from teamaround.matching.people import NameForm, Query

ROUNDED = 1.0
"""An estimate may be so much under what the full comparison gives."""


class Estimate:
    """The bits that rows weigh for one query."""

    def __init__(self, query: Query, frequencies: Frequencies = USUAL) -> None:
        self._ours = query.prepared
        self._frequencies = frequencies
        self._names: dict[tuple[str, str], float] = {}
        self._days: dict[tuple[date, bool], float] = {}
        self._homes: dict[str, float] = {}
        self._given: dict[tuple[str, str], float] = {}
        self._family: dict[tuple[str, str], float] = {}
        self._compares_home = any(code.is_known for code in self._ours.postcodes)

    @property
    def more(self) -> float:
        """What other fields can add that are not looked up by themselves: a carer or place that is spelt otherwise."""
        ours = self._ours
        fields = ((ours.carers, weights.CARER), (ours.schools, weights.SCHOOL), (ours.practices, weights.PRACTICE))
        return sum(table["alike"] for asked, table in fields if asked) + ROUNDED

    def bits(self, family: str, first: str, day: date | None, sex: str, home: str) -> float:
        """What names, birth, sex and present postcode of one row come to."""
        names = self._names.get((family, first))
        if names is None:
            names = self._names[family, first] = self._of_names(family, first)
        total = names
        if day is not None:
            birth = self._days.get((day, not first))
            if birth is None:
                birth = self._days[day, not first] = self._of_birth(day, no_name_yet=not first)
            total += birth
        if sex and self._ours.sex:
            total += weights.SEX["same" if sex == self._ours.sex else "different"]
        if home and self._compares_home:
            near = self._homes.get(home)
            if near is None:
                near = self._homes[home] = self._of_home(home)
            total += near
        return total

    def _of_names(self, family: str, first: str) -> float:
        """The best of all ways in which the child is called on our side, straight or swapped."""
        other = NameForm(first, family, "", "")
        neither = weights.NO_NAME_ON_EITHER_SIDE if self._ours.no_name_yet and not first else 0.0
        return neither + max(self._of_form(mine, other) for mine in self._ours.forms)

    def _of_form(self, mine: NameForm, other: NameForm) -> float:
        ours, frequencies = self._ours, self._frequencies
        given = self._given.get((mine.given, other.given))
        if given is None:
            found = compare.given_name(ours, mine, other, frequencies.given)
            given = self._given[mine.given, other.given] = found[1] / 10 if found else 0.0
        family = self._family.get((mine.family, other.family))
        if family is None:
            found = compare.family_name(ours, mine, other, frequencies.family)
            family = self._family[mine.family, other.family] = found[1] / 10 if found else 0.0
        if given > 0 and family > 0:
            return given + family
        swapped = compare.swapped_names(ours, mine, other, frequencies)
        return max(given + family, (swapped[0][1] + swapped[1][1]) / 10) if swapped else given + family

    def _of_birth(self, day: date, *, no_name_yet: bool) -> float:
        """The day of a row is of birth or expected; only a child without a name may be either."""
        ours = self._ours
        held = dates.partial(day)
        assert held
        bits = []
        if ours.born:
            bits.append(weights.BIRTH[dates.births(ours.born, held)])
        elif ours.age is not None and ours.as_of and not ours.expected:
            bits.append(weights.BIRTH[dates.ages(ours.age, held, ours.as_of)])
            bits += [weights.BIRTH[dates.UNKNOWN]] if no_name_yet else []
        mine = ours.birth_day or ours.expected
        if mine and (ours.expected or no_name_yet):
            bits.append(weights.BIRTH[dates.expected_births(mine, day, both_expected=ours.born is None)])
        return max(bits, default=0.0)

    def _of_home(self, home: str) -> float:
        theirs = postcode(home)
        asked = [code for code in self._ours.postcodes if code.is_known]
        return weights.HOME[home_level(self._ours.postcodes[0], theirs, asked, [theirs])[0]]
