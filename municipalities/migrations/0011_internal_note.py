"""An internal note for figures, and the public notes of before listed once to be checked.

What staff notes for itself is no change to the public: the feed of changes tells nothing of it.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Of a row that changed, what else than the internal note did: tables without one are compared as before.
MARKED = """
CREATE OR REPLACE FUNCTION municipalities_mark_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(id), true) FROM added;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM municipalities_mark_gone(TG_ARGV[0], array_agg(id)) FROM removed;
    ELSIF TG_OP = 'TRUNCATE' THEN
        EXECUTE 'SELECT array_agg(id) FROM ' || TG_RELID::regclass INTO keys;
        PERFORM municipalities_mark_gone(TG_ARGV[0], keys);
    ELSE
        PERFORM municipalities_mark_gone(TG_ARGV[0], array_agg(id))
        FROM removed WHERE id NOT IN (SELECT id FROM added);
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(id), true)
        FROM added WHERE id NOT IN (SELECT id FROM removed);
        PERFORM municipalities_mark(TG_ARGV[0], array_agg(a.id), false)
        FROM added a JOIN removed r USING (id) WHERE a.* IS DISTINCT FROM r.*{but_for_the_note};
    END IF;
    RETURN NULL;
END $$;
"""
BUT_FOR_THE_NOTE = """
            AND to_jsonb(a) - 'internal_note' IS DISTINCT FROM to_jsonb(r) - 'internal_note'"""

CHECKED = """
CREATE FUNCTION municipalities_note_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM municipalities_notetocheck WHERE table_name = TG_TABLE_NAME AND key = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER note_checked AFTER UPDATE OF note ON municipalities_figure
    FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION municipalities_note_checked();

INSERT INTO municipalities_notetocheck (table_name, key)
SELECT 'municipalities_figure', id FROM municipalities_figure WHERE note <> '';
"""
UNDO_CHECKED = """
DROP TRIGGER note_checked ON municipalities_figure;
DROP FUNCTION municipalities_note_checked();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0010_history_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoteToCheck",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "table_name", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("table_name", models.CharField(max_length=60)),
                ("key", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "na te kijken toelichting",
                "verbose_name_plural": "na te kijken toelichtingen",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="figure",
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
            model_name="figureevent",
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
            model_name="figureupload",
            name="note_means",
            field=models.CharField(
                blank=True,
                choices=[("publiek", "de toelichting voor het publiek"), ("intern", "een interne notitie")],
                max_length=8,
                verbose_name="wat de kolom Opmerking is",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest haar bij het cijfer.",
                verbose_name="toelichting voor het publiek",
            ),
        ),
        migrations.AlterField(
            model_name="figureevent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Iedereen leest haar bij het cijfer.",
                verbose_name="toelichting voor het publiek",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."internal_note", NEW."municipality_id", NEW."note", NOW(), \'insert\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;',
                    hash="3eef57ca871db582e301be38afcccac0ca355d0c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8732a",
                    table="municipalities_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)",
                    func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."internal_note", NEW."municipality_id", NEW."note", NOW(), \'update\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;',
                    hash="5708703723a1ec78a9147c6bfe7366bd09c4ad4c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f09c",
                    table="municipalities_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (OLD."capping", OLD."corporation_id", OLD."ends_on", OLD."id", OLD."indicator_class_id", OLD."indicator_id", OLD."internal_note", OLD."municipality_id", OLD."note", NOW(), \'delete\', OLD."id", OLD."price_level", OLD."reference_date", OLD."region_id", OLD."source", OLD."starts_on", OLD."status", OLD."value"); RETURN NULL;',
                    hash="17d6d42e521a57fe858105665b1be115b0a0c71f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_37175",
                    table="municipalities_figure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AlterConstraint(
            model_name="figure",
            name="figure_doubt_explained",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("afgeleid", "onleesbaar")), _negated=True),
                    ("note__regex", "\\S"),
                    _connector="OR",
                ),
                name="figure_doubt_explained",
                violation_error_message="Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is.",
            ),
        ),
        migrations.RunSQL(
            MARKED.format(but_for_the_note=BUT_FOR_THE_NOTE), MARKED.format(but_for_the_note="")
        ),
        migrations.RunSQL(CHECKED, UNDO_CHECKED),
    ]
