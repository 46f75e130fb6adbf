import pytest

from teamaround.access.actor import Actor
from teamaround.child_index import candidates


@pytest.fixture
def job(cast):
    """The job that works for the index team of Marlbeck."""
    candidates.forget_counts()
    return Actor.job("import_children", cast.authority.pk)
