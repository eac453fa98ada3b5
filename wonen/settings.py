"""The one settings file. Everything that differs between machines comes from the environment."""

import os
from pathlib import Path

import django_stubs_ext
import pghistory
from django.core.exceptions import ImproperlyConfigured

from wonen import publishing
from wonen.accounts import oidc
from wonen.database.url import database

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """Return the environment variable, or stop with a sentence that says which one is missing."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} ontbreekt in de omgeving. Start met 'python3 run.py', of zie README.md."
        )
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-no variable. Anything but true or false is refused: a typo must not open a door."""
    value = os.environ.get(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} moet 'true' of 'false' zijn, niet '{value}'.")
    return value == "true"


def contact(address: str) -> str:
    """Return an address that a page may link to; without it, the page says that it is still to come."""
    if address and not address.startswith(("mailto:", "https://")):
        raise ImproperlyConfigured(f"CONTACT moet beginnen met 'mailto:' of 'https://', niet '{address}'.")
    return address


def years(name: str) -> int | None:
    """Return a number of years, or None where the variable is empty; anything else is refused."""
    value = os.environ.get(name, "")
    if value and not (value.isascii() and value.isdigit() and 1 <= int(value) <= 100):
        raise ImproperlyConfigured(
            f"{name} moet een heel aantal jaren van 1 tot en met 100 zijn, niet '{value}'."
        )
    return int(value) if value else None


def per_minute(name: str, default: int) -> int:
    """Return how often something may be asked in a minute; anything but a number is refused."""
    value = os.environ.get(name, "") or str(default)
    if not (value.isascii() and value.isdigit() and len(value) < 7 and int(value)):
        raise ImproperlyConfigured(f"{name} moet een aantal van 1 tot en met 999999 zijn, niet '{value}'.")
    return int(value)


def without_sub_path(prefix: str) -> str:
    """Return the prefix of all addresses: none. Gunicorn would take one from the environment."""
    if prefix:
        raise ImproperlyConfigured(
            f"Wonen kan niet onder een pad staan ({prefix}). "
            "Laat SCRIPT_NAME weg en geef Wonen een eigen hostnaam."
        )
    return ""


SECRET_KEY = required("SECRET_KEY")
DEBUG = flag("DEBUG", default=False)
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]

# Safe unless told otherwise: only the launcher, on loopback, turns HTTPS off.
HTTPS = flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = flag("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# With a value, Django asks neither the server nor a client: what is under /beheer/ or /api/ stays there.
FORCE_SCRIPT_NAME = without_sub_path(os.environ.get("SCRIPT_NAME", ""))
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:  # the prefix makes browsers refuse such a cookie from anywhere but this very host
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_IDLE_AGE = 60 * 60 * 2
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "wonen.office.config.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "municipalities",
    "projects",
    "offers",
    "wonen.accounts",
    "wonen.jobs",
    "wonen.files",
]

MIDDLEWARE = [
    "wonen.database.limits.StatementLimits",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wonen.middleware.ContentSecurityPolicy",
    "wonen.rest.answers.ApiAnswers",
    "wonen.http.middleware.BodyLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wonen.middleware.Compressed",
    "wonen.middleware.DatabaseRefusals",
    "wonen.middleware.NoNullCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wonen.accounts.idle.IdleEnd",
    "wonen.accounts.second_factor.SecondFactorRequired",
    "allauth.account.middleware.AccountMiddleware",
    "wonen.http.page_rate.PageRate",
]

# The card of a municipality is one form with five fields a row; a thousand would be two hundred rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

