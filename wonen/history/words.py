"""Says changes in words: names of what is referred to as they are today, values as forms print them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format

from wonen.dutch.numbers import enumerated, with_noun
from wonen.history.diff import VERBS, Change
from wonen.history.tables import ADDED, CHANGED, FOUND, REMOVED, TABLES, Table, Values

EMPTY = "leeg"
LONG = 60  # characters from which a text is compared word by word
MOST_WORDS = 1200  # beyond which comparing them would take seconds


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (``same``), went (``gone``) or came (``new``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One column of a row: how it was and how it became; of a long text the pieces too."""

    label: str
    was: str
    now: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """One change in words."""

    change: Change
    title: str  # of the row; of a part with what it is part of
    name: str  # of the row alone
    differences: list[Difference]

    @property
    def is_part(self) -> bool:
        return bool(self.change.table.owner)


class Names:
    """The names of all that changes refer to, one query a table, and one more for what is gone."""

    def __init__(self, changes: Iterable[Change]) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for change in changes:
            for values in (change.was, change.now):
                for relation in _relations(change.table) if values else ():
                    wanted[relation.related_model].add(values[relation.attname])  # type: ignore[index]
        self.rows = {model: self._named(model, keys - {None}) for model, keys in wanted.items()}

    def _named(self, model: type[models.Model], keys: set[Any]) -> dict[Any, models.Model]:
        rows: dict[Any, models.Model] = model._base_manager.in_bulk(keys)
        gone = keys - rows.keys()
        table = TABLES.get(model._meta.label_lower)
        if gone and table:
            last = table.log.filter(pgh_obj__in=gone).order_by("pgh_obj_id", "-pgh_id")
            for row in last.distinct("pgh_obj_id").values():
                rows[row["pgh_obj_id"]] = model(**table.values(row))
        return rows

    def of(self, relation: Any, key: Any) -> str:
        row = self.rows.get(relation.related_model, {}).get(key)
        return str(row) if row else f"nummer {key}, dat er niet meer is"

    def title(self, table: Table, values: Values) -> str:
        """Return what a row calls itself."""
        row = table.model(**values)
        for relation in _relations(table):
            found = self.rows.get(relation.related_model, {}).get(values[relation.attname])
            if found is None and values[relation.attname] is not None:
                return self.of(relation, values[relation.attname])
            relation.set_cached_value(row, found)
        return str(row)


def _relations(table: Table) -> list[Any]:
    return [each for each in table.fields if each.is_relation]


def say(changes: list[Change]) -> list[Said]:
    """Put changes into words, in their order."""
    names = Names(changes)
    return [_said(change, names) for change in changes]


def _said(change: Change, names: Names) -> Said:
    table, name = change.table, names.title(change.table, change.values)
    title = name
    if table.owner:
        owner = table.model._meta.get_field(table.owner)
        title = f"{names.of(owner, change.values[owner.attname])}: {name}"  # type: ignore[union-attr]
    return Said(change, title, name, list(differences(change, names)))


def differences(change: Change, names: Names) -> Iterator[Difference]:
    """Yield the columns that differ; of a row that came or went those that hold something."""
    for column in change.table.fields:
        if change.table.owner == column.name and (change.was is None or change.now is None):
            continue
        was, now = ((values or {}).get(column.attname) for values in (change.was, change.now))
        if was == now and change.is_known:
            continue
        if column.attname in change.table.again and (change.was is None or change.now is None):
            continue  # its name says it
        if (change.was is None and _says_nothing(now)) or (change.now is None and _says_nothing(was)):
            continue
        before, after = (
            "" if values is None else printed(change.table, column, value, names)
            for values, value in ((change.was, was), (change.now, now))
        )
        yield Difference(str(column.verbose_name), before, after, _pieces(was, now))


def _says_nothing(value: Any) -> bool:
    """Say whether a value need not be told of a row that came or went; 0 is told."""
    return value is None or value == "" or value is False


def printed(table: Table, column: models.Field[Any, Any], value: Any, names: Names) -> str:
    """Return a value as a form would show it."""
    relation: Any = column
    if column.choices:
        return str(dict(column.flatchoices).get(value, value)) if value not in ("", None) else table.unknown
    if value is None or value == "":
        is_text = value == "" or column.name in {"parent", "region"}
        return EMPTY if is_text else table.unknown
    if column.is_relation:
        return names.of(relation, value)
    return _plain(column, value)


def _plain(column: models.Field[Any, Any], value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return number_format(value.normalize(), use_l10n=True)
    if isinstance(value, int) and not re.search(r"year|price_level|score|order", column.name):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def _pieces(was: Any, now: Any) -> list[Piece]:
    """Compare two long texts word by word; none if they have too little in common to be read that way."""
    if not (isinstance(was, str) and isinstance(now, str) and was and now and max(len(was), len(now)) > LONG):
        return []
    old, new = (re.split(r"(\s+)", text) for text in (was, now))
    if len(old) + len(new) > MOST_WORDS:
        return []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return []
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if a < b else []
        pieces += [Piece("new", "".join(new[c:d]))] if c < d else []
    return pieces


def counted(counts: Iterable[tuple[Table, str, int]]) -> str:
    """Return '12 vastgoedprojecten en 1 cijfer toegevoegd, 1 norm gewijzigd'."""
    per_label: dict[str, list[str]] = {ADDED: [], CHANGED: [], REMOVED: [], FOUND: []}
    for table, label, count in counts:
        per_label[label].append(with_noun(count, table.noun, table.nouns))
    return ", ".join(f"{enumerated(words)} {VERBS[label]}" for label, words in per_label.items() if words)
