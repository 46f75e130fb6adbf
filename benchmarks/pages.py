"""Server time and queries of each main page with the invented town. `--children 3000 --times 20 --json`

One process asks each page as the person whom it is made for: full rendering, access, and the durable audit event.
"""

import argparse
import json
import statistics
import time
from io import StringIO
from typing import Any

from benchmarks import scratch

PAGES = (
    # words, persona, address; {child} is the child whom Sam leads
    ("worktray", "sam_okafor", "/worktray/"),
    ("children I work with", "sam_okafor", "/children/"),
    ("child", "sam_okafor", "/children/{child}/"),
    ("story", "sam_okafor", "/help-for-a-child/{child}/story/"),
    ("plan", "sam_okafor", "/plans/{child}/"),
    ("people", "sam_okafor", "/team/{child}/"),
    ("sharing", "sam_okafor", "/agreement/{child}/"),
    ("assessment", "sam_okafor", "/assessments/{child}/"),
    ("meetings", "sam_okafor", "/meetings/"),
    ("search form", "sam_okafor", "/children/search/"),
    ("directory", "sam_okafor", "/directory/"),
    ("worktray of a co-ordinator", "asif_rehman", "/worktray/"),
    ("figures", "grace_oduya", "/insight/"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=3_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with scratch.database() as engine:
        from django.core.management import call_command

        call_command("build_assets", verbosity=0)
        call_command("load_town", children=wanted.children, stdout=StringIO())
        from teamaround.kit.settling import settle

        settle()  # as config/wsgi.py does
        found = [_page(words, who, address, wanted.times) for words, who, address in PAGES]
    report = {"machine": scratch.machine(), "engine": engine, "children": wanted.children, "pages": found}
    print(json.dumps(report, indent=2) if wanted.json else _table(report))


def _page(words: str, who: str, address: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client

    from teamaround.agencies.factories import sign_in
    from teamaround.agencies.models import Post

    post = Post.objects.filter(practitioner__account__username=who, ends=None).first()
    assert post is not None, who
    client = sign_in(Client(HTTP_HOST="localhost"), post)
    path = address.format(child=_child(post))
    status = client.get(path).status_code
    asked = _Counter()
    with connection.execute_wrapper(asked):
        client.get(path)
    taken = sorted(_once(client, path) for _ in range(times))
    return {
        "page": words,
        "status": status,
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(taken[min(times - 1, int(times * 0.95))], 1),
        "queries": asked.count,
    }


class _Counter:
    """Counts statements, savepoints and transactions left out."""

    count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
        return execute(sql, params, many, context)


def _child(post: Any) -> str:
    from teamaround.lead_professional.models import Appointment

    row = Appointment.objects.filter(post=post, part="lead", ends=None).order_by("pk").first()
    return row.episode.child.ref if row else ""


def _once(client: Any, path: str) -> float:
    begun = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - begun) * 1000


def _table(report: dict[str, Any]) -> str:
    lines = [f"{report['machine']}, {report['engine']}, {report['children']:,} children"]
    lines.append(f"{'page':<30}{'status':>8}{'p50 ms':>10}{'p95 ms':>10}{'queries':>10}")
    for row in report["pages"]:
        lines.append(f"{row['page']:<30}{row['status']:>8}{row['p50_ms']:>10}{row['p95_ms']:>10}{row['queries']:>10}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
