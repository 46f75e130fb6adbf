"""The same work for many pieces, here or in several processes; answers come in the order of the pieces."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from django.db import connections


def in_order(work: Callable[..., int], pieces: Sequence[tuple[Any, ...]], workers: int) -> Iterator[int]:
    """Each process has its own connection; whoever stops asking stops the rest."""
    if workers < 2 or len(pieces) < 2:
        for piece in pieces:
            yield work(*piece)
        return
    connections.close_all()
    method = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=method, initializer=connections.close_all) as pool:
        waiting = [pool.submit(work, *piece) for piece in pieces]
        try:
            for each in waiting:
                yield each.result()
        finally:
            for each in waiting:
                each.cancel()
