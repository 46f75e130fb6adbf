from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "teamaround.families"
    label = "families"

    def ready(self) -> None:
        """The family's page is a door of its own; messages obey safe contact."""
        from teamaround.agencies import doors
        from teamaround.families import by_link
        from teamaround.notifications import contacts

        doors.register(by_link.DOOR)
        contacts.register(by_link.reach, by_link.is_forbidden)
