"""Write the invented population as a file for `load_index`, and spoilt queries for `match_queries`.

python -m benchmarks.files --rows 100000 --out /tmp/children.csv --queries /tmp/queries.csv
"""

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corruptions import Case, cases
from benchmarks.generate import Child, population
from teamaround.child_index.bulk_values import COLUMNS, Incoming

SEXES = {"female": "F", "male": "M"}


def main() -> None:
    """Write one file or both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    wanted = parser.parse_args()
    write_children(wanted.out, population(wanted.rows, wanted.seed))
    if wanted.queries:
        write_queries(wanted.queries, cases(population(wanted.rows, wanted.seed), 20, wanted.seed))


def write_children(path: Path, children: Iterable[Child]) -> None:
    """All columns that a file of children can have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for child in children:
            one = incoming(child)
            day = one.born or one.expected
            writer.writerow(
                [one.record, one.given, one.family, one.other_family, day.isoformat() if day else "", one.sex]
                + [one.lines, one.postcode, one.old_postcode, one.number]
            )


def write_queries(path: Path, asked: Iterable[Case]) -> None:
    """The record that is meant is the query's id, so that whoever reads the answer can count."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["query_id", "given_name", "family_name", "date_of_birth", "age", "sex", "postcode"])
        for number, case in enumerate(asked):
            query = case.query
            if query.carer or query.school or query.telephone or query.identifiers:
                continue
            day = "" if query.born is None else "-".join(f"{part:02}" for part in tuple(query.prepared.born or ()))
            age = "" if query.age is None else query.age
            name = f"{number}:{case.kind}:r{case.wanted}"
            writer.writerow([name, query.given, query.family, day, age, query.sex, query.postcode])


def incoming(child: Child, *, household: bool = False) -> Incoming:
    """The child as a row of a large file; with `household` also what an index knows from elsewhere."""
    other = child.other_names[0].family if child.other_names else ""
    more = {
        "carers": [list(carer) for carer in child.carers],
        "schools": [child.school] if child.school else [],
        "practices": [child.practice],
        "telephones": [child.telephone],
    }
    return Incoming(
        record=f"r{child.number}",
        given=child.given,
        family=child.family,
        other_family=other,
        born=child.born,
        expected=child.expected,
        sex=SEXES[child.sex],
        lines=child.address,
        postcode=child.postcode,
        old_postcode=child.old_postcodes[0] if child.old_postcodes else "",
        number=child.nhs_number,
        more=more if household else {},
    )


if __name__ == "__main__":
    main()
