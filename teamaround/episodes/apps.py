from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    name = "teamaround.episodes"
    label = "episodes"
