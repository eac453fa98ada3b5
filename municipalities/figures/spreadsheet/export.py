"""The figures as tidy data, one row a figure, in CSV and XLSX."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from municipalities.figures.spreadsheet.columns import FIGURE_COLUMNS
from municipalities.filters import FigureFilterSet
from municipalities.models.figures import Figure, FigureQuerySet
from wonen.dutch.filters import chosen
from wonen.rest.projection import one_moment
from wonen.spreadsheets.delimited import CHUNK
from wonen.spreadsheets.workbook import Cell, Column, write_workbook

CORPORATION_WIDE = "corporatiebreed"
REGION = "regio:"


def figure_rows(figures: FigureQuerySet) -> Iterator[list[Cell]]:
    """Yield the cells of every figure, in the order of the card, a chunk of rows in memory at a time."""
    with one_moment():
        for figure in figures.with_names().in_order().iterator(chunk_size=CHUNK):
            yield figure_cells(figure)


def staff_rows(figures: FigureQuerySet) -> Iterator[list[Cell]]:
    """Yield the cells of every figure with what only staff may read, as ``STAFF_COLUMNS`` has them."""
    with one_moment():
        for figure in figures.with_names().in_order().iterator(chunk_size=CHUNK):
            yield staff_cells(figure)


def staff_cells(figure: Figure) -> list[Cell]:
    return [*figure_cells(figure), figure.internal_note or None]


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


def write_xlsx(
    target: IO[bytes], rows: Iterable[list[Cell]], choices: str, columns: Sequence[Column] = FIGURE_COLUMNS
) -> None:
    """Write rows of figures as a workbook; ``choices`` says by which filter they were chosen."""
    about = (
        ("Wat dit is", "Cijfers van de gemeentekaart, uit Wonen: één rij per cijfer."),
        ("Gekozen", choices or "Alle cijfers."),
    )
    write_workbook(target, "Cijfers", columns, rows, about)


def choices(filterset: FigureFilterSet) -> str:
    """Return the choices of the address in words, for who opens the file later."""
    labels = {name: field.label for name, field in filterset.form.fields.items()}
    return "; ".join(f"{labels[name]}: {', '.join(values)}" for name, values in chosen(filterset).items())
