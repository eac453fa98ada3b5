"""The feed of changes: what to fetch again to keep a copy of a resource in step, and what to remove.

Transactions end in another order than they are numbered in. So a page only tells of transactions older than
every one that is still busy: nothing can come before it any more. Within that it goes by number and key, and
a cursor says how far a reader came. Which rows show a name or legend that changed is asked when the page is
read: a row that came to show it meanwhile has a change of its own, further on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery

from wonen.rest.changes import statements
from wonen.rest.changes.marks import ChangeMark
from wonen.rest.schemas import CURSOR


class Numbers(NamedTuple):
    """What the database says before a page: its epoch, which transactions ended, what was forgotten."""

    epoch: int
    busy: int  # the oldest transaction that is
    forgotten: int  # the newest transaction of which a change was forgotten
    known_since: datetime | None  # None: as long as there are marks


class NotACursorError(ValueError):
    """The text is no cursor of this feed, of any database."""


class ExpiredError(Exception):
    """From here on the changes are not known (any more): only who fetches all again has a whole copy."""


@dataclass(frozen=True)
class Feed:
    """A resource of which a copy can be kept.

    ``rows`` gives what is public now. ``shows`` says what else is seen in a row: the name under which
    triggers mark it, and the path that leads to it from a row.
    """

    resource: str
    rows: Callable[[], QuerySet[Any]]
    shows: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names under which changes of it are marked."""
        return [self.resource, *self.shows]


# All feeds, for what is done to each of them.
FEEDS: dict[str, Feed] = {}


def follow(feed: Feed) -> Feed:
    FEEDS[feed.resource] = feed
    return feed


@dataclass(frozen=True)
class Cursor:
    """How far a reader came: everything up to and including this key of this transaction.

    A reader that begins first goes through all that there is, by key; ``is_begin`` until then.
    """

    epoch: int
    transaction: int
    key: int = 0
    is_begin: bool = False

    def __str__(self) -> str:
        mark = "-begin" if self.is_begin else ""
        return f"{self.epoch % 2**64:016x}-{self.transaction}-{self.key}{mark}"


@dataclass(frozen=True)
class ChangedRow:
    """A row to fetch again, or of which nothing is left for the public.

    ``changed_at`` is the moment of the statement that changed it; None where that was not kept.
    """

    key: int
    is_gone: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class Page:
    """Changes in order, each key once. ``has_more``: ask on at once; else later, from the same cursor."""

    rows: list[ChangedRow]
    cursor: Cursor
    has_more: bool


def read_cursor(text: str) -> Cursor:
    """Return the cursor that was written as this text; raise NotACursorError for any other text."""
    found = re.fullmatch(CURSOR, text)
    if not found:
        raise NotACursorError(text)
    epoch = int(found[1], 16)
    signed = epoch - 2**64 if epoch >= 2**63 else epoch
    return Cursor(signed, int(found[2]), int(found[3]), is_begin=bool(found[4]))


def page_of_changes(feed: Feed, after: Cursor | datetime | None, size: int) -> Page:
    """Return at most ``size`` changes after a cursor, since a moment, or from the beginning.

    From the beginning there is no word of what is gone. Read what the rows hold in the same transaction
    (``one_moment``), or after it. Raise ExpiredError where changes since then are not all known. Three
    queries; four with a moment.
    """
    numbers = _numbers()
    if after is None:
        after = Cursor(numbers.epoch, _settled(feed, numbers) + 1, is_begin=True)
    elif isinstance(after, datetime):
        after = _cursor_of(after, numbers)
    else:
        _refuse_expired(after, numbers)
    return _beginning(feed, after, size) if after.is_begin else _further(feed, after, size, numbers)


def _numbers() -> Numbers:
    with connection.cursor() as cursor:
        cursor.execute(statements.NUMBERS)
        return Numbers(*cursor.fetchone())


def current_epoch() -> int:
    """Return the number of this life of the marks: of this table, in this database of this cluster."""
    return _numbers().epoch


