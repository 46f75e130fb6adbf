"""Asked, accepted or declined with a code, handed over, deputised while away (DER-06 to DER-10, DUD-50)."""

import pytest

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.child_index.models import Indication
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional import actions, queries, rules
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.local_settings.models import Setting
from teamaround.team_around_child.queries import team_of

pytestmark = pytest.mark.django_db


def ask(cast, who="other_agency", by="lead", **more):
    facts = {"basis": "family_wish"} | more
    return actions.invite(by=cast.actors[by], episode=cast.episodes["kayleigh"], post=cast.posts[who], **facts)


def test_accepting_hands_over_joins_the_team_and_tells_the_index(cast):
    actions.accept(by=cast.actors["other_agency"], invitation=ask(cast))
    leads = queries.leading(cast.episodes["kayleigh"])
    assert leads.lead.post == cast.posts["other_agency"]
    assert Appointment.objects.get(post=cast.posts["lead"], episode__child=cast.kayleigh).end_reason == "handed_over"
    assert cast.posts["other_agency"] in [row.member.post for row in team_of(cast.episodes["kayleigh"]).now]
    assert (
        Indication.objects.filter(child=cast.kayleigh, kind="lead", ends=None).get().post == cast.posts["other_agency"]
    )


def test_being_asked_lets_one_see_the_child_but_not_the_plan(cast):
    ask(cast)
    may = engine.permitted(
        cast.actors["other_agency"], cast.kayleigh.pk, [registry.get("child_index.see"), registry.get("plans.read")]
    )
    assert may == {"child_index.see"}


def test_asking_twice_is_one_invitation(cast):
    assert ask(cast) == ask(cast)


def test_declining_needs_a_code_and_leaves_everything_as_it_was(cast):
    with pytest.raises(Problem, match="what fits best"):
        actions.decline(by=cast.actors["other_agency"], invitation=ask(cast), code="")
    actions.decline(by=cast.actors["other_agency"], invitation=ask(cast), code="caseload")
    assert queries.leading(cast.episodes["kayleigh"]).lead.post == cast.posts["lead"]


def test_nobody_else_answers_for_me(cast):
    with pytest.raises(Refused):
        actions.accept(by=cast.actors["other_lead"], invitation=ask(cast))


def test_an_answer_counts_once(cast):
    invitation = ask(cast)
    actions.accept(by=cast.actors["other_agency"], invitation=invitation)
    stale = Invitation.objects.get(pk=invitation.pk)
    with pytest.raises(Refused):
        actions.accept(by=cast.actors["other_agency"], invitation=stale)


def test_over_the_limit_a_manager_is_named(cast):
    Setting.objects.create(
        authority_id=cast.authority.pk, key="caseload_limit", value=0, from_date=clock.today(), decided_by="board"
    )
    with pytest.raises(Problem, match="local limit"):
        actions.accept(by=cast.actors["other_agency"], invitation=ask(cast))
    made = actions.accept(by=cast.actors["other_agency"], invitation=ask(cast), manager=cast.posts["manager"])
    assert made.manager_agreed == cast.posts["manager"]


def test_a_wish_not_followed_needs_its_reason(cast):
    with pytest.raises(Problem, match="wished for somebody else"):
        ask(cast, family_wish="Mags", chosen_is_wished=False)


def test_while_the_lead_is_away_the_deputy_is_shown(cast):
    actions.be_away(by=cast.actors["lead"], starts=clock.today(), ends=None)
    leads = queries.leading(cast.episodes["kayleigh"])
    assert (leads.lead_is_away, leads.ring.post) == (True, cast.posts["deputy"])


def test_completing_or_opening_makes_nobody_lead(cast):
    assert queries.leading(cast.episodes["teenager"]).lead is None


@pytest.mark.parametrize(("leading", "word"), [(0, "none"), (3, "room"), (8, "full"), (9, "over")])
def test_load_in_a_word(leading, word):
    assert rules.load_words(leading=leading, limit=8) == word
