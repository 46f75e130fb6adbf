from django.apps import AppConfig


class PracticeDataConfig(AppConfig):
    name = "teamaround.practice_data"
    label = "practice_data"
