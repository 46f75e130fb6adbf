from django.apps import AppConfig
from django.core.checks import register


class InstrumentsConfig(AppConfig):
    name = "teamaround.instruments"
    label = "instruments"

    def ready(self) -> None:
        from teamaround.instruments.checks import definitions_are_sound

        register(definitions_are_sound)
