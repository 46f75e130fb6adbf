from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "teamaround.monitoring"
    label = "monitoring"
