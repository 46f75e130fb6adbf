"""What was typed into a search, sealed beside it: shown again only to the account that typed it (design.md 5)."""

import json

from teamaround.child_index.models import Search
from teamaround.kit import crypto


def seal_terms(kept: Search, terms: dict[str, str]) -> None:
    """Put the terms into a search that is not written yet. They open only beside its reference."""
    kept.sealed_terms = crypto.seal(json.dumps(terms), f"child_index.Search:{kept.ref}")


def terms_of(kept: Search) -> dict[str, str]:
    """What was typed; nothing where a search was written without. Raises CannotOpen."""
    if not kept.sealed_terms:
        return {}
    try:
        words = crypto.unseal(kept.sealed_terms, f"child_index.Search:{kept.ref}")
    except crypto.CannotOpen:  # once they were sealed beside the number of the row
        words = crypto.unseal(kept.sealed_terms, f"child_index.Search:{kept.pk}")
    terms: dict[str, str] = json.loads(words)
    return terms
