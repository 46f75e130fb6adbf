from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "teamaround.kit"
    label = "kit"
