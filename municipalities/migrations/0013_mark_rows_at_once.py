"""The marks of the feed without comparing each changed row with each.

The plan of a statement in a function is kept for the session: made for one row, it joined two tables of
thousands by a nested loop. A full join has no such plan.
"""

from importlib import import_module

from django.db import migrations

NOTE = import_module("municipalities.migrations.0011_internal_note")
BEFORE = NOTE.MARKED.format(but_for_the_note=NOTE.BUT_FOR_THE_NOTE)
CHANGED = """    ELSE
        DECLARE
            found record;
        BEGIN
            SELECT array_agg(r.id) FILTER (WHERE a.id IS NULL) AS gone,
                array_agg(a.id) FILTER (WHERE r.id IS NULL) AS appeared,
                array_agg(a.id) FILTER (
                    WHERE a.id IS NOT NULL AND r.id IS NOT NULL AND a.* IS DISTINCT FROM r.*
                        AND to_jsonb(a) - 'internal_note' IS DISTINCT FROM to_jsonb(r) - 'internal_note'
                ) AS otherwise
            INTO found FROM added a FULL JOIN removed r USING (id);
            PERFORM municipalities_mark_gone(TG_ARGV[0], found.gone);
            PERFORM municipalities_mark(TG_ARGV[0], found.appeared, true);
            PERFORM municipalities_mark(TG_ARGV[0], found.otherwise, false);
        END;
    END IF;
"""
AFTER = BEFORE.partition("    ELSE\n")[0] + CHANGED + BEFORE.partition("    END IF;\n")[2]


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0012_public_note")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
