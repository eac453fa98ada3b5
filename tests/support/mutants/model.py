"""A workbook between what is meant and the XML: cells keep what they mean, whatever is done to them."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

Value = str | int | float | bool | datetime.date | None
Facts = dict[str, Any]
Parts = dict[str, str]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Style:
    """How a cell looks: a number format (a code, or the number of one that is built in) and bits of XML."""

    format: str | int = 0
    font: str = "<font><sz val='11'/><name val='Calibri'/></font>"
    fill: str = "<fill><patternFill patternType='none'/></fill>"
    inside: str = ""  # within <xf>: alignment, protection
    attributes: str = ""


PLAIN, DATE = Style(), Style(14)


@dataclass
class Cell:
    """What a cell means, how that is written, and what an importer should know from it."""

    column: int  # from one
    value: Value
    header: str = ""
    facts: Facts = field(default_factory=dict)
    form: str = "inline"  # of text: shared, inline, or str as a formula would leave it
    content: str = ""  # of text: what stands within <si> or <is>; empty: plain
    number: str = ""  # what stands within <v>; empty: as Python prints it
    type: str = ""  # the attribute t; empty: as the value asks
    formula: str = ""
    formula_element: str = ""
    elsewhere: str = ""  # another place than its own, to be written
    style: Style = PLAIN
    attributes: str = ""
    must_refuse: bool = False  # no reading is right; the importer must name this place
    may_refuse: bool = False  # read as meant, or refused in this place

    @property
    def inner(self) -> str:
        return self.content or f'<t xml:space="preserve">{escape(str(self.value))}</t>'


@dataclass
class Row:
    """A row of a sheet: a row of the list where ``is_meant``, else its header, a title or padding."""

    number: int
    cells: list[Cell]
    attributes: str = ""
    is_meant: bool = False

    @property
    def facts(self) -> Facts:
        return {name: value for cell in self.cells for name, value in cell.facts.items()}

    def under(self, header: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.header == header), None)


@dataclass
class Sheet:
    """A sheet with its rows in the order in which they are written."""

    name: str
    rows: list[Row] = field(default_factory=list)
    state: str = ""
    attributes: str = ""
    before: list[str] = field(default_factory=list)  # XML between <worksheet> and <sheetData>
    after: dict[str, str] = field(default_factory=dict)  # XML after </sheetData>, by the name of the element
    relations: list[tuple[str, str]] = field(default_factory=list)  # kind and part
    merged: list[tuple[Row, int, Row, int]] = field(default_factory=list)  # from and to, with their columns

    @property
    def meant(self) -> Iterator[Row]:
        return (row for row in self.rows if row.is_meant)

    @property
    def cells(self) -> Iterator[tuple[Row, Cell]]:
        return ((row, cell) for row in self.rows for cell in row.cells)


@dataclass
class Book:
    """A workbook, and how it is packed."""

    kind: str  # projects or figures
    sheets: list[Sheet]
    head: Row
    extra: Parts = field(default_factory=dict)  # parts that nothing of the list depends on
    properties: str = ""  # within <workbook>, before the sheets
    defined: str = ""  # after them
    counts_rows: bool = True  # whether rows tell their number where it follows from the row before
    counts_cells: bool = True
    is_1904: bool = False
    patches: list[Callable[[Parts], None]] = field(default_factory=list)  # on the text of the parts
    names: dict[str, str] = field(default_factory=dict)  # other names of parts
    entries: dict[str, str] = field(default_factory=dict)  # names in the archive that differ from those told
    targets: str = "relative"
    encodings: dict[str, str] = field(default_factory=dict)  # by part; "" for all others
    declaration: str = '<?xml version="1.0" encoding="{}" standalone="yes"?>\n'
    zipped: str = "deflated"
    is_strict: bool = False
    untyped: str = ""  # a part of which the kind is not told
    has_styles: bool = True
    may_refuse: bool = False  # the whole file, with a sentence of its own
    contradicts: list[int] = field(default_factory=list)  # rows of which one must be named
    may_name: list[int] = field(default_factory=list)  # rows that may be refused by their number
    parted: list[tuple[Row, Row]] = field(default_factory=list)  # rows of which the cells stand in two
    hides: bool = False  # whether an importer has to say that something is hidden
    strikes: bool = False  # or struck through
    marks: set[str] = field(default_factory=set)  # which mutations were made
    unused: list[str] = field(default_factory=list)  # shared strings of no cell

    @property
    def list(self) -> Sheet:
        return next(sheet for sheet in self.sheets if self.head in sheet.rows)

    @property
    def last(self) -> int:
        return max(row.number for row in self.list.rows)

    @property
    def width(self) -> int:
        return max(cell.column for _, cell in self.list.cells)

    def shift(self, rows: int) -> None:
        """Move the whole list down."""
        for row in self.list.rows:
            row.number += rows
