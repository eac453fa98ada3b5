"""Loads municipalities, rent limits, the legend and the brochure of Heerlen. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from municipalities.reference import load_reference
from projects.brochure import load_legend, load_projects


class Command(BaseCommand):
    help = (
        "Laadt gemeenten, huurprijsgrenzen, de toelichting en het overzicht van Heerlen voor 2022. "
        "Wat er al staat, blijft zoals het is."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        with transaction.atomic():
            added = load_reference()
            added["toelichting"] = load_legend()
            added["projecten"] = load_projects()
        if options["verbosity"]:
            self.stdout.write("Toegevoegd: " + ", ".join(f"{count} {what}" for what, count in added.items()))
