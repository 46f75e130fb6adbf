"""On one's own machine: SQLite in var/, personas for one-click sign-in, mail in var/mail."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR

SECRET_KEY = "development-only-this-key-protects-nothing-but-an-invented-town"  # noqa: S105
DATA_KEY = "development-only-data-key-invented-town"
AUDIT_KEY = "development-only-audit-key-invented-town"
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
PERSONAS = True
CLOCK_FILE = VAR / "clock"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
