"""One row of every table of the back office, in a municipality that is named: what ``test_rows`` tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from municipalities.models import ApiToken, Corporation, Figure, Indicator, Municipality
from offers.models import Offer
from projects.models import Norm, Project
from tests.support.staff import person
from tests.support.tokens import token_of

OWN, OTHER, ALL = "Heerlen", "Maastricht", ""  # ALL: of no municipality, so of all of them
Registered = type[Model]


def municipality(place: str) -> Municipality | None:
    return Municipality.objects.get(name=place) if place else None


def _figure(place: str) -> Figure:
    indicator = Indicator.objects.get(code="huurachterstand")
    return Figure.objects.create(
        indicator=indicator,
        municipality=municipality(place),
        value=1,
        starts_on="2009-01-01",
        ends_on="2009-12-31",
    )


def _norm(place: str) -> Norm:
    return Norm.objects.create(municipality=municipality(place), from_year=2031, social=30, source="Proef")


def _project(place: str) -> Project:
    return Project.objects.create(
        municipality=Municipality.objects.get(name=place),
        corporation=Corporation.objects.get(code="WL"),
        name="Proefproject",
        kind="nieuwbouw",
    )


def _offer(place: str) -> Offer:
    return Offer.objects.create(
        municipality=Municipality.objects.get(name=place),
        corporation=Corporation.objects.get(code="WL"),
        year=2031,
    )


def _colleague(place: str) -> User:
    name = f"collega-{place.lower() or 'overal'}"
    return person("Redacteur", *filter(None, [place]), everywhere=not place, username=name)


def _token(place: str) -> ApiToken:
    return token_of(_colleague(place))[0]


# The tables of which a row belongs to municipalities. Of all others each row is of all of them.
MADE: dict[Any, Callable[[str], Any]] = {
    Project: _project,
    Figure: _figure,
    Norm: _norm,
    Offer: _offer,
    User: _colleague,
    ApiToken: _token,
}
NEVER_OF_ALL = {Project, Offer}


class Case(NamedTuple):
    """A table, and where a row of it lies."""

    model: Any
    place: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}-{self.place or 'alle'}"

    @property
    def office(self) -> Any:
        return admin.site.get_model_admin(self.model)

    def row(self, place: str | None = None) -> Any:
        """Return a row that lies there; of a table without municipalities the first there is."""
        make = MADE.get(self.model)
        found = make(self.place if place is None else place) if make else self.model._base_manager.first()
        assert found, f"{self}: no row to try"
        return found

    def address(self, page: str, *key: Any) -> str:
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=key)


def foreign() -> Iterator[Case]:
    """Yield what is not of somebody who works in OWN only."""
    for model in admin.site._registry:
        if model in MADE:
            yield Case(model, OTHER)
        if model not in NEVER_OF_ALL:
            yield Case(model, ALL)


def has_path(model: Any, depth: int = 2) -> bool:
    """Say whether a table refers to municipalities, itself or by what it refers to."""
    meta = model._meta
    targets = {each.related_model for each in (*meta.concrete_fields, *meta.many_to_many) if each.is_relation}
    return Municipality in targets or (depth > 1 and any(has_path(each, depth - 1) for each in targets))


def strong(role: str, *places: str, **said: Any) -> User:
    """Return somebody who holds every permission there is: only the place can stand in the way."""
    user = person(role, *places, **said)
    user.user_permissions.set(Permission.objects.all())
    return user


def kept() -> list[tuple[str, str]]:
    """Return a sum of the rows of each table, but those of the history and of requests that were counted."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"municipalities", "projects", "offers", "auth"}
        and not model.__name__.endswith(("Event", "HistoryEntry", "RequestRate"))
        and not model._meta.proxy
    ]
    asked = " UNION ALL ".join(
        f"SELECT '{name}', md5(string_agg(row::text, '' ORDER BY row::text)) FROM {name} AS row"  # noqa: S608
        for name in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return sorted(cursor.fetchall())  # a parallel plan gives the tables in any order
