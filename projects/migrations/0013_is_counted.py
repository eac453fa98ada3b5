"""Whether a project is counted itself, kept in its row by triggers: sums and lists read the column.

The definition stands in ``projects_set_counted`` and nowhere else. A value written by hand does not count.
The column says nothing new of a project: its version, its history and the feed pass over it.
"""

from importlib import import_module

import django.db.models.functions.text
from django.db import migrations, models

# Of a project in phases the phases are counted. A draft phase does not hide a public whole: what is public
# may not depend on a draft. The rows are locked in the order of their ids, as by every act on many projects.
# The statement after that sees what others committed before they gave the lock.
DEFINITION = """
CREATE FUNCTION projects_set_counted(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF touched IS NULL THEN RETURN; END IF;
    PERFORM FROM projects_project WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    UPDATE projects_project project SET is_counted = NOT is_counted
    WHERE id = ANY (touched) AND is_counted = EXISTS (
        SELECT FROM projects_project phase
        WHERE phase.parent_id = project.id AND phase.is_public >= project.is_public
    );
END $$;
"""
UNDO_DEFINITION = "DROP FUNCTION projects_set_counted(bigint[])"

# A new row may have phases already: removed and added again within one transaction, or copied after them.
TRIGGERS = """
CREATE FUNCTION projects_keep_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM projects_set_counted(array_agg(id)) FROM (
            SELECT parent_id AS id FROM added WHERE parent_id IS NOT NULL
            UNION SELECT id FROM added WHERE NOT is_counted
            UNION SELECT a.id FROM added a JOIN projects_project phase ON phase.parent_id = a.id
        ) touched;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM projects_set_counted(array_agg(DISTINCT parent_id)) FROM removed WHERE parent_id IS NOT NULL;
    ELSE
        PERFORM projects_set_counted(array_agg(DISTINCT touched)) FROM (
            SELECT unnest(ARRAY[a.id, a.parent_id, r.parent_id]) AS touched
            FROM added a FULL JOIN removed r USING (id)
            WHERE (a.parent_id, a.is_public, a.is_counted)
                IS DISTINCT FROM (r.parent_id, r.is_public, r.is_counted)
        ) changed;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER counted_added AFTER INSERT ON projects_project REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();
CREATE TRIGGER counted_removed AFTER DELETE ON projects_project REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();
CREATE TRIGGER counted_changed AFTER UPDATE ON projects_project
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION projects_keep_counted();
"""
UNDO_TRIGGERS = """
DROP TRIGGER counted_changed ON projects_project;
DROP TRIGGER counted_removed ON projects_project;
DROP TRIGGER counted_added ON projects_project;
DROP FUNCTION projects_keep_counted();
"""

# While a whole is not committed, another transaction can add a phase to it, and finds no row to lock. As with
# the foreign key, the end of the transaction decides.
AT_COMMIT = """
CREATE FUNCTION projects_count_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects_set_counted(ARRAY[NEW.parent_id]);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER whole_counted_on_insert AFTER INSERT ON projects_project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION projects_count_whole();
CREATE CONSTRAINT TRIGGER whole_counted_on_update AFTER UPDATE OF parent_id ON projects_project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id)
    EXECUTE FUNCTION projects_count_whole();
"""
UNDO_AT_COMMIT = """
DROP TRIGGER whole_counted_on_update ON projects_project;
DROP TRIGGER whole_counted_on_insert ON projects_project;
DROP FUNCTION projects_count_whole();
"""

# The functions of 0007 and 0011 that ask whether a row changed, but for this column. The version rises with
# every change but that of the moment alone, so that the two tell the feed of every other. The plan of a
# statement is kept for the session: made for a save of one row, it compared 5,000 rows each with each. Of a
# full join there is no such plan.
BODY_ENDS = "END $$;"
RAISE_VERSION = import_module("projects.migrations.0007_version").PROJECT.partition(BODY_ENDS)[0] + BODY_ENDS
MARK_PROJECTS = import_module("projects.migrations.0011_feed").FUNCTIONS.partition(BODY_ENDS)[0] + BODY_ENDS
MARK_CHANGED = """    ELSE
        DECLARE
            found record;
        BEGIN
            SELECT array_agg(r.id) FILTER (WHERE r.is_public AND a.is_public IS NOT TRUE) AS gone,
                array_agg(a.id) FILTER (WHERE a.is_public AND r.is_public IS NOT TRUE) AS appeared,
                array_agg(a.id) FILTER (
                    WHERE a.is_public AND r.is_public
                        AND (a.version, a.modified_at) IS DISTINCT FROM (r.version, r.modified_at)
                ) AS otherwise,
                array_agg(a.id) FILTER (
                    WHERE a.id IS NOT NULL AND a.is_public IS DISTINCT FROM r.is_public
                ) AS shown_or_hidden
            INTO found FROM added a FULL JOIN removed r USING (id);
            PERFORM municipalities_mark_gone('projecten', found.gone);
            PERFORM municipalities_mark('projecten', found.appeared, true);
            PERFORM municipalities_mark('projecten', found.otherwise, false);
            PERFORM municipalities_mark('projects.project.is_public', found.shown_or_hidden, false);
        END;
"""
PASSED_OVER = (
    (
        RAISE_VERSION,
        "    before.version := NEW.version;\n",
        "    before.version := NEW.version;\n    before.is_counted := NEW.is_counted;\n",
    ),
    (
        MARK_PROJECTS,
        MARK_PROJECTS[MARK_PROJECTS.index("    ELSE\n") : MARK_PROJECTS.index("    END IF;")],
        MARK_CHANGED,
    ),
)


def changed(function, now, then):
    """Replace a part of a function that exists, and back again."""
    if function.count(now) != 1:
        raise ValueError(f"Not once in the function: {now}")
    there = function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    return migrations.RunSQL(there.replace(now, then), there)


class Migration(migrations.Migration):
    dependencies = [("projects", "0012_one_line")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="is_counted",
            field=models.BooleanField(
                db_default=True, default=True, editable=False, verbose_name="telt zelf mee"
            ),
        ),
        *(changed(*each) for each in PASSED_OVER),
        migrations.RunSQL(DEFINITION, UNDO_DEFINITION),
        migrations.RunSQL(
            "SELECT projects_set_counted(array_agg(DISTINCT parent_id)) FROM projects_project",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        migrations.RunSQL(AT_COMMIT, UNDO_AT_COMMIT),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["municipality", "id"],
                include=["parent"],
                condition=models.Q(is_public=True, is_counted=True),
                name="project_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                django.db.models.functions.text.Lower("name"),
                models.F("id"),
                condition=models.Q(is_public=True),
                name="project_by_name",
            ),
        ),
    ]
