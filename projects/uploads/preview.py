"""What the preview page shows of an upload: how many rows of each kind, and a page of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from projects.editing.snapshot import NEW, Printer
from projects.editing.words import Words
from projects.models import Kind
from projects.models.staging import ProjectUpload, Status, UploadRow
from wonen.spreadsheets.upload.notes import NoteMeans

PER_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A row with what becomes of its project, in words."""

    row: UploadRow
    printer: Printer

    @property
    def cells(self) -> list[tuple[str, str]]:
        return self.printer.new(self.row.after or NEW)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        return self.printer.changes(self.row.before or NEW, self.row.after or NEW)


class Preview:
    """A page of the rows, of one kind or of all."""

    def __init__(self, upload: ProjectUpload, asked: QueryDict) -> None:
        self.upload = upload
        wanted = asked.get("toon", "")
        self.wanted = wanted if wanted in {tab["status"] for tab in self.tabs} else ""
        self.number = asked.get("pagina", "1")

    @cached_property
    def counts(self) -> dict[str, int]:
        if self.upload.state == ProjectUpload.State.APPLIED:
            return dict(self.upload.counts)
        rows = self.upload.rows.order_by().values_list("status").annotate(count=Count("pk"))
        return dict(rows)

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """Return the kinds of rows with their number, in the order in which they need a look.

        While the file awaits an answer, only what is wrong or asked already: the rest is not compared yet.
        """
        tabs = [
            {"status": each.value, "label": each.label, "count": self.counts.get(each.value, 0)}
            for each in Status
        ]
        if self.upload.awaits_note:
            return [tab for tab in tabs if tab["count"] and tab["status"] in {Status.WRONG, Status.ASKED}]
        return tabs

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def wrong(self) -> int:
        """How many problems there are in the file as a whole, and rows that are wrong."""
        return len(self.upload.problems) + self.counts.get(Status.WRONG, 0)

    @property
    def open(self) -> int:
        return self.counts.get(Status.ASKED, 0) + self.upload.awaits_note

    @property
    def changes(self) -> int:
        return self.counts.get(Status.NEW, 0) + self.counts.get(Status.CHANGED, 0)

    @property
    def is_applicable(self) -> bool:
        is_ready = self.upload.state == ProjectUpload.State.READY
        return is_ready and not self.wrong and not self.open and bool(self.changes)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(each.value, str(each.label)) for each in Kind]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what the column *Opmerking* can be, where the file does not say that itself."""
        return [(each.value, str(each.label)) for each in NoteMeans] if self.upload.asks_note else []

    @cached_property
    def without_kind(self) -> int:
        return (
            self.upload.rows.filter(status=Status.ASKED, question__has_key="kind").count() if self.open else 0
        )

    @cached_property
    def chosen(self) -> str:
        """Return the kind of rows to show: as asked, else the first that needs a look."""
        if self.wanted:
            return self.wanted
        return next((tab["status"] for tab in self.tabs if tab["count"]), Status.NEW.value)

    @cached_property
    def printer(self) -> Printer:
        return Printer(Words())

    @property
    def label(self) -> str:
        return str(Status(self.chosen).label)

    @cached_property
    def page(self) -> Page[Any]:
        rows = self.upload.rows.filter(status=self.chosen).order_by("number")
        paginator = Paginator(rows, PER_PAGE)
        paginator.count = (
            self.counts.get(self.chosen, 0) if self.upload.state != ProjectUpload.State.APPLIED else 0
        )
        page = paginator.get_page(self.number)
        page.object_list = [Shown(row, self.printer) for row in page.object_list]  # type: ignore[misc]
        return page

    def link(self, number: int) -> str:
        return "?" + urlencode({"toon": self.chosen, "pagina": number}) + "#lijst"

    @property
    def previous_link(self) -> str:
        return self.link(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next_link(self) -> str:
        return self.link(self.page.next_page_number()) if self.page.has_next() else ""
