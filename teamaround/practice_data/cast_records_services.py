"""Records of the index about services round Kayleigh, for tests that try addresses with other people's references."""

import datetime
from typing import Any

from teamaround.child_index.models import (
    BeyondMatch,
    Brokering,
    BrokerQuestion,
    Contradiction,
    Gap,
    Involvement,
    Mediated,
    Search,
)
from teamaround.kit import clock, crypto
from teamaround.practice_data.cast import Cast


def service_records(cast: Cast) -> dict[str, str]:
    """Address keyword -> reference. Call inside a recording."""
    lead, now = cast.posts["lead"], clock.now()
    common: dict[str, Any] = {"authority": cast.authority, "child": cast.kayleigh}
    wrong = Contradiction.objects.create(
        reported_by=lead, kind="wrong", words="Her number has changed.", reported_at=now, **common
    )
    wish = Brokering.objects.create(
        asked_by=lead, question="May I ring somebody?", asked_at=now,
        answer_by=clock.today() + datetime.timedelta(days=5), **common,
    )  # fmt: skip
    question = BrokerQuestion.objects.create(
        brokering=wish, to_agency=cast.agencies["camhs"], asked_by=cast.posts["index_team"], asked_at=now, **common
    )
    looked = Mediated.objects.create(
        looked_by=lead, asked_by=cast.posts["member"], checked="rang_back", words="On a visit.", at=now, **common
    )
    gap = Gap.objects.create(kind="dentist", since=clock.today(), found_at=now, **common)
    beyond = _beyond(cast)
    match = BeyondMatch.objects.create(authority=cast.neighbour, search=beyond, child=cast.kayleigh)
    return {
        "involvement_ref": Involvement.objects.get(child=cast.kayleigh, post=lead).ref,
        "contradiction_ref": wrong.ref,
        "brokering_ref": wish.ref,
        "broker_ref": question.ref,
        "mediated_ref": looked.ref,
        "gap_ref": gap.ref,
        "beyond_ref": beyond.ref,
        "match_ref": match.ref,
    }


def _beyond(cast: Cast) -> Search:
    lead = cast.posts["lead"]
    search = Search.objects.create(
        authority=cast.authority, post=lead, account_id=lead.practitioner.account_id or 0, reason="worry",
        sealed_terms="", outcome="beyond", beyond=True, at=clock.now(),
    )  # fmt: skip
    search.sealed_terms = crypto.seal("{}", f"child_index.Search:{search.pk}")
    search.save()
    return search
