"""All tables of municipalities with their rules and triggers, as a new database gets them: see decision 36.

The operations on tables are as Django writes them; functions and other triggers stand in ``sql``.
"""

import datetime
import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from pathlib import Path
from wonen.database.operations import Tables, sql_file

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('municipalities', '0001_initial'),
        ('municipalities', '0002_gemeentekaart'),
        ('municipalities', '0003_figure_rules'),
        ('municipalities', '0004_figure_upload'),
        ('municipalities', '0005_staff_area'),
        ('municipalities', '0006_history'),
        ('municipalities', '0007_api_token'),
        ('municipalities', '0008_feed'),
        ('municipalities', '0009_kept_answers'),
        ('municipalities', '0010_history_stays'),
        ('municipalities', '0011_internal_note'),
        ('municipalities', '0012_public_note'),
        ('municipalities', '0013_mark_rows_at_once'),
        ('municipalities', '0014_legible_names'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # Not needed, but quicker before these tables than after: for each operation on a table that is related
        # to users Django makes the classes of all that are.
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
    ]

    operations = [
        sql_file(SQL / 'before_tables.sql'),
        Tables([
            migrations.CreateModel(
                name='StaffArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='area', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                    ('everywhere', models.BooleanField(default=False, help_text="Ook de cijfers van regio's en van de hele corporatie, en gemeenten die er nog bij komen.", verbose_name='alle gemeenten')),
                    ('municipalities', models.ManyToManyField(blank=True, help_text="Alleen nodig zonder 'alle gemeenten'.", related_name='staff_areas', to='municipalities.municipality', verbose_name='gemeenten')),
                ],
                options={
                    'verbose_name': 'werkgebied',
                    'verbose_name_plural': 'werkgebieden',
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='Welk programma het gebruikt, bijvoorbeeld Nachtlevering provincie.', max_length=80, verbose_name='waarvoor')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='eigenaar')),
                    ('scope', models.CharField(choices=[('lezen', 'lezen'), ('schrijven', 'lezen en schrijven'), ('publiceren', 'lezen, schrijven en openbaar maken')], default='lezen', max_length=10, verbose_name='mag')),
                    ('is_limited', models.BooleanField(default=False, verbose_name='alleen gekozen gemeenten')),
                    ('prefix', models.CharField(max_length=14, verbose_name='herkenbaar aan')),
                    ('secret_hash', models.CharField(max_length=64, verbose_name='hash van het geheim')),
                    ('created_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gemaakt op')),
                    ('expires_on', models.DateField(help_text='Ten hoogste 366 dagen vooruit, bijvoorbeeld 31-12-2026.', verbose_name='geldig tot en met')),
                    ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='laatst gebruikt')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                    ('municipalities', models.ManyToManyField(blank=True, help_text='Zonder keuze: alle gemeenten waar u mag wijzigen.', related_name='api_tokens', to='municipalities.municipality', verbose_name='alleen deze gemeenten')),
                ],
                options={
                    'verbose_name': 'API-token',
                    'verbose_name_plural': 'API-tokens',
                    'ordering': ('-id',),
                    'constraints': [models.UniqueConstraint(fields=('prefix',), name='api_token_prefix_unique', violation_error_message='Dit token bestaat al. Probeer het opnieuw.'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('owner', 'name'), name='api_token_name_unique', violation_error_message='U hebt al een token met deze naam. Trek dat eerst in, of kies een andere naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='api_token_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='api_token_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('scope__in', ['lezen', 'schrijven', 'publiceren'])), name='api_token_scope_known', violation_error_message='Een token mag lezen, schrijven of publiceren.'), models.CheckConstraint(condition=models.Q(('prefix__regex', '^wonen_[a-z2-7]{8}$'), ('secret_hash__regex', '^[0-9a-f]{64}$')), name='api_token_secret_hashed', violation_error_message='Van een token wordt alleen de hash van het geheim bewaard.'), models.CheckConstraint(condition=models.Q(('expires_on__lte', django.db.models.expressions.CombinedExpression(models.F('created_on'), '+', models.Value(datetime.timedelta(days=366))))), name='api_token_not_too_long', violation_error_message='Een token is ten hoogste 366 dagen geldig.'), models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('created_on'))), name='api_token_not_expired_when_made', violation_error_message='Deze dag is al voorbij: kies vandaag of later.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='api_token_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_on" IS DISTINCT FROM (NEW."created_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_limited" IS DISTINCT FROM (NEW."is_limited") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."secret_hash" IS DISTINCT FROM (NEW."secret_hash"))', func="RAISE EXCEPTION 'Aan een token verandert niets meer. Maak een nieuw token, en trek dit in.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_token_fixed';", hash='757241838497805342c84aae5bddc26e03915d81', operation='UPDATE', pgid='pgtrigger_api_token_fixed_a97ca', table='municipalities_apitoken', when='BEFORE')), pgtrigger.compiler.Trigger(name='api_token_revoked_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") AND OLD."revoked_at" IS NOT NULL)', func="RAISE EXCEPTION 'Een ingetrokken token blijft ingetrokken. Maak een nieuw token.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_token_revoked_for_good';", hash='d60b0e48b8887b152be07d3b645e3f2b0cfe03a8', operation='UPDATE', pgid='pgtrigger_api_token_revoked_for_good_969c1', table='municipalities_apitoken', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (NEW."created_on", NEW."expires_on", NEW."id", NEW."is_limited", NEW."name", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scope"); RETURN NULL;', hash='0cca8e9f2180b726a6845ea8cec60c4ca6851322', operation='INSERT', pgid='pgtrigger_insert_insert_2475e', table='municipalities_apitoken', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (((OLD."created_on" IS DISTINCT FROM (NEW."created_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_limited" IS DISTINCT FROM (NEW."is_limited") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."secret_hash" IS DISTINCT FROM (NEW."secret_hash"))) AND TRUE)', func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (NEW."created_on", NEW."expires_on", NEW."id", NEW."is_limited", NEW."name", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scope"); RETURN NULL;', hash='233675997d806ce877b06c6c60f363d32ac49cc5', operation='UPDATE', pgid='pgtrigger_update_update_50a14', table='municipalities_apitoken', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (OLD."created_on", OLD."expires_on", OLD."id", OLD."is_limited", OLD."name", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."prefix", OLD."revoked_at", OLD."scope"); RETURN NULL;', hash='82ea5e3bcc667209016a265e62a0f826a034085e', operation='DELETE', pgid='pgtrigger_delete_delete_687a2', table='municipalities_apitoken', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='RentLimits',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='geldig vanaf')),
                    ('valid_until', models.DateField(verbose_name='geldig tot en met')),
                    ('quality_discount', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='kwaliteitskortingsgrens')),
                    ('low_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='lage aftoppingsgrens')),
                    ('high_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='hoge aftoppingsgrens')),
                    ('social', models.DecimalField(decimal_places=2, help_text='De grens van een DAEB-woning. Tot 1 juli 2024 ook de liberalisatiegrens.', max_digits=7, verbose_name='sociale huurgrens')),
                    ('mid_rent', models.DecimalField(blank=True, decimal_places=2, help_text='Bestaat sinds 1 juli 2024 (Wet betaalbare huur).', max_digits=7, null=True, verbose_name='bovengrens middenhuur')),
                    ('note', models.TextField(blank=True, help_text='Iedereen leest deze bij de grenzen.', verbose_name='toelichting voor het publiek')),
                ],
                options={
                    'verbose_name': 'huurprijsgrenzen',
                    'verbose_name_plural': 'huurprijsgrenzen',
                    'ordering': ('valid_from',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), models.Q(('note__regex', '[^ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'), models.Q(('note__regex', '^[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026))[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*$'), _negated=True)), _connector='OR'), name='rent_limits_note_legible', violation_error_message='Deze tekst is een fout van een spreadsheet, of er is niets van te zien.'), models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='rent_limits_period_forward', violation_error_message="'Geldig tot en met' ligt vóór 'geldig vanaf'."), models.CheckConstraint(condition=models.Q(('valid_until__year', models.F('valid_from__year'))), name='rent_limits_within_a_year', violation_error_message='Huurprijsgrenzen gelden binnen één kalenderjaar.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('valid_from', 'valid_until', models.Value('[]'), function='daterange'), '&&')], name='rent_limits_do_not_overlap', violation_error_message='Voor (een deel van) deze periode zijn er al huurprijsgrenzen.'), models.CheckConstraint(condition=models.Q(('high_capping__gt', models.F('low_capping')), ('low_capping__gt', models.F('quality_discount')), ('quality_discount__gt', 0), ('social__gt', models.F('high_capping')), models.Q(('mid_rent', None), ('mid_rent__gt', models.F('social')), _connector='OR')), name='rent_limits_ascend', violation_error_message='De grenzen moeten oplopen: kwaliteitskorting, aftopping laag, aftopping hoog, sociale huurgrens, middenhuur.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (NEW."high_capping", NEW."id", NEW."low_capping", NEW."mid_rent", NEW."note", NOW(), \'insert\', NEW."id", NEW."quality_discount", NEW."social", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='1043e0475c3391f6bd2308c882fb0207db5a8514', operation='INSERT', pgid='pgtrigger_insert_insert_c9448', table='municipalities_rentlimits', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (NEW."high_capping", NEW."id", NEW."low_capping", NEW."mid_rent", NEW."note", NOW(), \'update\', NEW."id", NEW."quality_discount", NEW."social", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='b6c60664d928bab7b80187cbe6c971480926b164', operation='UPDATE', pgid='pgtrigger_update_update_272bf', table='municipalities_rentlimits', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_rentlimitsevent" ("high_capping", "id", "low_capping", "mid_rent", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_discount", "social", "valid_from", "valid_until") VALUES (OLD."high_capping", OLD."id", OLD."low_capping", OLD."mid_rent", OLD."note", NOW(), \'delete\', OLD."id", OLD."quality_discount", OLD."social", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='04a4a76dfde1902f9edc8a6ac2481d5433d229e4', operation='DELETE', pgid='pgtrigger_delete_delete_b647e', table='municipalities_rentlimits', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(help_text='Vaste sleutel voor adressen en API.', max_length=40, verbose_name='code')),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
                ],
                options={
                    'verbose_name': 'thema',
                    'verbose_name_plural': "thema's",
                    'ordering': ('order', 'name'),
                    'constraints': [models.UniqueConstraint(fields=('code',), name='theme_code_unique', violation_error_message='Er is al een thema met deze code.'), models.UniqueConstraint(django.db.models.functions.text.Lower(django.db.models.functions.text.Trim('name')), name='theme_name_unique', violation_error_message='Er is al een thema met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='theme_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='theme_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[-a-zA-Z0-9_]+$')), name='theme_code_form', violation_error_message='De code van een thema bestaat uit letters, cijfers en streepjes.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."order", NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='400180dff071ae744dc9f3426ad3c6f1e3af9cd7', operation='INSERT', pgid='pgtrigger_insert_insert_3d70d', table='municipalities_theme', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."order", NOW(), \'update\', NEW."id"); RETURN NULL;', hash='285db743af7d9cb82d5653944d3fe153d58c2a18', operation='UPDATE', pgid='pgtrigger_update_update_56537', table='municipalities_theme', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_themeevent" ("code", "id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."order", NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='124450a4792f99ee5036586155acbfde7ccbd31d', operation='DELETE', pgid='pgtrigger_delete_delete_5e0f3', table='municipalities_theme', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='municipalities.theme', verbose_name='thema')),
                    ('code', models.SlugField(help_text='Vaste sleutel voor adressen, sjabloon en API.', max_length=60, verbose_name='code')),
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
                    'verbose_name': 'kengetal',
                    'verbose_name_plural': 'kengetallen',
                    'ordering': ('theme__order', 'theme__name', 'order', 'name'),
                    'constraints': [models.UniqueConstraint(fields=('code',), name='indicator_code_unique', violation_error_message='Er is al een kengetal met deze code.'), models.UniqueConstraint(django.db.models.functions.text.Lower(django.db.models.functions.text.Trim('name')), name='indicator_name_unique', violation_error_message='Er is al een kengetal met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='indicator_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='indicator_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(models.Q(('source__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('source', models.Func(models.F('source'), function='normalize'))), name='indicator_source_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(('source__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), name='indicator_source_legible', violation_error_message='Deze tekst is een fout of formule van een spreadsheet, of heeft een teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('definition', ''), models.Q(('definition__regex', '[^ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'), models.Q(('definition__regex', '^[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026))[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*$'), _negated=True)), _connector='OR'), name='indicator_definition_legible', violation_error_message='Deze tekst is een fout van een spreadsheet, of er is niets van te zien.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[-a-zA-Z0-9_]+$')), name='indicator_code_form', violation_error_message='De code van een kengetal bestaat uit letters, cijfers en streepjes.'), models.CheckConstraint(condition=models.Q(('kind__in', ('enkel', 'reeks', 'verdeling', 'tabel'))), name='indicator_kind_known', violation_error_message='Kies een van de soorten kengetal.'), models.CheckConstraint(condition=models.Q(('good_direction__in', ('', 'hoger', 'lager'))), name='indicator_direction_known', violation_error_message='Gunstig is hoger, lager, of geen van beide.'), models.CheckConstraint(condition=models.Q(('decimals__range', (0, 4))), name='indicator_decimals_few', violation_error_message='Een kengetal heeft 0 tot en met 4 decimalen.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (NEW."code", NEW."decimals", NEW."definition", NEW."good_direction", NEW."id", NEW."kind", NEW."name", NEW."order", NOW(), \'insert\', NEW."id", NEW."source", NEW."theme_id", NEW."unit"); RETURN NULL;', hash='539de9223fa7e846579c8951cd47faf9b5619293', operation='INSERT', pgid='pgtrigger_insert_insert_0f86d', table='municipalities_indicator', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (NEW."code", NEW."decimals", NEW."definition", NEW."good_direction", NEW."id", NEW."kind", NEW."name", NEW."order", NOW(), \'update\', NEW."id", NEW."source", NEW."theme_id", NEW."unit"); RETURN NULL;', hash='9518ee21318e0101b45cfcc469dc6a27eead63f9', operation='UPDATE', pgid='pgtrigger_update_update_0c038', table='municipalities_indicator', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorevent" ("code", "decimals", "definition", "good_direction", "id", "kind", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "theme_id", "unit") VALUES (OLD."code", OLD."decimals", OLD."definition", OLD."good_direction", OLD."id", OLD."kind", OLD."name", OLD."order", NOW(), \'delete\', OLD."id", OLD."source", OLD."theme_id", OLD."unit"); RETURN NULL;', hash='b64f05dec644a6474736e2396455997d87c6f5b8', operation='DELETE', pgid='pgtrigger_delete_delete_6e0ee', table='municipalities_indicator', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='IndicatorClass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='municipalities.indicator', verbose_name='kengetal')),
                    ('code', models.SlugField(max_length=60, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='naam')),
                    ('role', models.CharField(choices=[('deel', 'deel van het geheel'), ('totaal', 'het totaal van de delen'), ('apart', 'staat apart, telt niet mee')], default='deel', help_text='Delen worden vergeleken met het totaal, of met 100 als de eenheid % is.', max_length=10, verbose_name='rol')),
                    ('upper_limit', models.CharField(blank=True, choices=[('kwaliteitskorting', 'kwaliteitskortingsgrens'), ('aftopping', 'aftoppingsgrens (laag of hoog, per pagina)'), ('sociaal', 'sociale huurgrens'), ('middenhuur', 'bovengrens middenhuur')], help_text='Bij een huurprijsklasse: de grens tot en met welke de klasse loopt.', max_length=20, verbose_name='bovengrens')),
                    ('task', models.CharField(blank=True, choices=[('nieuwbouw', 'nieuw te bouwen woningen'), ('aankoop', 'aan te kopen woningen')], help_text='De regiopagina zet deze opgave naast de projecten van die soort.', max_length=10, verbose_name='opgave')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
                ],
                options={
                    'verbose_name': 'klasse',
                    'verbose_name_plural': 'klassen',
                    'ordering': ('order', 'name'),
                    'constraints': [models.UniqueConstraint(fields=('indicator', 'code'), name='indicator_class_code_unique', violation_error_message='Dit kengetal heeft al een klasse met deze code.'), models.UniqueConstraint(models.F('indicator'), django.db.models.functions.text.Lower(django.db.models.functions.text.Trim('name')), name='indicator_class_name_unique', violation_error_message='Dit kengetal heeft al een klasse met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='indicator_class_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='indicator_class_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[-a-zA-Z0-9_]+$')), name='indicator_class_code_form', violation_error_message='De code van een klasse bestaat uit letters, cijfers en streepjes.'), models.UniqueConstraint(condition=models.Q(('upper_limit', ''), _negated=True), fields=('indicator', 'upper_limit'), name='indicator_class_limit_once', violation_error_message='Een andere klasse van dit kengetal loopt al tot deze grens.'), models.UniqueConstraint(condition=models.Q(('role', 'totaal')), fields=('indicator',), name='indicator_one_total', violation_error_message='Een kengetal heeft hoogstens één klasse die het totaal is.'), models.CheckConstraint(condition=models.Q(('role__in', ('deel', 'totaal', 'apart'))), name='indicator_class_role_known', violation_error_message='Een klasse is een deel, het totaal, of staat apart.'), models.CheckConstraint(condition=models.Q(('upper_limit', ''), ('upper_limit__in', ['kwaliteitskorting', 'aftopping', 'sociaal', 'middenhuur']), _connector='OR'), name='indicator_class_limit_known', violation_error_message='Kies een van de huurprijsgrenzen, of laat de bovengrens leeg.'), models.CheckConstraint(condition=models.Q(('task__in', ('', 'nieuwbouw', 'aankoop'))), name='indicator_class_task_known', violation_error_message='Een opgave is nieuw te bouwen of aan te kopen, of leeg.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (NEW."code", NEW."id", NEW."indicator_id", NEW."name", NEW."order", NOW(), \'insert\', NEW."id", NEW."role", NEW."task", NEW."upper_limit"); RETURN NULL;', hash='9aadd33b69151fcda9243a046cdd6d084a6ef23f', operation='INSERT', pgid='pgtrigger_insert_insert_6642f', table='municipalities_indicatorclass', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (NEW."code", NEW."id", NEW."indicator_id", NEW."name", NEW."order", NOW(), \'update\', NEW."id", NEW."role", NEW."task", NEW."upper_limit"); RETURN NULL;', hash='82c093c515fddf8c250c6df0fca24afa35e51121', operation='UPDATE', pgid='pgtrigger_update_update_69789', table='municipalities_indicatorclass', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_indicatorclassevent" ("code", "id", "indicator_id", "name", "order", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "task", "upper_limit") VALUES (OLD."code", OLD."id", OLD."indicator_id", OLD."name", OLD."order", NOW(), \'delete\', OLD."id", OLD."role", OLD."task", OLD."upper_limit"); RETURN NULL;', hash='5f238247ab07a77919590aacd2a00eaac056926b', operation='DELETE', pgid='pgtrigger_delete_delete_ec405', table='municipalities_indicatorclass', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='NoteToCheck',
                fields=[
                    ('pk', models.CompositePrimaryKey('table_name', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('table_name', models.CharField(max_length=60)),
                    ('key', models.BigIntegerField()),
                ],
                options={
                    'verbose_name': 'na te kijken toelichting',
                    'verbose_name_plural': 'na te kijken toelichtingen',
                },
            ),
            migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='municipalities.indicator', verbose_name='kengetal')),
                    ('indicator_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='municipalities.indicatorclass', verbose_name='klasse')),
                    ('municipality', models.ForeignKey(blank=True, help_text='Leeg, en ook geen regio: het cijfer geldt corporatiebreed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='municipalities.municipality', verbose_name='gemeente')),
                    ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='municipalities.region', verbose_name='regio')),
                    ('corporation', models.ForeignKey(blank=True, help_text='Alleen bij een tabel per corporatie. Leeg: alle corporaties samen.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='municipalities.corporation', verbose_name='corporatie')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='eerste dag')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='laatste dag')),
                    ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='waarde')),
                    ('status', models.CharField(choices=[('definitief', 'definitief'), ('voorlopig', 'voorlopig'), ('afgeleid', 'afgeleid'), ('onleesbaar', 'niet leesbaar in de bron')], default='definitief', max_length=10, verbose_name='status')),
                    ('price_level', models.PositiveSmallIntegerField(blank=True, help_text='Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld.', null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een prijspeil is een jaar tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een prijspeil is een jaar tussen 1990 en 2100.')], verbose_name='prijspeil')),
                    ('capping', models.CharField(blank=True, choices=[('laag', 'lage aftoppingsgrens (1-2 personen)'), ('hoog', 'hoge aftoppingsgrens (3 of meer personen)')], max_length=4, verbose_name='aftoppingsgrens')),
                    ('source', models.CharField(blank=True, help_text='Leeg: de bron van het kengetal.', max_length=160, verbose_name='bron')),
                    ('reference_date', models.DateField(blank=True, help_text='De dag waarop het cijfer bekend was. Nodig bij een plan of een cijfer zonder periode.', null=True, verbose_name='peildatum')),
                    ('note', models.TextField(blank=True, help_text='Iedereen leest deze bij het cijfer.', verbose_name='toelichting voor het publiek')),
                    ('internal_note', models.TextField(blank=True, db_default='', default='', help_text='Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod.', verbose_name='interne notitie')),
                    ('known_since', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('reference_date', 'ends_on'), output_field=models.DateField(), verbose_name='bekend sinds')),
                ],
                options={
                    'verbose_name': 'cijfer',
                    'verbose_name_plural': 'cijfers',
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['municipality', 'known_since'], name='figure_of_municipality')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', False)), fields=('indicator', 'indicator_class', 'municipality', 'region', 'corporation', 'starts_on', 'ends_on'), name='figure_once_per_period', nulls_distinct=False, violation_error_message='Dit cijfer is er al voor dit gebied en deze periode.'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('indicator', 'indicator_class', 'municipality', 'region', 'corporation', 'reference_date'), name='figure_once_per_reference_date', nulls_distinct=False, violation_error_message='Dit cijfer is er al voor dit gebied en deze peildatum.'), models.CheckConstraint(condition=models.Q(('municipality', None), ('region', None), _connector='OR'), name='figure_one_area', violation_error_message='Een cijfer hoort bij een gemeente óf bij een regio, niet bij beide.'), models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('starts_on', None)), models.Q(('ends_on__day', 31), ('ends_on__isnull', False), ('ends_on__month', 12), ('starts_on', None)), models.Q(('ends_on__isnull', False), ('starts_on__isnull', False), models.Q(('starts_on', models.F('ends_on')), models.Q(('ends_on__day', 31), ('ends_on__month', 12), ('starts_on__day', 1), ('starts_on__month', 1), ('ends_on__gt', models.F('starts_on'))), _connector='OR')), _connector='OR'), name='figure_period_form', violation_error_message="Een periode is een jaar (2020), een reeks jaren (2017-2020), een dag (31-12-2020) of 'tot' een jaar (tot 2030), tussen 1990 en 2100. Leeg: de bron noemt geen periode."), models.CheckConstraint(condition=models.Q(models.Q(('starts_on', None), ('starts_on__year__range', (1990, 2100)), _connector='OR'), models.Q(('ends_on', None), ('ends_on__year__range', (1990, 2100)), _connector='OR'), models.Q(('reference_date', None), ('reference_date__year__range', (1990, 2100)), _connector='OR'), models.Q(('price_level', None), ('price_level__range', (1990, 2100)), _connector='OR')), name='figure_year_plausible', violation_error_message='Een jaar ligt tussen 1990 en 2100.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('reference_date', None), ('starts_on', None), _negated=True), name='figure_dated', violation_error_message='Een cijfer heeft een periode, of anders een peildatum.'), models.CheckConstraint(condition=models.Q(('status__in', ('definitief', 'voorlopig', 'afgeleid', 'onleesbaar'))), name='figure_status_known', violation_error_message='Kies een van de statussen van een cijfer.'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(('value__gt', Decimal('-1000000000000')), ('value__lt', Decimal('1000000000000'))), _connector='OR'), name='figure_value_plausible', violation_error_message='Een waarde is een getal van hoogstens 12 cijfers voor de komma.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'onleesbaar'), ('value', None)), models.Q(models.Q(('status', 'onleesbaar'), _negated=True), ('value__isnull', False)), _connector='OR'), name='figure_value_or_unreadable', violation_error_message='Een cijfer heeft een waarde, tenzij het niet leesbaar is in de bron.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('afgeleid', 'onleesbaar')), _negated=True), ('note__regex', '[^ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'), _connector='OR'), name='figure_doubt_explained', violation_error_message='Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is.'), models.CheckConstraint(condition=models.Q(models.Q(('source__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('source', models.Func(models.F('source'), function='normalize'))), name='figure_source_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(('source__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), name='figure_source_legible', violation_error_message='Deze tekst is een fout of formule van een spreadsheet, of heeft een teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('note', ''), models.Q(('note__regex', '[^ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'), models.Q(('note__regex', '^[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026))[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*$'), _negated=True)), _connector='OR'), name='figure_note_legible', violation_error_message='Deze tekst is een fout van een spreadsheet, of er is niets van te zien.'), models.CheckConstraint(condition=models.Q(('internal_note', ''), models.Q(('internal_note__regex', '[^ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'), models.Q(('internal_note__regex', '^[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026))[ \\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]*$'), _negated=True)), _connector='OR'), name='figure_internal_note_legible', violation_error_message='Deze tekst is een fout van een spreadsheet, of er is niets van te zien.'), models.CheckConstraint(condition=models.Q(('capping', ''), models.Q(('capping__in', ['laag', 'hoog']), ('price_level__isnull', False)), _connector='OR'), name='figure_capping_of_price_level', violation_error_message='Een aftoppingsgrens is laag of hoog, en hoort bij een prijspeil.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."internal_note", NEW."municipality_id", NEW."note", NOW(), \'insert\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;', hash='3eef57ca871db582e301be38afcccac0ca355d0c', operation='INSERT', pgid='pgtrigger_insert_insert_8732a', table='municipalities_figure', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (NEW."capping", NEW."corporation_id", NEW."ends_on", NEW."id", NEW."indicator_class_id", NEW."indicator_id", NEW."internal_note", NEW."municipality_id", NEW."note", NOW(), \'update\', NEW."id", NEW."price_level", NEW."reference_date", NEW."region_id", NEW."source", NEW."starts_on", NEW."status", NEW."value"); RETURN NULL;', hash='5708703723a1ec78a9147c6bfe7366bd09c4ad4c', operation='UPDATE', pgid='pgtrigger_update_update_3f09c', table='municipalities_figure', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_figureevent" ("capping", "corporation_id", "ends_on", "id", "indicator_class_id", "indicator_id", "internal_note", "municipality_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_level", "reference_date", "region_id", "source", "starts_on", "status", "value") VALUES (OLD."capping", OLD."corporation_id", OLD."ends_on", OLD."id", OLD."indicator_class_id", OLD."indicator_id", OLD."internal_note", OLD."municipality_id", OLD."note", NOW(), \'delete\', OLD."id", OLD."price_level", OLD."reference_date", OLD."region_id", OLD."source", OLD."starts_on", OLD."status", OLD."value"); RETURN NULL;', hash='17d6d42e521a57fe858105665b1be115b0a0c71f', operation='DELETE', pgid='pgtrigger_delete_delete_37175', table='municipalities_figure', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='ChangeMark',
                fields=[
                    ('pk', models.CompositePrimaryKey('resource', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('resource', models.CharField(max_length=60)),
                    ('key', models.BigIntegerField()),
                    ('epoch', models.BigIntegerField()),
                    ('transaction', models.BigIntegerField()),
                    ('oldest', models.BigIntegerField()),
                    ('changed_at', models.DateTimeField()),
                    ('is_new', models.BooleanField()),
                ],
                options={
                    'verbose_name': 'wijziging in de feed',
                    'verbose_name_plural': 'wijzigingen in de feed',
                    'indexes': [models.Index(fields=['epoch', 'resource', 'transaction', 'key'], name='change_mark_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
                    ('slug', models.SlugField(max_length=60, verbose_name='naam in adressen')),
                    ('corop_code', models.CharField(blank=True, help_text='Code van het CBS.', max_length=2, verbose_name='COROP-code')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subregions', to='municipalities.region', verbose_name='ligt in')),
                ],
                options={
                    'verbose_name': 'regio',
                    'verbose_name_plural': "regio's",
                    'ordering': ('name',),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='region_name_unique', violation_error_message='Er is al een regio met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='region_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='region_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.UniqueConstraint(fields=('slug',), name='region_slug_unique', violation_error_message='Er is al een regio met deze naam in adressen.'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='region_not_its_own_parent', violation_error_message='Een regio kan niet in zichzelf liggen.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."corop_code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='1720bcd4f2605043e3ea1b57cf53e1b14c3a9441', operation='INSERT', pgid='pgtrigger_insert_insert_756d7', table='municipalities_region', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."corop_code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='4c2cf6a8c06958d686d8327531478b75e3b07101', operation='UPDATE', pgid='pgtrigger_update_update_8add2', table='municipalities_region', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_regionevent" ("corop_code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."corop_code", OLD."id", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='1fd6e411f1d60103ddc12e15db51f2bd52e11cdd', operation='DELETE', pgid='pgtrigger_delete_delete_1419e', table='municipalities_region', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='Municipality',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=6, validators=[django.core.validators.RegexValidator('\\AGM[0-9]{4}\\Z', 'Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917.')], verbose_name='CBS-code')),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
                    ('slug', models.SlugField(max_length=60, verbose_name='naam in adressen')),
                    ('region', models.ForeignKey(help_text='De kleinste regio waarin de gemeente ligt.', on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='municipalities.region', verbose_name='regio')),
                    ('town', models.CharField(max_length=60, verbose_name='hoofdplaats')),
                    ('latitude', models.DecimalField(decimal_places=4, help_text='WGS 84, van de hoofdplaats.', max_digits=7, verbose_name='breedtegraad')),
                    ('longitude', models.DecimalField(decimal_places=4, help_text='WGS 84, van de hoofdplaats.', max_digits=7, verbose_name='lengtegraad')),
                    ('in_working_area', models.BooleanField(default=False, help_text='De corporatie is in deze gemeente werkzaam.', verbose_name='werkgebied')),
                ],
                options={
                    'verbose_name': 'gemeente',
                    'verbose_name_plural': 'gemeenten',
                    'ordering': ('name',),
                    'constraints': [models.UniqueConstraint(fields=('code',), name='municipality_code_unique', violation_error_message='Er is al een gemeente met deze CBS-code.'), models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='municipality_name_unique', violation_error_message='Er is al een gemeente met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='municipality_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='municipality_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(models.Q(('town__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('town', models.Func(models.F('town'), function='normalize'))), name='municipality_town_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('town__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('town__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='municipality_town_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.UniqueConstraint(fields=('slug',), name='municipality_slug_unique', violation_error_message='Er is al een gemeente met deze naam in adressen.'), models.CheckConstraint(condition=models.Q(('code__regex', '^GM[0-9]{4}$')), name='municipality_code_form', violation_error_message='Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917.'), models.CheckConstraint(condition=models.Q(('latitude__range', (50, 54)), ('longitude__range', (3, 8))), name='municipality_within_the_country', violation_error_message='De coördinaten liggen niet in Nederland (50-54 noord, 3-8 oost).')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (NEW."code", NEW."id", NEW."in_working_area", NEW."latitude", NEW."longitude", NEW."name", NOW(), \'insert\', NEW."id", NEW."region_id", NEW."slug", NEW."town"); RETURN NULL;', hash='13c84b852b0fd8d6e0f669320a096c3432d1ff2a', operation='INSERT', pgid='pgtrigger_insert_insert_fcc6e', table='municipalities_municipality', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (NEW."code", NEW."id", NEW."in_working_area", NEW."latitude", NEW."longitude", NEW."name", NOW(), \'update\', NEW."id", NEW."region_id", NEW."slug", NEW."town"); RETURN NULL;', hash='4334738cf900b9b19738f052c0b4106604ce17fa', operation='UPDATE', pgid='pgtrigger_update_update_87f58', table='municipalities_municipality', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_municipalityevent" ("code", "id", "in_working_area", "latitude", "longitude", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "town") VALUES (OLD."code", OLD."id", OLD."in_working_area", OLD."latitude", OLD."longitude", OLD."name", NOW(), \'delete\', OLD."id", OLD."region_id", OLD."slug", OLD."town"); RETURN NULL;', hash='361aacccf5b1fe4507efa303e661704126d8bfc1', operation='DELETE', pgid='pgtrigger_delete_delete_13b11', table='municipalities_municipality', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='Corporation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(help_text='Korte code, bijvoorbeeld WL.', max_length=10, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='naam')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='connected_companies', to='municipalities.corporation', verbose_name='verbonden aan')),
                ],
                options={
                    'verbose_name': 'corporatie',
                    'verbose_name_plural': 'corporaties',
                    'ordering': ('name',),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('code'), name='corporation_code_unique', violation_error_message='Er is al een corporatie met deze code.'), models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='corporation_name_unique', violation_error_message='Er is al een corporatie met deze naam.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u2d7f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001107f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]|^ | $|  '), _negated=True), ('name', models.Func(models.F('name'), function='normalize'))), name='corporation_name_line', violation_error_message='Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens.'), models.CheckConstraint(condition=models.Q(models.Q(('name__regex', "^(?:#[\\u00a1\\u00bf]?[a-z\\u00df-\\u00ff\\u0370-\\u0409\\u0430-\\u04ffA-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f][^ #]{1,20}[!?]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]/[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]{1,2}|#N[AV]|#[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+(?:_[A-Z\\u00c0-\\u00de\\u0100-\\u017f\\u0410-\\u042f]+)+|#+|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\\u2026)|'*[=\\uff1d].*)$|[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffc-\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe-\\U0010ffff]"), _negated=True), ('name__regex', '[0-9A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u052f\\u1e00-\\u1fbc\\u1fc2-\\u1fcc\\u1fd0-\\u1fdb\\u1fe0-\\u1fec\\u1ff2-\\u1ffc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]')), name='corporation_name_legible', violation_error_message='Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en heeft geen teken dat niet te lezen is.'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='corporation_not_its_own_parent', violation_error_message='Een corporatie kan niet aan zichzelf verbonden zijn.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='cacc8af7548b31dbb2a5207347d483b2e55529c8', operation='INSERT', pgid='pgtrigger_insert_insert_e478c', table='municipalities_corporation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.* IS DISTINCT FROM NEW.*) AND TRUE)', func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id"); RETURN NULL;', hash='35b94f612962ce4b7cd418c29e91941589c62c34', operation='UPDATE', pgid='pgtrigger_update_update_80c57', table='municipalities_corporation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_corporationevent" ("code", "id", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='7332dca83eb80470d2d616340d6310c426a6b9d8', operation='DELETE', pgid='pgtrigger_delete_delete_47ecf', table='municipalities_corporation', when='AFTER'))],
                },
            ),
            migrations.CreateModel(
                name='HistoryEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='wanneer')),
                    ('context', models.UUIDField(db_index=True, null=True, verbose_name='aanvraag')),
                    ('user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
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
                    'indexes': [models.Index(fields=['-at', '-id'], name='history_newest_first')],
                },
            ),
            migrations.CreateModel(
                name='FigureUpload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                    ('name', models.CharField(max_length=255, verbose_name='bestandsnaam')),
                    ('content', models.BinaryField(verbose_name='inhoud')),
                    ('note_means', models.CharField(blank=True, choices=[('publiek', 'de toelichting voor het publiek'), ('intern', 'een interne notitie')], max_length=8, verbose_name='wat de kolom Opmerking is')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='aangeboden op')),
                ],
                options={
                    'verbose_name': 'aangeboden bestand',
                    'verbose_name_plural': 'aangeboden bestanden',
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='RequestRate',
                fields=[
                    ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('free_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'verbruik van de API',
                    'verbose_name_plural': 'verbruik van de API',
                    'ordering': ('key',),
                },
            ),
            migrations.CreateModel(
                name='KeptAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='municipalities.apitoken')),
                    ('key', models.CharField(max_length=200)),
                    ('asked', models.CharField(max_length=64)),
                    ('status', models.PositiveSmallIntegerField()),
                    ('headers', models.JSONField(default=dict)),
                    ('body', models.BinaryField()),
                    ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'bewaard antwoord van de API',
                    'verbose_name_plural': 'bewaarde antwoorden van de API',
                    'ordering': ('pk',),
                    'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='kept_answer_once', violation_error_message='Dezelfde vraag is nog bezig. Wacht even, en stuur haar dan opnieuw.')],
                },
            ),
            migrations.CreateModel(
                name='RegionEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.region')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
                    ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='naam in adressen')),
                    ('corop_code', models.CharField(blank=True, help_text='Code van het CBS.', max_length=2, verbose_name='COROP-code')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='ligt in')),
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
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.municipality')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=6, validators=[django.core.validators.RegexValidator('\\AGM[0-9]{4}\\Z', 'Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917.')], verbose_name='CBS-code')),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
                    ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='naam in adressen')),
                    ('region', models.ForeignKey(db_constraint=False, db_index=False, help_text='De kleinste regio waarin de gemeente ligt.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='regio')),
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
                name='CorporationEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.corporation')),
                    ('id', models.BigIntegerField()),
                    ('code', models.SlugField(db_index=False, help_text='Korte code, bijvoorbeeld WL.', max_length=10, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='naam')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='verbonden aan')),
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
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.rentlimits')),
                    ('id', models.BigIntegerField()),
                    ('valid_from', models.DateField(verbose_name='geldig vanaf')),
                    ('valid_until', models.DateField(verbose_name='geldig tot en met')),
                    ('quality_discount', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='kwaliteitskortingsgrens')),
                    ('low_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='lage aftoppingsgrens')),
                    ('high_capping', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='hoge aftoppingsgrens')),
                    ('social', models.DecimalField(decimal_places=2, help_text='De grens van een DAEB-woning. Tot 1 juli 2024 ook de liberalisatiegrens.', max_digits=7, verbose_name='sociale huurgrens')),
                    ('mid_rent', models.DecimalField(blank=True, decimal_places=2, help_text='Bestaat sinds 1 juli 2024 (Wet betaalbare huur).', max_digits=7, null=True, verbose_name='bovengrens middenhuur')),
                    ('note', models.TextField(blank=True, help_text='Iedereen leest deze bij de grenzen.', verbose_name='toelichting voor het publiek')),
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
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.theme')),
                    ('id', models.BigIntegerField()),
                    ('code', models.SlugField(db_index=False, help_text='Vaste sleutel voor adressen en API.', max_length=40, verbose_name='code')),
                    ('name', models.CharField(max_length=60, verbose_name='naam')),
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
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.indicator')),
                    ('id', models.BigIntegerField()),
                    ('theme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.theme', verbose_name='thema')),
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
                name='IndicatorClassEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.indicatorclass')),
                    ('id', models.BigIntegerField()),
                    ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicator', verbose_name='kengetal')),
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
                name='FigureEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.figure')),
                    ('id', models.BigIntegerField()),
                    ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicator', verbose_name='kengetal')),
                    ('indicator_class', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.indicatorclass', verbose_name='klasse')),
                    ('municipality', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Leeg, en ook geen regio: het cijfer geldt corporatiebreed.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='gemeente')),
                    ('region', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.region', verbose_name='regio')),
                    ('corporation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Alleen bij een tabel per corporatie. Leeg: alle corporaties samen.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.corporation', verbose_name='corporatie')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='eerste dag')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='laatste dag')),
                    ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='waarde')),
                    ('status', models.CharField(choices=[('definitief', 'definitief'), ('voorlopig', 'voorlopig'), ('afgeleid', 'afgeleid'), ('onleesbaar', 'niet leesbaar in de bron')], default='definitief', max_length=10, verbose_name='status')),
                    ('price_level', models.PositiveSmallIntegerField(blank=True, help_text='Het jaar van de huurprijsgrenzen waarin de klassen zijn ingedeeld.', null=True, validators=[django.core.validators.MinValueValidator(1990, 'Een prijspeil is een jaar tussen 1990 en 2100.'), django.core.validators.MaxValueValidator(2100, 'Een prijspeil is een jaar tussen 1990 en 2100.')], verbose_name='prijspeil')),
                    ('capping', models.CharField(blank=True, choices=[('laag', 'lage aftoppingsgrens (1-2 personen)'), ('hoog', 'hoge aftoppingsgrens (3 of meer personen)')], max_length=4, verbose_name='aftoppingsgrens')),
                    ('source', models.CharField(blank=True, help_text='Leeg: de bron van het kengetal.', max_length=160, verbose_name='bron')),
                    ('reference_date', models.DateField(blank=True, help_text='De dag waarop het cijfer bekend was. Nodig bij een plan of een cijfer zonder periode.', null=True, verbose_name='peildatum')),
                    ('note', models.TextField(blank=True, help_text='Iedereen leest deze bij het cijfer.', verbose_name='toelichting voor het publiek')),
                    ('internal_note', models.TextField(blank=True, db_default='', default='', help_text='Alleen voor medewerkers die inloggen. Staat op geen openbare pagina, in geen open data en in geen bod.', verbose_name='interne notitie')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ApiTokenEvent',
                fields=[
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                    ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.apitoken')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(help_text='Welk programma het gebruikt, bijvoorbeeld Nachtlevering provincie.', max_length=80, verbose_name='waarvoor')),
                    ('owner', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='eigenaar')),
                    ('scope', models.CharField(choices=[('lezen', 'lezen'), ('schrijven', 'lezen en schrijven'), ('publiceren', 'lezen, schrijven en openbaar maken')], default='lezen', max_length=10, verbose_name='mag')),
                    ('is_limited', models.BooleanField(default=False, verbose_name='alleen gekozen gemeenten')),
                    ('prefix', models.CharField(max_length=14, verbose_name='herkenbaar aan')),
                    ('created_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gemaakt op')),
                    ('expires_on', models.DateField(help_text='Ten hoogste 366 dagen vooruit, bijvoorbeeld 31-12-2026.', verbose_name='geldig tot en met')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        sql_file(SQL / 'after_tables.sql'),
    ]
