from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "teamaround.audit"
    label = "audit"

    def ready(self) -> None:
        from teamaround.audit import guard  # noqa: F401  registers its check

        pre_migrate.connect(before_migrating, sender=self, dispatch_uid="audit.guard.before")
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="audit.guard.after")


def before_migrating(plan: list[Any], **kwargs: Any) -> None:
    """Where tables of the audit themselves are about to be rebuilt, the triggers step aside until it is done."""
    from teamaround.audit import guard

    if any(migration.app_label == "audit" for migration, _backwards in plan):
        guard.step_aside()


def after_migrating(**kwargs: Any) -> None:
    """Every migrate ends with all triggers in place (SQLite loses them when it rebuilds a table) and months made."""
    from teamaround.audit import guard, partitions

    guard.install_triggers()
    partitions.ensure_partitions()
