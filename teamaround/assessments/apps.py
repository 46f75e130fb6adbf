from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "teamaround.assessments"
    label = "assessments"
