"""Whoever adds a table about a person declares what happens to it when two records are made one (design.md 8)."""

from teamaround.child_index import movable
from teamaround.child_index.movable import How


def test_every_relation_is_declared():
    assert movable.undeclared() == []


def test_nothing_is_declared_that_is_not_there():
    assert set(movable.DECLARED) - {label for label, _model, _field in movable.relations()} == set()


def test_a_foreign_key_and_a_number_are_both_found():
    found = {label for label, _model, _field in movable.relations()}
    assert {"families.Name.person", "attachments.Attachment.child_id", "child_index.Entry.child"} <= found
    assert "child_index.Search.post" not in found


def test_whatever_moves_if_free_says_of_what_there_may_be_one():
    for label, relation in movable.DECLARED.items():
        if relation.how == How.MOVES_IF_FREE:
            assert relation.once_with or relation.while_, label
