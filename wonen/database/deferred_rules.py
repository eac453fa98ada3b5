"""Rules that wait for the end of a transaction: judged sooner, while it can still be answered."""

from django.db import connection


def judge_now() -> None:
    """Have the database judge what was written so far; IntegrityError names the rule that is broken.

    What is written after this waits for the end again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
