from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "teamaround.families"
    label = "families"
