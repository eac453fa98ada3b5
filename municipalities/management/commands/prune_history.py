"""Removes history that is older than HISTORY_YEARS; meant to be run every night."""

import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from wonen.dutch.numbers import with_noun
from wonen.history.pruning import prune
from wonen.rest.changes.retention import forget_gone


class Command(BaseCommand):
    help = "Ruimt geschiedenis op van meer dan HISTORY_YEARS jaar oud. Zonder die instelling blijft alles."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if settings.HISTORY_YEARS is None:
            self.stdout.write("HISTORY_YEARS is leeg: alle geschiedenis blijft bewaard.")
            return
        before = years_ago(timezone.now(), settings.HISTORY_YEARS)
        with pghistory.context(command="prune_history"):
            events, entries = prune(before)
            forget_gone(before)
        self.stdout.write(
            f"Opgeruimd van vóór {before:%d-%m-%Y}: {with_noun(events, 'wijziging', 'wijzigingen')}, "
            f"{with_noun(entries, 'hele handeling', 'hele handelingen')}."
        )


def years_ago(moment: datetime.datetime, years: int) -> datetime.datetime:
    """Return the same day so many years earlier; of 29 February the 28th."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)
