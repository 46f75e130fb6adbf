from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "teamaround.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Files whose action was undone are removed once a day."""
        from teamaround.attachments import sweeping
        from teamaround.notifications import ticks

        ticks.register("attachments.sweep", sweeping.sweep, every=ticks.DAY)
