"""Mutations of values: cells numbered twice, errors, formulas, and numbers that show something else."""

import copy
from itertools import pairwise
from random import Random

from tests.support.mutants.model import Book, Cell, Row, Style
from tests.support.mutants.registry import Touches, mutation
from tests.support.mutants.strings import texts
from tests.support.mutants.writer import letters

values = mutation(Touches.VALUES)
other_in_calamine = mutation(Touches.VALUES, calamine=False)
of_projects = mutation(Touches.VALUES, kind="projects")
of_figures = mutation(Touches.VALUES, kind="figures")
FREE = ("Naam", "Bron", "Interne notitie", "Toelichting voor het publiek")
KEYS = {"projects": "Naam", "figures": "Kengetalcode"}


def filled(book: Book, random: Random) -> tuple[Row, Cell]:
    return random.choice([(row, cell) for row in book.list.meant for cell in row.cells])


def under(book: Book, header: str) -> list[Cell]:
    return [cell for row in book.list.meant for cell in row.cells if cell.header == header]


def beside(row: Row, cell: Cell, random: Random) -> None:
    """Write a cell among the others of its row."""
    row.cells.insert(random.randint(0, len(row.cells)), cell)


def lost(cell: Cell, value: object) -> Cell:
    """Return a cell in the same place that says something else."""
    return Cell(cell.column, value, form="inline")  # type: ignore[arg-type]


@other_in_calamine
def cell_twice(book: Book, random: Random) -> None:
    """Number two cells alike that say different things: there is no right reading."""
    row, cell = filled(book, random)
    others = [each.value for each in under(book, cell.header) if each.value != cell.value]
    beside(row, lost(cell, random.choice(others or ["Anders", 77])), random)
    book.contradicts.append(row.number)


@values
def cell_twice_the_same(book: Book, random: Random) -> None:
    row, cell = filled(book, random)
    beside(row, copy.copy(cell), random)
    book.may_name.append(row.number)


@other_in_calamine
def cell_twice_and_empty(book: Book, random: Random) -> None:
    """Number an empty cell as one that is filled: the filled one is not lost."""
    row, cell = filled(book, random)
    beside(row, Cell(cell.column, None, style=Style(9)), random)
    book.may_name.append(row.number)


@values
def row_in_two_parts(book: Book, random: Random) -> None:
    """Write the cells of a row in two elements of the same number."""
    row = random.choice(list(book.list.meant))
    cut = random.randint(1, len(row.cells) - 1)
    rest = Row(row.number, row.cells[cut:], is_meant=False)
    book.parted.append((row, rest))
    del row.cells[cut:]
    rows = book.list.rows
    rows.insert(random.choice((rows.index(row) + 1, random.randint(0, len(rows)))), rest)
    book.may_name.append(row.number)


@other_in_calamine
def row_twice(book: Book, random: Random) -> None:
    """Give a row the number of another."""
    row = random.choice(list(book.list.meant))
    twin = Row(row.number, [lost(cell, f"Tweede {place}") for place, cell in enumerate(row.cells)])
    book.list.rows.insert(random.randint(0, len(book.list.rows)), twin)
    book.contradicts.append(row.number)


@values
def row_twice_and_empty(book: Book, random: Random) -> None:
    row = random.choice(list(book.list.meant))
    twin = Row(row.number, [], random.choice(("", ' ht="20"')))
    book.list.rows.insert(random.randint(0, len(book.list.rows)), twin)
    book.may_name.append(row.number)


@other_in_calamine
def cell_of_another_row(book: Book, random: Random) -> None:
    """Give a cell the number of a row that it does not stand in."""
    row, cell = filled(book, random)
    cell.elsewhere = f"{letters(cell.column)}{row.number + random.choice((1, 40))}"
    book.contradicts.append(row.number)


