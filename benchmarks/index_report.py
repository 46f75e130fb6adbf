"""The figures of all engines beside the goals of the project (issue 3), in one table."""

from collections.abc import Callable
from typing import Any

Report = dict[str, Any]
ROWS: tuple[tuple[str, str, Callable[[Report], Any]], ...] = (
    ("bare search p95, ms", "3 / 4 (12 million: 10)", lambda r: r["bare_ms"]["p95"]),
    ("bare search p50 / p99, ms", "", lambda r: f"{r['bare_ms']['p50']} / {r['bare_ms']['p99']}"),
    ("  processor in our process, mean ms", "", lambda r: r["bare_ms"]["processor_mean"]),
    ("  compared in full p50 / p95", "", lambda r: f"{r['candidates']['p50']:.0f} / {r['candidates']['p95']:.0f}"),
    ("real search, open loop p95, ms", "25 (12 million: 30)", lambda r: r["open_loop"]["p95"]),
    ("  p50 / p99", "", lambda r: f"{r['open_loop']['p50']} / {r['open_loop']['p99']}"),
    ("  a second x processes", "50", lambda r: f"{r['open_loop']['per_second']} x {r['open_loop']['processes']}"),
    ("  processor in our processes, mean ms", "", lambda r: r["open_loop"]["processor_mean"]),
    ("  refused as too vague or too many", "", lambda r: r["open_loop"]["refused"]),
    ("real search, one client p50 / p95, ms", "", lambda r: f"{r['real_ms']['p50']} / {r['real_ms']['p95']}"),
    ("number look-up p95, ms", "0.3", lambda r: r["lookup_ms"]["p95"]),
    ("not in the index, called match", ".004, never .01", lambda r: r["absent"]["called_match"]),
    ("recall at 10, one error", ".998", lambda r: r["recall"]["one error"]["at_10"]),
    ("recall at 10, with postcode", ".997", lambda r: r["recall"]["24 kinds, with postcode"]["at_10"]),
    ("recall at 10, without", ".97 (12 million: .945)", lambda r: r["recall"]["24 kinds, without"]["at_10"]),
    ("  with a parent's name", "", lambda r: r["recall"]["24 kinds, without, with a parent's name"]["at_10"]),
    ("  with the school", "", lambda r: r["recall"]["24 kinds, without, with the school"]["at_10"]),
    ("recall at 1, one error", "", lambda r: r["recall"]["one error"]["at_1"]),
    ("recall at 1, with postcode / without", "", lambda r: _at_1(r)),
    ("  with a parent's name", "", lambda r: r["recall"]["24 kinds, without, with a parent's name"]["at_1"]),
    ("  with the school", "", lambda r: r["recall"]["24 kinds, without, with the school"]["at_1"]),
    ("of those called match, right", "", lambda r: _right(r, "match")),
    ("of those called potential match, right", "", lambda r: _right(r, "potential match")),
    ("of many matches, right one first", "", lambda r: _right(r, "many matches")),
    ("of low confidence, right one first", "", lambda r: _right(r, "low confidence")),
    ("bulk load, children a second", "5,000 / 8,000", lambda r: f"{r['load']['children_per_second']:,}"),
    ("  memory of the writer, MiB", "", lambda r: r["load"]["memory_mib"]),
    ("pg_trgm p50 / p95, ms", "", lambda r: _trgm(r, "p50", "p95")),
    ("pg_trgm recall at 1 / 10", "", lambda r: _trgm(r, "at_1", "at_10")),
    ("  ours on the same queries", "", lambda r: _ours(r)),
)


def as_text(reports: list[Report]) -> str:
    """The table, then recall by kind."""
    heads = [f"{report['rows']:,} {report['engine']}" for report in reports]
    lines = [f"{reports[0]['machine']}; seed {reports[0]['seed']}; everything measured in this run", ""]
    lines.append(_line("", "goal", heads))
    lines += [_line(name, goal, [str(figure(report)) for report in reports]) for name, goal, figure in ROWS]
    lines += ["", _line("recall at 1 / 10 by kind", "n", heads)]
    for kind, row in reports[0]["recall"].items():
        each = [_of_kind(report, kind) for report in reports]
        lines.append(_line(kind, str(row["n"]), each))
    lines += [
        f"{report['engine']}: {report['machine']}, load of the machine {report['load_average']}" for report in reports
    ]
    return "\n".join(lines)


def _line(name: str, goal: str, figures: list[str]) -> str:
    return f"{name:<42}{goal:<24}" + "".join(f"{figure:>22}" for figure in figures)


def _of_kind(report: Report, kind: str) -> str:
    row = report["recall"].get(kind)
    return f"{row['at_1']:.3f} / {row['at_10']:.3f}" if row else "-"


def _at_1(report: Report) -> str:
    return f"{report['recall']['24 kinds, with postcode']['at_1']} / {report['recall']['24 kinds, without']['at_1']}"


def _right(report: Report, word: str) -> str:
    row = report["words"].get(word)
    return f"{row['at_1']} of {row['n']}" if row else "-"


def _trgm(report: Report, *names: str) -> str:
    row = report.get("pg_trgm")
    return " / ".join(str(row[name]) for name in names) + f" (n {row['n']})" if row else "-"


def _ours(report: Report) -> str:
    row = report.get("pg_trgm")
    return f"{row['ours_on_the_same']['at_1']} / {row['ours_on_the_same']['at_10']}" if row else "-"
