"""A pytest plugin for `./dev test --postgres`: each process that runs tests gets a PostgreSQL server of its own.

`dev` names it in PYTEST_PLUGINS, so that it is read before the settings are.
"""

import os
from collections.abc import Sequence


def own(servers: Sequence[str], worker: str) -> str:
    """The first worker (gw0), or a run without workers, has the first server, and so on."""
    number = worker.removeprefix("gw")
    return servers[int(number) % len(servers) if number.isdigit() else 0]


if os.environ.get("TEAMAROUND_TEST_SERVERS"):
    os.environ["TEAMAROUND_DATABASE"] = own(
        os.environ["TEAMAROUND_TEST_SERVERS"].split(), os.environ.get("PYTEST_XDIST_WORKER", "")
    )
