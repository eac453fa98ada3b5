"""Tokens for the API with their history, and how much of its rate each has used."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0006_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        # Counts of a minute: no write-ahead log, so no wait for the disk; room for updates in place.
        migrations.RunSQL(
            'ALTER TABLE municipalities_requestrate SET UNLOGGED, SET (fillfactor = 50)',
            migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Welk programma het gebruikt, bijvoorbeeld Nachtlevering provincie.', max_length=80, verbose_name='waarvoor')),
                ('scope', models.CharField(choices=[('lezen', 'lezen'), ('schrijven', 'lezen en schrijven'), ('publiceren', 'lezen, schrijven en openbaar maken')], default='lezen', max_length=10, verbose_name='mag')),
                ('is_limited', models.BooleanField(default=False, verbose_name='alleen gekozen gemeenten')),
                ('prefix', models.CharField(max_length=14, verbose_name='herkenbaar aan')),
                ('secret_hash', models.CharField(max_length=64, verbose_name='hash van het geheim')),
                ('created_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gemaakt op')),
                ('expires_on', models.DateField(help_text='Ten hoogste 366 dagen vooruit, bijvoorbeeld 31-12-2026.', verbose_name='geldig tot en met')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='laatst gebruikt')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('municipalities', models.ManyToManyField(blank=True, help_text='Zonder keuze: alle gemeenten waar u mag wijzigen.', related_name='api_tokens', to='municipalities.municipality', verbose_name='alleen deze gemeenten')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='eigenaar')),
            ],
            options={
                'verbose_name': 'API-token',
                'verbose_name_plural': 'API-tokens',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='ApiTokenEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('municipalities_event_number'), function='nextval'), primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='Welk programma het gebruikt, bijvoorbeeld Nachtlevering provincie.', max_length=80, verbose_name='waarvoor')),
                ('scope', models.CharField(choices=[('lezen', 'lezen'), ('schrijven', 'lezen en schrijven'), ('publiceren', 'lezen, schrijven en openbaar maken')], default='lezen', max_length=10, verbose_name='mag')),
                ('is_limited', models.BooleanField(default=False, verbose_name='alleen gekozen gemeenten')),
                ('prefix', models.CharField(max_length=14, verbose_name='herkenbaar aan')),
                ('created_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='gemaakt op')),
                ('expires_on', models.DateField(help_text='Ten hoogste 366 dagen vooruit, bijvoorbeeld 31-12-2026.', verbose_name='geldig tot en met')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('entry', models.ForeignKey(db_constraint=False, db_default=models.Func(function='municipalities_history_entry'), on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.historyentry')),
                ('owner', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='eigenaar')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='municipalities.apitoken')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.UniqueConstraint(fields=('prefix',), name='api_token_prefix_unique', violation_error_message='Dit token bestaat al. Probeer het opnieuw.'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('owner', 'name'), name='api_token_name_unique', violation_error_message='U hebt al een token met deze naam. Trek dat eerst in, of kies een andere naam.'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['lezen', 'schrijven', 'publiceren'])), name='api_token_scope_known', violation_error_message='Een token mag lezen, schrijven of publiceren.'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('prefix__regex', '^wonen_[a-z2-7]{8}$'), ('secret_hash__regex', '^[0-9a-f]{64}$')), name='api_token_secret_hashed', violation_error_message='Van een token wordt alleen de hash van het geheim bewaard.'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__lte', django.db.models.expressions.CombinedExpression(models.F('created_on'), '+', models.Value(datetime.timedelta(days=366))))), name='api_token_not_too_long', violation_error_message='Een token is ten hoogste 366 dagen geldig.'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('created_on'))), name='api_token_not_expired_when_made', violation_error_message='Deze dag is al voorbij: kies vandaag of later.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='api_token_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_on" IS DISTINCT FROM (NEW."created_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_limited" IS DISTINCT FROM (NEW."is_limited") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."secret_hash" IS DISTINCT FROM (NEW."secret_hash"))', func="RAISE EXCEPTION 'Aan een token verandert niets meer. Maak een nieuw token, en trek dit in.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_token_fixed';", hash='757241838497805342c84aae5bddc26e03915d81', operation='UPDATE', pgid='pgtrigger_api_token_fixed_a97ca', table='municipalities_apitoken', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='api_token_revoked_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") AND OLD."revoked_at" IS NOT NULL)', func="RAISE EXCEPTION 'Een ingetrokken token blijft ingetrokken. Maak een nieuw token.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_token_revoked_for_good';", hash='d60b0e48b8887b152be07d3b645e3f2b0cfe03a8', operation='UPDATE', pgid='pgtrigger_api_token_revoked_for_good_969c1', table='municipalities_apitoken', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (NEW."created_on", NEW."expires_on", NEW."id", NEW."is_limited", NEW."name", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scope"); RETURN NULL;', hash='0cca8e9f2180b726a6845ea8cec60c4ca6851322', operation='INSERT', pgid='pgtrigger_insert_insert_2475e', table='municipalities_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (((OLD."created_on" IS DISTINCT FROM (NEW."created_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_limited" IS DISTINCT FROM (NEW."is_limited") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."secret_hash" IS DISTINCT FROM (NEW."secret_hash"))) AND TRUE)', func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (NEW."created_on", NEW."expires_on", NEW."id", NEW."is_limited", NEW."name", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scope"); RETURN NULL;', hash='233675997d806ce877b06c6c60f363d32ac49cc5', operation='UPDATE', pgid='pgtrigger_update_update_50a14', table='municipalities_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "municipalities_apitokenevent" ("created_on", "expires_on", "id", "is_limited", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scope") VALUES (OLD."created_on", OLD."expires_on", OLD."id", OLD."is_limited", OLD."name", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."prefix", OLD."revoked_at", OLD."scope"); RETURN NULL;', hash='82ea5e3bcc667209016a265e62a0f826a034085e', operation='DELETE', pgid='pgtrigger_delete_delete_687a2', table='municipalities_apitoken', when='AFTER')),
        ),
    ]
