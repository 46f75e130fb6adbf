from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "teamaround.desks"
    label = "desks"

    def ready(self) -> None:
        from teamaround.desks import family_standing
        from teamaround.families.page_standing import stands_on

        stands_on(family_standing.agreement)
        stands_on(family_standing.shield)
