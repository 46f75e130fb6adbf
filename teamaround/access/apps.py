from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "teamaround.access"
    label = "access"
