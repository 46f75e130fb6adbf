"""While a page is read all facts of a child cost one query; a change always asks anew."""

import pytest

from teamaround.access import engine, registry
from teamaround.audit.recording import recording
from teamaround.practice_data.cast import MAKER, join

pytestmark = pytest.mark.django_db


def test_a_page_asks_once(cast, django_assert_num_queries):
    actions = [registry.get("plans.read"), registry.get("plans.change")]
    with django_assert_num_queries(1), engine.remembering():
        engine.check(cast.actors["lead"], actions[0], cast.kayleigh.pk)
        engine.permitted(cast.actors["lead"], cast.kayleigh.pk, actions)


def test_outside_a_page_a_new_relationship_counts_at_once(cast):
    outsider, read = cast.actors["other_agency"], registry.get("plans.read")
    assert not engine.check(outsider, read, cast.kayleigh.pk).allowed
    with recording(by=MAKER, action="test.join"):
        join(cast.episodes["kayleigh"], cast.posts["other_agency"])
    assert engine.check(outsider, read, cast.kayleigh.pk).allowed


def test_the_memory_of_one_page_is_gone_on_the_next(cast):
    outsider, read = cast.actors["other_agency"], registry.get("plans.read")
    with engine.remembering():
        assert not engine.check(outsider, read, cast.kayleigh.pk).allowed
    with recording(by=MAKER, action="test.join"):
        join(cast.episodes["kayleigh"], cast.posts["other_agency"])
    with engine.remembering():
        assert engine.check(outsider, read, cast.kayleigh.pk).allowed


@pytest.mark.django_db
def test_somebody_with_very_many_children_is_asked_by_the_database(cast, monkeypatch):
    """Above the limit the filter goes back to SQL, with the same answer."""
    action = registry.get("episodes.read")
    plain = set(engine.child_ids(cast.actors["lead"], action))
    monkeypatch.setattr(engine, "MOST_REMEMBERED", 0)
    with engine.remembering():
        listed = engine.child_ids(cast.actors["lead"], action)
        assert not isinstance(listed, list)
        assert set(listed) == plain != set()


@pytest.mark.django_db
def test_a_kind_of_actor_no_fact_is_about_has_no_children(cast):
    with engine.remembering():
        assert list(engine.child_ids(cast.actors["nobody"], registry.get("episodes.read"))) == []
