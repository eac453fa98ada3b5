"""An internal note for projects, and the public notes of before listed once to be checked.

The internal note raises the version, which saves are held against; to the public nothing changed: neither
the day of the last change nor the feed moves. A spreadsheet that was looked at but not applied is let go:
what it calls Opmerking would be published by an answer that nobody gave.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


VERSION = """
CREATE OR REPLACE FUNCTION projects_raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before projects_project := OLD;
BEGIN
    -- Alike but for these two: then nothing was changed.
    before.modified_at := NEW.modified_at;
    before.version := NEW.version;
    IF before IS DISTINCT FROM NEW THEN{only_the_note}
        NEW.version := OLD.version + 1;
    ELSE
        NEW.version := greatest(NEW.version, OLD.version);
    END IF;
    RETURN NEW;
END $$;
"""
ONLY_THE_NOTE = """
        before.internal_note := NEW.internal_note;
        IF before IS NOT DISTINCT FROM NEW THEN
            NEW.modified_at := OLD.modified_at;
        END IF;"""

MARKED = """
CREATE OR REPLACE FUNCTION projects_mark_projects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM municipalities_mark('projecten', array_agg(id), true) FROM added WHERE is_public;
        -- Removed and added again within one transaction it can have phases already.
        PERFORM municipalities_mark('projects.project.is_public', array_agg(id), false)
        FROM added WHERE id IN (SELECT parent_id FROM projects_project);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM municipalities_mark_gone('projecten', array_agg(id)) FROM removed WHERE is_public;
    ELSIF TG_OP = 'TRUNCATE' THEN
        PERFORM municipalities_mark_gone('projecten', array_agg(id)) FROM projects_project WHERE is_public;
    ELSE
        PERFORM municipalities_mark_gone('projecten', array_agg(id))
        FROM removed WHERE is_public AND id NOT IN (SELECT id FROM added WHERE is_public);
        PERFORM municipalities_mark('projecten', array_agg(id), true)
        FROM added WHERE is_public AND id NOT IN (SELECT id FROM removed WHERE is_public);
        PERFORM municipalities_mark('projecten', array_agg(a.id), false)
        FROM added a JOIN removed r USING (id)
        WHERE a.is_public AND r.is_public AND a.* IS DISTINCT FROM r.*{but_for_the_note};
        PERFORM municipalities_mark('projects.project.is_public', array_agg(a.id), false)
        FROM added a LEFT JOIN removed r USING (id) WHERE a.is_public IS DISTINCT FROM r.is_public;
    END IF;
    RETURN NULL;
END $$;
"""
BUT_FOR_THE_NOTE = """
            AND (
                a.internal_note = r.internal_note
                OR to_jsonb(a) - ARRAY['internal_note', 'version']
                    IS DISTINCT FROM to_jsonb(r) - ARRAY['internal_note', 'version']
            )"""

CHECKED = """
CREATE TRIGGER note_checked AFTER UPDATE OF note ON projects_project
    FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION municipalities_note_checked();

INSERT INTO municipalities_notetocheck (table_name, key)
SELECT 'projects_project', id FROM projects_project WHERE note <> '' AND NOT is_example;
"""
UNDO_CHECKED = "DROP TRIGGER note_checked ON projects_project"
LET_GO = """
DELETE FROM projects_uploadrow;
DELETE FROM projects_projectupload WHERE state <> 'toegepast';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0012_one_line"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="project",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="project",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="project",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="project",
            name="internal_note",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod.",
                verbose_name="interne notitie",
            ),
        ),
        migrations.AddField(
            model_name="projectevent",
            name="internal_note",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod.",
                verbose_name="interne notitie",
            ),
        ),
        migrations.AddField(
            model_name="projectupload",
            name="asks_note",
            field=models.BooleanField(default=False, verbose_name="vraagt wat de kolom Opmerking is"),
        ),
        migrations.AddField(
            model_name="projectupload",
            name="note_means",
            field=models.CharField(
                blank=True,
                choices=[("publiek", "de toelichting voor het publiek"), ("intern", "een interne notitie")],
                max_length=8,
                verbose_name="wat de kolom Opmerking is",
            ),
        ),
        migrations.AlterField(
            model_name="project",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest haar bij het project.",
                verbose_name="toelichting voor het publiek",
            ),
        ),
        migrations.AlterField(
            model_name="projectevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest haar bij het project.",
                verbose_name="toelichting voor het publiek",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT NEW.is_example)",
                    func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "internal_note", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."internal_note", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;',
                    hash="a5bd7459429e402400f1c9fb68f43b4cd36e414d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2e147",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (((OLD."bat_from_id" IS DISTINCT FROM (NEW."bat_from_id") OR OLD."bat_to_id" IS DISTINCT FROM (NEW."bat_to_id") OR OLD."corporation_id" IS DISTINCT FROM (NEW."corporation_id") OR OLD."delivery_quarter" IS DISTINCT FROM (NEW."delivery_quarter") OR OLD."delivery_year" IS DISTINCT FROM (NEW."delivery_year") OR OLD."dwellings" IS DISTINCT FROM (NEW."dwellings") OR OLD."dwellings_approximate" IS DISTINCT FROM (NEW."dwellings_approximate") OR OLD."housing_types_undecided" IS DISTINCT FROM (NEW."housing_types_undecided") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."internal_note" IS DISTINCT FROM (NEW."internal_note") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."planned_quarter" IS DISTINCT FROM (NEW."planned_quarter") OR OLD."planned_year" IS DISTINCT FROM (NEW."planned_year") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."start_quarter" IS DISTINCT FROM (NEW."start_quarter") OR OLD."start_year" IS DISTINCT FROM (NEW."start_year") OR OLD."sustainability_id" IS DISTINCT FROM (NEW."sustainability_id") OR OLD."sustainability_at_least" IS DISTINCT FROM (NEW."sustainability_at_least") OR OLD."with_care" IS DISTINCT FROM (NEW."with_care"))) AND NOT NEW.is_example)',
                    func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "internal_note", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."internal_note", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;',
                    hash="ae85f114077e11d989056cd75c74a197efecbac2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_804c3",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT OLD.is_example)",
                    func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "internal_note", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (OLD."bat_from_id", OLD."bat_to_id", OLD."corporation_id", OLD."delivery_quarter", OLD."delivery_year", OLD."dwellings", OLD."dwellings_approximate", OLD."housing_types_undecided", OLD."id", OLD."internal_note", OLD."is_example", OLD."is_public", OLD."kind", OLD."municipality_id", OLD."name", OLD."note", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."phase", OLD."place", OLD."planned_quarter", OLD."planned_year", OLD."source", OLD."start_quarter", OLD."start_year", OLD."sustainability_at_least", OLD."sustainability_id", OLD."with_care"); RETURN NULL;',
                    hash="71e2eedbca845713f58e38745aef74dc956d1cc9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2192f",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(VERSION.format(only_the_note=ONLY_THE_NOTE), VERSION.format(only_the_note="")),
        migrations.RunSQL(
            MARKED.format(but_for_the_note=BUT_FOR_THE_NOTE), MARKED.format(but_for_the_note="")
        ),
        migrations.RunSQL(CHECKED, UNDO_CHECKED),
        migrations.RunSQL(LET_GO, LET_GO),
    ]