ROOT_URLCONF = "wonen.urls"
WSGI_APPLICATION = "wonen.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(required("DATABASE_URL"))}
# Shared by all workers. A cache forgets (above MAX_ENTRIES, 300 by default): what must stay has a table.
# Only allauth writes here: the token of a log-in at the organisation, for as long as that is valid.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Log-in of staff (docs/decisions/0013). What limits guessing is counted in a table (docs/decisions/0029):
# the limits of allauth are off, since they count in the cache.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, ACCOUNT_LOGOUT_REDIRECT_URL = "account_login", "admin:index", "account_login"
SECOND_FACTOR = flag("SECOND_FACTOR", default=True)
ACCOUNT_ADAPTER = "wonen.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says; not a choice of who logs in
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "wonen.accounts.forms.SignIn",
    "reauthenticate": "wonen.accounts.forms.PasswordAgain",
    "change_password": "wonen.accounts.forms.NewPassword",
}
MFA_ADAPTER = "wonen.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "wonen.accounts.forms.Code",
    "reauthenticate": "wonen.accounts.forms.CodeAgain",
    "activate_totp": "wonen.accounts.forms.FirstCode",
}

# Log-in at the organisation itself, if its server is named.
SOCIALACCOUNT_ADAPTER = "wonen.accounts.organisation.OrganisationAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action 'self' on its way to the server
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = oidc.providers(
    oidc.secure(os.environ.get("OIDC_SERVER", "")),
    os.environ.get("OIDC_CLIENT_ID", ""),
    os.environ.get("OIDC_CLIENT_SECRET", ""),
    os.environ.get("OIDC_NAME", "uw organisatie"),
)
OIDC_EMAIL_VERIFIED = flag("OIDC_EMAIL_VERIFIED", default=False)

# Where a visitor can tell that something does not work: the accessibility statement names it.
CONTACT = contact(os.environ.get("CONTACT", ""))

# Who publishes the open data, under which licence and address (docs/decisions/0020).
PUBLISHER = os.environ.get("PUBLISHER", "").strip()
PUBLISHER_URI = publishing.publisher_uri(os.environ.get("PUBLISHER_URI", ""))
LICENCE = publishing.licence(os.environ.get("LICENCE") or "CC-BY-4.0")
SITE_ADDRESS = publishing.site_address(os.environ.get("SITE_ADDRESS", ""))

# Events are looked up by what they are about, not by every municipality or legend entry that they name.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # who looks changes nothing

# How long the history is kept (``prune_history`` removes what is older); None: for good.
HISTORY_YEARS = years("HISTORY_YEARS")

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".data" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # halves what is collected and compressed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wonen.http.static.StaticStorage"},
}

# Files that were made to be downloaded; all processes of the product share them (docs/decisions/0027).
FILES_ROOT = Path(os.environ.get("FILES_ROOT", BASE_DIR / ".data" / "files"))

# How many public pages an address may ask in a minute, of each web process.
PAGES_PER_MINUTE = per_minute("PAGES_PER_MINUTE", 120)
# How often the API may be asked: by an address without a token, by a token, with what is no valid token.
API_ANONYMOUS_PER_MINUTE = per_minute("API_ANONYMOUS_PER_MINUTE", 600)
API_TOKEN_PER_MINUTE = per_minute("API_TOKEN_PER_MINUTE", 1200)
API_TOKEN_DAYS = 366  # that a token is valid at most; a constraint of the database says the same
API_REFUSED_PER_MINUTE = per_minute("API_REFUSED_PER_MINUTE", 30)
REST_FRAMEWORK = {
    # Deny, then allow: each view opens itself.
    "DEFAULT_PERMISSION_CLASSES": ["wonen.rest.permissions.Closed"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["municipalities.access.authentication.TokenAuthentication"],
    "DEFAULT_THROTTLE_CLASSES": ["wonen.rest.rate_limit.throttle.Rates"],
    "DEFAULT_RENDERER_CLASSES": ["wonen.rest.negotiation.Json"],
    "DEFAULT_PARSER_CLASSES": ["wonen.rest.writing.parsing.StrictJson"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "wonen.rest.negotiation.Negotiation",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "wonen.rest.problems.answer_of",
}
API_ACCESS = "municipalities.access.api_access.access_by"
API_VERSION = "1.0.0"

# Bytes of a body, refused while they come: wonen/http/limits.py has the addresses. The rest of the pages take
# what Django takes of a form (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB).
API_LARGEST_BODY = 10 * 1024 * 1024  # 5,000 projects take about 4 million
LARGEST_SPREADSHEET = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
