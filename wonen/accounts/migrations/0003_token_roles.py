"""Every role makes tokens of its own; administrators see and revoke all."""

from django.db import migrations

from wonen.accounts.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_shared_cache"), ("municipalities", "0007_api_token")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
