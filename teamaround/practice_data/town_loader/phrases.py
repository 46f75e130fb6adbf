"""Sentences for the episodes that are made by code: templates with slots, and no sentence in two families.

`sentences.toml` holds lists of templates under a kind ("entry.visit.what"); a template is a text with slots in
braces. A drawn text whose sentence (of three words and more) another family has already is thrown back and
another template, or the same with other slots, is drawn. The slots are the keys of `Slots`.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping

MOST_TRIES = 400


class NoWordsLeft(Exception):
    """Every template of a kind would repeat a sentence of another family: the file needs more of them."""


def sentences(text: str) -> list[str]:
    """Sentences of three words and more, folded so that quotes and case do not hide a repeat."""
    parts = re.split(r"(?<=[.!?:;])[\"'”’]*\s+", text)
    folded = [re.sub(r"[^a-z0-9' ]", "", part.lower()).strip() for part in parts]
    return [part for part in folded if len(part.split()) >= 3]


class Phrases:
    """What was said already, and in which family."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def take_note(self, family: str, texts: Iterable[str]) -> None:
        """Sentences that stand somewhere already, such as in a story written by hand."""
        for text in texts:
            for sentence in sentences(text):
                self.said.setdefault(sentence, family)

    def is_new(self, family: str, text: str) -> bool:
        """Whether no sentence of the text stands anywhere yet, in this family neither."""
        return all(sentence not in self.said for sentence in sentences(text))

    def draw(
        self, family: str, templates: list[str], slots: Callable[[], Mapping[str, str]], chance: random.Random
    ) -> str:
        """A text that nobody has said. Raises NoWordsLeft."""
        for _ in range(MOST_TRIES):
            text = chance.choice(templates).format_map(slots())
            if self.is_new(family, text):
                self.take_note(family, [text])
                return text
        raise NoWordsLeft(templates[0])
