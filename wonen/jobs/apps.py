from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "wonen.jobs"
    verbose_name = "Werk op de achtergrond"
