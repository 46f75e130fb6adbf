"""Finding pairs with Splink on DuckDB, an extra that the usual installation does not hold.

Splink learns from the index itself how much each field tells and finds the pairs; our own scorer then explains each,
and what it would not ask about is not asked about.
"""

import importlib
from bisect import bisect_left, bisect_right
from typing import Any

from django.utils.translation import gettext as _

from teamaround.child_index.models import SearchCard
from teamaround.exchange.deduplicating import Pair
from teamaround.exchange.staging import Progress
from teamaround.kit.problems import Problem
from teamaround.matching.normalise import fold_name

NAME = "splink"
FROM = 0.5
"""Chance, as Splink sees it, from which a pair is looked at again by our scorer."""
COLUMNS = ("unique_id", "given", "family", "born", "sex", "postcode", "carer")


def finder(authority_id: int, progress: Progress) -> Any:
    """All pairs of the index at once; gives a function as `deduplicating.sweep` wants it. Raises Problem."""
    splink, duckdb, pyarrow = needed()
    rows = _rows(authority_id)
    progress("read", len(rows["unique_id"]))
    pairs = sorted(found_in(splink, duckdb, pyarrow.table(rows)))
    progress("found", len(pairs))

    def pairs_of(_authority: int, ids: list[int]) -> set[Pair]:
        return set(pairs[bisect_left(pairs, (ids[0], 0)) : bisect_right(pairs, (ids[-1], 2**62))])

    return pairs_of


def needed() -> tuple[Any, Any, Any]:
    """The three libraries. Raises Problem that says in one sentence how to install them."""
    try:
        return tuple(importlib.import_module(name) for name in ("splink", "duckdb", "pyarrow"))  # type: ignore[return-value]
    except ImportError as missing:
        raise Problem(
            _(
                "Splink is not installed: run “.tools/bin/uv pip install --require-hashes -r requirements/dedupe.lock” "
                "and then the same command again, or leave out --splink."
            )
        ) from missing


def _rows(authority_id: int) -> dict[str, list[Any]]:
    """The cards of the index as columns; of a protected child what its shield shows."""
    rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    cards = SearchCard.objects.filter(authority_id=authority_id).order_by("child_id")
    for child, card in cards.values_list("child_id", "card").iterator(chunk_size=5_000):
        values = row_of(child, card)
        for name in COLUMNS:
            rows[name].append(values[name])
    return rows


def row_of(child_id: int, card: dict[str, Any]) -> dict[str, Any]:
    """One child for Splink: folded names, nothing where nothing is known."""
    carers = card.get("carers") or [[""]]
    told = {
        "given": fold_name(card.get("given", "")),
        "family": fold_name(card.get("family", "")),
        "born": card.get("born") or "",
        "sex": card.get("sex", "")[:1].upper(),
        "postcode": card.get("postcode", ""),
        "carer": fold_name(carers[0][0]),
    }
    return {"unique_id": child_id, **{name: value or None for name, value in told.items()}}


def found_in(splink: Any, duckdb: Any, table: Any) -> set[Pair]:
    """Train without examples, then predict; the lower id first."""
    linker = trained(splink, splink.DuckDBAPI(connection=duckdb.connect()), table, "dedupe_only")
    predicted = linker.inference.predict(threshold_match_probability=FROM)
    rows = predicted.as_pyarrow_table().select(["unique_id_l", "unique_id_r"]).to_pydict()
    both = zip(rows["unique_id_l"], rows["unique_id_r"], strict=True)
    return {(min(one, other), max(one, other)) for one, other in both}


def trained(splink: Any, api: Any, tables: Any, link: str) -> Any:
    """A linker of the six blocking rules and the usual comparisons."""
    library = importlib.import_module("splink.comparison_library")
    block = splink.block_on
    settings = splink.SettingsCreator(
        link_type=link,
        comparisons=[
            library.NameComparison("given"),
            library.NameComparison("family"),
            library.DateOfBirthComparison("born", input_is_string=True),
            library.ExactMatch("sex"),
            library.PostcodeComparison("postcode"),
            library.JaroWinklerAtThresholds("carer", [0.9]),
        ],
        blocking_rules_to_generate_predictions=[
            block("given", "family", "born"),
            block("born", "family"),
            block("born", "given"),
            block("postcode", "born"),
            block("postcode", "given"),
            block("given", "family", "substr(born, 1, 7)"),
        ],
    )
    given = [api.register(each) for each in tables] if isinstance(tables, list) else api.register(tables)
    linker = splink.Linker(given, settings, log_level=40)
    certain = [block("given", "family", "born"), block("postcode", "born", "given")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    for rule in (block("given", "family"), block("born"), block("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker
