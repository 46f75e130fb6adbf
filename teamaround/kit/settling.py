"""Before the first visitor: what everybody needs is loaded, and it is never looked through for rubbish again."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load all addresses with their views, then set aside what is there (`gc.freeze`).

    Without it Python looks through some hundred thousand objects that stay for good about once in a hundred pages, and
    whoever waits for that page waits 60 to 80 ms longer (`./dev bench pages`, p95).
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
