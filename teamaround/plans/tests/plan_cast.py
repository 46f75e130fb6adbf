"""A plan for Kayleigh with as much on it as a test asks for."""

import datetime

from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.plans import actions, doing_things
from teamaround.plans.models import Plan
from teamaround.practice_data.cast import MAKER


def days(count):
    return clock.today() + datetime.timedelta(days=count)


def begin(cast, child="kayleigh", by="lead"):
    return actions.begin(by=cast.actors[by], episode=cast.episodes[child])


def need(cast, plan, words="A room of my own", child="kayleigh", by="lead", scale=2):
    return actions.add_need(
        by=cast.actors[by], plan=plan, episodes=[cast.episodes[child]], words=words, whose_words="child",
        type_key="housing", scale=scale,
    )  # fmt: skip


def action(cast, of_need, owner="lead", by="lead", **more):
    facts = {
        "need": of_need, "what": "Ask housing", "outcome": "She has a date", "aim": "stay_safe",
        "agency": cast.housing, "due_on": days(7), "owner_post": cast.posts[owner],
    } | more  # fmt: skip
    return doing_things.add_action(by=cast.actors[by], **facts)


def agreed(cast, words="A room of my own"):
    """An agreed plan with one need and one action."""
    plan = begin(cast)
    made = need(cast, plan, words=words)
    action(cast, made)
    return actions.agree_plan(by=cast.actors["lead"], plan=plan), made


def put(record, **values):
    """Change a row behind the rules, for what only time brings about."""
    with recording(by=MAKER, action="test.put"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
    return record


def with_brother(cast, plan, words="Tyler's own"):
    """Tyler joins the plan; only his own lead may see what is his."""
    with recording(by=MAKER, action="test.group"):
        cast.episodes["tyler"].group = plan.group
        cast.episodes["tyler"].save()
        plan.serves.create(episode=cast.episodes["tyler"])
    return need(cast, plan, words=words, child="tyler", by="other_lead")


def close(plan):
    return put(plan, state=Plan.State.CLOSED)
