"""Makes or removes the example set: invented projects, marked as such wherever they are shown."""

import argparse
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from offers.example import make_example_offers, remove_example_offers
from projects.example import set_examples


def _amount(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"geef een heel aantal van 0 of meer, niet '{text}'")
    return int(text)


class Command(BaseCommand):
    help = (
        "Zorgt dat er precies zoveel verzonnen projecten zijn (voorbeelddata), met enkele verzonnen boden. "
        "0 haalt ze alle weg."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("amount", type=_amount, metavar="AANTAL")

    def handle(self, *args: Any, amount: int, **options: Any) -> None:  # noqa: ARG002
        with pghistory.context(command="example"), transaction.atomic():
            removed = set_examples(amount)
            if removed is not None:
                remove_example_offers()
                make_example_offers()
        if removed is None:
            self.stdout.write(f"Voorbeelddata: {amount} projecten, zoals ze er al stonden.")
        else:
            self.stdout.write(f"Voorbeelddata: {removed} projecten weggehaald, {amount} gemaakt.")
