"""The four roles: Lezer, Redacteur, Publicist and Beheerder."""

from django.db import migrations

from wonen.accounts.roles import drop_roles, make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("municipalities", "0005_staff_area"),
        ("projects", "0006_publish_project"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
