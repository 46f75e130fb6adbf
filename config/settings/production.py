"""In production nothing has a default that matters: every key and host must be given."""

from config import environment
from config.settings.base import *  # noqa: F403

SECRET_KEY = environment.text("TEAMAROUND_SECRET_KEY")
DATA_KEY = environment.text("TEAMAROUND_DATA_KEY")
AUDIT_KEY = environment.text("TEAMAROUND_AUDIT_KEY")
PUBLIC_HOST = environment.text("TEAMAROUND_PUBLIC_HOST")
ALLOWED_HOSTS = [PUBLIC_HOST]
CSRF_TRUSTED_ORIGINS = [f"https://{PUBLIC_HOST}"]
PUBLIC_ADDRESS = f"https://{PUBLIC_HOST}"
TEXT_BACKEND = environment.text("TEAMAROUND_TEXT_BACKEND", "teamaround.notifications.texts.NoTexts")
PERSONAS = False
CLOCK_FILE = None
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("TEAMAROUND_MAIL_HOST", "localhost")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
