"""What was typed into the box of the header, kept on the server until the form is filled in (design.md 4).

No address carries a name: the box is sent by POST and answered by a redirect to an opaque word.
"""

import re
from typing import Any

from django.http import HttpRequest

from teamaround.child_index.models import Search
from teamaround.child_index.searching import OPEN_AGAIN
from teamaround.child_index.terms import terms_of
from teamaround.kit import clock, crypto
from teamaround.kit.refs import new_ref

KEY = "child_index.looking_for"
MOST_KEPT = 5
LONGEST = 200
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\s*\d[A-Za-z]{2})?\b")
DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")


def keep(request: HttpRequest, words: str) -> str:
    """Seal the words in the session of this person and give the word of the address back."""
    ref = new_ref()
    kept: list[list[Any]] = request.session.get(KEY, [])[-MOST_KEPT + 1 :]
    sealed = crypto.seal(words[:LONGEST], f"{KEY}:{ref}")
    request.session[KEY] = [*kept, [ref, clock.now().timestamp(), sealed]]
    return ref


def words_of(request: HttpRequest, ref: str) -> str:
    """What was typed, for fifteen minutes and for this session; nothing for any other word."""
    oldest = (clock.now() - OPEN_AGAIN).timestamp()
    for kept, at, sealed in request.session.get(KEY, []):
        if kept == ref and at > oldest:
            return crypto.unseal(sealed, f"{KEY}:{ref}")
    return ""


def fields_of(words: str) -> dict[str, str]:
    """The words put into the fields of the form that they seem to be about."""
    start: dict[str, str] = {}
    day = DAY.search(words)
    if day:
        start["born"] = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
        words = words.replace(day[0], " ")
    code = POSTCODE.search(words)
    if code:
        start["postcode"] = code[0].upper()
        words = words.replace(code[0], " ")
    given, _space, family = " ".join(words.replace(",", " ").split()).partition(" ")
    return start | {"given": given, "family": family}


def fields_again(made: Search) -> dict[str, str]:
    """Reason and details of a search that is to be changed."""
    return {**terms_of(made), "reason": str(made.reason)}
