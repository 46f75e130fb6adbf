"""List, count, buttons and check of the access engine as the index grows. `--rows 100000 1000000 --json`

Fills a scratch database with children, episodes and one practitioner who leads 8 and is in 60 teams,
and measures: the first page of the children whose plan may be read, their count, one check that allows,
one that refuses, and all buttons of a child. Beside them the same list written as OR-ed joins.
"""

import argparse
import json
import time
from typing import Any

from benchmarks import scratch

TEAMS, LEADS = 60, 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    found = []
    with scratch.database() as engine:
        for rows in sorted(wanted.rows):
            begun = time.perf_counter()
            _fill(rows)
            print(f"filled {rows:,} children on {engine} in {time.perf_counter() - begun:.0f} s", flush=True)
            found.append({"rows": rows, "engine": engine, **_measure(wanted.times)})
    report = {"machine": scratch.machine(), "results": found}
    print(json.dumps(report, indent=2) if wanted.json else _table(report))


def _fill(rows: int) -> None:
    """Top the database up to `rows` children, each fifth with an open episode, by set-wise inserts."""
    from django.db import connection, transaction

    from teamaround.families.models import Person

    have = Person.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        if not have:
            _posts()
        for statement in _statements(have + 1, rows, connection.vendor):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _posts() -> None:
    from teamaround.access.actor import Actor
    from teamaround.access.roles import Role
    from teamaround.agencies.models import Agency, Authority
    from teamaround.audit.recording import recording
    from teamaround.practice_data.cast import make_post

    authority = Authority.objects.create(key="bench", name="Bench")
    agency = Agency.objects.create(authority=authority, key="school", name="School", kind="school")
    with recording(by=Actor.job("bench"), action="practice_data.cast"):
        for number in range(500):
            make_post(agency, Role.PRACTITIONER, "Worker", str(number), "Worker")


def _numbers(first: int, last: int, vendor: str, step: int = 1) -> str:
    if vendor == "postgresql":
        return f"generate_series({first}, {last}, {step}) AS n(i)"
    return (
        f"(WITH RECURSIVE c(i) AS (SELECT {first} UNION ALL SELECT i + {step} FROM c WHERE i + {step} <= {last}) "
        "SELECT i FROM c) AS n"
    )


def _statements(first: int, last: int, vendor: str) -> list[str]:
    """Person i; every fifth has group, episode, member and serving i; teams are dealt round the posts."""
    now = "now()" if vendor == "postgresql" else "'2026-03-03 10:00:00'"
    day = "DATE '2026-01-05'" if vendor == "postgresql" else "'2026-01-05'"
    every = _numbers(first, last, vendor)
    fifth = _numbers(((first + 4) // 5) * 5, last, vendor, 5)
    post = "((i / 5) % 500) + 1"
    return [
        "INSERT INTO families_person (id, ref, authority_id, sex, given, family, known_as, first_language, interpreter,"
        f" ethnicity) SELECT i, 'c' || i, 1, 'U', 'Given', 'Family', '', '', '', '' FROM {every}",
        "INSERT INTO child_index_entry (child_id, authority_id, state, source, entered_at)"
        f" SELECT i, 1, 'active', 'bench', {now} FROM {every}",
        f"INSERT INTO episodes_familygroup (id, ref, authority_id) SELECT i, 'g' || i, 1 FROM {fifth}",
        "INSERT INTO episodes_episode (id, ref, authority_id, group_id, child_id, state, opened_on, opened_by_id,"
        f" agency_id, close_reason) SELECT i, 'e' || i, 1, i, i, 'helping', {day}, {post}, 1, '' FROM {fifth}",
        "INSERT INTO team_around_child_member (id, ref, authority_id, group_id, post_id, part)"
        f" SELECT i, 'm' || i, 1, i, {post}, '' FROM {fifth}",
        "INSERT INTO team_around_child_serving (id, authority_id, member_id, episode_id, starts, leave_reason)"
        f" SELECT i, 1, i, i, {day}, '' FROM {fifth}",
        "INSERT INTO lead_professional_appointment (id, ref, authority_id, episode_id, part, post_id, basis,"
        " family_wish, wish_not_followed_because, starts, end_reason, made_at)"
        f" SELECT i, 'a' || i, 1, i, 'lead', {post}, 'contact', '', '', {day}, '', {now} FROM {fifth}",
    ]


def _measure(times: int) -> dict[str, Any]:
    from teamaround.access import engine, registry
    from teamaround.agencies.models import Post
    from teamaround.episodes.models import Episode
    from teamaround.families.models import Person
    from teamaround.practice_data.cast import actor_for

    read = registry.get("plans.read")
    actor = actor_for(Post.objects.select_related("practitioner__account", "agency").get(pk=7))
    mine = Episode.objects.filter(opened_by_id=7).values_list("child_id", flat=True).first()
    other = Episode.objects.exclude(opened_by_id=7).values_list("child_id", flat=True).last()
    assert mine and other
    buttons = [action for action in registry.every_action() if action.about_child]
    return {
        "children_of_mine": Person.objects.filter(pk__in=engine.child_ids(actor, read)).count(),
        "list": scratch.timed(lambda: list(Person.objects.filter(pk__in=engine.child_ids(actor, read))[:25]), times),
        "count": scratch.timed(lambda: Person.objects.filter(pk__in=engine.child_ids(actor, read)).count(), times),
        "check_allowed": scratch.timed(lambda: engine.check(actor, read, mine), times),
        "check_refused": scratch.timed(lambda: engine.check(actor, read, other), times),
        "buttons": scratch.timed(lambda: engine.permitted(actor, mine, buttons), times),
        "list_as_or_ed_joins": scratch.timed(lambda: list(_or_ed(7)[:25]), max(3, times // 40)),
    }


def _or_ed(post: int) -> Any:
    """What one would write first: the same relationships as conditions joined with OR."""
    from django.db.models import Q

    from teamaround.families.models import Person

    either = (
        Q(episodes__opened_by_id=post)
        | Q(episodes__appointments__post_id=post, episodes__appointments__ends__isnull=True)
        | Q(episodes__servings__member__post_id=post, episodes__servings__ends__isnull=True)
        | Q(episodes__assessments__contributors__post_id=post)
    )
    return Person.objects.filter(either).distinct()


def _table(report: dict[str, Any]) -> str:
    lines = [report["machine"], f"{'rows':>10}  {'what':<22}{'p50':>10}{'p95':>10}{'p99':>10}  ms"]
    for result in report["results"]:
        for what, figures in result.items():
            if isinstance(figures, dict):
                cells = "".join(f"{figures[name]:>10.2f}" for name in scratch.SHARES)
                lines.append(f"{result['rows']:>10,}  {what:<22}{cells}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
