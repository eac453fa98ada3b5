"""The figures as tidy data, one row a figure, in CSV and XLSX."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import IO, TypeVar

from municipalities.figures import Figure, FigureQuerySet
from municipalities.periods import print_date
from municipalities.sheets.columns import FIGURE_COLUMNS, harmless, plain
from municipalities.sheets.workbook import Cell, write_workbook

CHUNK = 1000
CORPORATION_WIDE = "corporatiebreed"
REGION = "regio:"
Row = TypeVar("Row")


def figure_rows(figures: FigureQuerySet) -> Iterator[list[Cell]]:
    """Yield the cells of every figure, in the order of the card, a chunk of rows in memory at a time."""
    for figure in figures.with_names().in_order().iterator(chunk_size=CHUNK):
        yield figure_cells(figure)


def figure_cells(figure: Figure) -> list[Cell]:
    """Return what a row says of a figure, in the order of the columns."""
    return [
        figure.indicator.theme.name,
        figure.indicator.name,
        figure.indicator.code,
        figure.indicator_class.name if figure.indicator_class else None,
        figure.indicator_class.code if figure.indicator_class else None,
        figure.area,
        area_code(figure),
        figure.corporation.code if figure.corporation else None,
        str(figure.period) or None,
        figure.value,
        figure.indicator.unit or None,
        str(Figure.Status(figure.status).label),
        figure.reference_date,
        figure.price_level,
        figure.capping or None,
        figure.source or None,
        figure.note or None,
    ]


def area_code(figure: Figure) -> str:
    if figure.municipality:
        return figure.municipality.code
    return f"{REGION}{figure.region.slug}" if figure.region else CORPORATION_WIDE


def write_csv(rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield a CSV as Dutch spreadsheets open it: semicolons, a decimal comma, UTF-8 with its mark."""
    yield "\ufeff".encode()
    yield csv_lines([[str(column.header) for column in FIGURE_COLUMNS]])
    yield from map(csv_lines, chunks([csv_cell(cell) for cell in row] for row in rows))


def chunks(rows: Iterable[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """Yield the rows in lists of a size, so that no more of them are in memory at once."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk


def csv_lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def csv_cell(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    if isinstance(cell, datetime.date):
        return print_date(cell)
    return "" if cell is None else harmless(plain(str(cell)))


def write_xlsx(target: IO[bytes], figures: FigureQuerySet, choices: str) -> None:
    """Write the figures as a workbook; ``choices`` says by which filter they were chosen."""
    about = (
        ("Wat dit is", "Cijfers van de gemeentekaart, uit Wonen: één rij per cijfer."),
        ("Gekozen", choices or "Alle cijfers."),
    )
    write_workbook(target, "Cijfers", FIGURE_COLUMNS, figure_rows(figures), about)
