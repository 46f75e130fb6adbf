"""How alike two names are, as a word: same, part of a double name, nickname, sounds alike, nearly the same letters.

The word does not depend on which of the two was typed.
"""

from rapidfuzz.distance import OSA, JaroWinkler

from teamaround.matching.nicknames import related
from teamaround.matching.phonetic import sound_key

SAME = "same"
FIRST_SAME = "first_same"
PART = "part"
INITIAL = "initial"
NICKNAME = "nickname"
SOUNDS = "sounds"
ALIKE = "alike"
NEAR = "near"
BEGINS = "begins"
DIFFERENT = "different"

# Jaro-Winkler limits, set by hand on pairs of names: Kayla and Kaylee are .89, Oliver and Olivia .87.
_ALIKE_FROM = 0.92
_NEAR_FROM = 0.86
_SOUNDS_FROM = 0.74

# Words inside family names that many unrelated families share.
_PARTICLES = frozenset({"al", "el", "ul", "de", "da", "di", "do", "dos", "la", "le", "van", "von", "der", "den", "bin"})


def given_names(a: str, b: str) -> str:
    """Compare two folded given names, neither of them empty. Middle names help only when they agree."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return SAME
    words_a, words_b = a.split(), b.split()
    if words_a[0] == words_b[0] and len(words_a[0]) > 1:
        return FIRST_SAME
    if len(a) == 1 or len(b) == 1:
        return INITIAL if a[0] == b[0] else DIFFERENT
    if _share_a_word(words_a, words_b):
        return PART
    best = _letters_and_sound(a, b, words_a[0], words_b[0])
    if best != SOUNDS and (b in related(a) or words_b[0] in related(words_a[0])):
        return NICKNAME
    return best


def family_names(a: str, b: str) -> str:
    """Compare two folded family names, neither of them empty. One half of a double name is enough for 'part'."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return SAME
    if len(a) == 1 or len(b) == 1:
        return INITIAL if a[0] == b[0] else DIFFERENT
    words_a, words_b = a.split(), b.split()
    if _share_a_word(words_a, words_b):
        return PART
    best = _letters_and_sound(a, b, words_a[-1], words_b[-1])
    return DIFFERENT if best == BEGINS else best


def _share_a_word(a: list[str], b: list[str]) -> bool:
    if len(a) == 1 and len(b) == 1:
        return False
    return any(len(word) > 1 and word not in _PARTICLES and word in b for word in a)


def _letters_and_sound(a: str, b: str, telling_a: str, telling_b: str) -> str:
    likeness = letters_alike(a, b)
    if telling_a != a or telling_b != b:
        likeness = max(likeness, letters_alike(telling_a, telling_b))
    if likeness >= _SOUNDS_FROM and sound_key(telling_a) == sound_key(telling_b):
        return SOUNDS
    if likeness >= _ALIKE_FROM:
        return ALIKE
    slips = _slips(a, b)
    if slips == 1 and min(len(a), len(b)) > 4:
        return ALIKE
    if likeness >= _NEAR_FROM or slips <= (2 if min(len(a), len(b)) > 5 else 1):
        return NEAR
    return BEGINS if a[:3] == b[:3] and len(a) > 2 else DIFFERENT


def _slips(a: str, b: str) -> int:
    """How many letters were left out, added, changed or swapped with the next; 3 for more than two.

    Jaro-Winkler is hard on short names: Bem and Ben are one slip apart, but only .82 alike.
    """
    return OSA.distance(a, b, score_cutoff=2)


def letters_alike(a: str, b: str) -> float:
    """Jaro-Winkler likeness, 0 to 1. Sorted first, since the measure itself can depend on the order."""
    return JaroWinkler.similarity(a, b) if a < b else JaroWinkler.similarity(b, a)
