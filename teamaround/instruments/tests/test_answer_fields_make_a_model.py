"""The abstract fields make an answer model whose rows the pure functions read, and whose chains cannot be cut."""

import pytest
from django.db import IntegrityError, connection, models
from django.db.models import ProtectedError
from django.test.utils import isolate_apps

from teamaround.instruments.answers import AnswerFields, answer_constraints, current
from teamaround.instruments.factories import MORNING


@pytest.fixture
def answer_model(db):
    with isolate_apps("teamaround.instruments"):

        class Answer(AnswerFields):
            class Meta:
                app_label = "instruments"
                constraints = answer_constraints("answer")

        editor = connection.schema_editor()
        editor.deferred_sql = []
        editor.create_model(Answer)
        for statement in editor.deferred_sql:
            editor.execute(statement, None)
        yield Answer


def given(model: type[models.Model], value: str, **more: object):
    more = {"section": "part", "question": "health", "source": "observed", "given_at": MORNING, **more}
    return model.objects.create(value=value, **more)


def test_rows_of_the_model_are_read_by_the_pure_functions(answer_model):
    first = given(answer_model, "ill")
    given(answer_model, "well 😀", supersedes=first, visit_on=None)
    assert [row.value for row in current(answer_model.objects.all())] == ["well 😀"]


def test_a_superseded_row_cannot_be_removed(answer_model):
    first = given(answer_model, "ill")
    given(answer_model, "well", supersedes=first)
    with pytest.raises(ProtectedError):
        first.delete()


def test_a_source_must_be_one_of_the_five_or_none(answer_model):
    given(answer_model, "well", source="")
    with pytest.raises(IntegrityError):
        given(answer_model, "well", source="rumour")


def test_an_answer_has_a_place(answer_model):
    with pytest.raises(IntegrityError):
        given(answer_model, "well", question="")
