from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wonen.accounts"
    verbose_name = "Gebruikers en rollen"
