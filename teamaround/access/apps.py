from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings


class AccessConfig(AppConfig):
    name = "teamaround.access"
    label = "access"

    def ready(self) -> None:
        """Every package's actions and facts are declared before anything is served."""
        for package in settings.TEAMAROUND_PACKAGES:
            if package != "access" and find_spec(f"teamaround.{package}.access"):
                import_module(f"teamaround.{package}.access")
        from teamaround.access import checks  # noqa: F401
