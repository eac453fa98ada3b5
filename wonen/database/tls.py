"""Says in Dutch that the TLS which ``DATABASE_URL`` asks for cannot be had."""

import re

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from wonen.database.connection import Connection
from wonen.database.limits import READING, limited

ABOUT_TLS = re.compile(r"\bSSL\b|\bssl\w+|certificate")


def refused(error: BaseException) -> str | None:
    """Return the sentence for a connection that failed because of TLS; None if it failed otherwise."""
    message = " ".join(str(error).split())
    if not ABOUT_TLS.search(message):
        return None
    return (
        "Er is geen verbinding met de database: de beveiliging (TLS) die DATABASE_URL vraagt, is er niet."
        " Zet TLS aan op de databaseserver, of kijk sslmode en sslrootcert in DATABASE_URL na."
        f" De melding was: {message}"
    )


def demand() -> None:
    """Connect once, at the start of a server. ImproperlyConfigured if that fails because of TLS.

    A database that is away is no reason not to start: the pages say so until it is back.
    """
    try:
        with limited(READING):
            Connection.opened(connection.get_connection_params()).close()
    except psycopg.OperationalError as error:
        if sentence := refused(error):
            raise ImproperlyConfigured(sentence) from error