@other_in_calamine
def error(book: Book, random: Random) -> None:
    _, cell = filled(book, random)
    cell.value, cell.type = random.choice(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?")), "e"
    cell.content, cell.must_refuse, cell.style = "", True, Style()


@values
def words_of_an_error(book: Book, random: Random) -> None:
    """Write as text what a spreadsheet shows of an error."""
    cell = random.choice(
        [cell for header in FREE for cell in under(book, header)] or [filled(book, random)[1]]
    )
    cell.value = random.choice(("#VERW!", "#N/B", "#NAAM?", "########", "#WAARDE!", "#REF!", "#N/A"))
    cell.content, cell.number, cell.must_refuse, cell.style, cell.type = "", "", True, Style(), ""


@values
def formula(book: Book, random: Random) -> None:
    """Compute a cell; its value is kept beside the formula."""
    _, cell = filled(book, random)
    cell.formula, cell.may_refuse = (
        random.choice(("12+8", "Blad9!A1", 'IF(A4="","","Heerlen")', "_xlfn.NU()")),
        True,
    )
    if isinstance(cell.value, str):
        cell.form, cell.content = "str", ""


@values
def formula_without_value(book: Book, random: Random) -> None:
    _, cell = filled(book, random)
    cell.formula, cell.must_refuse, cell.value, cell.content = "SUM(B2:B9)", True, None, ""


@values
def shared_formula(book: Book, random: Random) -> None:
    _, cell = filled(book, random)
    cell.may_refuse = True
    cell.formula_element = random.choice(('<f t="shared" si="0"/>', '<f t="array" ref="A1:A3">A1*2</f>'))
    if isinstance(cell.value, str):
        cell.form, cell.content = "str", ""


@other_in_calamine
def string_beyond(book: Book, random: Random) -> None:
    """Refer to a shared string that is not there."""
    row, cell = filled(book, random)
    cell.value, cell.type, cell.number, cell.content, cell.style = 1, "s", "9999", "", Style()
    book.may_refuse, book.contradicts = True, [*book.contradicts, row.number]


@other_in_calamine
def number_in_other_digits(book: Book, random: Random) -> None:
    """Write a number as Python reads it, and no spreadsheet does."""
    row, cell = filled(book, random)
    cell.value, cell.type, cell.content, cell.style = 1000, "n", "", Style()
    cell.number = random.choice(("1_000", "\u0661\u0660", "inf", "1e999", "0x10"))
    book.may_refuse, book.contradicts = True, [*book.contradicts, row.number]


@values
def invisible(book: Book, random: Random) -> None:
    """Put characters in a text that nobody sees."""
    known = [cell for cell in texts(book) if cell.facts and cell.header not in FREE[1:]]
    cell = random.choice([cell for cell in known if cell.header == KEYS[book.kind]] or known)
    sign = random.choice("\u200b\u200c\u200d\u00ad\u2060\ufeff\u200e")
    place = random.randint(0, len(str(cell.value)))
    cell.value = str(cell.value)[:place] + sign + str(cell.value)[place:]
    cell.content, cell.may_refuse = "", True


@of_projects
def nothing_visible(book: Book, random: Random) -> None:
    """Leave of names only what nobody sees."""
    signs = ["\u200b", "\u00ad\u2060", "\ufeff", "\u3164", "\u2800"]
    names = under(book, "Naam")
    for cell, sign in zip(names, random.sample(signs * 2, len(names)), strict=True):
        cell.value, cell.content, cell.number, cell.must_refuse = sign, "", "", True


@of_figures
def three_digits(book: Book, random: Random) -> None:
    """Write numbers with three digits after a comma: 12,500 is twelve and a half, or twelve thousand."""
    for cell in under(book, "Waarde"):
        cell.value = random.choice(("12,500", "1,200", "90,000"))
        cell.content, cell.number, cell.type, cell.must_refuse, cell.style = "", "", "", True, Style()


def pairs(book: Book, *headers: str) -> list[tuple[Row, Cell, Row, Cell]]:
    """Return the cells under each other, of some columns, that both hold something."""
    rows = sorted(book.list.meant, key=lambda row: row.number)
    return [
        (one, first, two, second)
        for one, two in pairwise(rows)
        for header in headers
        if two.number == one.number + 1 and (first := one.under(header)) and (second := two.under(header))
    ]


def merge_down(book: Book, random: Random, *headers: str) -> None:
    """Merge two cells that say the same: only the first of both is kept."""
    if found := pairs(book, *headers):
        one, first, two, second = random.choice(found)
        second.value, second.content, second.facts = None, "", first.facts
        first.may_refuse = second.may_refuse = True
        book.list.merged.append((one, first.column, two, first.column))


def merge_over(book: Book, random: Random, *headers: str) -> None:
    """Merge two cells that both hold something, preferably other things: a person sees the first alone."""
    if found := pairs(book, *headers):
        unlike = [each for each in found if each[1].value != each[3].value]
        one, first, two, second = random.choice(unlike or found)
        first.may_refuse = second.may_refuse = True
        second.must_refuse = second.value != first.value
        book.list.merged.append((one, first.column, two, first.column))


@of_projects
def merged_down(book: Book, random: Random) -> None:
    merge_down(book, random, "Gemeente", "Corporatie", "Soort", "Bron", "Aantal woningen")


@of_figures
def merged_down_in_figures(book: Book, random: Random) -> None:
    merge_down(book, random, "Corporatie", "Bron", "Periode", "Waarde")


@of_projects
def merged_over_values(book: Book, random: Random) -> None:
    merge_over(book, random, "Gemeente", "Soort")


@of_figures
def merged_over_values_in_figures(book: Book, random: Random) -> None:
    merge_over(book, random, "Gebiedscode", "Bron", "Periode", "Waarde")


@values
def merged_beside(book: Book, random: Random) -> None:
    """Merge a cell with an empty one beside it, as people do who need room for a long text."""
    row = random.choice(list(book.list.meant))
    used = {cell.column for cell in row.cells}
    free = [cell for cell in row.cells if cell.column + 1 not in used and cell.column < book.width]
    if free:
        cell = random.choice(free)
        cell.may_refuse = True
        book.list.merged.append((row, cell.column, row, cell.column + 1))
        book.may_name.append(row.number)
