"""Lifts the lock on somebody who guessed too often: for when no administrator can log in to do so."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wonen.accounts.lockout import lift


class Command(BaseCommand):
    help = "Heft de blokkade van een gebruiker op, van het wachtwoord en van de tweede stap."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gebruikersnaam")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        name = options["gebruikersnaam"]
        user = User.objects.filter(username__iexact=name).first()
        if user is None:
            raise CommandError(f"Er is geen gebruiker met de naam '{name}'.")
        lift(user)
        self.stdout.write(f"{user} kan zich weer aanmelden.")
