from importlib import import_module

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "offers"
    verbose_name = "Boden"

    def ready(self) -> None:
        """Add the boden to the open data, and give the API its resources."""
        # Models can be read only now.
        from offers.api import RESOURCES  # noqa: PLC0415
        from wonen.rest.registry import register  # noqa: PLC0415

        import_module("offers.opendata")
        register(RESOURCES)
