"""The chosen projects as a file: CSV, XLSX, JSON or GeoJSON, with the choice written into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any, ClassVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from projects.api.project_resource import PROJECTS, with_section
from projects.export.columns import PROJECT_COLUMNS, ProjectColumn, Row, column
from projects.filters.selection import Selection
from projects.models import Project
from projects.notation import number
from wonen.files.exports import stepped
from wonen.jobs.kinds import Step
from wonen.rest.formats import document
from wonen.rest.projection import Shape, one_moment
from wonen.rest.resource import Rows
from wonen.spreadsheets.delimited import CHUNK, write_csv
from wonen.spreadsheets.workbook import Cell, write_workbook

EVERYTHING = "Alle projecten"


@dataclass(frozen=True)
class ProjectExport:
    """A valid choice of projects as a file. ``site`` is the scheme and host of its pages, without a slash."""

    selection: Selection
    site: str
    columns: ClassVar[Sequence[ProjectColumn]] = PROJECT_COLUMNS

    @cached_property
    def words(self) -> str:
        return self.selection.words or EVERYTHING

    def csv(self) -> Iterator[bytes]:
        """Yield a CSV with the choice in words as its last column.

        On every row: a line of comment above the headers would break whatever reads tidy data.
        """
        chosen = column("Keuze", 40, "Met welke keuze dit bestand is gemaakt.", lambda _row: self.words)
        with one_moment():
            yield from write_csv((*self.columns, chosen), ([*row, self.words] for row in self.rows()))

    def xlsx(self, target: IO[bytes], step: Step) -> None:
        """Write a workbook, with a second sheet that tells the choice and explains the columns."""
        with one_moment():
            write_workbook(target, "Projecten", self.columns, stepped(self.rows(), step), self.about())

    def json(self) -> Iterator[bytes]:
        """Yield a JSON document with the projects as the API gives them."""
        with one_moment():
            yield from document(self.head(), "resultaten", self.shape.every(self.shown_rows()))

    def geojson(self) -> Iterator[bytes]:
        """Yield a FeatureCollection (RFC 7946), each project at the main town of its municipality."""
        with one_moment():
            head = {"type": "FeatureCollection", **self.head()}
            yield from document(head, "features", self.shape.features(self.shown_rows()))

    def projects(self) -> Iterator[Project]:
        """Yield the projects with all their facts, a chunk in memory at a time."""
        return self.selection.projects.with_facts().iterator(chunk_size=CHUNK)

    def rows(self) -> Iterator[list[Cell]]:
        for project in self.projects():
            row = Row(project, self.site)
            yield [each.cell(row) for each in self.columns]

    @property
    def shape(self) -> Shape:
        """All that the API shows of a project."""
        return Shape(PROJECTS, PROJECTS.fields)

    def shown_rows(self) -> Rows:
        return with_section(self.selection.projects, self.selection.chosen)

    def head(self) -> dict[str, Any]:
        """Return what a JSON document says before the projects."""
        count, invented = self.counts()
        head = {
            "keuze": self.selection.chosen,
            "keuzeInWoorden": self.words,
            "gemaaktOp": timezone.localtime().isoformat(timespec="seconds"),
            "aantal": count,
        }
        return {**head, "voorbeelddata": example_notice(invented)} if invented else head

    def about(self) -> Iterator[tuple[str, str]]:
        """Yield the lines that say what the workbook is."""
        count, invented = self.counts()
        yield "Wat dit is", "Vastgoedprojecten van woningcorporaties, uit Wonen: één rij per project."
        yield "Gekozen", self.words
        yield "Aantal projecten", number(count)
        if invented:
            yield "Voorbeelddata", example_notice(invented)
        query = self.selection.query
        yield "Deze keuze nu", f"{self.site}{reverse('projects')}{'?' if query else ''}{query}"

    def counts(self) -> tuple[int, int]:
        """Return how many projects are chosen, and how many of them are invented."""
        rows = self.selection.projects.order_by()
        found = rows.aggregate(count=Count("pk"), invented=Count("pk", filter=Q(is_example=True)))
        return found["count"], found["invented"]


def example_notice(invented: int) -> str:
    if invented == 1:
        return "Dit bestand bevat 1 verzonnen project; gebruik het niet als feit."
    return f"Dit bestand bevat {number(invented)} verzonnen projecten; gebruik ze niet als feiten."
