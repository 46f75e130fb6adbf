"""Every model is protected or says why not, and no door of a protected one opens without an event (design.md 6)."""

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.serializers.base import DeserializedObject
from django.db import models, transaction

from teamaround.audit import triggers
from teamaround.audit.kinds import MODEL_KINDS
from teamaround.audit.protected import Protected, Unrecorded
from teamaround.audit.triggers_sqlite import KEPT_UNTIL


def ours():
    """All models of our packages, tables between two models too."""
    return [
        model
        for package in settings.TEAMAROUND_PACKAGES
        for model in apps.get_app_config(package).get_models(include_auto_created=True)
    ]


def protected():
    return [model for model in ours() if issubclass(model, Protected)]


def label(model):
    return model._meta.label


def test_every_model_is_protected_or_is_listed_with_its_kind():
    assert {label(model) for model in ours() if not issubclass(model, Protected)} == set(MODEL_KINDS)


def test_the_kinds_are_of_a_closed_list():
    assert set(MODEL_KINDS.values()) == {"sealed", "reference", "operational"}


def test_every_sealed_table_is_kept_by_triggers():
    sealed = {apps.get_model(name)._meta.db_table for name, kind in MODEL_KINDS.items() if kind == "sealed"}
    assert sealed == {*triggers.FOREVER, *KEPT_UNTIL}


@pytest.mark.parametrize("model", protected(), ids=label)
def test_the_checks_of_a_protected_model_find_nothing(model):
    assert [problem for problem in model.check() if (problem.id or "").startswith("audit.")] == []


def test_nothing_takes_a_protected_row_along_or_loosens_it():
    found = {
        f"{label(model)}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Protected)
        if field.remote_field.on_delete is not models.PROTECT
    }
    assert found == set()


def field_of(model):
    """Some column other than the key."""
    return next(field for field in model._meta.concrete_fields if not field.primary_key)


def doors_of_rows(model):
    """Ways in through one row."""
    one, column = model(pk=1), field_of(model)
    return {
        "save": lambda: model().save(),
        "save, forced": lambda: model(pk=1).save(force_insert=True),
        "save of one field": lambda: one.save(update_fields=[column.name]),
        "save_base": lambda: one.save_base(),
        "save_base, raw": lambda: one.save_base(raw=True),
        "Django's own save_base, raw": lambda: models.Model.save_base(one, raw=True),
        "fixture": lambda: DeserializedObject(one).save(),
        "delete": lambda: one.delete(),
    }


def doors_of_sets(model, manager):
    """Ways in through one of its managers."""
    one, column = model(pk=1), field_of(model)
    return {
        "create": lambda: manager.create(),
        "get_or_create": lambda: manager.get_or_create(pk=1),
        "update_or_create": lambda: manager.update_or_create(pk=1),
        "bulk_create": lambda: manager.bulk_create([model()]),
        "bulk_update": lambda: manager.bulk_update([one], [column.name]),
        "update": lambda: manager.update(**{column.name: None}),
        "_update": lambda: manager.all()._update([(column, None, None)]),
        "_insert": lambda: manager._insert([model()], [column]),
        "delete": lambda: manager.filter(pk=1).delete(),
        "_raw_delete": lambda: manager.all()._raw_delete("default"),
        "raw": lambda: manager.raw(f"DELETE FROM {model._meta.db_table}"),
    }


def related_managers(model):
    """Managers on a row of another model through which rows of this one are reached."""
    for field in model._meta.concrete_fields:
        if field.many_to_one and not field.remote_field.hidden:
            yield getattr(field.related_model(pk=1), field.remote_field.get_accessor_name())


def open_doors(doors):
    found = []
    for name, knock in doors.items():
        try:
            with transaction.atomic():
                knock()
        except Unrecorded:
            continue
        found.append(name)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("model", protected(), ids=label)
def test_no_door_of_a_protected_model_is_open(model):
    assert open_doors(doors_of_rows(model)) == []
    for manager in [*model._meta.managers, model._base_manager, *related_managers(model)]:
        assert open_doors(doors_of_sets(model, manager)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", protected(), ids=label)
def test_a_fixture_of_a_protected_model_is_refused(model, tmp_path):
    fixture = tmp_path / "some.json"
    fixture.write_text(json.dumps([{"model": model._meta.label_lower, "pk": 1, "fields": {}}]))
    with pytest.raises(Unrecorded):
        call_command("loaddata", str(fixture), verbosity=0)
    assert not model._base_manager.exists()
