"""What is published is frozen: rules that span rows, kept by triggers.

The sentences stand in ``offers.models`` and reach the user through ``wonen.middleware``; they are repeated
here in full because a migration must not change when the code does. Invented offers can be removed again,
and nothing becomes invented once it is published.
"""

from django.db import migrations

EXAMPLE = """
CREATE FUNCTION offers_is_example(offer bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT is_example FROM offers_offer WHERE id = offer), false);
END $$;
"""
UNDO_EXAMPLE = "DROP FUNCTION offers_is_example(bigint);"

OFFER = """
CREATE FUNCTION offers_check_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT OLD.is_example AND EXISTS (SELECT FROM offers_offerversion WHERE offer_id = OLD.id) THEN
            RAISE EXCEPTION 'Een bod dat gepubliceerd is, kan niet worden verwijderd.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_published_stays';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW IS DISTINCT FROM OLD AND EXISTS (SELECT FROM offers_offerversion WHERE offer_id = OLD.id) THEN
            RAISE EXCEPTION 'Van een bod dat gepubliceerd is, liggen corporatie, gemeente en jaar vast.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_fixed';
        END IF;
        IF NEW.corporation_id = OLD.corporation_id THEN RETURN NEW; END IF;
    END IF;
    IF EXISTS (
        SELECT FROM municipalities_corporation WHERE id = NEW.corporation_id AND parent_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'Een bod is van een corporatie zelf. Wat een verbonden onderneming doet, staat in het bod van de corporatie waaraan zij verbonden is.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_of_corporation_itself';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER offer_rules BEFORE INSERT OR UPDATE OR DELETE ON offers_offer
    FOR EACH ROW EXECUTE FUNCTION offers_check_offer();
"""  # noqa: E501 - a sentence is one line
UNDO_OFFER = """
DROP TRIGGER offer_rules ON offers_offer;
DROP FUNCTION offers_check_offer();
"""

FROZEN = """
CREATE FUNCTION offers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    offer bigint;
BEGIN
    IF TG_TABLE_NAME = 'offers_offerversion' THEN offer := OLD.offer_id;
    ELSE SELECT offer_id INTO offer FROM offers_offerversion WHERE id = OLD.version_id; END IF;
    IF TG_OP = 'DELETE' AND offers_is_example(offer) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'Wat gepubliceerd is, verandert niet meer. Publiceer een correctie als nieuwe versie.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_frozen';
END $$;

CREATE TRIGGER offer_frozen BEFORE UPDATE OR DELETE ON offers_offerversion
    FOR EACH ROW EXECUTE FUNCTION offers_refuse_change();
CREATE TRIGGER offer_frozen BEFORE UPDATE OR DELETE ON offers_offeredproject
    FOR EACH ROW EXECUTE FUNCTION offers_refuse_change();
"""
UNDO_FROZEN = """
DROP TRIGGER offer_frozen ON offers_offeredproject;
DROP TRIGGER offer_frozen ON offers_offerversion;
DROP FUNCTION offers_refuse_change();
"""

NUMBERED = """
CREATE FUNCTION offers_check_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two that publish at once: the second waits here, and then sees the version of the first.
    PERFORM FROM offers_offer WHERE id = NEW.offer_id FOR UPDATE;
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM offers_offerversion WHERE offer_id = NEW.offer_id), 0
    ) THEN
        RAISE EXCEPTION 'De versies van een bod zijn genummerd vanaf 1, zonder gaten.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_version_numbered';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER offer_version_numbered BEFORE INSERT ON offers_offerversion
    FOR EACH ROW EXECUTE FUNCTION offers_check_number();
"""
UNDO_NUMBERED = """
DROP TRIGGER offer_version_numbered ON offers_offerversion;
DROP FUNCTION offers_check_number();
"""

# A version says how many projects it holds and never changes: so none can be added to it afterwards.
COMPLETE = """
CREATE FUNCTION offers_check_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'offers_offerversion' THEN
        IF NEW.project_count = (SELECT count(*) FROM offers_offeredproject WHERE version_id = NEW.id)
            OR NOT EXISTS (SELECT FROM offers_offerversion WHERE id = NEW.id) THEN RETURN NULL; END IF;
    ELSIF NOT EXISTS (
        SELECT FROM offers_offerversion v WHERE id IN (SELECT version_id FROM added)
            AND project_count < (SELECT count(*) FROM offers_offeredproject WHERE version_id = v.id)
    ) THEN RETURN NULL;
    END IF;
    RAISE EXCEPTION 'In een versie staan precies de projecten die er bij het publiceren in stonden.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_version_complete';
END $$;

CREATE CONSTRAINT TRIGGER offer_version_complete AFTER INSERT ON offers_offerversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION offers_check_complete();
CREATE TRIGGER offer_version_complete AFTER INSERT ON offers_offeredproject
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION offers_check_complete();
"""
UNDO_COMPLETE = """
DROP TRIGGER offer_version_complete ON offers_offeredproject;
DROP TRIGGER offer_version_complete ON offers_offerversion;
DROP FUNCTION offers_check_complete();
"""


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial")]

    operations = [
        migrations.RunSQL(EXAMPLE, UNDO_EXAMPLE),
        migrations.RunSQL(OFFER, UNDO_OFFER),
        migrations.RunSQL(FROZEN, UNDO_FROZEN),
        migrations.RunSQL(NUMBERED, UNDO_NUMBERED),
        migrations.RunSQL(COMPLETE, UNDO_COMPLETE),
    ]
