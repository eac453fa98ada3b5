"""The text of a project in which visitors search: without accents and capitals, found by three letters.

Both extensions are trusted: who may create in the database may add them. ``unaccent`` is only stable because
its rules are a file that could change; an index needs a promise, and our function gives it. The body in SQL
(RETURN, not a string) is read once, so that no search path can lead it to something else.
"""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

SEARCHABLE = """
CREATE FUNCTION projects_searchable(project_name text, project_place text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(lower(unaccent('unaccent'::regdictionary, project_name || ' ' || project_place)));
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_rules_across_rows")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(SEARCHABLE, "DROP FUNCTION projects_searchable(text, text);"),
        migrations.AddIndex(
            model_name="project",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func("name", "place", function="projects_searchable"), name="gin_trgm_ops"
                ),
                name="project_searchable",
            ),
        ),
    ]
