"""History: a table of events beside projects, rent classes and housing types, filled by triggers.

Operations in SQL come before and after those made by Django. What is in the database already is put down
as found, so that a first change has something to be compared with.
"""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BEFORE = """
-- One numbering for the events of all tables: it says which transaction came after which.
CREATE SEQUENCE projects_event_number;

CREATE FUNCTION projects_is_example(project bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT is_example FROM projects_project WHERE id = project), false);
END $$;
"""

UNDO_BEFORE = """
DROP FUNCTION projects_is_example(bigint);
DROP SEQUENCE projects_event_number;
"""

FOUND = """
INSERT INTO projects_projectevent (
    pgh_created_at, pgh_label, pgh_obj_id,
    id, municipality_id, corporation_id, name, place, parent_id, kind, phase, dwellings,
    dwellings_approximate, housing_types_undecided, with_care, bat_from_id, bat_to_id, sustainability_id,
    sustainability_at_least, start_year, start_quarter, delivery_year, delivery_quarter, planned_year,
    planned_quarter, is_public, is_example, source, note
)
SELECT
    now(), 'start', id,
    id, municipality_id, corporation_id, name, place, parent_id, kind, phase, dwellings,
    dwellings_approximate, housing_types_undecided, with_care, bat_from_id, bat_to_id, sustainability_id,
    sustainability_at_least, start_year, start_quarter, delivery_year, delivery_quarter, planned_year,
    planned_quarter, is_public, is_example, source, note
FROM projects_project WHERE NOT is_example ORDER BY id;

INSERT INTO projects_projectrentclassevent (
    pgh_created_at, pgh_label, pgh_obj_id, id, project_id, rent_class_id, is_possible, dwellings
)
SELECT now(), 'start', part.id, part.id, project_id, rent_class_id, is_possible, part.dwellings
FROM projects_projectrentclass part JOIN projects_project p ON p.id = project_id
WHERE NOT p.is_example ORDER BY part.id;

INSERT INTO projects_projecthousingtypeevent (
    pgh_created_at, pgh_label, pgh_obj_id, id, project_id, housingtype_id
)
SELECT now(), 'start', part.id, part.id, project_id, housingtype_id
FROM projects_project_housing_types part JOIN projects_project p ON p.id = project_id
WHERE NOT p.is_example ORDER BY part.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0004_figure_upload'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0004_norm'),
    ]

    operations = [
        migrations.RunSQL(BEFORE, UNDO_BEFORE),
        migrations.CreateModel(
            name='ProjectEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('projects_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='plaats of wijk')),
                ('kind', models.CharField(choices=[('nieuwbouw', 'Nieuwbouw/verbouw'), ('renovatie', 'Renovatie'), ('sloop', 'Sloop'), ('aankoop', 'Aankoop')], max_length=15, verbose_name='soort')),
                ('phase', models.CharField(blank=True, choices=[('concept', 'Concept'), ('initiatief', 'Initiatief'), ('definitie', 'Definitie'), ('ontwerp', 'Ontwerp'), ('voorbereiding', 'Voorbereiding'), ('realisatie', 'Realisatie'), ('nazorg', 'Nazorg'), ('afgerond', 'Afgerond'), ('vervallen', 'Vervallen')], max_length=15, verbose_name='projectfase')),
                ('dwellings', models.IntegerField(blank=True, help_text='Leeg: nog niet bekend.', null=True, verbose_name='aantal woningen')),
                ('dwellings_approximate', models.BooleanField(default=False, help_text="Het aantal is een benadering ('ca.').", verbose_name='ongeveer')),
                ('housing_types_undecided', models.BooleanField(default=False, help_text="Er komt een mix, welke is nog niet besloten ('Ntb').", verbose_name='mix nog te bepalen')),
                ('with_care', models.BooleanField(default=False, verbose_name='wonen met zorg')),
                ('sustainability_at_least', models.BooleanField(default=False, help_text='Dit niveau of hoger.', verbose_name='tenminste')),
                ('start_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een jaar ligt tussen 1990 en 2100.')], verbose_name='jaar van start')),
                ('start_quarter', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Q1'), (2, 'Q2'), (3, 'Q3'), (4, 'Q4')], null=True, verbose_name='kwartaal van start')),
                ('delivery_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een jaar ligt tussen 1990 en 2100.')], verbose_name='jaar van oplevering')),
                ('delivery_quarter', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Q1'), (2, 'Q2'), (3, 'Q3'), (4, 'Q4')], null=True, verbose_name='kwartaal van oplevering')),
                ('planned_year', models.PositiveSmallIntegerField(blank=True, help_text='Alleen als niet bekend is of de start of de oplevering bedoeld is.', null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een jaar ligt tussen 1990 en 2100.')], verbose_name='jaar van planning')),
                ('planned_quarter', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Q1'), (2, 'Q2'), (3, 'Q3'), (4, 'Q4')], null=True, verbose_name='kwartaal van planning')),
                ('is_public', models.BooleanField(default=False, help_text="Te zien op de openbare pagina's en in de API.", verbose_name='openbaar')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='voorbeelddata')),
                ('source', models.CharField(blank=True, max_length=160, verbose_name='bron')),
                ('note', models.TextField(blank=True, help_text='Openbaar zichtbaar bij het project.', verbose_name='opmerking')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectHousingTypeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('projects_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ProjectRentClassEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('projects_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('is_possible', models.BooleanField(default=False, help_text="'Eventueel aangevuld met': nog niet zeker.", verbose_name='mogelijk')),
                ('dwellings', models.IntegerField(blank=True, help_text='Leeg: de verdeling is nog niet bekend.', null=True, verbose_name='aantal woningen')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectHousingType',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('projects.project_housing_types',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;', hash='073f40ab2e4c74afb1090c050c86fe500805bce6', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (((OLD."bat_from_id" IS DISTINCT FROM (NEW."bat_from_id") OR OLD."bat_to_id" IS DISTINCT FROM (NEW."bat_to_id") OR OLD."corporation_id" IS DISTINCT FROM (NEW."corporation_id") OR OLD."delivery_quarter" IS DISTINCT FROM (NEW."delivery_quarter") OR OLD."delivery_year" IS DISTINCT FROM (NEW."delivery_year") OR OLD."dwellings" IS DISTINCT FROM (NEW."dwellings") OR OLD."dwellings_approximate" IS DISTINCT FROM (NEW."dwellings_approximate") OR OLD."housing_types_undecided" IS DISTINCT FROM (NEW."housing_types_undecided") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."planned_quarter" IS DISTINCT FROM (NEW."planned_quarter") OR OLD."planned_year" IS DISTINCT FROM (NEW."planned_year") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."start_quarter" IS DISTINCT FROM (NEW."start_quarter") OR OLD."start_year" IS DISTINCT FROM (NEW."start_year") OR OLD."sustainability_id" IS DISTINCT FROM (NEW."sustainability_id") OR OLD."sustainability_at_least" IS DISTINCT FROM (NEW."sustainability_at_least") OR OLD."with_care" IS DISTINCT FROM (NEW."with_care"))) AND NOT NEW.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;', hash='3373c5d754f6d02bdda194ec6b7e081c50411287', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (OLD."bat_from_id", OLD."bat_to_id", OLD."corporation_id", OLD."delivery_quarter", OLD."delivery_year", OLD."dwellings", OLD."dwellings_approximate", OLD."housing_types_undecided", OLD."id", OLD."is_example", OLD."is_public", OLD."kind", OLD."municipality_id", OLD."name", OLD."note", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase", OLD."place", OLD."planned_quarter", OLD."planned_year", OLD."source", OLD."start_quarter", OLD."start_year", OLD."sustainability_at_least", OLD."sustainability_id", OLD."with_care"); RETURN NULL;', hash='8ea3cabce8f83bec41035f58ac5a9fe6c425afb2', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (NEW."dwellings", NEW."id", NEW."is_possible", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."rent_class_id"); RETURN NULL;', hash='f109bec3f1c73f4b4638934380f2be4b10cdc0ac', operation='INSERT', pgid='pgtrigger_insert_insert_410be', table='projects_projectrentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (NEW."dwellings", NEW."id", NEW."is_possible", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."rent_class_id"); RETURN NULL;', hash='5126f11abf6dbd0b4180f0784752334691e9d9be', operation='UPDATE', pgid='pgtrigger_update_update_67175', table='projects_projectrentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(OLD.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (OLD."dwellings", OLD."id", OLD."is_possible", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."rent_class_id"); RETURN NULL;', hash='08879abe00fde35b4a6887229c42eabfd5da59df', operation='DELETE', pgid='pgtrigger_delete_delete_e38af', table='projects_projectrentclass', when='AFTER')),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='bat_from',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.batscore', verbose_name='BAT-score van'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='bat_to',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.batscore', verbose_name='BAT-score tot en met'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='corporation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='corporatie'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='municipality',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='gemeente'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Het hele project waarvan dit een fase is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='fase van'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='sustainability',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.sustainabilitylevel', verbose_name='duurzaamheid'),
        ),
        migrations.AddField(
            model_name='projecthousingtypeevent',
            name='housingtype',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.housingtype'),
        ),
        migrations.AddField(
            model_name='projecthousingtypeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projecthousingtypeevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectrentclassevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectrentclassevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.projectrentclass'),
        ),
        migrations.AddField(
            model_name='projectrentclassevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectrentclassevent',
            name='rent_class',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.rentclass', verbose_name='huurprijsklasse'),
        ),
        migrations.AddField(
            model_name='projecthousingtypeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.projecthousingtype'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."housingtype_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id"); RETURN NULL;', hash='389a5a5e79bfcf28a014ed74734497546d9414f8', operation='INSERT', pgid='pgtrigger_insert_insert_1d66a', table='projects_project_housing_types', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."housingtype_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id"); RETURN NULL;', hash='ea67b5db24d4568fadbf899fe7d70c69ae2b3984', operation='UPDATE', pgid='pgtrigger_update_update_5db21', table='projects_project_housing_types', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(OLD.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (OLD."housingtype_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id"); RETURN NULL;', hash='74fff6213f787332065df82449189060f51a97fd', operation='DELETE', pgid='pgtrigger_delete_delete_af088', table='projects_project_housing_types', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='projectrentclassevent',
            index=models.Index(fields=['project'], name='rent_class_event_project'),
        ),
        migrations.AddIndex(
            model_name='projecthousingtypeevent',
            index=models.Index(fields=['project'], name='housing_type_event_project'),
        ),
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
    ]
