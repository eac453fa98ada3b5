"""Django's settings of the database, from ``DATABASE_URL``, which libpq itself reads."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from wonen.database.options import ESCAPES, mistake

# An option that the URL gives wins. Nothing here is sent to the server: a pooler may refuse such options.
DEFAULTS: dict[str, Any] = {
    "connect_timeout": 3,  # seconds, for each address of the host
    # A connection whose other end vanished ends within about a minute, also where no page waits for it.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
SHAPE = "postgresql://gebruiker:wachtwoord@server/database"


def database(url: str) -> dict[str, Any]:
    """Return the settings of the database that a URL names, its options included.

    ImproperlyConfigured with a Dutch sentence if it is no URL of PostgreSQL, or has an option that is
    unknown or has a wrong value.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(f"DATABASE_URL moet de vorm {SHAPE} hebben.")
    try:
        found: dict[str, Any] = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(refusal(url, str(error))) from None
    if wrong := mistake(found):
        raise ImproperlyConfigured(wrong)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {
        "ENGINE": "wonen.database",
        "ATOMIC_REQUESTS": False,
        # Each thread keeps its connection, and asks whether it still works at the start of each request.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        **{ours: str(found.pop(theirs, "")) for ours, theirs in names.items()},
        "OPTIONS": {**DEFAULTS, **found},
    }


def refusal(url: str, message: str) -> str:
    """Return in Dutch what libpq has against a URL. Its own words may hold the password.

    So may the name of an option: after a / in the password, what follows a ? is read as options.
    """
    unknown = re.search(r'invalid URI query parameter: "(.*)"', message)
    if unknown and "@" not in url.partition("?")[2]:
        return (
            f"DATABASE_URL: '{unknown[1]}' is geen optie van een verbinding met PostgreSQL."
            " Voorbeelden van opties zijn sslmode, sslrootcert en connect_timeout."
        )
    return f"DATABASE_URL kan niet worden gelezen. De vorm is {SHAPE}?optie=waarde. {ESCAPES}"
