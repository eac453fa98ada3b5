"""What the sheet on the screen and the spreadsheet share: who may write figures, and one at a time."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest
from psycopg.errors import DeadlockDetected, LockNotAvailable

NEEDED = ("municipalities.add_figure", "municipalities.change_figure")
BUSY = "Iemand anders slaat nu cijfers op. Er is niets opgeslagen; probeer het over een minuut opnieuw."
LONGEST_WAIT = "10s"


def editor(request: HttpRequest) -> int:
    """Return who asks; refuse who may not both add and change figures."""
    if request.user.pk is None or not request.user.has_perms(NEEDED):
        raise PermissionDenied
    return request.user.pk


class Lock(StrEnum):
    """How the table of figures is held until a save ends. Readers always go on."""

    BESIDE_OTHERS = "ROW EXCLUSIVE"
    ALONE = "SHARE ROW EXCLUSIVE"


def lock_figures(lock: Lock) -> None:
    """Hold the table before any of its rows: who did that the other way round would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
        cursor.execute(f"LOCK TABLE municipalities_figure IN {lock} MODE")


def is_busy(error: OperationalError) -> bool:
    """Say whether the database gave up because of another save; it may also be gone."""
    return isinstance(error.__cause__, LockNotAvailable | DeadlockDetected)
