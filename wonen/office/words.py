"""What Django says in the back office, in sentences that hold for every table."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import ManyToManyField, Model
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Any]
else:
    Base = object

NAMELESS = re.compile(r": (\w+) object \((\d+)\)$")


class OfficeWords(Base):
    """Messages without an article, which is wrong for half of the tables; links between rows by name."""

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        super().message_user(request, without_article(message, self.opts.verbose_name), *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the rows of a choice of several, which have no name: one query for each kind of them."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        links = {table_of(field).__name__: field for field in choices_of_several()}
        names = {link: named(field, keys_in(deleted, link)) for link, field in links.items()}
        plurals = {table_of(field)._meta.verbose_name_plural: of_which(field) for field in links.values()}
        counts = {plurals.get(each, each): count for each, count in counts.items()}
        return renamed(deleted, names), counts, lacking, protected


def without_article(message: Any, name: Any) -> Any:
    """Leave out the article of *De <table> 'X' is ...*: Django says *de* of every table."""
    rest = str(message).removeprefix(f"De {name} ")
    if rest == str(message):
        return message
    return SafeString(rest) if hasattr(message, "__html__") else rest


def choices_of_several() -> list[ManyToManyField[Any, Any]]:
    """Return the choices of several rows whose table of links Django makes by itself."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_many_to_many
        if table_of(field)._meta.auto_created
    ]


def table_of(field: ManyToManyField[Any, Any]) -> Any:
    """Return the model of the links."""
    return field.remote_field.through


def of_which(field: ManyToManyField[Any, Any]) -> str:
    """Return what the links are: *woningtypen van vastgoedprojecten*."""
    return f"{field.verbose_name} van {field.model._meta.verbose_name_plural}"


def keys_in(rows: Iterable[Any], link: str) -> set[int]:
    """Return the keys of the links of one kind in a nested list of what would be removed."""
    found: set[int] = set()
    for row in rows:
        if isinstance(row, list):
            found |= keys_in(row, link)
        elif (match := NAMELESS.search(str(row))) and match[1] == link:
            found.add(int(match[2]))
    return found


def named(field: ManyToManyField[Any, Any], keys: set[int]) -> dict[int, str]:
    """Return what each link ties together, by its key."""
    if not keys:
        return {}
    ends = (field.m2m_field_name(), field.m2m_reverse_field_name())
    links = table_of(field)
    rows: Iterable[Model] = links._base_manager.filter(pk__in=keys).select_related(*ends)
    begin = capfirst(of_which(field))
    return {row.pk: f"{begin}: {getattr(row, ends[0])}, {getattr(row, ends[1])}" for row in rows}


def renamed(rows: list[Any], names: dict[str, dict[int, str]]) -> list[Any]:
    """Return the nested list with the links by their names."""
    told: list[Any] = []
    for row in rows:
        match = None if isinstance(row, list) else NAMELESS.search(str(row))
        name = names.get(match[1], {}).get(int(match[2])) if match else None
        told.append(renamed(row, names) if isinstance(row, list) else name or row)
    return told
