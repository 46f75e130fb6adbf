"""Agreed by team and family, on record; the wish with its reason; not where the family said no (issue 2 step 8)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.consent import actions as consent
from teamaround.consent import rules as consent_rules
from teamaround.kit.problems import Problem
from teamaround.lead_professional import actions, presenters, queries, rules
from teamaround.lead_professional.models import Invitation

pytestmark = pytest.mark.django_db


def ask(cast, who="other_agency", by="lead", **more):
    facts = {"basis": "family_wish"} | more
    return actions.invite(by=cast.actors[by], episode=cast.episodes["kayleigh"], post=cast.posts[who], **facts)


def lead_of(cast):
    return queries.leading(cast.episodes["kayleigh"]).lead


@pytest.mark.parametrize(
    ("said", "missing"),
    [("", "both"), ("child", "team"), ("carer", "team"), ("team", "family"), ("child team", "nobody"),
     ("carer team", "nobody"), ("neighbour", "both")],
)  # fmt: skip
def test_who_is_still_to_be_asked(said, missing):
    assert rules.agreement_missing(said.split()) == missing


@pytest.mark.parametrize(
    ("said", "basis", "missing"),
    [("", "family_wish", "team"), ("team", "family_wish", "nobody"), ("", "agreed_at_meeting", "family"),
     ("child", "agreed_at_meeting", "nobody"), ("", "contact", "both")],
)  # fmt: skip
def test_a_basis_may_say_that_somebody_agreed(said, basis, missing):
    assert rules.agreement_missing(said.split(), basis=basis) == missing


def test_who_agreed_goes_from_the_question_to_the_appointment(cast):
    made = actions.accept(by=cast.actors["other_agency"], invitation=ask(cast, agreed_by=["team", "carer", "x"]))
    assert made.agreed_by == "carer team"
    assert presenters.agreement_words(made) == ""
    assert "Agreed by: Parents or carers, The team." in presenters.part_lines(made)


def test_agreement_is_added_later_and_never_taken_away(cast):
    for said in (["team"], ["child"]):
        held = actions.agree(by=cast.actors["lead"], appointment=lead_of(cast), agreed_by=said)
    assert held.agreed_by == "child team"


def test_nobody_ticked_is_told(cast):
    with pytest.raises(Problem, match="Tick everybody"):
        actions.agree(by=cast.actors["lead"], appointment=lead_of(cast), agreed_by=["x"])


def test_whoever_leads_another_child_writes_down_nothing_here(cast):
    with pytest.raises(Refused):
        actions.agree(by=cast.actors["other_lead"], appointment=lead_of(cast), agreed_by=["team"])


def test_an_agency_that_the_family_does_not_want_is_not_asked(cast):
    talk = consent.Conversation(
        cast.mother, "Donna", "responsibility", "screen", tuple(consent_rules.EXPLAINED), signed_name="Donna"
    )
    answers = consent.Answers("agreed", not_wanted=(cast.housing,))
    consent.record_agreement(by=cast.actors["lead"], child=cast.kayleigh, answers=answers, conversation=talk)
    with pytest.raises(Problem, match="does not want Marlbeck Homes to know"):
        ask(cast)
    assert ask(cast, who="same_agency").post == cast.posts["same_agency"]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("wished", "because", "fine"), [(True, "", True), (False, "She is away", True),
                                                         (False, " ", False)])  # fmt: skip
def test_a_wish_is_followed_or_has_its_reason(cast, wished, because, fine):
    facts = {"family_wish": "Mags", "chosen_is_wished": wished, "wish_not_followed_because": because}
    if fine:
        made = actions.accept(by=cast.actors["other_agency"], invitation=ask(cast, **facts))
        assert "The family wished: Mags" in presenters.part_lines(made)
        assert ("Why not followed: She is away" in presenters.part_lines(made)) is bool(because)
        return
    with pytest.raises(Problem, match="wished for somebody else"):
        ask(cast, **facts)


def test_the_page_says_what_is_missing_and_takes_it(client, cast):
    sign_in(client, cast.posts["lead"])
    page = reverse("lead_professional:page", kwargs={"child_ref": cast.kayleigh.ref})
    assert "not written down yet that the family and the team agree" in client.get(page).content.decode()
    address = reverse("lead_professional:agree", kwargs={"appointment_ref": lead_of(cast).ref})
    assert "Who agrees that Sam Okafor" in client.get(address).content.decode()
    client.post(address, {"agreed_by": ["carer", "team"], "submission_key": "k"})
    assert lead_of(cast).agreed_by == "carer team"


def test_another_childs_lead_does_not_find_the_appointment(client, cast):
    sign_in(client, cast.posts["other_lead"])
    address = reverse("lead_professional:agree", kwargs={"appointment_ref": lead_of(cast).ref})
    assert client.post(address, {"agreed_by": ["team"]}).status_code == 404
    assert lead_of(cast).agreed_by == ""
