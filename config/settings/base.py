"""Settings shared by every way of running Teamaround. Secure values are the defaults."""

from pathlib import Path
from typing import Any

from config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = environment.folder("TEAMAROUND_VAR", ROOT / "var")
NODE_MODULES = environment.folder("TEAMAROUND_NODE_MODULES", ROOT / "node_modules")

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "agencies.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEAMAROUND_PACKAGES = [
    "audit", "local_settings", "access", "agencies", "notifications", "attachments", "retention",
    "families", "consent", "child_index", "episodes", "assessments", "lead_professional",
    "team_around_child", "plans", "referrals", "meetings", "monitoring", "exchange", "desks", "instruments", "kit",
    "practice_data",
]  # fmt: skip

INSTALLED_APPS = [
    "teamaround.kit",  # first: its templates stand in for those of the sign-in library
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    *(f"teamaround.{package}" for package in TEAMAROUND_PACKAGES if package != "kit"),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "teamaround.kit.middleware.LocalhostName",
    "teamaround.kit.middleware.SecurityHeaders",
    "teamaround.kit.middleware.PlainCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teamaround.agencies.middleware.WhoIsActing",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [ROOT / "teamaround" / "kit" / "templates"],  # before allauth's own templates
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "teamaround.kit.context.page",
            ],
            "builtins": ["teamaround.kit.templatetags.kit"],
        },
    }
]

DATABASES = {"default": environment.database(environment.text("TEAMAROUND_DATABASE", "sqlite://"), VAR)}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desks:worktray"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "teamaround.agencies.sign_in.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "desks:start"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "teamaround.agencies.sign_in.SecondFactorAdapter"
SECOND_FACTOR_URL = "desks:second_step"
CSRF_FAILURE_VIEW = "teamaround.desks.views_errors.csrf_failure"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Teamaround"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"]  # written by manage.py build_assets from NODE_MODULES, without font and crest
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR / "attachments"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = "Teamaround <no-reply@teamaround.invalid>"

TEXT_BACKEND = "teamaround.notifications.texts.ToFiles"
PUBLIC_ADDRESS = environment.text("TEAMAROUND_PUBLIC_ADDRESS", "http://localhost:8000")

# Limits on sign-in are counted in the database, so that every process counts together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "agencies_limits"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CLOCK_FILE: Path | None = None
PERSONAS = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
SILENCED_SYSTEM_CHECKS: list[str] = []
