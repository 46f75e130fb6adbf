from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "teamaround.retention"
    label = "retention"
