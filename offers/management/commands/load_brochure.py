"""Loads municipalities, limits, legend, norm, indicators and the brochure of Heerlen as a bod. Idempotent."""

from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from municipalities.brochure import load_card, load_indicators
from municipalities.reference import load_reference
from offers.brochure import load_offer
from projects.brochure import load_legend, load_norms, load_projects


class Command(BaseCommand):
    help = (
        "Laadt gemeenten, huurprijsgrenzen, toelichting, norm, kengetallen en de brochure van Heerlen voor "
        "2022, als gepubliceerd bod. Wat er al staat, blijft zoals het is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--card-only", action="store_true", help="Alleen kengetallen en gemeentekaart.")
        parser.add_argument("--norm-only", action="store_true", help="Alleen de norm.")

    def handle(self, *args: Any, card_only: bool, norm_only: bool, **options: Any) -> None:  # noqa: ARG002
        added: dict[str, int] = {}
        with pghistory.context(command="load_brochure"), transaction.atomic():
            if not card_only and not norm_only:
                added = load_reference()
                added["toelichting"] = load_legend()
                added["projecten"] = load_projects()
                # Only what was loaded just now is what was published then.
                added["boden"] = load_offer() if added["projecten"] else 0
            if not card_only:
                added["normen"] = load_norms()
            if not norm_only:
                added["kengetallen"] = load_indicators()
                added["cijfers"] = load_card()
        if options["verbosity"]:
            self.stdout.write("Toegevoegd: " + ", ".join(f"{count} {what}" for what, count in added.items()))
