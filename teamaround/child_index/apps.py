from django.apps import AppConfig


class ChildIndexConfig(AppConfig):
    name = "teamaround.child_index"
    label = "child_index"
