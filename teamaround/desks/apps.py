from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "teamaround.desks"
    label = "desks"
