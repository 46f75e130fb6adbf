"""Every form of the site, found by opening every address as those who may, and filled in as a person would.

For tests that send the same bad input to all of them. What a form holds is read from the page, so that a new form is
tried from the day it stands.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.test import Client

from conventions.test_no_address_opens_another_childs_record import SPECIAL, addresses
from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.audit.models import Event

WHO = ("lead", "coordinator", "member", "same_agency", "index_team", "manager", "reviewer", "social_worker")
FREE = {"text", "search", "tel", "email", "textarea", "password"}
APART = ("/sign-in/", "/leave/", "/post/", "/personas/", "/kit/", "/unsent/", "/children/look-for/")
"""What stands in the frame of every page, and the pages of signing in, which have tests of their own in agencies."""


@dataclass
class Box:
    """One input of a form as it stands on the page."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    on: bool = False
    disabled: bool = False


@dataclass
class SentForm:
    """One form: whose page it stood on, where it goes, and its boxes."""

    name: str
    page: str
    action: str
    client: Client
    boxes: list[Box]

    def __str__(self) -> str:
        return f"{self.name} ({self.page} -> {self.action})"

    def of_kind(self, *kinds: str) -> list[Box]:
        return [box for box in self.boxes if box.kind in kinds]

    @property
    def days(self) -> list[str]:
        """The names of its dates."""
        return [box.name.removesuffix("-day") for box in self.boxes if box.name.endswith("-day")]

    def filled(self, **other: str) -> dict[str, list[str]]:
        """What a person could send; `other` replaces values by name."""
        sent: dict[str, list[str]] = {}
        for box in self.boxes:
            value = other.get(box.name, likely(box))
            if value is not None and box.kind != "file" and box.name not in sent:
                sent[box.name] = [value]
        return sent

    def texts(self, words: str, *kinds: str) -> dict[str, list[str]] | None:
        """Filled in, with these words in every box of free text (dates, times and numbers apart); None without one."""
        boxes = [box for box in self.of_kind(*(kinds or FREE)) if not _is_special(box)]
        return self.filled(**{box.name: words for box in boxes}) if boxes else None

    def send(self, data: dict[str, Any], *, follow: bool = False) -> Any:
        """The answer, with `changed`: how many events of change it left. Whatever was written is taken back."""
        return self.send_twice(data, times=1, follow=follow)[0]

    def send_twice(self, data: dict[str, Any], *, times: int = 2, follow: bool = False) -> list[Any]:
        """The answers of the same form sent again and again, and then nothing of it is left."""
        cookies, answers = copy.deepcopy(self.client.cookies), []
        with transaction.atomic():
            for _time in range(times):
                before = changes()
                answers.append(self.client.post(self.action, data, follow=follow))
                answers[-1].changed = changes() - before
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answers


def changes() -> int:
    """Events of change, each of which stands for one thing that was done."""
    return Event.objects.filter(outcome="change").count()


def _is_special(box: Box) -> bool:
    part = box.name.rsplit("-", 1)[-1].rsplit("_", 1)[-1]
    return part in {"day", "month", "year", "time", "at", "scale", "age"}


def likely(box: Box) -> str | None:
    """What somebody in a hurry would give: the first choice, today, short words."""
    if box.disabled or box.kind == "submit":
        return None
    if box.kind in {"radio", "checkbox", "select", "button"}:
        return box.value if box.on else next((option for option in box.options if option), None)
    if box.value or box.kind == "hidden":
        return box.value
    known = {"day": "3", "month": "3", "year": "2026", "time": "3.40pm", "at": "3.40pm", "scale": "5", "age": "7"}
    last = box.name.rsplit("-", 1)[-1].rsplit("_", 1)[-1]
    by_name = {"postcode": "MB4 7QX", "mobile": "07700 900123", "telephone": "01632 960001", "number": ""}
    return known.get(last) or by_name.get(last, "Ash and Wren")


class _Reader(HTMLParser):
    """The POST forms of a page with their boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Box]]] = []
        self.inside = False
        self.select: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.forms.append((given.get("action", ""), {}))
        elif self.inside and tag in {"input", "textarea", "select", "button"} and given.get("name"):
            self._box(tag, given)
        elif self.select is not None and tag == "option":
            self.select.options.append(given.get("value", ""))
            if "selected" in given and given.get("value"):
                self.select.value, self.select.on = given["value"], True

    def _box(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        boxes = self.forms[-1][1]
        box = boxes.setdefault(given["name"], Box(given["name"], kind))
        box.disabled = "disabled" in given
        if kind in {"radio", "checkbox", "button"}:
            box.options.append(given.get("value", "on"))
            if "checked" in given:
                box.value, box.on = given.get("value", "on"), True
        elif tag == "select":
            self.select = box
        else:
            box.value = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None


def forms_on(page: str) -> list[tuple[str, list[Box]]]:
    """(action, boxes) of each form that is sent by POST."""
    reader = _Reader()
    reader.feed(page)
    return [(action, _told_apart(list(boxes.values()))) for action, boxes in reader.forms]


def _told_apart(boxes: list[Box]) -> list[Box]:
    """A button is an answer where there is nothing else to answer; beside boxes it only says where to go next."""
    return [box for box in boxes if box.kind != "button" or all(one.kind in {"hidden", "button"} for one in boxes)]


def browser() -> Client:
    """One that is shown the page for broken things, as people are, in place of the exception."""
    return Client(raise_request_exception=False)


def people(cast) -> dict[str, Client]:
    """A browser for each of those who open pages: posts, a parent by link, a guest by link, nobody."""
    made = {name: sign_in(browser(), cast.posts[name]) for name in WHO}
    made["carer"] = enter_by_link(browser(), "family", cast.carer.grant_id)
    return made | {"nobody": browser()}


def with_path(refs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each address of the site with references in its place."""
    for name, route, keywords in addresses():
        for word in keywords:
            ref = refs.get(SPECIAL.get((name, word), word), "abc")
            for kind in ("str:", "slug:", "int:", "path:", ""):
                route = route.replace(f"<{kind}{word}>", ref)
        yield name, route


def every_form(cast, refs: dict[str, str]) -> Iterator[SentForm]:
    """Each form once, with the browser of somebody who may open its page."""
    clients, seen = people(cast), set()
    for name, path in with_path(refs):
        if path.startswith(APART):
            continue
        for client in clients.values():
            answer = client.get(path)
            if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
                continue
            for action, boxes in forms_on(answer.content.decode()):
                mark = (id(client), action or path, tuple(box.name for box in boxes))
                if mark not in seen and not (action or path).startswith(APART):
                    seen.add(mark)
                    yield SentForm(name, path, action or path, client, boxes)
            break
