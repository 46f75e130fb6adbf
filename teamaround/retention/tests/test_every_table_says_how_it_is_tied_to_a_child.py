"""Nothing about a person is forgotten when words are destroyed: each classified table has its path (issue 3 item 8)."""

import pytest
from django.apps import apps
from django.db import models

from teamaround.audit.sealed_rows import Sealed
from teamaround.retention import destroying
from teamaround.retention.classes import FREE_TEXT, IDENTIFYING, SENSITIVE
from teamaround.retention.paths import ALSO, KEPT, NOT_ABOUT_CHILDREN, PATHS, PEOPLE

PERSONAL = sorted({*IDENTIFYING, *SENSITIVE, *FREE_TEXT})
LISTED = {**PATHS, **PEOPLE}


@pytest.mark.parametrize("label", PERSONAL)
def test_a_table_with_words_about_a_person_is_listed_once(label):
    assert [label in box for box in (PATHS, PEOPLE, NOT_ABOUT_CHILDREN)].count(True) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(LISTED))
def test_its_path_leads_to_a_child(label):
    for path in LISTED[label].split():
        assert list(apps.get_model(label)._default_manager.filter(**{path: 0}).values_list(path, flat=True)) == []


@pytest.mark.parametrize("label", sorted(set(LISTED)))
def test_every_field_of_it_can_be_emptied(label):
    model = apps.get_model(label)
    if issubclass(model, Sealed) or label.startswith("child_index.Search"):
        return
    for name in destroying.fields_of(label):
        field = model._meta.get_field(name)
        assert not isinstance(field, models.DateField) or field.null, name


def test_what_is_kept_or_emptied_besides_is_a_field_of_its_table():
    for label, names in KEPT.items():
        assert all(apps.get_model(label)._meta.get_field(name) for name in names.split())
    for label, values in ALSO.items():
        assert all(apps.get_model(label)._meta.get_field(name) for name in values)
