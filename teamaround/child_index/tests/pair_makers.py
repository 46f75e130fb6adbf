"""Pairs, records and actors for the tests of joining. All of it is written inside one recording."""

import datetime

from teamaround.audit.recording import recording
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import Duplicate, Shield
from teamaround.families.models import Relationship
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER, make_involvement, make_person
from teamaround.practice_data.cast_parts import told

BORN = datetime.date(2019, 4, 5)


def twin_of_kayleigh(cast, **more):
    """Kaylee, put in by housing, with a mother and a housing officer of her own."""
    with recording(by=MAKER, action="test.twin"):
        facts = {"given": "Kaylee", "family": "Moss", "sex": "F", "born": BORN, "postcode": "MB4 2LD"} | more
        twin = enter(NewChild(cast.authority.pk, **facts), by_post_id=cast.posts["other_agency"].pk)
        mother = make_person(cast.authority, "Donna", "M.", datetime.date(1994, 7, 1))
        Relationship.objects.create(authority=cast.authority, person=mother, child=twin, kind="mother", **told())
        make_involvement(twin, cast.agencies["housing"], cast.posts["other_agency"])
        search_rows.rebuild([twin.pk, cast.kayleigh.pk])
    candidates.forget_counts()
    return twin


def pair_of(cast, one, other, score="0.93"):
    low, high = sorted([one, other], key=lambda child: child.pk)
    with recording(by=MAKER, action="test.pair"):
        return Duplicate.objects.create(
            authority_id=one.authority_id, child_a=low, child_b=high, score=score,
            reasons=[["same", "Family name is the same"]], found_at=clock.now(),
        )  # fmt: skip


def shield(cast, child, **more):
    with recording(by=MAKER, action="test.shield"):
        made = Shield.objects.create(
            authority=cast.authority, child=child, reason_code="risk", starts=clock.today(),
            review_on=clock.today() + datetime.timedelta(days=180), **more,
        )  # fmt: skip
        search_rows.rebuild([child.pk])
        return made
