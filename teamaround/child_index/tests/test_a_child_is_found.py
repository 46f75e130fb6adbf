"""By exact and by spoilt names, dates and other details, with reasons (DUD-21, issue 2 step 3)."""

import datetime

import pytest

from teamaround.audit.recording import recording
from teamaround.child_index import candidates, search_rows, searching
from teamaround.child_index.models import Shield
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(cast):
    search_rows.rebuild([cast.kayleigh.pk, cast.tyler.pk, cast.teenager.pk])
    search_rows.count_names()
    candidates.forget_counts()
    return cast


def found(cast, **query):
    kept = searching.search(by=cast.actors["other_agency"], reason="worry", query=Query(**query), terms={"x": "y"})
    return {result.child_id: result for result in kept.results.all()}


BORN = datetime.date(2019, 5, 4)


@pytest.mark.parametrize(
    "query",
    [
        {"given": "Kayleigh", "family": "Moss", "born": BORN},
        {"given": "Kaylee", "family": "Mos", "born": datetime.date(2019, 4, 5)},
        {"given": "Moss", "family": "Kayleigh", "born": BORN},
        {"given": "Kayleigh", "family": "Moss", "postcode": "MB4 7QX"},
        {"given": "Kayleigh", "carer": "Donna Moss"},
        {"given": "Kayleigh", "telephone": "07700 900481"},
    ],
)
def test_found_first_with_reasons(index, query):
    results = found(index, **query)
    assert results[index.kayleigh.pk].rank == 1
    assert results[index.kayleigh.pk].reasons


def test_a_vague_search_says_what_would_help(index):
    with pytest.raises(Problem, match="family name"):
        found(index, given="Kayleigh")


def test_a_shielded_child_is_not_found_by_what_is_hidden_and_found_by_what_is_shown(index):
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=index.authority, child=index.kayleigh, reason_code="risk", starts=BORN, review_on=BORN
        )
    search_rows.rebuild([index.kayleigh.pk])
    assert found(index, given="Zoe", postcode="MB4 7QX") == {}
    by_name = found(index, given="Kayleigh", family="Moss", born=BORN, postcode="MB4 7QX")[index.kayleigh.pk]
    assert by_name.limited
    assert not any("MB4" in sentence for _sign, sentence in by_name.reasons)


def test_even_stale_rows_show_nothing_hidden(index):
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=index.authority, child=index.kayleigh, reason_code="risk", starts=BORN, review_on=BORN
        )
    by_name = found(index, given="Kayleigh", family="Moss", born=BORN, postcode="MB4 7QX")[index.kayleigh.pk]
    assert not any("MB4" in sentence for _sign, sentence in by_name.reasons)


def test_another_authority_finds_nothing(index):
    kept = searching.search(
        by=index.actors["neighbour_worker"],
        reason="worry",
        query=Query(given="Kayleigh", family="Moss", born=BORN),
        terms={},
    )
    assert not kept.results.exists()
