-- unaccent is only stable because its rules are a file that could change; an index needs a promise, and this
-- gives it. The body in SQL is read once, so that no search path can lead it to something else.
CREATE FUNCTION projects_searchable(project_name text, project_place text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(lower(unaccent('unaccent'::regdictionary, project_name || ' ' || project_place)));

CREATE FUNCTION projects_is_example(project bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT is_example FROM projects_project WHERE id = project), false);
END $$;
