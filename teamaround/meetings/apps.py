from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "teamaround.meetings"
    label = "meetings"

    def ready(self) -> None:
        from teamaround.meetings import offers

        offers.register()
