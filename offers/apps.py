from importlib import import_module

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "offers"
    verbose_name = "Boden"

    def ready(self) -> None:
        """Add the boden to the open data."""
        import_module("offers.opendata")
