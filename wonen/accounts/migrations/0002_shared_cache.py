"""The cache that all workers share: a limit on guessing must not be one per worker."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def make_table(_apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(_apps: Any, schema_editor: Any) -> None:
    name = schema_editor.quote_name(settings.CACHES["default"]["LOCATION"])
    schema_editor.execute(f"DROP TABLE IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_roles")]

    operations = [migrations.RunPython(make_table, drop_table)]
