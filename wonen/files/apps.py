from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "wonen.files"
    verbose_name = "Bestanden"

    def ready(self) -> None:
        from wonen.files.orders import KIND, make  # noqa: PLC0415 - models can be read only now
        from wonen.jobs.kinds import register  # noqa: PLC0415

        register(KIND, make)
