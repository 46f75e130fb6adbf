from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "teamaround.notifications"
    label = "notifications"
