from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    name = "teamaround.episodes"
    label = "episodes"

    def ready(self) -> None:
        from teamaround.episodes import offers

        offers.register()
