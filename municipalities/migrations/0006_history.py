"""History of every table: an entry for each transaction, an event for each row, both made by the database.

What is in the database already is put down as found. Operations of our own come before and after those made
by Django.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

KEPT = (
    'Region', 'Municipality', 'Corporation', 'RentLimits', 'Theme', 'Indicator', 'IndicatorClass', 'Figure'
)
BEFORE = """
-- One numbering for the events of all tables: it says which transaction came after which.
CREATE SEQUENCE municipalities_event_number;

-- The entry of this transaction, made at its first event. What a request, act or command says of itself is in
-- the settings that pghistory.context gives along with every statement; straight SQL gives none.
CREATE FUNCTION municipalities_history_entry() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    given text := coalesce(current_setting('pghistory.context_id', true), '');
    known text := coalesce(current_setting('wonen.history_entry', true), '');
    about jsonb;
    made bigint;
BEGIN
    IF split_part(known, ' ', 2) = given AND known <> '' THEN
        RETURN split_part(known, ' ', 1)::bigint;
    END IF;
    about := coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')::jsonb;
    INSERT INTO municipalities_historyentry (at, context, user_id, path, act, label, command, is_pruned)
    VALUES (
        now(), nullif(given, '')::uuid,
        CASE WHEN about ->> 'user' ~ '^[0-9]{1,9}$' THEN (about ->> 'user')::integer END,
        coalesce(about ->> 'url', ''), left(coalesce(about ->> 'act', ''), 20),
        coalesce(about ->> 'label', ''), coalesce(about ->> 'command', ''), false
    ) RETURNING id INTO made;
    -- Until the transaction ends, and no longer.
    PERFORM set_config('wonen.history_entry', made || ' ' || given, true);
    RETURN made;
