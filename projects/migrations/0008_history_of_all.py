"""History of the codes, the norm and the legend too, numbered and entered together with the other app's.

Who and from where moves from the events to their entry. What is in the database already is put down as found.
"""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

KEPT = ('HousingType', 'RentClass', 'BatScore', 'SustainabilityLevel', 'Norm', 'ExternalCode')
ONE_NUMBERING = """
SELECT setval(
    'municipalities_event_number',
    greatest((SELECT last_value FROM municipalities_event_number), (SELECT last_value FROM projects_event_number))
);
"""
ENTRIES = """
INSERT INTO municipalities_historyentry (at, path, act, label, command, is_pruned)
SELECT pgh_created_at, '', CASE WHEN bool_and(pgh_label = 'start') THEN 'begin' ELSE '' END, '', '', false
FROM (
    SELECT pgh_created_at, pgh_label FROM projects_projectevent
    UNION ALL SELECT pgh_created_at, pgh_label FROM projects_projectrentclassevent
    UNION ALL SELECT pgh_created_at, pgh_label FROM projects_projecthousingtypeevent
) events GROUP BY pgh_created_at;
""" + ''.join(
    f"""
UPDATE projects_{table} SET entry_id = entry.id
FROM municipalities_historyentry entry WHERE entry.at = pgh_created_at;
"""
    for table in ('projectevent', 'projectrentclassevent', 'projecthousingtypeevent')
)
OLD_NUMBERING = """
CREATE SEQUENCE projects_event_number;
SELECT setval('projects_event_number', (SELECT last_value FROM municipalities_event_number));
"""

WHERE = {'ExternalCode': 'NOT projects_is_example(project_id)'}

