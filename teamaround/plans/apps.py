from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "teamaround.plans"
    label = "plans"

    def ready(self) -> None:
        from teamaround.plans import offers_to_pages

        offers_to_pages.register()
