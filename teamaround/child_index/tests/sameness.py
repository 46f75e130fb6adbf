"""What a person is shown, with everything taken out that is drawn anew each time: to compare two answers."""

import re
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

RANDOM = (
    (re.compile(r'(csrfmiddlewaretoken|submission_key)(" value|" id="[^"]*" value)="[^"]*"'), r"\1"),
    (re.compile(r"\b[2-9a-hjkmnp-z]{17}\b"), "REF"),
    (re.compile(r'nonce="[^"]*"'), "nonce"),
)


@dataclass(frozen=True)
class Shown:
    """One answer: status, where it leads, the text, how many statements it took."""

    status: int
    leads_to: str
    text: str
    statements: int


def plain(text: str) -> str:
    for pattern, instead in RANDOM:
        text = pattern.sub(instead, text)
    return text


def shown(ask) -> Shown:
    """Carry out a request of the test client."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    return Shown(answer.status_code, plain(answer.get("Location", "")), plain(answer.content.decode()), len(asked))
