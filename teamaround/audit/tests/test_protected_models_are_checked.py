"""The checks of a protected model name every way round its doors (audit.E002, audit.E003)."""

from django.db import models
from django.test.utils import isolate_apps

from teamaround.audit.protected import Protected, ProtectedQuerySet
from teamaround.audit.tests.tiny import COLUMNS, Shelf


def found_in(model):
    return sorted(problem.id for problem in model.check() if problem.id.startswith("audit."))


def test_models_made_as_they_should_be_have_no_finding():
    assert [found_in(model) for model in COLUMNS if model is not Shelf] == [[]] * 5


@isolate_apps("teamaround.audit")
def test_a_plain_manager_is_found():
    class Leaky(Protected):
        everything = models.Manager()

        class Meta(Protected.Meta):
            app_label = "audit"

    assert found_in(Leaky) == ["audit.E002"]


@isolate_apps("teamaround.audit")
def test_a_meta_that_inherits_nothing_is_guarded_all_the_same():
    class Sound(Protected):
        class Meta:
            app_label = "audit"

    assert found_in(Sound) == []


@isolate_apps("teamaround.audit")
def test_another_base_manager_is_found():
    class Leaky(Protected):
        everything = models.Manager()

        class Meta(Protected.Meta):
            app_label = "audit"
            base_manager_name = "everything"

    assert set(found_in(Leaky)) == {"audit.E002"}


@isolate_apps("teamaround.audit")
def test_a_manager_made_from_a_protected_query_set_is_good():
    class Sound(Protected):
        class Own(ProtectedQuerySet):
            pass

        recent = Own.as_manager()

        class Meta(Protected.Meta):
            app_label = "audit"

    assert found_in(Sound) == []


@isolate_apps("teamaround.audit")
def test_a_relation_that_would_take_its_rows_along_is_found():
    class Leaky(Protected):
        shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE)

        class Meta(Protected.Meta):
            app_label = "audit"

    assert found_in(Leaky) == ["audit.E003"]


@isolate_apps("teamaround.audit")
def test_an_unprotected_table_between_two_models_is_found():
    class Other(Protected):
        class Meta(Protected.Meta):
            app_label = "audit"

    class Leaky(Protected):
        others = models.ManyToManyField(Other)

        class Meta(Protected.Meta):
            app_label = "audit"

    assert found_in(Leaky) == ["audit.E003"]
