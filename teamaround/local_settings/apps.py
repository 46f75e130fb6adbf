from django.apps import AppConfig


class LocalSettingsConfig(AppConfig):
    name = "teamaround.local_settings"
    label = "local_settings"
