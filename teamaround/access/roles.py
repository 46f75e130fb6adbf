"""The closed list of roles a post may have, and of kinds of actor (design.md 4)."""

from enum import StrEnum


class Role(StrEnum):
    PRACTITIONER = "practitioner"
    SOCIAL_WORKER = "social_worker"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    INDEX_TEAM = "index_team"
    REVIEWER = "reviewer"
    AREA_MANAGER = "area_manager"
    DIRECTOR = "director"


class Kind(StrEnum):
    POST = "post"
    DELEGATE = "delegate"
    FAMILY = "family"
    GUEST = "guest"
    CLIENT = "client"
    JOB = "job"
    NOBODY = "nobody"


WORKERS = frozenset({Role.PRACTITIONER, Role.SOCIAL_WORKER, Role.MANAGER, Role.COORDINATOR, Role.INDEX_TEAM})
"""Roles that may have children of their own to work with."""

EVERY_ROLE = frozenset(Role)