def _refuse_expired(cursor: Cursor, numbers: Numbers) -> None:
    if cursor.epoch != numbers.epoch or cursor.transaction <= numbers.forgotten:
        raise ExpiredError


def _cursor_of(moment: datetime, numbers: Numbers) -> Cursor:
    """Return a cursor before everything that ended at or after the moment.

    When a transaction ended is not kept. But every mark knows which transactions were busy when it was set:
    all older ones had ended by then. Of the marks set by the moment the newest says most.
    """
    marks = ChangeMark.objects.filter(epoch=numbers.epoch, changed_at__lte=moment)
    oldest = marks.aggregate(oldest=Max("oldest"))["oldest"]
    if oldest is None or (numbers.known_since and moment < numbers.known_since):
        raise ExpiredError
    return Cursor(numbers.epoch, oldest)


def _settled(feed: Feed, numbers: Numbers) -> int:
    """Return the newest transaction with changes of a feed before which, and in which, nothing can come.

    It moves with what changes in the feed alone, and not with what else is busy in the cluster: so a reader
    who begins again while nothing changed is told that.
    """
    given: dict[str, Any] = {"epoch": numbers.epoch, "busy": numbers.busy, "names": feed.names}
    with connection.cursor() as cursor:
        cursor.execute(statements.SETTLED, given)
        (newest,) = cursor.fetchone()
    return max(newest or 0, numbers.forgotten)


def _beginning(feed: Feed, after: Cursor, size: int) -> Page:
    mark = ChangeMark.objects.filter(resource=feed.resource, key=OuterRef("pk"))
    rows = feed.rows().order_by("pk").filter(pk__gt=after.key)
    found = rows.values_list("pk", Subquery(mark.values("changed_at")[:1]))[:size]
    page = [ChangedRow(key, is_gone=False, changed_at=at) for key, at in found]
    # What changed while the reader was under way is of a transaction that was still to end at its start.
    is_last = len(page) < size
    cursor = Cursor(after.epoch, after.transaction, 0 if is_last else page[-1].key, is_begin=not is_last)
    return Page(page, cursor, has_more=True)


def _further(feed: Feed, after: Cursor, size: int, numbers: Numbers) -> Page:
    rows = feed.rows().order_by()
    given: dict[str, Any] = {"epoch": after.epoch, "resource": feed.resource, "busy": numbers.busy}
    given |= {"transaction": after.transaction, "key": after.key, "size": size, "names": [*feed.shows]}
    with connection.cursor() as cursor:
        cursor.execute(statements.MARKED, given)
        shows = {
            name: rows.filter(**{f"{feed.shows[name]}__isnull": False}).values_list("pk", feed.shows[name])
            for (name,) in cursor.fetchall()
        }
        sql, values = statements.next_marks(rows.values_list("pk"), shows)
        cursor.execute(sql, {**values, **given})
        found = cursor.fetchall()
    if not found:
        return Page([], after, has_more=False)
    # A row can have changed in more than one transaction: the last of them holds.
    page = {key: ChangedRow(key, is_gone=is_gone, changed_at=at) for _, key, at, is_gone in found}
    transaction, key, *_ = found[-1]
    return Page([*page.values()], Cursor(after.epoch, transaction, key), has_more=len(found) == size)


def revision(feed: Feed, *also: str) -> str:
    """Return a text that is another one after every change of the feed that was committed. Two queries.

    It is made of nothing but the marks, so it stays while nothing changes. The newest mark tells which
    transactions were still to end when it was set. One that ends after it is among those: every one of
    these that did change something counts. So it also differs when an older transaction ends after a newer
    one. ``also`` names what is not shown, but chosen by.
    """
    numbers = _numbers()
    with connection.cursor() as cursor:
        cursor.execute(statements.REVISION, {"epoch": numbers.epoch, "names": [*feed.names, *also]})
        found = cursor.fetchone()
    return "-".join(
        [
            f"{numbers.epoch % 2**64:016x}",
            str(numbers.forgotten),
            *(str(each) for each in found if each is not None),
        ]
    )
