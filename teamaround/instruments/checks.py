"""`manage.py check` refuses to go on with a definition that has a problem."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from teamaround.instruments import registry


def definitions_are_sound(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """One error for each problem in a registered definition, with the file's name."""
    return [
        Error(f"{path.name}: {problem}", id=f"instruments.{problem.name}", obj=None)
        for path, problem in registry.problems()
    ]