END $$;
"""
UNDO_BEFORE = """
DROP FUNCTION municipalities_history_entry();
DROP SEQUENCE municipalities_event_number;
"""


def put_down_as_found(apps, schema_editor):
    """Give every row that is there an event, so that a first change has something to be compared with."""
    own = {'pgh_id', 'pgh_created_at', 'pgh_label', 'pgh_obj_id', 'entry_id'}
    for name in KEPT:
        events = apps.get_model('municipalities', f'{name}Event')
        rows = apps.get_model('municipalities', name)._meta
        columns = ', '.join(f'"{f.column}"' for f in events._meta.concrete_fields if f.column not in own)
        schema_editor.execute(
            f'INSERT INTO "{events._meta.db_table}" (pgh_created_at, pgh_label, pgh_obj_id, {columns}) '
            f"SELECT now(), 'start', \"{rows.pk.column}\", {columns} FROM \"{rows.db_table}\" "
            f'ORDER BY "{rows.pk.column}"'
        )
    schema_editor.execute("UPDATE municipalities_historyentry SET act = 'begin' WHERE at = now()")


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0005_staff_area'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(BEFORE, UNDO_BEFORE),
        migrations.CreateModel(
            name='CorporationEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Korte code, bijvoorbeeld WL.', max_length=10, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='naam')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FigureEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='laatste dag')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='waarde')),
                ('status', models.CharField(choices=[('definitief', 'definitief'), ('voorlopig', 'voorlopig'), ('afgeleid', 'afgeleid'), ('onleesbaar', 'niet leesbaar in de bron')], default='definitief', max_length=10, verbose_name='status')),
                ('price_level', models.PositiveSmallIntegerField(blank=True, help_text='Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld.', null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een prijspeil is een jaar tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een prijspeil is een jaar tussen 1990 en 2100.')], verbose_name='prijspeil')),
                ('capping', models.CharField(blank=True, choices=[('laag', 'lage aftoppingsgrens (1-2 personen)'), ('hoog', 'hoge aftoppingsgrens (3 of meer personen)')], max_length=4, verbose_name='aftoppingsgrens')),
                ('source', models.CharField(blank=True, help_text='Leeg: de bron van het kengetal.', max_length=160, verbose_name='bron')),
                ('reference_date', models.DateField(blank=True, help_text='De dag waarop het cijfer bekend was. Nodig bij een plan of een cijfer zonder periode.', null=True, verbose_name='peildatum')),
                ('note', models.TextField(blank=True, help_text='Openbaar zichtbaar bij het cijfer.', verbose_name='opmerking')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='wanneer')),
                ('context', models.UUIDField(db_index=True, null=True, verbose_name='aanvraag')),
                ('path', models.TextField(blank=True, verbose_name='adres')),
                ('act', models.CharField(blank=True, max_length=20, verbose_name='handeling')),
                ('label', models.TextField(blank=True, verbose_name='omschrijving')),
                ('command', models.TextField(blank=True, verbose_name='opdracht')),
                ('is_pruned', models.BooleanField(db_default=False, default=False, verbose_name='deels opgeruimd')),
            ],
            options={
                'verbose_name': 'handeling',
                'verbose_name_plural': 'geschiedenis',
                'ordering': ('-at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='IndicatorClassEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=60, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='naam')),
                ('role', models.CharField(choices=[('deel', 'deel van het geheel'), ('totaal', 'het totaal van de delen'), ('apart', 'staat apart, telt niet mee')], default='deel', help_text='Delen worden vergeleken met het totaal, of met 100 als de eenheid % is.', max_length=10, verbose_name='rol')),
                ('upper_limit', models.CharField(blank=True, choices=[('kwaliteitskorting', 'kwaliteitskortingsgrens'), ('aftopping', 'aftoppingsgrens (laag of hoog, per pagina)'), ('sociaal', 'sociale huurgrens'), ('middenhuur', 'bovengrens middenhuur')], help_text='Bij een huurprijsklasse: de grens tot en met welke de klasse loopt.', max_length=20, verbose_name='bovengrens')),
                ('task', models.CharField(blank=True, choices=[('nieuwbouw', 'nieuw te bouwen woningen'), ('aankoop', 'aan te kopen woningen')], help_text='De regiopagina zet deze opgave naast de projecten van die soort.', max_length=10, verbose_name='opgave')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen, sjabloon en API.', max_length=60, verbose_name='code')),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('kind', models.CharField(choices=[('enkel', 'enkel cijfer'), ('reeks', 'reeks over de jaren'), ('verdeling', 'verdeling over klassen'), ('tabel', 'tabel per corporatie')], help_text='Een verdeling en een tabel hebben klassen (de regels hieronder), de andere niet.', max_length=10, verbose_name='soort')),
                ('unit', models.CharField(blank=True, help_text="€ komt voor het getal, % erachter, een woord ('jaar') na een spatie. Leeg: een aantal.", max_length=20, verbose_name='eenheid')),
                ('decimals', models.PositiveSmallIntegerField(default=0, help_text='Het hoogste aantal decimalen waarmee een waarde wordt ingevuld en getoond.', validators=[django.core.validators.MaxValueValidator(4, 'Hoogstens 4 decimalen.')], verbose_name='decimalen')),
                ('good_direction', models.CharField(blank=True, choices=[('hoger', 'hoger is gunstiger'), ('lager', 'lager is gunstiger')], help_text='Leeg: geen van beide is beter.', max_length=10, verbose_name='gunstig')),
                ('definition', models.TextField(help_text='Wat het cijfer precies telt, in een of twee zinnen.', verbose_name='definitie')),
                ('source', models.CharField(blank=True, help_text='Waar het cijfer vandaan komt.', max_length=160, verbose_name='bron')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='Plaats binnen het thema.', verbose_name='volgorde')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MunicipalityEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=6, validators=[django.core.validators.RegexValidator('\\AGM[0-9]{4}\\Z', 'Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917.')], verbose_name='CBS-code')),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='naam in adressen')),
                ('town', models.CharField(max_length=60, verbose_name='hoofdplaats')),
                ('latitude', models.DecimalField(decimal_places=4, help_text='WGS 84, van de hoofdplaats.', max_digits=7, verbose_name='breedtegraad')),
                ('longitude', models.DecimalField(decimal_places=4, help_text='WGS 84, van de hoofdplaats.', max_digits=7, verbose_name='lengtegraad')),
                ('in_working_area', models.BooleanField(default=False, help_text='De corporatie is in deze gemeente werkzaam.', verbose_name='werkgebied')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='naam in adressen')),
                ('corop_code', models.CharField(blank=True, help_text='Code van het CBS.', max_length=2, verbose_name='COROP-code')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RentLimitsEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(verbose_name='geldig vanaf')),
                ('valid_until', models.DateField(verbose_name='geldig tot en met')),
                ('quality_discount', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='kwaliteitskortingsgrens')),
                ('low_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='lage aftoppingsgrens')),
                ('high_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='hoge aftoppingsgrens')),
                ('social', models.DecimalField(decimal_places=2, help_text='De grens van een DAEB-woning. Tot 1 juli 2024 ook de liberalisatiegrens.', max_digits=7, verbose_name='sociale huurgrens')),
                ('mid_rent', models.DecimalField(blank=True, decimal_places=2, help_text='Bestaat sinds 1 juli 2024 (Wet betaalbare huur).', max_digits=7, null=True, verbose_name='bovengrens middenhuur')),
                ('note', models.TextField(blank=True, verbose_name='opmerking')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ThemeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen en API.', max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corporation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='cacc8af7548b31dbb2a5207347d483b2e55529c8', operation='INSERT', pgid='pgtrigger_insert_insert_e478c', table='municipalities_corporation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corporation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id"); RETURN NULL;', hash='35b94f612962ce4b7cd418c29e91941589c62c34', operation='UPDATE', pgid='pgtrigger_update_update_80c57', table='municipalities_corporation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corporation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='7332dca83eb80470d2d616340d6310c426a6b9d8', operation='DELETE', pgid='pgtrigger_delete_delete_47ecf', table='municipalities_corporation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."municipality_id", NEW."note", NOW(), \'insert\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;', hash='34db50ca6e922d88c9100e288e0371adc5124ed8', operation='INSERT', pgid='pgtrigger_insert_insert_8732a', table='municipalities_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."municipality_id", NEW."note", NOW(), \'update\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;', hash='1a1e6ea8ee72c8ec99c7829aa7b5e5490357acdd', operation='UPDATE', pgid='pgtrigger_update_update_3f09c', table='municipalities_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (OLD."capping", OLD."corporation_id", OLD."ends_on", OLD."id", OLD."indicator_class_id", OLD."indicator_id", OLD."municipality_id", OLD."note", NOW(), \'delete\', OLD."id", OLD."price_level", OLD."reference_date", OLD."region_id", OLD."source", OLD."starts_on", OLD."status", OLD."value"); RETURN NULL;', hash='42e5acd5fc7f8ac4fef0946395ea274436087b78', operation='DELETE', pgid='pgtrigger_delete_delete_37175', table='municipalities_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (NEW."code", NEW."decimals", NEW."definition", NEW."good_direction", NEW."id", NEW."kind", NEW."name", NEW."order", NOW(), \'insert\', NEW."id", NEW."source", NEW."theme_id", NEW."unit"); RETURN NULL;', hash='539de9223fa7e846579c8951cd47faf9b5619293', operation='INSERT', pgid='pgtrigger_insert_insert_0f86d', table='municipalities_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (NEW."code", NEW."decimals", NEW."definition", NEW."good_direction", NEW."id", NEW."kind", NEW."name", NEW."order", NOW(), \'update\', NEW."id", NEW."source", NEW."theme_id", NEW."unit"); RETURN NULL;', hash='9518ee21318e0101b45cfcc469dc6a27eead63f9', operation='UPDATE', pgid='pgtrigger_update_update_0c038', table='municipalities_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (OLD."code", OLD."decimals", OLD."definition", OLD."good_direction", OLD."id", OLD."kind", OLD."name", OLD."order", NOW(), \'delete\', OLD."id", OLD."source", OLD."theme_id", OLD."unit"); RETURN NULL;', hash='b64f05dec644a6474736e2396455997d87c6f5b8', operation='DELETE', pgid='pgtrigger_delete_delete_6e0ee', table='municipalities_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (NEW."code", NEW."id", NEW."indicator_id", NEW."name", NEW."order", NOW(), \'insert\', NEW."id", NEW."role", NEW."task", NEW."upper_limit"); RETURN NULL;', hash='9aadd33b69151fcda9243a046cdd6d084a6ef23f', operation='INSERT', pgid='pgtrigger_insert_insert_6642f', table='municipalities_indicatorclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (NEW."code", NEW."id", NEW."indicator_id", NEW."name", NEW."order", NOW(), \'update\', NEW."id", NEW."role", NEW."task", NEW."upper_limit"); RETURN NULL;', hash='82c093c515fddf8c250c6df0fca24afa35e51121', operation='UPDATE', pgid='pgtrigger_update_update_69789', table='municipalities_indicatorclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorclass',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (OLD."code", OLD."id", OLD."indicator_id", OLD."name", OLD."order", NOW(), \'delete\', OLD."id", OLD."role", OLD."task", OLD."upper_limit"); RETURN NULL;', hash='5f238247ab07a77919590aacd2a00eaac056926b', operation='DELETE', pgid='pgtrigger_delete_delete_ec405', table='municipalities_indicatorclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='municipality',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (NEW."code", NEW."id", NEW."in_working_area", NEW."latitude", NEW."longitude", NEW."name", NOW(), \'insert\', NEW."id", NEW."region_id", NEW."slug", NEW."town"); RETURN NULL;', hash='13c84b852b0fd8d6e0f669320a096c3432d1ff2a', operation='INSERT', pgid='pgtrigger_insert_insert_fcc6e', table='municipalities_municipality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='municipality',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (NEW."code", NEW."id", NEW."in_working_area", NEW."latitude", NEW."longitude", NEW."name", NOW(), \'update\', NEW."id", NEW."region_id", NEW."slug", NEW."town"); RETURN NULL;', hash='4334738cf900b9b19738f052c0b4106604ce17fa', operation='UPDATE', pgid='pgtrigger_update_update_87f58', table='municipalities_municipality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='municipality',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (OLD."code", OLD."id", OLD."in_working_area", OLD."latitude", OLD."longitude", OLD."name", NOW(), \'delete\', OLD."id", OLD."region_id", OLD."slug", OLD."town"); RETURN NULL;', hash='361aacccf5b1fe4507efa303e661704126d8bfc1', operation='DELETE', pgid='pgtrigger_delete_delete_13b11', table='municipalities_municipality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."corop_code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='1720bcd4f2605043e3ea1b57cf53e1b14c3a9441', operation='INSERT', pgid='pgtrigger_insert_insert_756d7', table='municipalities_region', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."corop_code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='4c2cf6a8c06958d686d8327531478b75e3b07101', operation='UPDATE', pgid='pgtrigger_update_update_8add2', table='municipalities_region', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."corop_code", OLD."id", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='1fd6e411f1d60103ddc12e15db51f2bd52e11cdd', operation='DELETE', pgid='pgtrigger_delete_delete_1419e', table='municipalities_region', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentlimits',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (NEW."high_capping", NEW."id", NEW."low_capping", NEW."mid_rent", NEW."note", NOW(), \'insert\', NEW."id", NEW."quality_discount", NEW."social", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='1043e0475c3391f6bd2308c882fb0207db5a8514', operation='INSERT', pgid='pgtrigger_insert_insert_c9448', table='municipalities_rentlimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentlimits',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (NEW."high_capping", NEW."id", NEW."low_capping", NEW."mid_rent", NEW."note", NOW(), \'update\', NEW."id", NEW."quality_discount", NEW."social", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='b6c60664d928bab7b80187cbe6c971480926b164', operation='UPDATE', pgid='pgtrigger_update_update_272bf', table='municipalities_rentlimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rentlimits',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (OLD."high_capping", OLD."id", OLD."low_capping", OLD."mid_rent", OLD."note", NOW(), \'delete\', OLD."id", OLD."quality_discount", OLD."social", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='04a4a76dfde1902f9edc8a6ac2481d5433d229e4', operation='DELETE', pgid='pgtrigger_delete_delete_b647e', table='municipalities_rentlimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."order", NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='400180dff071ae744dc9f3426ad3c6f1e3af9cd7', operation='INSERT', pgid='pgtrigger_insert_insert_3d70d', table='municipalities_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."order", NOW(), \'update\', NEW."id"); RETURN NULL;', hash='285db743af7d9cb82d5653944d3fe153d58c2a18', operation='UPDATE', pgid='pgtrigger_update_update_56537', table='municipalities_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='124450a4792f99ee5036586155acbfde7ccbd31d', operation='DELETE', pgid='pgtrigger_delete_delete_5e0f3', table='municipalities_theme', when='AFTER')),
        ),
        migrations.AddField(
            model_name='corporationevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='verbonden aan'),
        ),
        migrations.AddField(
            model_name='corporationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.corporation'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='corporation',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Alleen bij een tabel per corporatie. Leeg: alle corporaties samen.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='corporatie'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicator', verbose_name='kengetal'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='indicator_class',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicatorclass', verbose_name='klasse'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='municipality',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Leeg, en ook geen regio: het cijfer geldt corporatiebreed.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='gemeente'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.figure'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='region',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='regio'),
        ),
        migrations.AddField(
            model_name='historyentry',
            name='user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='corporationevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='indicatorclassevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='indicatorclassevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicator', verbose_name='kengetal'),
        ),
        migrations.AddField(
            model_name='indicatorclassevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.indicatorclass'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='theme',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.theme', verbose_name='thema'),
        ),
        migrations.AddField(
            model_name='municipalityevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='municipalityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.municipality'),
        ),
        migrations.AddField(
            model_name='municipalityevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, db_index=False, help_text='De kleinste regio waarin de gemeente ligt.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='regio'),
        ),
        migrations.AddField(
            model_name='regionevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='regionevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='ligt in'),
        ),
        migrations.AddField(
            model_name='regionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.region'),
        ),
        migrations.AddField(
            model_name='rentlimitsevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='rentlimitsevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.rentlimits'),
        ),
        migrations.AddField(
            model_name='themeevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry'),
        ),
        migrations.AddField(
            model_name='themeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.theme'),
        ),
        migrations.AddIndex(
            model_name='historyentry',
            index=models.Index(fields=['-at', '-id'], name='history_newest_first'),
        ),
        migrations.RunPython(put_down_as_found, migrations.RunPython.noop),
    ]
