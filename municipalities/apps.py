from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = "Gemeenten en kengetallen"

    def ready(self) -> None:
        """Give the API its resources, and the history the areas that its rows lie in."""
        # Models can be read only now.
        from municipalities.access.history_areas import Municipalities  # noqa: PLC0415
        from municipalities.api import RESOURCES  # noqa: PLC0415
        from wonen.history import areas  # noqa: PLC0415
        from wonen.rest.registry import register  # noqa: PLC0415

        areas.use(Municipalities())
        register(RESOURCES)
