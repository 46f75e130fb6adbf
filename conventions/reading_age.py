"""How hard a text is to read: the Flesch-Kincaid grade, counted by ourselves, with names left out.

grade = 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59; grade 5 is about 10 to 11 years old.
Names, numbers and places that are filled in later are left out: they are data, and the reader knows them.
"""

import re

PLACES = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{\w+\}|%%|https?://\S+|[#/]\S*\w")
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
ENDS = re.compile(r"[.?!](?:\s|$|[”’)\"])")
SILENT = (
    re.compile(r"(?<=[^laeiouy])e$|(?<=[aeiouyrw]l)e$|(?<=[aeiou])e$"),
    re.compile(r"(?<=[^aeioutdy])ed$"),
    re.compile(r"(?<=[^aeiouscxzg])es$"),
    re.compile(r"e(?=ly$|ful|less|ment|ty$|wher|thing|body)"),
)
APART = re.compile(r"(?<![tscgx])i[ao](?!u)|ua|[aeiou]ing$|eo$|iet|iou")
"""Vowels that stand together and are said apart: di-al, actu-al, see-ing, vide-o, qui-et, vari-ous."""


def words_of(text: str) -> list[str]:
    """The words that count: no places to be filled in, no numbers."""
    return WORD.findall(PLACES.sub(" ", text))


def syllables(word: str) -> int:
    """Groups of vowels, without those that are silent at the end."""
    plain = re.sub(r"[^a-z]", "", word.lower().replace("’", "'").split("'")[0])
    for silent in SILENT:
        if len(plain) > 2:
            plain = silent.sub("", plain)
    groups = len(re.findall(r"[aeiouy]+", plain))
    return max(1, groups + len(APART.findall(plain)))


def sentences(text: str) -> int:
    """At least one: a heading or a button is a sentence too."""
    return max(1, len(ENDS.findall(text)))


def grade(text: str) -> float:
    """Years of school that the text asks for."""
    words = words_of(text)
    if not words:
        return 0.0
    parts = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences(text) + 11.8 * parts / len(words) - 15.59
