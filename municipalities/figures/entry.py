"""What the sheet on the screen and the spreadsheet share: who may write figures, and one at a time."""

from enum import StrEnum

from django.db import connection
from django.http import HttpRequest

from wonen.database.locks import limit_waiting
from wonen.refusals import permitted

NEEDED = ("municipalities.add_figure", "municipalities.change_figure")
BUSY = "Iemand anders slaat nu cijfers op. Er is niets opgeslagen; probeer het over een minuut opnieuw."


def editor(request: HttpRequest) -> int:
    """Return who asks; refuse who may not both add and change figures."""
    return permitted(request, NEEDED)


class Lock(StrEnum):
    """How the table of figures is held until a save ends. Readers always go on."""

    BESIDE_OTHERS = "ROW EXCLUSIVE"
    ALONE = "SHARE ROW EXCLUSIVE"


def lock_figures(lock: Lock) -> None:
    """Hold the table before any of its rows: who did that the other way round would wait for each other."""
    limit_waiting()
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE municipalities_figure IN {lock} MODE")
