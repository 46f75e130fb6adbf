from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "teamaround.attachments"
    label = "attachments"
