"""Mutations of place: the same rows and cells in another order, elsewhere or without their number."""

from random import Random

from tests.support.mutants.model import Book
from tests.support.mutants.registry import Touches, mutation

harmless = mutation(Touches.NOTHING)


@harmless
def rows_shuffled(book: Book, random: Random) -> None:
    random.shuffle(book.list.rows)


@harmless
def rows_backwards(book: Book, random: Random) -> None:
    book.list.rows.sort(key=lambda row: -row.number)


@harmless
def header_last(book: Book, random: Random) -> None:
    book.list.rows.sort(key=lambda row: row is book.head)


@harmless
def cells_shuffled(book: Book, random: Random) -> None:
    for row in book.list.rows:
        random.shuffle(row.cells)


@harmless
def two_cells_swapped(book: Book, random: Random) -> None:
    row = random.choice(list(book.list.meant))
    place = random.randrange(len(row.cells) - 1)
    row.cells[place], row.cells[place + 1] = row.cells[place + 1], row.cells[place]


@harmless
def columns_elsewhere(book: Book, random: Random) -> None:
    """Give every column another letter; cells are written from left to right all the same."""
    used = sorted({cell.column for _, cell in book.list.cells})
    other = dict(zip(used, random.sample(used, len(used)), strict=True))
    for row in book.list.rows:
        for cell in row.cells:
            cell.column = other[cell.column]
        row.cells.sort(key=lambda cell: cell.column)


@harmless
def columns_apart(book: Book, random: Random) -> None:
    """Leave columns empty before and between."""
    used = sorted({cell.column for _, cell in book.list.cells})
    wider = dict(zip(used, sorted(random.sample(range(1, 40), len(used))), strict=True))
    for _, cell in book.list.cells:
        cell.column = wider[cell.column]


@harmless
def rows_apart(book: Book, random: Random) -> None:
    """Leave rows empty between the rows of the list."""
    further = 0
    for row in sorted(book.list.rows, key=lambda row: row.number):
        if row.is_meant:
            further += random.choice((0, 1, 7))
        row.number += further


@harmless
def rows_lower(book: Book, random: Random) -> None:
    book.shift(random.randint(1, 12))


@harmless
def rows_far_below(book: Book, random: Random) -> None:
    last = book.last
    for row in book.list.meant:
        if row.number == last:
            row.number += 3000


@harmless
def no_numbers(book: Book, random: Random) -> None:
    book.counts_rows = book.counts_cells = False


@harmless
def no_numbers_of_rows(book: Book, random: Random) -> None:
    book.counts_rows = False


@harmless
def no_numbers_of_cells(book: Book, random: Random) -> None:
    book.counts_cells = False
