from django.apps import AppConfig


class TeamAroundChildConfig(AppConfig):
    name = "teamaround.team_around_child"
    label = "team_around_child"
