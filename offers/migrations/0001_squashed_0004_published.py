"""All tables of offers with their rules and triggers, as a new database gets them: see decision 36.

The operations on tables are as Django writes them; functions and other triggers stand in ``sql``.
"""

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models
from pathlib import Path
from wonen.database.operations import Tables, sql_file

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('offers', '0001_initial'),
        ('offers', '0002_frozen'),
        ('offers', '0003_history'),
        ('offers', '0004_published'),
    ]

    dependencies = [
        ('municipalities', '0010_history_stays'),
    ]

    operations = [
        sql_file(SQL / 'before_tables.sql'),
        Tables([
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='municipalities.corporation', verbose_name='corporatie')),
                    ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='municipalities.municipality', verbose_name='gemeente')),
                    ('year', models.PositiveSmallIntegerField(help_text='Het jaar waarover het bod gaat: het bod dat vóór 1 juli 2026 klaar is, is dat van 2027.', validators=[django.core.validators.MinValueValidator(1990, 'Een jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een jaar ligt tussen 1990 en 2100.')], verbose_name='jaar')),
                    ('is_example', models.BooleanField(default=False, editable=False, verbose_name='voorbeelddata')),
                ],
                options={
                    'verbose_name': 'bod',
                    'verbose_name_plural': 'boden',
                    'ordering': ('-year', 'municipality__name', 'corporation__code'),
                    'permissions': (('publish_offer', 'Mag boden publiceren'),),
                    'constraints': [models.UniqueConstraint(fields=('corporation', 'municipality', 'year'), name='offer_once', violation_error_message='Er is al een bod van deze corporatie aan deze gemeente voor dit jaar.'), models.CheckConstraint(condition=models.Q(('year__range', (1990, 2100))), name='offer_year_plausible', violation_error_message='Een jaar ligt tussen 1990 en 2100.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW.is_example)', func='INSERT INTO "offers_offerevent" ("corporation_id", "id", "is_example", "municipality_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."corporation_id", NEW."id", NEW."is_example", NEW."municipality_id", NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;', hash='26491f93c1e1097461968e28b924503d868b06f5', operation='INSERT', pgid='pgtrigger_insert_insert_ba1dd', table='offers_offer', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT NEW.is_example)', func='INSERT INTO "offers_offerevent" ("corporation_id", "id", "is_example", "municipality_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."corporation_id", NEW."id", NEW."is_example", NEW."municipality_id", NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;', hash='cf1ef6c62af817ea4248db160b66d6c86c3281c1', operation='UPDATE', pgid='pgtrigger_update_update_3503b', table='offers_offer', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD.is_example)', func='INSERT INTO "offers_offerevent" ("corporation_id", "id", "is_example", "municipality_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."corporation_id", OLD."id", OLD."is_example", OLD."municipality_id", NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;', hash='3e829c62e49013f642965b39caab7de2c86c355b', operation='DELETE', pgid='pgtrigger_delete_delete_6af50', table='offers_offer', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='OfferVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='offers.offer', verbose_name='bod')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                    ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='gepubliceerd op')),
                    ('note', models.TextField(blank=True, help_text='Openbaar: wat er is gecorrigeerd.', verbose_name='toelichting')),
                    ('price_level', models.PositiveSmallIntegerField(help_text='Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld. Leeg: niet bekend.', null=True, verbose_name='prijspeil')),
                    ('project_count', models.PositiveIntegerField(verbose_name='aantal projecten')),
                ],
                options={
                    'verbose_name': 'versie van een bod',
                    'verbose_name_plural': 'versies van een bod',
                    'ordering': ('offer', 'number'),
                    'constraints': [models.UniqueConstraint(fields=('offer', 'number'), name='offer_version_once', violation_error_message='Iemand anders heeft intussen een versie van dit bod gepubliceerd.'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('note', ''), _negated=True), _connector='OR'), name='offer_version_says_what_it_corrects', violation_error_message='Zeg in de toelichting wat deze versie corrigeert.'), models.CheckConstraint(condition=models.Q(('number__gt', 1), ('project_count__gt', 0), _connector='OR'), name='offer_version_holds_projects', violation_error_message='Een bod heeft minstens één project. Alleen een correctie kan er geen meer hebben.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT offers_is_example(NEW.offer_id))', func='INSERT INTO "offers_offerversionevent" ("id", "note", "number", "offer_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "project_count", "published_at") VALUES (NEW."id", NEW."note", NEW."number", NEW."offer_id", NOW(), \'insert\', NEW."id", NEW."price_level", NEW."project_count", NEW."published_at"); RETURN NULL;', hash='ceafb11f59f08b9adb1bc540d6d626423027b4f9', operation='INSERT', pgid='pgtrigger_insert_insert_3e4f4', table='offers_offerversion', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND NOT offers_is_example(NEW.offer_id))', func='INSERT INTO "offers_offerversionevent" ("id", "note", "number", "offer_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "project_count", "published_at") VALUES (NEW."id", NEW."note", NEW."number", NEW."offer_id", NOW(), \'update\', NEW."id", NEW."price_level", NEW."project_count", NEW."published_at"); RETURN NULL;', hash='8ad9e50eee6efd61f2f4fab8b3a1c3e0172ceede', operation='UPDATE', pgid='pgtrigger_update_update_5d01a', table='offers_offerversion', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT offers_is_example(OLD.offer_id))', func='INSERT INTO "offers_offerversionevent" ("id", "note", "number", "offer_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "project_count", "published_at") VALUES (OLD."id", OLD."note", OLD."number", OLD."offer_id", NOW(), \'delete\', OLD."id", OLD."price_level", OLD."project_count", OLD."published_at"); RETURN NULL;', hash='54ddc5aa2a823d8cc5c9a1c1c33a44fcea5f1d56', operation='DELETE', pgid='pgtrigger_delete_delete_87578', table='offers_offerversion', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='OfferedProject',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='offers.offerversion', verbose_name='versie')),
                    ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='offered', to='projects.project', verbose_name='project')),
                    ('section', models.CharField(choices=[('nieuwbouw', 'Nieuwbouw/verbouw'), ('renovatie', 'Renovatie'), ('sloop', 'Sloop'), ('aankoop', 'Aankoop'), ('onderzoek', 'Onderzoek'), ('uitvoering', 'In uitvoering')], max_length=15, verbose_name='onderdeel')),
                    ('position', models.PositiveIntegerField(verbose_name='plaats in het overzicht')),
                    ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='gegevens')),
                ],
                options={
                    'verbose_name': 'aangeboden project',
                    'verbose_name_plural': 'aangeboden projecten',
                    'ordering': ('version', 'position'),
                    'constraints': [models.UniqueConstraint(fields=('version', 'project'), name='offered_project_once', violation_error_message='Een project staat één keer in een versie van een bod.'), models.UniqueConstraint(fields=('version', 'position'), name='offered_project_position_once', violation_error_message='Op een plaats in het overzicht staat één project.'), models.CheckConstraint(condition=models.Q(('section__in', ['nieuwbouw', 'renovatie', 'sloop', 'aankoop', 'onderzoek', 'uitvoering'])), name='offered_project_section_known', violation_error_message='Kies een van de onderdelen van het overzicht.')],
                },
            ),
            migrations.CreateModel(
                name='OfferEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='offers.offer')),
                    ('id', models.BigIntegerField()),
                    ('corporation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='corporatie')),
                    ('municipality', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='gemeente')),
                    ('year', models.PositiveSmallIntegerField(help_text='Het jaar waarover het bod gaat: het bod dat vóór 1 juli 2026 klaar is, is dat van 2027.', validators=[django.core.validators.MinValueValidator(1990, 'Een jaar ligt tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een jaar ligt tussen 1990 en 2100.')], verbose_name='jaar')),
                    ('is_example', models.BooleanField(default=False, editable=False, verbose_name='voorbeelddata')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OfferVersionEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='offers.offerversion')),
                    ('id', models.BigIntegerField()),
                    ('offer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offers.offer', verbose_name='bod')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                    ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='gepubliceerd op')),
                    ('note', models.TextField(blank=True, help_text='Openbaar: wat er is gecorrigeerd.', verbose_name='toelichting')),
                    ('price_level', models.PositiveSmallIntegerField(help_text='Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld. Leeg: niet bekend.', null=True, verbose_name='prijspeil')),
                    ('project_count', models.PositiveIntegerField(verbose_name='aantal projecten')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        sql_file(SQL / 'after_tables.sql'),
    ]
