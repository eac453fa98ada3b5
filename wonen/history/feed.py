"""The feed: entries newest first, paged by key, each with its counts and first changes."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from wonen.history.areas import areas
from wonen.history.audited_action import Act
from wonen.history.diff import net, read
from wonen.history.entries import BEGIN, HistoryEntry, HistoryEntryQuerySet
from wonen.history.tables import ADDED, CHANGED, FOUND, REMOVED, TABLES, Table
from wonen.history.words import Said, counted, say

PAGE, FIRST_LINES = 25, 3
FORM, API, COMMAND, STRAIGHT = "formulier", "api", "opdracht", "database"
HOWS = (
    (FORM, "formulier"),
    *((each.value, each.label) for each in Act),
    (API, "API"),
    (COMMAND, "opdracht op de server"),
    (STRAIGHT, "rechtstreeks in de database"),
)
DAY = "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2025."


def _day(label: str) -> forms.DateField:
    # Not a date input: browsers show that as their own language has it, month first.
    widget = forms.DateInput({"placeholder": "dd-mm-jjjj", "size": 10}, "%d-%m-%Y")
    return forms.DateField(label=label, required=False, error_messages={"invalid": DAY}, widget=widget)


class FeedForm(forms.Form):
    wie = forms.ModelChoiceField(
        label="Wie", queryset=get_user_model()._default_manager.none(), required=False, empty_label="iedereen"
    )
    wat = forms.ChoiceField(label="Wat", required=False)
    soort = forms.ChoiceField(
        label="Wijziging",
        required=False,
        choices=[("", "alles"), (ADDED, "toegevoegd"), (CHANGED, "gewijzigd"), (REMOVED, "verwijderd")],
    )
    hoe = forms.ChoiceField(label="Hoe", required=False, choices=[("", "alle manieren"), *HOWS])
    gemeente = forms.ModelChoiceField(
        label="Gemeente",
        queryset=HistoryEntry.objects.none(),  # the areas, which are known once all apps are ready
        to_field_name="code",
        required=False,
        empty_label="alle gemeenten",
    )
    van = _day("Van")
    tot = _day("Tot en met")

    def __init__(self, data: Any, tables: list[Table]) -> None:
        super().__init__(data)
        self.tables = tables
        users = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
        self.fields["wie"].queryset = users  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = areas().all()  # type: ignore[attr-defined]
        self.fields["wat"].choices = [  # type: ignore[attr-defined]
            ("", "alles"),
            *((each.name, each.nouns) for each in tables if not each.owner),
        ]

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("van"), self.cleaned_data.get("tot")
        if first and last and first > last:
            raise ValidationError("De eerste dag ligt na de laatste dag.")

    def entries(self) -> HistoryEntryQuerySet:
        """Return the entries that the choice asks for, of the tables that the user may see."""
        chosen = self.cleaned_data
        found = HistoryEntry.objects.newest_first()
        if chosen["wie"]:
            found = found.filter(user=chosen["wie"])
        if chosen["hoe"]:
            found = found.filter(_how(chosen["hoe"]))
        if chosen["van"]:
            found = found.filter(at__gte=_midnight(chosen["van"]))
        if chosen["tot"]:
            found = found.filter(at__lt=_midnight(chosen["tot"]) + datetime.timedelta(days=1))
        if chosen["wat"] or chosen["soort"] or chosen["gemeente"] or len(self.tables) < len(TABLES):
            found = found.filter(self._holding())
        return found

    def _holding(self) -> Q:
        """Return the condition that an entry changed a row of the chosen kind."""
        chosen, condition = self.cleaned_data, Q(pk=None)
        for table in self.tables:
            if chosen["wat"] and chosen["wat"] not in {table.name, table.owned_by.name}:
                continue
            events = table.log.filter(entry=OuterRef("pk"))
            if chosen["soort"]:
                events = events.filter(pgh_label=chosen["soort"])
            if chosen["gemeente"]:
                if not table.place:
                    continue
                events = events.filter(**{table.place: chosen["gemeente"].pk})
            condition |= Q(Exists(events))
        return condition


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _how(how: str) -> Q:
    api = Q(path__startswith="/api/")
    plain = Q(act="", command="")
    return {
        FORM: plain & ~Q(path="") & ~api,
        API: plain & api,
        COMMAND: Q(act="") & ~Q(command=""),
        STRAIGHT: plain & Q(path=""),
    }.get(how, Q(act=how))


@dataclass(frozen=True)
class Item:
    """One entry of the feed."""

    entry: HistoryEntry
    counts: str
    lines: list[Said]
    more: int  # changes that are not among the lines
    has_removals: bool


@dataclass(frozen=True)
class Page:
    """Some entries, and the key from which the older ones go on; None where there are none."""

    items: list[Item]
    older: int | None


def page_of(form: FeedForm, after: int | None) -> Page:
    """Return the entries after (older than) that one."""
    entries = form.entries()
    last = HistoryEntry.objects.filter(pk=after).values_list("at", "pk").first() if after else None
    if last:
        entries = entries.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))
    found = list(entries[: PAGE + 1])
    shown = found[:PAGE]
    return Page(_items(shown, form.tables), shown[-1].pk if len(found) > PAGE else None)


def counts_of(entries: list[int], tables: list[Table]) -> dict[int, list[tuple[Table, str, int]]]:
    """Return for each entry how many rows of each table came, changed and went: one query."""
    counts: dict[int, list[tuple[Table, str, int]]] = defaultdict(list)
    queries = [
        table.log.filter(entry__in=entries)
        .order_by()
        .values_list("entry_id", "pgh_label")
        .annotate(number=Count("pgh_obj", distinct=True), place=Value(place))
        for place, table in enumerate(tables)
    ]
    rows = queries[0].union(*queries[1:], all=True) if queries and entries else []
    for entry, label, number, place in sorted(rows, key=lambda row: (row[3], row[1])):
        counts[entry].append((tables[place], label, number))
    return counts


def _items(entries: list[HistoryEntry], tables: list[Table]) -> list[Item]:
    counts = counts_of([each.pk for each in entries], tables)
    lines = _first_lines([each.pk for each in entries if each.act != BEGIN], counts)
    items = []
    for entry in entries:
        said, held = lines[entry.pk], counts[entry.pk]
        more = sum(number for _table, label, number in held if label != FOUND) - len(said)
        removes = any(label == REMOVED for _table, label, _number in held)
        items.append(Item(entry, counted(held), said, max(more, 0), removes))
    return items


def _first_lines(
    entries: list[int], counts: dict[int, list[tuple[Table, str, int]]]
) -> dict[int, list[Said]]:
    """Return the first changes of each entry: three queries a table that occurs, and one for its names."""
    found = []
    for table in {table.name: table for held in counts.values() for table, _label, _number in held}.values():
        rank = Window(RowNumber(), partition_by=F("entry"), order_by=F("pgh_id").asc())
        first = table.log.filter(entry__in=entries).annotate(rank=rank)
        found += net(read(table, table.log.filter(pk__in=_keys(first))))
    lines: dict[int, list[Said]] = defaultdict(list)
    chosen: dict[int, list[Any]] = defaultdict(list)
    # What a part is part of goes first.
    for change in sorted(found, key=lambda each: (bool(each.table.owner), each.number)):
        if len(chosen[change.entry]) < FIRST_LINES:
            chosen[change.entry].append(change)
    for said in say([each for changes in chosen.values() for each in changes]):
        lines[said.change.entry].append(said)
    return lines


def _keys(ranked: Any) -> list[int]:
    return list(ranked.filter(rank__lte=FIRST_LINES).values_list("pk", flat=True))
