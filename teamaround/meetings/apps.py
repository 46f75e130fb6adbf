from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "teamaround.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Invitations can be answered by link, without an account."""
        from teamaround.agencies import doors
        from teamaround.meetings import by_link

        doors.register(by_link.DOOR)
