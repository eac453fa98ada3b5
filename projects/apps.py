from django.apps import AppConfig
from django.core import checks


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Vastgoedprojecten"

    def ready(self) -> None:
        """Give the API its resources and the sums of its pages; have facts and rules checked."""
        # Models can be read only now.
        from projects.api.resources import RESOURCES  # noqa: PLC0415
        from projects.api.summaries import SUMMARIES  # noqa: PLC0415
        from projects.checks import check_facts  # noqa: PLC0415
        from projects.kept_rules import check_rules  # noqa: PLC0415
        from wonen.rest.registry import register  # noqa: PLC0415

        register(RESOURCES, SUMMARIES)
        checks.register(check_facts)
        checks.register(check_rules)