def put_down_as_found(apps, schema_editor):
    """Give every row that is there an event, so that a first change has something to be compared with."""
    own = {'pgh_id', 'pgh_created_at', 'pgh_label', 'pgh_obj_id', 'entry_id'}
    for name in KEPT:
        events = apps.get_model('projects', f'{name}Event')
        rows = apps.get_model('projects', name)._meta
        columns = ', '.join(f'"{f.column}"' for f in events._meta.concrete_fields if f.column not in own)
        schema_editor.execute(
            f'INSERT INTO "{events._meta.db_table}" (pgh_created_at, pgh_label, pgh_obj_id, {columns}) '
            f"SELECT now(), 'start', \"{rows.pk.column}\", {columns} FROM \"{rows.db_table}\" "
            f'WHERE {WHERE.get(name, "true")} ORDER BY "{rows.pk.column}"'
        )
    schema_editor.execute("UPDATE municipalities_historyentry SET act = 'begin' WHERE at = now()")


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0006_history'),
        ('projects', '0007_version'),
    ]

    operations = [
        migrations.RunSQL(ONE_NUMBERING, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='BatScoreEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField(serialize=False, verbose_name='score')),
                ('label', models.CharField(max_length=60, verbose_name='naam')),
                ('meaning', models.CharField(max_length=200, verbose_name='betekenis')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExternalCodeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('system', models.SlugField(db_index=False, help_text='Bijvoorbeeld dpi of planmonitor.', max_length=30, verbose_name='systeem')),
                ('code', models.CharField(max_length=60, verbose_name='code')),
            ],
        ),
        migrations.CreateModel(
            name='HousingTypeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen en API.', max_length=30, verbose_name='code')),
                ('label', models.CharField(max_length=60, verbose_name='naam')),
                ('meaning', models.CharField(max_length=200, verbose_name='betekenis')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
                ('form', models.CharField(choices=[('grondgebonden', 'grondgebonden'), ('gestapeld', 'gestapeld')], max_length=15, verbose_name='bouwvorm')),
                ('variant', models.CharField(help_text="Wat dit type binnen de bouwvorm onderscheidt: 'met lift'.", max_length=30, verbose_name='variant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NormEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('from_year', models.PositiveSmallIntegerField(help_text='Geldt tot er een latere norm is.', validators=[django.core.validators.MinValueValidator(1990, 'Het jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Het jaar ligt tussen 1990 en 2100.')], verbose_name='vanaf overzicht van jaar')),
                ('social', models.PositiveSmallIntegerField(blank=True, help_text='Heel percentage van de nieuwbouw. Leeg: hiervoor is er geen norm.', null=True, validators=[django.core.validators.MaxValueValidator(100, 'Een norm is een heel percentage van 0 tot en met 100; leeg betekent: geen norm.')], verbose_name='sociale huur (%)')),
                ('mid', models.PositiveSmallIntegerField(blank=True, help_text='Heel percentage van de nieuwbouw. Leeg: hiervoor is er geen norm.', null=True, validators=[django.core.validators.MaxValueValidator(100, 'Een norm is een heel percentage van 0 tot en met 100; leeg betekent: geen norm.')], verbose_name='middenhuur (%)')),
                ('source', models.CharField(help_text='Waar deze norm is afgesproken of genoemd.', max_length=200, verbose_name='bron')),
                ('note', models.TextField(blank=True, help_text='Openbaar zichtbaar bij de norm.', verbose_name='opmerking')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RentClassEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen en API.', max_length=30, verbose_name='code')),
                ('label', models.CharField(max_length=60, verbose_name='naam')),
                ('meaning', models.CharField(max_length=200, verbose_name='betekenis')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
                ('segment', models.CharField(choices=[('sociaal', 'sociale huur'), ('midden', 'middenhuur'), ('vrij', 'vrije huur')], max_length=10, verbose_name='segment')),
                ('upper_limit', models.CharField(blank=True, choices=[('kwaliteitskorting', 'kwaliteitskortingsgrens'), ('aftopping', 'aftoppingsgrens (laag of hoog, per pagina)'), ('sociaal', 'sociale huurgrens'), ('middenhuur', 'bovengrens middenhuur')], help_text='De huurprijsgrens tot en met welke de klasse loopt. Leeg: geen bovengrens.', max_length=20, verbose_name='bovengrens')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SustainabilityLevelEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen en API.', max_length=30, verbose_name='code')),
                ('label', models.CharField(max_length=60, verbose_name='naam')),
                ('meaning', models.CharField(max_length=200, verbose_name='betekenis')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='projecthousingtype',
            options={'verbose_name': 'woningtype van een project', 'verbose_name_plural': 'woningtypen van projecten'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projecthousingtype',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projecthousingtype',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projecthousingtype',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectrentclass',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectrentclass',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectrentclass',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='projectevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='projecthousingtypeevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='projectrentclassevent',
            name='pgh_context',
        ),
        migrations.AddField(
            model_name='projectevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='projecthousingtypeevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='projectrentclassevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AlterField(
            model_name='projectevent',
            name='pgh_id',
            field=models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='projecthousingtypeevent',
            name='pgh_id',
            field=models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='projectrentclassevent',
            name='pgh_id',
            field=models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batscore',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_batscoreevent" ("label", "meaning", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (NEW."label", NEW."meaning", NOW(), \'insert\', NEW."score", NEW."score"); RETURN NULL;', hash='d13a6dfeea10c0542ed8ca042b0de61292e842ef', operation='INSERT', pgid='pgtrigger_insert_insert_b04ee', table='projects_batscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batscore',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "projects_batscoreevent" ("label", "meaning", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (NEW."label", NEW."meaning", NOW(), \'update\', NEW."score", NEW."score"); RETURN NULL;', hash='9514d9b0636c7133988cbb0f5913073fdb1c8b7a', operation='UPDATE', pgid='pgtrigger_update_update_d0028', table='projects_batscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batscore',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_batscoreevent" ("label", "meaning", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (OLD."label", OLD."meaning", NOW(), \'delete\', OLD."score", OLD."score"); RETURN NULL;', hash='4c8b9976d0077e066abca9aefb09b8a0d5b1b301', operation='DELETE', pgid='pgtrigger_delete_delete_7edd6', table='projects_batscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='externalcode',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_externalcodeevent" ("code", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "system") VALUES (NEW."code", NEW."id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."system"); RETURN NULL;', hash='ff6e7e63cf4263383afc4496c906d09c39b0a1e9', operation='INSERT', pgid='pgtrigger_insert_insert_17623', table='projects_externalcode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='externalcode',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_externalcodeevent" ("code", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "system") VALUES (NEW."code", NEW."id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."system"); RETURN NULL;', hash='04bea68ecb49097fddce073750bb7c2c27612d7c', operation='UPDATE', pgid='pgtrigger_update_update_576af', table='projects_externalcode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='externalcode',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(OLD.project_id))', func='INSERT INTO "projects_externalcodeevent" ("code", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "system") VALUES (OLD."code", OLD."id", NOW(), \'delete\', OLD."id", OLD."project_id", OLD."system"); RETURN NULL;', hash='e34b5f19dde7e6bdce5210c99f90fdf9ca932372', operation='DELETE', pgid='pgtrigger_delete_delete_0fa0a', table='projects_externalcode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housingtype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_housingtypeevent" ("code", "form", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "variant") VALUES (NEW."code", NEW."form", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'insert\', NEW."id", NEW."variant"); RETURN NULL;', hash='9c9ab4dca343f1be2f179d76b936bc1d1c4c18d3', operation='INSERT', pgid='pgtrigger_insert_insert_8d81e', table='projects_housingtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housingtype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "projects_housingtypeevent" ("code", "form", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "variant") VALUES (NEW."code", NEW."form", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'update\', NEW."id", NEW."variant"); RETURN NULL;', hash='9e16a5d116cfa86f59743ff9e550032dd1ccafc9', operation='UPDATE', pgid='pgtrigger_update_update_dbb0a', table='projects_housingtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housingtype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_housingtypeevent" ("code", "form", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "variant") VALUES (OLD."code", OLD."form", OLD."id", OLD."label", OLD."meaning", OLD."order", NOW(), \'delete\', OLD."id", OLD."variant"); RETURN NULL;', hash='13598c304635c3b81387df303f2827e26d374aa1', operation='DELETE', pgid='pgtrigger_delete_delete_3b774', table='projects_housingtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='norm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_normevent" ("from_year", "id", "mid", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "social", "source") VALUES (NEW."from_year", NEW."id", NEW."mid", NEW."municipality_id", NEW."note", NOW(), \'insert\', NEW."id", NEW."social", NEW."source"); RETURN NULL;', hash='3b1cf5551ca609ed1f615c249a72a81b03845bcd', operation='INSERT', pgid='pgtrigger_insert_insert_3ec22', table='projects_norm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='norm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "projects_normevent" ("from_year", "id", "mid", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "social", "source") VALUES (NEW."from_year", NEW."id", NEW."mid", NEW."municipality_id", NEW."note", NOW(), \'update\', NEW."id", NEW."social", NEW."source"); RETURN NULL;', hash='cecde5835b22e893d5e72af8f51cc0237e818cdc', operation='UPDATE', pgid='pgtrigger_update_update_f4742', table='projects_norm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='norm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_normevent" ("from_year", "id", "mid", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "social", "source") VALUES (OLD."from_year", OLD."id", OLD."mid", OLD."municipality_id", OLD."note", NOW(), \'delete\', OLD."id", OLD."social", OLD."source"); RETURN NULL;', hash='121732ac1634862f68d7328eaabd7598fde121a9', operation='DELETE', pgid='pgtrigger_delete_delete_4d19c', table='projects_norm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;', hash='0fcdb66802136ba7c725be5b2df3a9dab4ae10b2', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (((OLD."bat_from_id" IS DISTINCT FROM (NEW."bat_from_id") OR OLD."bat_to_id" IS DISTINCT FROM (NEW."bat_to_id") OR OLD."corporation_id" IS DISTINCT FROM (NEW."corporation_id") OR OLD."delivery_quarter" IS DISTINCT FROM (NEW."delivery_quarter") OR OLD."delivery_year" IS DISTINCT FROM (NEW."delivery_year") OR OLD."dwellings" IS DISTINCT FROM (NEW."dwellings") OR OLD."dwellings_approximate" IS DISTINCT FROM (NEW."dwellings_approximate") OR OLD."housing_types_undecided" IS DISTINCT FROM (NEW."housing_types_undecided") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."planned_quarter" IS DISTINCT FROM (NEW."planned_quarter") OR OLD."planned_year" IS DISTINCT FROM (NEW."planned_year") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."start_quarter" IS DISTINCT FROM (NEW."start_quarter") OR OLD."start_year" IS DISTINCT FROM (NEW."start_year") OR OLD."sustainability_id" IS DISTINCT FROM (NEW."sustainability_id") OR OLD."sustainability_at_least" IS DISTINCT FROM (NEW."sustainability_at_least") OR OLD."with_care" IS DISTINCT FROM (NEW."with_care"))) AND NOT NEW.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (NEW."bat_from_id", NEW."bat_to_id", NEW."corporation_id", NEW."delivery_quarter", NEW."delivery_year", NEW."dwellings", NEW."dwellings_approximate", NEW."housing_types_undecided", NEW."id", NEW."is_example", NEW."is_public", NEW."kind", NEW."municipality_id", NEW."name", NEW."note", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."phase", NEW."place", NEW."planned_quarter", NEW."planned_year", NEW."source", NEW."start_quarter", NEW."start_year", NEW."sustainability_at_least", NEW."sustainability_id", NEW."with_care"); RETURN NULL;', hash='5917328229f55a58a647225a487b4110c52af983', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD.is_example)', func='INSERT INTO "projects_projectevent" ("bat_from_id", "bat_to_id", "corporation_id", "delivery_quarter", "delivery_year", "dwellings", "dwellings_approximate", "housing_types_undecided", "id", "is_example", "is_public", "kind", "municipality_id", "name", "note", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "place", "planned_quarter", "planned_year", "source", "start_quarter", "start_year", "sustainability_at_least", "sustainability_id", "with_care") VALUES (OLD."bat_from_id", OLD."bat_to_id", OLD."corporation_id", OLD."delivery_quarter", OLD."delivery_year", OLD."dwellings", OLD."dwellings_approximate", OLD."housing_types_undecided", OLD."id", OLD."is_example", OLD."is_public", OLD."kind", OLD."municipality_id", OLD."name", OLD."note", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."phase", OLD."place", OLD."planned_quarter", OLD."planned_year", OLD."source", OLD."start_quarter", OLD."start_year", OLD."sustainability_at_least", OLD."sustainability_id", OLD."with_care"); RETURN NULL;', hash='1e73229b2e4a15c969f2422adb13c06d356baa2c', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."housingtype_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."project_id"); RETURN NULL;', hash='23bf68ef3c44a6c53795e29fea7f81b482768790', operation='INSERT', pgid='pgtrigger_insert_insert_1d66a', table='projects_project_housing_types', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."housingtype_id", NEW."id", NOW(), \'update\', NEW."id", NEW."project_id"); RETURN NULL;', hash='4b498b76c4eaa25e5ca29535eaa0b36ccbb8ab37', operation='UPDATE', pgid='pgtrigger_update_update_5db21', table='projects_project_housing_types', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projecthousingtype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(OLD.project_id))', func='INSERT INTO "projects_projecthousingtypeevent" ("housingtype_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (OLD."housingtype_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."project_id"); RETURN NULL;', hash='7d3f5e509b29dfbccfabde81dfea7e6adb1775ed', operation='DELETE', pgid='pgtrigger_delete_delete_af088', table='projects_project_housing_types', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (NEW."dwellings", NEW."id", NEW."is_possible", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."rent_class_id"); RETURN NULL;', hash='69397dd5f84e161bcfa9de2c987f0f04faf53b7d', operation='INSERT', pgid='pgtrigger_insert_insert_410be', table='projects_projectrentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT projects_is_example(NEW.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (NEW."dwellings", NEW."id", NEW."is_possible", NOW(), \'update\', NEW."id", NEW."project_id", NEW."rent_class_id"); RETURN NULL;', hash='e83124c89a2c501d121f28ebf63d996dfacab011', operation='UPDATE', pgid='pgtrigger_update_update_67175', table='projects_projectrentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectrentclass',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT projects_is_example(OLD.project_id))', func='INSERT INTO "projects_projectrentclassevent" ("dwellings", "id", "is_possible", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rent_class_id") VALUES (OLD."dwellings", OLD."id", OLD."is_possible", NOW(), \'delete\', OLD."id", OLD."project_id", OLD."rent_class_id"); RETURN NULL;', hash='f16c15593e6272317f24269ef5aeb45c3285957c', operation='DELETE', pgid='pgtrigger_delete_delete_e38af', table='projects_projectrentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_rentclassevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "upper_limit") VALUES (NEW."code", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'insert\', NEW."id", NEW."segment", NEW."upper_limit"); RETURN NULL;', hash='8285fb23698a7a6657c49e2e8cf1cec827b14979', operation='INSERT', pgid='pgtrigger_insert_insert_fe9ed', table='projects_rentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "projects_rentclassevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "upper_limit") VALUES (NEW."code", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'update\', NEW."id", NEW."segment", NEW."upper_limit"); RETURN NULL;', hash='c5b7a8fb405fb49d88854ef3df485214bf9f1a00', operation='UPDATE', pgid='pgtrigger_update_update_f654d', table='projects_rentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentclass',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_rentclassevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "upper_limit") VALUES (OLD."code", OLD."id", OLD."label", OLD."meaning", OLD."order", NOW(), \'delete\', OLD."id", OLD."segment", OLD."upper_limit"); RETURN NULL;', hash='6abe6b4886185c34d3638e264a8ce7000b094c04', operation='DELETE', pgid='pgtrigger_delete_delete_fb63b', table='projects_rentclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sustainabilitylevel',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_sustainabilitylevelevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='842d7b6302736a508310d733a0797f3d926752fe', operation='INSERT', pgid='pgtrigger_insert_insert_70310', table='projects_sustainabilitylevel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sustainabilitylevel',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "projects_sustainabilitylevelevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."label", NEW."meaning", NEW."order", NOW(), \'update\', NEW."id"); RETURN NULL;', hash='9cf68604c1d2646e3459ce8a9dbc6d3a53fc217e', operation='UPDATE', pgid='pgtrigger_update_update_63142', table='projects_sustainabilitylevel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sustainabilitylevel',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_sustainabilitylevelevent" ("code", "id", "label", "meaning", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."label", OLD."meaning", OLD."order", NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='f2725cf1a97be5c447de96d978706fab0ffcf5a4', operation='DELETE', pgid='pgtrigger_delete_delete_085f1', table='projects_sustainabilitylevel', when='AFTER')),
        ),
        migrations.AddField(
            model_name='batscoreevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='batscoreevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.batscore'),
        ),
        migrations.AddField(
            model_name='externalcodeevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='externalcodeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.externalcode'),
        ),
        migrations.AddField(
            model_name='externalcodeevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='housingtypeevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='housingtypeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.housingtype'),
        ),
        migrations.AddField(
            model_name='normevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='normevent',
            name='municipality',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Leeg: de norm voor alle gemeenten zonder eigen norm.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='gemeente'),
        ),
        migrations.AddField(
            model_name='normevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.norm'),
        ),
        migrations.AddField(
            model_name='rentclassevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='rentclassevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.rentclass'),
        ),
        migrations.AddField(
            model_name='sustainabilitylevelevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='sustainabilitylevelevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.sustainabilitylevel'),
        ),
        migrations.AddIndex(
            model_name='externalcodeevent',
            index=models.Index(fields=['project'], name='external_code_event_project'),
        ),
        migrations.RunSQL(ENTRIES, migrations.RunSQL.noop),
        migrations.RunSQL('DROP SEQUENCE projects_event_number', OLD_NUMBERING),
        migrations.RunPython(put_down_as_found, migrations.RunPython.noop),
    ]
