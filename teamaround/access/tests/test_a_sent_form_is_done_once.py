"""`submit`: only a valid POST acts, a repeat goes to the first result, a rule's sentence stands at its field."""

from types import SimpleNamespace

import pytest

from teamaround.access.submitting import submit
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db


class Form:
    """As kit.forms.Form offers it."""

    def __init__(self, key="one", valid=True):
        self.key, self.valid, self.cleaned_data, self.refused = key, valid, {"words": "Hello"}, None

    def is_valid(self):
        return self.valid

    def refuse(self, problem):
        self.refused = problem


def request(method="POST", account=7, grant=None):
    return SimpleNamespace(method=method, actor=SimpleNamespace(account_id=account, grant_id=grant))


@pytest.mark.parametrize(("method", "valid"), [("GET", True), ("POST", False)])
def test_what_was_not_sent_or_is_not_valid_does_nothing(method, valid):
    assert submit(request(method), Form(valid=valid), lambda _given: pytest.fail("acted")) is None


def test_the_same_form_twice_acts_once_and_goes_to_the_first_result():
    done = []
    act = lambda given: done.append(given["words"]) or f"/result/{len(done)}/"  # noqa: E731
    first, second = submit(request(), Form(), act), submit(request(), Form(), act)
    assert (first.headers["Location"], second.headers["Location"], done) == ("/result/1/", "/result/1/", ["Hello"])


def test_another_person_with_the_same_key_acts_too():
    done = []
    for account, grant in ((7, None), (8, None), (None, 7), (None, 8)):
        submit(request(account=account, grant=grant), Form(), lambda _given: done.append(1) or "/there/")
    assert len(done) == 4


def test_a_rule_speaks_at_its_field_and_the_form_may_be_sent_again():
    form = Form()

    def refuse(given):
        raise Problem("Choose a later day.", field="day")

    assert submit(request(), form, refuse) is None
    assert (form.refused.sentence, form.refused.field) == ("Choose a later day.", "day")
    assert submit(request(), Form(), lambda _given: "/done/").headers["Location"] == "/done/"
