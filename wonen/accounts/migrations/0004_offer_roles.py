"""Editors make offers, publishers publish them."""

from django.db import migrations

from wonen.accounts.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_token_roles"), ("offers", "0003_history")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
