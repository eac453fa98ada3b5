"""What a database is, in words that do not depend on how it was made: two of them are compared by it."""

from __future__ import annotations

from django.db import connection

# Each gives a name and a definition. What an extension brought is left out; columns have no order.
QUERIES = {
    "table": """
        SELECT relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, reloptions)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')
    """,
    "column": """
        SELECT attrelid::regclass || '.' || attname, concat_ws(
            ' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation,
            attstorage, attcompression, pg_get_expr(adbin, adrelid)
        )
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')
            AND attnum > 0 AND NOT attisdropped
    """,
    "constraint": """
        SELECT conrelid::regclass || '.' || conname,
            concat_ws(' ', contype, convalidated, condeferrable, condeferred, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    """,
    "index": """
        SELECT indexrelid::regclass::text, concat_ws(' ', indisvalid, pg_get_indexdef(indexrelid))
        FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
    """,
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname, concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid))
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
    """,
    "function": """
        SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'
        )
    """,
    "sequence": """
        SELECT seqrelid::regclass::text, concat_ws(
            ' ', format_type(seqtypid, NULL), seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle,
            (SELECT attrelid::regclass || '.' || attname FROM pg_depend
                JOIN pg_attribute ON (attrelid, attnum) = (refobjid, refobjsubid)
                WHERE objid = seqrelid AND deptype IN ('a', 'i'))
        )
        FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid WHERE relnamespace = 'public'::regnamespace
    """,
    "comment": """
        SELECT (pg_identify_object(classoid, objoid, objsubid)).identity, description
        FROM pg_description d WHERE (pg_identify_object(classoid, objoid, objsubid)).identity LIKE '%public.%'
            AND NOT EXISTS (
                SELECT FROM pg_depend e WHERE (e.classid, e.objid) = (d.classoid, d.objoid) AND deptype = 'e'
            )
    """,
    "extension": "SELECT extname, extversion FROM pg_extension",
}
# What migrations and Django itself put in a new database.
RIGHTS = {
    "permission": """
        SELECT concat_ws('.', app_label, model, codename), p.name
        FROM auth_permission p JOIN django_content_type c ON c.id = content_type_id
        UNION ALL SELECT concat_ws('.', app_label, model), 'kind of row' FROM django_content_type
    """,
    "role": """
        SELECT g.name, string_agg(concat_ws('.', app_label, model, codename), ' ' ORDER BY p.codename, model)
        FROM auth_group g LEFT JOIN auth_group_permissions r ON group_id = g.id
        LEFT JOIN auth_permission p ON p.id = permission_id
        LEFT JOIN django_content_type c ON c.id = content_type_id GROUP BY g.name
    """,
}
Described = dict[tuple[str, str], str]


def described(queries: dict[str, str]) -> Described:
    """Return of each kind and name what the database says that it is."""
    found: Described = {}
    with connection.cursor() as cursor:
        for kind, query in queries.items():
            cursor.execute(query)
            rows = cursor.fetchall()
            found |= {(kind, name): definition for name, definition in rows}
            assert len({name for name, _ in rows}) == len(rows), kind
    return found


def schema() -> Described:
    return described(QUERIES)


def rights() -> Described:
    return described(RIGHTS)


def contents(*left_out: str) -> dict[str, list[str]]:
    """Return the rows of every table but some, as JSON in an order of their own."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - set(left_out)):
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t ORDER BY 1')  # noqa: S608 - ours
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def differences(one: Described, other: Described) -> list[tuple[str, str, str | None, str | None]]:
    """Return what two databases do not have alike."""
    return [
        (*key, one.get(key), other.get(key))
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]
