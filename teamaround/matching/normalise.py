"""Make two ways of writing the same thing equal, without guessing what was meant.

Everything here takes any text, also broken text, and always gives an answer.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A name longer than this is a mistake or an attack; national look-ups stop at 35 letters [facts.md D17].
LONGEST_NAME = 100


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Letters that do not fall apart into a plain letter and an accent. Irish letters with a dot are written with an h
# today; Maltese ċ and ġ are left alone.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
    | {"Ł": "l", "Ø": "o", "Đ": "d", "Ð": "d", "Ħ": "h", "İ": "i", "Þ": "th", "ẞ": "ss", "Æ": "ae", "Œ": "oe"}
    | {"Ə": "a", "ḃ": "bh", "ḋ": "dh", "ḟ": "fh", "ṁ": "mh", "ṗ": "ph", "ṡ": "sh", "ṫ": "th"}
    | {"Ḃ": "bh", "Ḋ": "dh", "Ḟ": "fh", "Ṁ": "mh", "Ṗ": "ph", "Ṡ": "sh", "Ṫ": "th"}
)
_APOSTROPHES = "'’‘ʼʻ`´′＇"
_DROP_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_SURNAME_BEGINNINGS = frozenset({"mc", "mac", "o"})

_NO_NAME_YET = _words(
    "baby babyboy babygirl boy girl infant newborn unborn unnamed unknown notknown notgiven nk twin triplet bump "
    "male female tbc nfn"
)
_FILLERS = _NO_NAME_YET | {"one", "two", "three", "known", "given", "not", "yet"}

# Letters that stand for a postcode area in Great Britain, Northern Ireland and the islands (Royal Mail's 124 areas).
_AREAS = _words("""
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL
    GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX
    PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN
    WR WS WV YO ZE
""")
_FULL_POSTCODE = re.compile(r"([A-Z]{1,2})([0-9][0-9A-Z]?)([0-9])([A-Z]{2})")
_PART_POSTCODE = re.compile(r"([A-Z]{1,2})([0-9][0-9A-Z]?)(?: ([0-9]))?")
_NOT_A_DIGIT = re.compile(r"[^0-9]")
_NOT_POSTCODE = re.compile(r"[^A-Z0-9 ]")
_ADDRESS_WORDS = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "cl": "close",
    "ct": "court",
    "dr": "drive",
    "cres": "crescent",
    "gdns": "gardens",
    "pl": "place",
    "sq": "square",
    "terr": "terrace",
    "ter": "terrace",
    "apt": "flat",
    "apartment": "flat",
}
_PLACE_NOISE = _words(
    "the of and school primary secondary infant infants junior academy nursery surgery practice medical centre "
    "health dr drs doctor doctors gp ce rc cofe"
)


class Postcode(NamedTuple):
    """A postcode in its parts. A part that was not given is empty; a shorter part is always there if a longer is."""

    full: str
    sector: str
    district: str
    kind: str

    @property
    def is_known(self) -> bool:
        """Can this be compared with another postcode?"""
        return bool(self.district)


NO_POSTCODE = Postcode("", "", "", "missing")


def without_control_characters(text: str) -> str:
    """The text without NUL, other control characters, surrogates and invisible marks; runs of space become one."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


@lru_cache(maxsize=100_000)
def fold_name(text: str) -> str:
    """Small letters without accents; apostrophes go, every other mark is a space, digits are not part of a name."""
    plain = text[: LONGEST_NAME * 4].translate(_DROP_APOSTROPHES).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).casefold()
    letters = "".join(c if c.isalpha() else " " for c in plain if not unicodedata.combining(c))
    words = letters.split()
    if len(words) > 1:
        words = _join_beginnings(words)
    return " ".join(words)[:LONGEST_NAME].rstrip()


def _join_beginnings(words: list[str]) -> list[str]:
    """Mc Donald and O Brien are one word each."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _SURNAME_BEGINNINGS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def is_no_name_yet(folded: str) -> bool:
    """Is this what people write when a child has no first name yet (Baby, Unborn, Baby girl, Twin One)?"""
    words = folded.split()
    if "of" in words:
        words = words[: words.index("of")]
    if words[:2] == ["not", "known"]:
        return True
    return bool(words) and words[0] in _NO_NAME_YET and all(word in _FILLERS for word in words)


@lru_cache(maxsize=100_000)
def postcode(text: str) -> Postcode:
    """Read a whole postcode (MB4 7QX), a sector (MB4 7) or a district (MB4); anything else is unknown.

    A foreign code is not compared at all, which is safer than calling it different.
    """
    tidy = " ".join(_NOT_POSTCODE.sub("", text[:40].upper()).split())
    if not tidy:
        return NO_POSTCODE
    whole = _FULL_POSTCODE.fullmatch(tidy.replace(" ", ""))
    part = None if whole else _PART_POSTCODE.fullmatch(tidy)
    found = whole or part
    if not found:
        return Postcode("", "", "", "foreign")
    area, number, sector_digit = found.group(1), found.group(2), found.group(3)
    if area == "ZZ":  # the health service's codes for no fixed home, unknown and abroad
        return Postcode("", "", "", "no fixed home")
    district = area + number
    sector = f"{district} {sector_digit}" if sector_digit else ""
    full = sector + found.group(4) if whole else ""
    return Postcode(full, sector, district, "real area" if area in _AREAS else "invented area")


@lru_cache(maxsize=20_000)
def telephone(text: str) -> str:
    """Only the digits, as dialled inside the country; under six digits it is no number and gives nothing."""
    digits = _NOT_A_DIGIT.sub("", text[:60])
    abroad = text.lstrip(" (").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if abroad else digits
    if abroad and digits.startswith("44"):
        digits = "0" + digits[2:].removeprefix("0")
    return digits[:15] if len(digits) >= 6 else ""


class Address(NamedTuple):
    """The numbers of an address line, its words, and the words in the order written without a space."""

    numbers: frozenset[str]
    words: frozenset[str]
    run_together: str


@lru_cache(maxsize=50_000)
def fold_address(text: str) -> Address:
    """'Flat 2, 14 Ash Rd' has the numbers 2 and 14 and the words flat, ash and road."""
    plain = unicodedata.normalize("NFKD", text[:200].translate(_DROP_APOSTROPHES)).casefold()
    pieces = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    numbers = frozenset(piece for piece in pieces if piece[0].isdigit())
    words = [_ADDRESS_WORDS.get(piece, piece) for piece in pieces if not piece[0].isdigit()]
    return Address(numbers, frozenset(words), "".join(words))


@lru_cache(maxsize=20_000)
def fold_place(text: str) -> str:
    """A school or practice by its own words: 'The Hazel Bank Primary School' is 'hazel bank'."""
    words = fold_name(text.replace("St.", "St ")).split()
    telling = [w for w in words if w not in _PLACE_NOISE]
    return " ".join(telling or words)


def fold_sex(text: str) -> str:
    """female, male, or nothing when it is not said or not specified."""
    first = text.strip().casefold()[:1]
    word = text.strip().casefold()
    if first == "f" or word in {"girl", "woman", "2"}:
        return "female"
    if word in {"m", "male", "boy", "man", "1"}:
        return "male"
    return ""
