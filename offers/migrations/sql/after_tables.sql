-- What is published is frozen. Invented offers can be removed again, and nothing becomes invented once it is
-- published.
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

-- A version says how many projects it holds and never changes: so none can be added to it afterwards.
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
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offers_check_complete();
CREATE TRIGGER offer_version_complete AFTER INSERT ON offers_offeredproject REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION offers_check_complete();

-- A restore by pg_restore makes this trigger after it has brought the rows back.
CREATE FUNCTION offers_check_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What the default of the column gives within this very statement.
    IF NEW.published_at IS DISTINCT FROM statement_timestamp() THEN
        RAISE EXCEPTION 'Een versie is gepubliceerd op het moment waarop zij wordt opgeslagen. Dat moment kiest niemand.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_version_moment';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER offer_version_moment BEFORE INSERT ON offers_offerversion
    FOR EACH ROW EXECUTE FUNCTION offers_check_moment();

CREATE FUNCTION offers_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Wat gepubliceerd is, verandert niet meer. Publiceer een correctie als nieuwe versie.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_frozen';
END $$;

CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offer
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();
CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offerversion
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();
CREATE TRIGGER offer_not_emptied BEFORE TRUNCATE ON offers_offeredproject
    FOR EACH STATEMENT EXECUTE FUNCTION offers_refuse_emptying();

DO $$ DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'offers_offerevent',
        'offers_offerversionevent'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER history_stays BEFORE TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION municipalities_refuse_emptying()', one);
    END LOOP;
END $$;
