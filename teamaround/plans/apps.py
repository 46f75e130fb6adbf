from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "teamaround.plans"
    label = "plans"
