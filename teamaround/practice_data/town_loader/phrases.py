"""Sentences for the episodes that are made by code: templates with slots, and no sentence in two families.

`sentences.toml` holds lists of templates under a kind ("entry.visit.what"); a template is a text with slots in
braces. A drawn text with a sentence (of three words and more) that stands somewhere already is thrown back, and
other slots or another template are drawn. What the slots are is in slots.py.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping

TRIES_A_TEMPLATE = 15


Slots = Callable[[], Mapping[str, str]]


def sentences(text: str) -> list[str]:
    """Sentences of three words and more, folded so that quotes and case do not hide a repeat."""
    parts = re.split(r"(?<=[.!?:;])[\"'”’]*\s+", text)
    folded = [re.sub(r"[^a-z0-9' ]", "", part.lower()).strip() for part in parts]
    return [part for part in folded if len(part.split()) >= 3]


def tidy(text: str) -> str:
    """A capital where a sentence begins with a filled slot, and "an" before a vowel."""
    text = re.sub(r"\b([Aa]) (?=[aei]|orange)", r"\1n ", text)
    return re.sub(r"(^|[.!?] )([\"“]?)([a-z])", lambda found: found[1] + found[2] + found[3].upper(), text)


class Phrases:
    """What was said already, and in which family."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def take_note(self, family: str, texts: Iterable[str]) -> None:
        """Sentences that stand somewhere already, such as in a story written by hand."""
        for text in texts:
            for sentence in sentences(text):
                self.said.setdefault(sentence, family)

    def is_new(self, text: str) -> bool:
        """Whether no sentence of the text stands anywhere yet."""
        return all(sentence not in self.said for sentence in sentences(text))

    def draw(self, family: str, templates: list[str], slots: Slots, chance: random.Random) -> tuple[str, str]:
        """A template and its text, of which nobody has said a sentence; both empty where there is none left."""
        for template in chance.sample(templates, len(templates)):
            for _ in range(TRIES_A_TEMPLATE):
                text = tidy(template.format_map(slots()))
                if self.is_new(text):
                    self.take_note(family, [text])
                    return template, text
        return "", ""
