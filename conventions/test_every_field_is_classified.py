"""A field that can hold words or facts about a person is classified, once; and nothing classified has gone."""

from django.apps import apps
from django.db import models

from teamaround.retention.classes import TABLES, class_of

WORDS = (models.CharField, models.TextField, models.JSONField, models.DateField, models.DecimalField)


def fields():
    """(model label, field name) of every text, JSON, date and decimal of ours, without references and choices."""
    for model in apps.get_models():
        if not model.__module__.startswith("teamaround."):
            continue
        for field in model._meta.local_fields:
            worded = isinstance(field, WORDS) and not isinstance(field, models.DateTimeField)
            if worded and not field.choices and field.name != "ref":
                yield model._meta.label, field.name


def test_every_field_has_a_class():
    assert [f"{label}.{name}" for label, name in fields() if class_of(label, name) is None] == []


def test_no_field_has_two_classes_and_none_is_left_over():
    listed = [
        f"{label}.{name}" for table in TABLES.values() for label, names in table.items() for name in names.split()
    ]
    assert len(listed) == len(set(listed))
    assert sorted(set(listed) - {f"{label}.{name}" for label, name in fields()}) == []
