"""The columns of the list of projects: what each prints, which are shown, and how the list is sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate

from projects.filters.ordering import ORDERS
from projects.filters.selection import Selection
from projects.models import Project
from projects.models.sections import Section
from projects.notation import UNKNOWN, PrintedCells, moment
from wonen.dutch.periods import print_date

Cell = Callable[[Project, PrintedCells], str]


@dataclass(frozen=True)
class Column:
    key: str  # in the address; the same as that of the order by this column
    label: str
    cell: Cell
    is_standard: bool = False  # of the brochure's overview, or needed in a list of several municipalities

    @property
    def can_sort(self) -> bool:
        return self.key in ORDERS


def _section(project: Project, _cells: PrintedCells) -> str:
    section = getattr(project, "section", None)
    return str(Section(section).label) if section else ""


COLUMNS = (
    Column("gemeente", "Gemeente", lambda project, _: str(project.municipality), is_standard=True),
    Column("plaats", "Plaats of wijk", lambda project, _: project.place or UNKNOWN),
    Column("corporatie", "Corporatie", lambda project, _: str(project.corporation)),
    Column("onderdeel", "Onderdeel", _section),
    Column("soort", "Soort", lambda project, _: project.get_kind_display()),
    Column("fase", "Projectfase", lambda project, _: project.get_phase_display() or UNKNOWN),
    Column("aantal", "Aantal woningen", lambda _, cells: cells.dwellings, is_standard=True),
    Column("woningtype", "Type woningen", lambda _, cells: cells.housing_types, is_standard=True),
    Column("huurprijsklasse", "Huurprijsklasse", lambda _, cells: cells.rent_classes, is_standard=True),
    Column("bat", "BAT-score", lambda _, cells: cells.bat, is_standard=True),
    Column("duurzaamheid", "Duurzaamheid", lambda _, cells: cells.sustainability, is_standard=True),
    Column("planning", "Planning", lambda _, cells: cells.planning, is_standard=True),
    Column(
        "start",
        "Start",
        lambda project, _: moment(project.start_year, project.start_quarter) or UNKNOWN,
    ),
    Column(
        "oplevering",
        "Oplevering",
        lambda project, _: moment(project.delivery_year, project.delivery_quarter) or UNKNOWN,
    ),
    Column("gewijzigd", "Laatst gewijzigd", lambda project, _: print_date(localdate(project.modified_at))),
)
NAME = Column("naam", "Project", lambda project, _: project.name)


class ColumnForm(forms.Form):
    kolom = forms.MultipleChoiceField(
        label="Kolommen",
        required=False,
        choices=[(each.key, each.label) for each in COLUMNS],
        error_messages={
            "invalid_choice": f"Een kolom is {', '.join(each.key for each in COLUMNS)}; niet '%(value)s'."
        },
    )


@dataclass(frozen=True)
class ColumnChoice:
    """Which columns the visitor asked for, or the sentence that says what was wrong."""

    asked: tuple[str, ...]
    error: str = ""

    def shows(self, column: Column) -> bool:
        return column.key in self.asked if self.asked else column.is_standard

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the address must hold to show the same columns again."""
        return tuple(("kolom", each) for each in self.asked)

    @property
    def options(self) -> list[tuple[Column, bool]]:
        return [(column, self.shows(column)) for column in COLUMNS]


def choose_columns(query: QueryDict) -> ColumnChoice:
    """Read which columns the address asks for; without any those of the brochure."""
    filled = [each for each in query.getlist("kolom") if each]
    form = ColumnForm({"kolom": filled})
    if not form.is_valid():
        return ColumnChoice((), " ".join(map(str, form.errors["kolom"])))
    return ColumnChoice(tuple(each.key for each in COLUMNS if each.key in form.cleaned_data["kolom"]))


@dataclass(frozen=True)
class Heading:
    """The head of a column: by a click the list is in its order, and by a second one the other way round."""

    column: Column
    direction: str  # the value of aria-sort, empty where the list is in another order
    href: str  # empty where the list cannot be sorted by it


@dataclass(frozen=True)
class ProjectList:
    """The table: its headings, and rows with a cell under each."""

    selection: Selection
    columns: ColumnChoice

    @property
    def shown(self) -> list[Column]:
        """The columns beside the name; a section means nothing without a year."""
        has_year = "jaar" in self.selection.chosen
        return [
            each for each in COLUMNS if self.columns.shows(each) and (each.key != "onderdeel" or has_year)
        ]

    @property
    def sort(self) -> str:
        """The order of the list; an overview of a year comes in the order of its planning."""
        chosen = self.selection.chosen
        return chosen.get("sorteer") or ("planning" if "jaar" in chosen else "naam")

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in (NAME, *self.shown)]

    def _heading(self, column: Column) -> Heading:
        key, falling = column.key, f"-{column.key}"
        direction = {key: "ascending", falling: "descending"}.get(self.sort, "")
        next_sort = falling if direction == "ascending" else key
        href = f"?{self.selection.here_with(sorteer=next_sort)}" if column.can_sort else ""
        return Heading(column, direction, href)

    def rows(self, projects: Any) -> list[tuple[Project, list[tuple[Column, str]]]]:
        """Return each project with its cells; fetch the projects with ``with_legend``."""
        shown = self.shown
        return [
            (project, [(column, column.cell(project, cells)) for column in shown])
            for project, cells in ((each, each.printed()) for each in projects)
        ]
