from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "teamaround.audit"
    label = "audit"
