"""Rules of figures that span several rows, kept by triggers where a constraint of one row cannot reach.

The sentences stand in ``municipalities.figures`` and ``municipalities.indicators`` and reach the user
through ``wonen.middleware``; they are repeated here because a migration must not change when code does.
A figure and a class lock their indicator for sharing, so that it cannot change at the same moment.
"""

from django.db import migrations

FIGURES = """
CREATE FUNCTION municipalities_check_figure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text;
    decimals integer;
BEGIN
    SELECT i.kind, i.decimals INTO kind, decimals
    FROM municipalities_indicator i WHERE i.id = NEW.indicator_id FOR SHARE;
    IF NEW.indicator_class_id IS NULL AND kind IN ('verdeling', 'tabel') THEN
        RAISE EXCEPTION 'Dit kengetal heeft klassen: kies bij welke klasse het cijfer hoort.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_needed';
    ELSIF NEW.indicator_class_id IS NOT NULL AND kind IN ('enkel', 'reeks') THEN
        RAISE EXCEPTION 'Dit kengetal heeft geen klassen: laat de klasse leeg.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_not_needed';
    ELSIF NEW.indicator_class_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM municipalities_indicatorclass c
        WHERE c.id = NEW.indicator_class_id AND c.indicator_id = NEW.indicator_id FOR SHARE
    ) THEN
        RAISE EXCEPTION 'De klasse hoort niet bij dit kengetal.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_class_of_indicator';
    ELSIF NEW.corporation_id IS NOT NULL AND kind <> 'tabel' THEN
        RAISE EXCEPTION 'Een cijfer per corporatie kan alleen bij een tabel per corporatie.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_corporation_in_table';
    ELSIF NEW.value <> round(NEW.value, decimals) THEN
        RAISE EXCEPTION 'De waarde heeft meer decimalen dan bij dit kengetal horen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_decimals_of_indicator';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER figure_fits_indicator
    AFTER INSERT OR UPDATE OF indicator_id, indicator_class_id, corporation_id, value ON municipalities_figure
    FOR EACH ROW EXECUTE FUNCTION municipalities_check_figure();
"""

UNDO_FIGURES = """
DROP TRIGGER figure_fits_indicator ON municipalities_figure;
DROP FUNCTION municipalities_check_figure();
"""

INDICATORS = """
CREATE FUNCTION municipalities_check_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM municipalities_figure WHERE indicator_id = NEW.id) THEN
        RAISE EXCEPTION 'Bij dit kengetal staan cijfers: de soort kan dan niet meer veranderen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_kind_fixed';
    ELSIF NEW.kind IN ('enkel', 'reeks')
        AND EXISTS (SELECT FROM municipalities_indicatorclass WHERE indicator_id = NEW.id) THEN
        RAISE EXCEPTION 'Klassen horen bij een kengetal van de soort verdeling of tabel.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_with_classes';
    END IF;
    RETURN NULL;
END $$;

-- Deferred: a form saves the indicator before it removes the classes.
CREATE CONSTRAINT TRIGGER indicator_kind_fixed
    AFTER UPDATE OF kind ON municipalities_indicator DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IS DISTINCT FROM OLD.kind)
    EXECUTE FUNCTION municipalities_check_indicator();

CREATE FUNCTION municipalities_check_decimals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM municipalities_figure
        WHERE indicator_id = NEW.id AND value <> round(value, NEW.decimals)
    ) THEN
        RAISE EXCEPTION 'Bij dit kengetal staan cijfers met meer decimalen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_decimals_kept';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER indicator_decimals_kept
    AFTER UPDATE OF decimals ON municipalities_indicator
    FOR EACH ROW WHEN (NEW.decimals < OLD.decimals)
    EXECUTE FUNCTION municipalities_check_decimals();

CREATE FUNCTION municipalities_check_class() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text;
BEGIN
    -- Read first, compare later: a condition on the kind here would not wait for a change of the kind.
    SELECT i.kind INTO kind FROM municipalities_indicator i WHERE i.id = NEW.indicator_id FOR SHARE;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM municipalities_figure WHERE indicator_class_id = NEW.id) THEN
        RAISE EXCEPTION 'Bij deze klasse staan cijfers: zij kan niet naar een ander kengetal.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_class_fixed';
    ELSIF kind IN ('enkel', 'reeks') THEN
        RAISE EXCEPTION 'Klassen horen bij een kengetal van de soort verdeling of tabel.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_with_classes';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER indicator_class_on_insert
    AFTER INSERT ON municipalities_indicatorclass
    FOR EACH ROW EXECUTE FUNCTION municipalities_check_class();

CREATE TRIGGER indicator_class_on_move
    AFTER UPDATE OF indicator_id ON municipalities_indicatorclass
    FOR EACH ROW WHEN (NEW.indicator_id <> OLD.indicator_id)
    EXECUTE FUNCTION municipalities_check_class();
"""

UNDO_INDICATORS = """
DROP TRIGGER indicator_class_on_move ON municipalities_indicatorclass;
DROP TRIGGER indicator_class_on_insert ON municipalities_indicatorclass;
DROP FUNCTION municipalities_check_class();
DROP TRIGGER indicator_decimals_kept ON municipalities_indicator;
DROP FUNCTION municipalities_check_decimals();
DROP TRIGGER indicator_kind_fixed ON municipalities_indicator;
DROP FUNCTION municipalities_check_indicator();
"""


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0002_gemeentekaart")]

    operations = [
        migrations.RunSQL(FIGURES, UNDO_FIGURES),
        migrations.RunSQL(INDICATORS, UNDO_INDICATORS),
    ]
