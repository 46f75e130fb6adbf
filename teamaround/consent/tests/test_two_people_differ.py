"""Two people who may decide differ: both stand, nothing is shared on agreement, it is settled (KIR-CO-20)."""

import datetime
import itertools

import pytest
from django.urls import reverse

from teamaround.access import engine
from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.consent import actions, rules, settling
from teamaround.consent.access import in_force
from teamaround.consent.models import Decision, Purpose, Settlement
from teamaround.consent.standing import standing
from teamaround.consent.worktray_rows import agreements
from teamaround.desks import family
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
ALL = tuple(rules.EXPLAINED)


@pytest.fixture
def father(cast):
    return cast.people["father"]


def says(cast, answer, person, name="", right="responsibility", **answers):
    talk = actions.Conversation(person, name or person.name, right, "spoken", ALL, witness="Ruth Adeyemi")
    return actions.record_agreement(
        by=cast.actors["lead"], child=cast.kayleigh, answers=actions.Answers(answer, **answers), conversation=talk
    )


def may_share(cast, agency):
    return Decision.objects.filter(
        in_force(), child=cast.kayleigh, purpose=Purpose.SHARE, agency=agency, answer="agreed"
    ).exists()


def test_the_fathers_no_does_not_wipe_out_the_mothers_yes_nor_hers_his_no(cast, father):
    agency = cast.posts["member"].agency
    says(cast, "agreed", cast.mother, agencies=(agency,))
    assert may_share(cast, agency)
    says(cast, "refused", father)
    assert standing(cast.kayleigh.pk).word == "conflict"
    assert not may_share(cast, agency)
    says(cast, "agreed", cast.mother, agencies=(agency,))
    assert (standing(cast.kayleigh.pk).word, may_share(cast, agency)) == ("conflict", False)


def test_a_changed_mind_ends_it(cast, father):
    agency = cast.posts["member"].agency
    says(cast, "agreed", cast.mother, agencies=(agency,))
    says(cast, "refused", father)
    says(cast, "agreed", father)
    assert (standing(cast.kayleigh.pk).word, may_share(cast, agency)) == ("agreed", True)


def test_a_neighbour_without_responsibility_neither_stops_nor_opens(cast, father):
    agency = cast.posts["member"].agency
    says(cast, "agreed", cast.mother, agencies=(agency,))
    says(cast, "refused", None, "Nan Moss", right="carer")
    assert (standing(cast.kayleigh.pk).word, may_share(cast, agency)) == ("agreed", True)
    says(cast, "refused", cast.mother)
    says(cast, "agreed", None, "Nan Moss", right="carer", agencies=(agency,))
    assert (standing(cast.kayleigh.pk).word, may_share(cast, agency)) == ("refused", False)


def test_settled_with_reasons_it_counts_and_what_either_keeps_out_stays_out(cast, father):
    agency, other = cast.posts["member"].agency, cast.posts["other_agency"].agency
    hers = says(cast, "agreed", cast.mother, agencies=(agency, other))
    says(cast, "refused", father, not_wanted=(other,))
    with pytest.raises(Problem, match="Write why"):
        settling.settle(by=cast.actors["lead"], child=cast.kayleigh, chosen=hers, reasons=" ")
    settling.settle(
        by=cast.actors["lead"], child=cast.kayleigh, chosen=hers, reasons="She lives with her", advice="Moya"
    )
    assert standing(cast.kayleigh.pk).word == "agreed"
    assert may_share(cast, agency)
    assert "refused_agency" in engine.facts_of(cast.actors["other_agency"], cast.kayleigh.pk, {"refused_agency"})
    says(cast, "refused", father)
    assert standing(cast.kayleigh.pk).word == "conflict"


def test_the_no_can_be_settled_too(cast, father):
    agency = cast.posts["member"].agency
    says(cast, "agreed", cast.mother, agencies=(agency,))
    his = says(cast, "refused", father)
    settling.settle(by=cast.actors["lead"], child=cast.kayleigh, chosen=his, reasons="Both agreed to wait")
    assert (standing(cast.kayleigh.pk).word, may_share(cast, agency)) == ("refused", False)


def test_where_nobody_differs_there_is_nothing_to_settle(cast):
    hers = says(cast, "agreed", cast.mother)
    with pytest.raises(Problem, match="Nobody differs"):
        settling.settle(by=cast.actors["lead"], child=cast.kayleigh, chosen=hers, reasons="x")
    assert Settlement.objects.count() == 0


@pytest.mark.parametrize("who", ["member", "other_lead", "other_coordinator", "manager"])
def test_only_whoever_leads_or_the_co_ordinator_settles(cast, father, who):
    hers = says(cast, "agreed", cast.mother)
    says(cast, "refused", father)
    with pytest.raises(Refused):
        settling.settle(by=cast.actors[who], child=cast.kayleigh, chosen=hers, reasons="x")


def test_the_page_shows_both_and_the_worktray_says_so(cast, client, father):
    says(cast, "agreed", cast.mother)
    says(cast, "refused", father)
    sam = sign_in(client, cast.posts["lead"])
    page = sam.get(reverse("consent:sharing", kwargs={"child_ref": cast.kayleigh.ref})).content.decode()
    assert "Lee Garside did not agree" in page and "Donna Moss said yes" in page
    assert [row.title for row in agreements(cast.actors["lead"])] == ["Two people differ about Kayleigh Moss"]
    differ = reverse("consent:settle", kwargs={"child_ref": cast.kayleigh.ref})
    assert "Donna Moss said yes" in sam.get(differ).content.decode()


def test_the_mothers_page_does_not_tell_of_the_fathers_no(cast, father):
    enrolment = Enrolment.objects.filter(child=cast.kayleigh, person=cast.mother).first()
    assert enrolment is not None
    says(cast, "agreed", cast.mother)
    before = family.compose(enrolment).agreed
    says(cast, "refused", father)
    assert family.compose(enrolment).agreed == before


def test_the_lead_is_reminded_before_it_runs_out_and_after(cast):
    says(cast, "agreed", cast.mother)
    until = standing(cast.kayleigh.pk).until
    for days, titles in ((29, 0), (28, 1), (0, 1), (-1, 1)):
        with clock.freeze(
            datetime.datetime.combine(until, datetime.time(9), tzinfo=clock.LONDON) - datetime.timedelta(days=days)
        ):
            assert len(agreements(cast.actors["lead"])) == titles, days


@pytest.mark.parametrize("said", list(itertools.product(["agreed", "refused", ""], repeat=3)))
def test_the_word_and_what_may_be_shared_always_go_together(cast, father, said):
    """Mother, father, a neighbour, in every combination: shared on agreement exactly when the word is "agreed"."""
    people = ((cast.mother, "", "responsibility"), (father, "", "responsibility"), (None, "Nan", "carer"))
    agency = cast.posts["member"].agency
    with recording(by=MAKER, action="consent.made"):
        Decision.objects.filter(child=cast.kayleigh).update(superseded_at=clock.now())
    for answer, (person, name, right) in zip(said, people, strict=True):
        if answer:
            says(cast, answer, person, name, right, agencies=(agency,) if answer == "agreed" else ())
    assert may_share(cast, agency) is (standing(cast.kayleigh.pk).word == "agreed")
