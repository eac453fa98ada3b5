"""The SQL of the feed of changes, over the table of marks. Values are given by name."""

from typing import Any

from django.db.models import QuerySet

# The mark with an empty name says up to which transaction and until when changes were forgotten.
NUMBERS = """
SELECT life.epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    coalesce(start.transaction, 0), start.changed_at
FROM (SELECT municipalities_feed_epoch() AS epoch) life
LEFT JOIN municipalities_changemark start
    ON start.resource = '' AND start.key = 0 AND start.epoch = life.epoch
"""

OWN = """
(SELECT transaction, key, changed_at FROM municipalities_changemark
WHERE epoch = %(epoch)s AND resource = %(resource)s AND transaction < %(busy)s
    AND (transaction, key) > (%(transaction)s, %(key)s)
ORDER BY transaction, key LIMIT %(size)s)
"""

MARKED = """
SELECT name FROM unnest(%(names)s::text[]) name WHERE EXISTS (
    SELECT FROM municipalities_changemark
    WHERE epoch = %(epoch)s AND resource = name AND transaction >= %(transaction)s AND transaction < %(busy)s
)
"""

# Of each mark as many rows as a page holds, in order, however many show it; and no row twice: else the page
# could end before something that is in it.
SHOWN = """
(SELECT mark.transaction, each.key, max(mark.changed_at) FROM municipalities_changemark mark, LATERAL (
    SELECT showing.key FROM ({showing}) showing (key, shown)
    WHERE showing.shown = mark.key
        AND showing.key > CASE mark.transaction WHEN %(transaction)s THEN %(key)s ELSE 0 END
    ORDER BY showing.key LIMIT %(size)s
) each
WHERE mark.epoch = %(epoch)s AND mark.resource = {name} AND mark.transaction < %(busy)s
    AND mark.transaction >= %(transaction)s
GROUP BY mark.transaction, each.key ORDER BY mark.transaction, each.key LIMIT %(size)s)
"""

TOGETHER = """
SELECT changed.transaction, changed.key, changed.changed_at, here.key IS NULL FROM (
    SELECT transaction, key, max(changed_at) AS changed_at FROM ({parts}) marks
    GROUP BY transaction, key ORDER BY transaction, key LIMIT %(size)s
) changed
LEFT JOIN ({public}) here (key) USING (key) ORDER BY changed.transaction, changed.key
"""

# The newest transaction of the past that is settled: none before it is busy any more.
SETTLED = """
SELECT max(each.newest) FROM unnest(%(names)s::text[]) name, LATERAL (
    SELECT max(transaction) AS newest FROM municipalities_changemark
    WHERE epoch = %(epoch)s AND resource = name AND transaction < %(busy)s
) each
"""

# From mark to mark by the index: a transaction that marked 100,000 rows is one step.
REVISION = """
WITH RECURSIVE newest AS (
    SELECT each.transaction, each.oldest FROM unnest(%(names)s::text[]) name, LATERAL (
        SELECT transaction, oldest FROM municipalities_changemark
        WHERE epoch = %(epoch)s AND resource = name ORDER BY transaction DESC, key DESC LIMIT 1
    ) each
    ORDER BY each.transaction DESC, name LIMIT 1
), since AS (
    SELECT name, (
        SELECT min(transaction) FROM municipalities_changemark
        WHERE epoch = %(epoch)s AND resource = name AND transaction >= newest.oldest
    ) AS transaction
    FROM newest, unnest(%(names)s::text[]) name
    UNION ALL
    SELECT name, (
        SELECT min(transaction) FROM municipalities_changemark
        WHERE epoch = %(epoch)s AND resource = name AND transaction > since.transaction
    )
    FROM since WHERE since.transaction IS NOT NULL
)
SELECT (SELECT transaction FROM newest), (
    SELECT md5(string_agg(DISTINCT transaction::text, ' ' ORDER BY transaction::text)) FROM since
)
"""


def next_marks(
    public: QuerySet[Any, Any], shows: dict[str, QuerySet[Any, Any]]
) -> tuple[str, dict[str, Any]]:
    """Return SQL for transaction, key, moment and is_gone of the next marks, and values of its parts.

    ``public`` gives the keys of what is public, ``shows`` per name those keys with what is seen in them.
    """
    values: dict[str, Any] = {}
    parts = [OWN]
    for number, (name, rows) in enumerate(shows.items()):
        values[f"name{number}"] = name
        parts.append(SHOWN.format(showing=_named(rows, f"shows{number}", values), name=f"%(name{number})s"))
    return TOGETHER.format(parts=" UNION ALL ".join(parts), public=_named(public, "public", values)), values


def _named(rows: QuerySet[Any, Any], prefix: str, values: dict[str, Any]) -> str:
    """Return the SQL of a QuerySet with its values by name, and add those to the others."""
    sql, given = rows.query.sql_with_params()
    names = [f"{prefix}_{number}" for number in range(len(given))]
    values.update(zip(names, given, strict=True))
    return str(sql % tuple(f"%({name})s" for name in names))
