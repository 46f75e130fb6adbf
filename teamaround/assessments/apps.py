from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "teamaround.assessments"
    label = "assessments"

    def ready(self) -> None:
        from teamaround.assessments import offers

        offers.register()
