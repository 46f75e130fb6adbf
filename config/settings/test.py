"""For tests: fast hashing, strict templates, no network, a clock given by each test."""

from config.settings.base import *  # noqa: F403
from config.settings.base import TEMPLATES, VAR

SECRET_KEY = "test-only"  # noqa: S105
DATA_KEY = "test-only-data"
AUDIT_KEY = "test-only-audit"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PERSONAS = True
CLOCK_FILE = VAR / "test-clock"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED[%s]"
TEXT_BACKEND = "teamaround.notifications.texts.ToMemory"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STATIC_ROOT = None
