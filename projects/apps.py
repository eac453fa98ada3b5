from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Vastgoedprojecten"

    def ready(self) -> None:
        """Give the API its resources, and the sums of its pages."""
        # Models can be read only now.
        from projects.api.resources import RESOURCES  # noqa: PLC0415
        from projects.api.summaries import SUMMARIES  # noqa: PLC0415
        from wonen.rest.registry import register  # noqa: PLC0415

        register(RESOURCES, SUMMARIES)
