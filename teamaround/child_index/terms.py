"""What was typed into a search, sealed beside it: shown again only to the account that typed it (design.md 5)."""

import json

from teamaround.child_index.models import Search
from teamaround.kit import crypto


def seal_terms(kept: Search, terms: dict[str, str]) -> None:
    """Write the terms into a search that has its number. Call inside a recording."""
    kept.sealed_terms = crypto.seal(json.dumps(terms), _place(kept))
    kept.save(update_fields=["sealed_terms"])


def terms_of(kept: Search) -> dict[str, str]:
    """What was typed; nothing where a search was written without."""
    if not kept.sealed_terms:
        return {}
    terms: dict[str, str] = json.loads(crypto.unseal(kept.sealed_terms, _place(kept)))
    return terms


def _place(kept: Search) -> str:
    return f"child_index.Search:{kept.pk}"
