"""Same role, own children, another child: refused (design.md 4, traps)."""

import pytest

from teamaround.access import engine, registry

pytestmark = pytest.mark.django_db

TEAM = ["lead", "deputy", "member", "delegate"]
NEAR = [
    "other_lead", "same_agency", "other_agency", "former", "untrained", "vetting_expired", "neighbour_worker",
    "other_coordinator", "other_manager", "index_team", "director", "carer", "nobody", "guest", "client", "job",
]  # fmt: skip


@pytest.mark.parametrize("who", TEAM)
def test_the_team_reads_the_plan(cast, who):
    assert engine.check(cast.actors[who], registry.get("plans.read"), cast.kayleigh.pk).allowed


@pytest.mark.parametrize("who", NEAR)
def test_others_do_not(cast, who):
    assert not engine.check(cast.actors[who], registry.get("plans.read"), cast.kayleigh.pk).allowed


def test_the_other_lead_reads_the_plan_of_their_own_child(cast):
    assert engine.check(cast.actors["other_lead"], registry.get("plans.read"), cast.tyler.pk).allowed


def test_list_equals_check_for_everybody_and_every_action(cast):
    children = [cast.kayleigh.pk, cast.tyler.pk, cast.teenager.pk]
    for name, actor in cast.actors.items():
        for action in registry.every_action():
            if not action.about_child:
                continue
            listed = set(engine.child_ids(actor, action))
            with engine.remembering():
                assert set(engine.child_ids(actor, action)) == listed, (name, action.name)
            checked = {child for child in children if engine.check(actor, action, child).allowed}
            assert listed & set(children) == checked, (name, action.name)
