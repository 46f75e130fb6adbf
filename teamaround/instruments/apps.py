from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "teamaround.instruments"
    label = "instruments"
