from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "teamaround.consent"
    label = "consent"

    def ready(self) -> None:
        from teamaround.consent import offers

        offers.register()
