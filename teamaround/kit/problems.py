"""A sentence for the person: what went wrong and what to do next."""


class Problem(Exception):
    """A rule of the field forbids what was asked. `sentence` is shown as it is; `field` names a form field."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
