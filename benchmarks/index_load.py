"""The real search under load: so many a second from several processes, latency from the scheduled arrival."""

import argparse
import random
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.corruptions import Case

SEARCHES_A_POST = 6
"""In one working session: more without opening anybody would look like leafing through the index."""
PATIENCE = 600.0
WARMING = 30


def make_posts(authority_id: int, wanted: argparse.Namespace) -> None:
    """Enough people at work that nobody searches more often than people do."""
    from teamaround.access.actor import Actor
    from teamaround.agencies.models import Account, Agency, Post, Practitioner
    from teamaround.audit.recording import recording
    from teamaround.kit import clock

    needed = (wanted.per_second * wanted.seconds + WARMING * (wanted.processes + 1) + 500) // SEARCHES_A_POST + 100
    agency = Agency.objects.create(authority_id=authority_id, key="bench", name="Hazel Bank Primary", kind="school")
    with recording(by=Actor.job("benchmark"), action="benchmark.posts"):
        for number in range(needed):
            account = Account.objects.create(username=f"bench.{number}")
            somebody = Practitioner.objects.create(account=account, given="Somebody", family=f"Number{number}")
            Post.objects.create(
                practitioner=somebody, agency=agency, authority_id=authority_id, role="practitioner",
                job_title="Teacher", telephone="01632 960214", starts=clock.today(),
            )  # fmt: skip


def actors() -> list[Any]:
    """One for each post, as the sign-in would make them."""
    from teamaround.access.actor import Actor
    from teamaround.access.roles import Kind, Role
    from teamaround.agencies.models import Post

    rows = Post.objects.filter(agency__key="bench").order_by("pk")
    return [
        Actor(kind=Kind.POST, account_id=account, post_id=post, own_post_id=post, authority_id=authority,
              agency_id=agency, role=Role.PRACTITIONER, name="Somebody")
        for post, account, authority, agency in rows.values_list(
            "pk", "practitioner__account_id", "authority_id", "agency_id"
        )
    ]  # fmt: skip


def _search(by: Any, case: Case) -> bool:
    """One real search; False where it is refused as too vague or as too many."""
    from teamaround.child_index import searching
    from teamaround.kit.problems import Problem

    query = case.query
    terms = {"given": query.given, "family": query.family, "postcode": query.postcode, "school": query.school}
    try:
        searching.search(by=by, reason="worry", query=query, terms={k: v for k, v in terms.items() if v})
    except Problem:
        return False
    return True


def one_client(asked: list[Case]) -> dict[str, Any]:
    """Real searches one after the other."""
    everybody = actors()
    taken, refused, worked = [], 0, time.process_time()
    for number, case in enumerate(asked):
        begun = time.perf_counter()
        done = _search(everybody[number % len(everybody)], case)
        if done:
            taken.append((time.perf_counter() - begun) * 1000)
        refused += not done
    each = (time.process_time() - worked) / max(1, len(asked)) * 1000
    return {**_spread(taken), "processor_mean": round(each, 2), "refused": refused}


def open_loop(asked: list[Case], wanted: argparse.Namespace) -> dict[str, Any]:
    """Arrivals come when they come, whether or not the one before is answered."""
    draw = random.Random(wanted.seed)
    arrivals, at = [], 0.0
    while at < wanted.seconds:
        at += draw.expovariate(wanted.per_second)
        arrivals.append((at, draw.randrange(len(asked))))
    shares = [
        (number, wanted.processes, [(at, asked[which]) for at, which in arrivals[number :: wanted.processes]])
        for number in range(wanted.processes)
    ]
    spawn = get_context("spawn")
    barrier = spawn.Barrier(wanted.processes)
    with ProcessPoolExecutor(wanted.processes, spawn, initializer=_meet_at, initargs=(barrier,)) as pool:
        answers = list(pool.map(_client, shares))
    taken = [each for latencies, _refused, _worked in answers for each in latencies]
    return {
        "per_second": wanted.per_second,
        "seconds": wanted.seconds,
        "processes": wanted.processes,
        **_spread(taken),
        "refused": sum(refused for _taken, refused, _worked in answers),
        "processor_mean": round(sum(worked for *_rest, worked in answers) / max(1, len(taken)) * 1000, 2),
    }


_barrier: Any = None


def _meet_at(barrier: Any) -> None:
    """Where the clients of this process wait until all are ready."""
    global _barrier
    _barrier = barrier


def _client(share: tuple[int, int, list[tuple[float, Case]]]) -> tuple[list[float], int, float]:
    """One process: its arrivals in turn. Searches that are refused as too vague are not counted."""
    import django

    django.setup()
    number, processes, arrivals = share
    everybody = actors()[100 + number :: processes]
    warming = [case for _at, case in arrivals[:WARMING]]
    for place, case in enumerate(warming):
        _search(everybody[-1 - place], case)
    _barrier.wait(timeout=PATIENCE)
    begins = time.time() + 0.5
    taken, refused, worked = [], 0, time.process_time()
    for place, (at, case) in enumerate(arrivals):
        time.sleep(max(0.0, begins + at - time.time()))
        if _search(everybody[place % len(everybody)], case):
            taken.append((time.time() - begins - at) * 1000)
        else:
            refused += 1
    return taken, refused, time.process_time() - worked


def _spread(taken: list[float]) -> dict[str, float]:
    ordered = sorted(taken) or [0.0]
    return {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2)
        for name, share in (("p50", 0.50), ("p95", 0.95), ("p99", 0.99))
    }
