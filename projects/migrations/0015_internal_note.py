"""An internal note for projects, and the public notes of before listed once to be checked.

The internal note raises the version, which saves are held against; to the public nothing changed: neither
the day of the last change nor the feed moves. A spreadsheet that was looked at but not applied is let go:
what it calls Opmerking would be published by an answer that nobody gave.
"""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# The functions as 0013 left them.
COUNTED = import_module("projects.migrations.0013_is_counted")
RAISE_VERSION, MARK_PROJECTS = (function.replace(now, then) for function, now, then in COUNTED.PASSED_OVER)
RAISED = "        NEW.version := OLD.version + 1;\n"
ONLY_THE_NOTE = """        before.internal_note := NEW.internal_note;
        IF before IS NOT DISTINCT FROM NEW THEN
            NEW.modified_at := OLD.modified_at;
        END IF;
"""
CHANGED = "(a.version, a.modified_at) IS DISTINCT FROM (r.version, r.modified_at)"
BUT_FOR_THE_NOTE = f"""{CHANGED}
                        AND (
                            a.internal_note = r.internal_note
                            OR to_jsonb(a) - ARRAY['internal_note', 'version', 'is_counted']
                                IS DISTINCT FROM to_jsonb(r) - ARRAY['internal_note', 'version', 'is_counted']
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
        ("projects", "0014_history_stays"),
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
        COUNTED.changed(RAISE_VERSION, RAISED, ONLY_THE_NOTE + RAISED),
        COUNTED.changed(MARK_PROJECTS, CHANGED, BUT_FOR_THE_NOTE),
        migrations.RunSQL(CHECKED, UNDO_CHECKED),
        migrations.RunSQL(LET_GO, LET_GO),
    ]
