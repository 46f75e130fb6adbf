from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "teamaround.consent"
    label = "consent"
