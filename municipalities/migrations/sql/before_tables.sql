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
