"""Mutations of number formats: a number says what a person sees of it, its words and conditions included."""

from collections.abc import Callable
from random import Random

from tests.support.mutants.model import Book, Cell, Style
from tests.support.mutants.registry import Touches, mutation
from tests.support.mutants.values import under

of_projects = mutation(Touches.VALUES, kind="projects")
of_figures = mutation(Touches.VALUES, kind="figures")
Shown = Callable[[int], tuple[int, bool] | None]
Format = tuple[str, Shown]
# Formats, and what they show of a number of dwellings: how many, and whether about; None: something else.
CONDITIONS: tuple[Format, ...] = (
    ('[>100]"ca. "0;0', lambda n: (n, n > 100)),
    ('[<100]0;"ca. "0', lambda n: (n, n >= 100)),
    ('[=24]"circa "0;0', lambda n: (n, n == 24)),
    ('[>=240]0;[<30]"± "0;"ca. "0', lambda n: (n, n < 240)),
    ('[Red][>100]"ca. "0;[Blue]0', lambda n: (n, n > 100)),
    ('[>100]0;"ca. "0', lambda n: (n, n <= 100)),
    ('[>100]"veel";0', lambda n: None if n > 100 else (n, False)),
    ('[<5]"enkele";0', lambda n: None if n < 5 else (n, False)),
)
WORDS: tuple[Format, ...] = (
    ('"ca. "0;-0;0', lambda n: (n, True)),
    ('0;"ca. "0', lambda n: (n, False)),
    ('0" woningen"', lambda n: (n, False)),
    ('"ca. "#,##0', lambda n: (n, True)),
    (r"\c\a\. 0", lambda n: (n, True)),
    ('0;-0;"geen"', lambda n: (n, False)),
    ("0;[Red]-0", lambda n: (n, False)),
    ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', lambda n: (n, False)),
    ("[$-413]0", lambda n: (n, False)),
    ("#,##0", lambda n: (n, False)),
    ('0"0"', lambda n: (n * 10, False)),
)
HIDING: tuple[Format, ...] = (
    ('"Nnb"', lambda _: None),
    (";;;", lambda _: None),
    ("0%", lambda _: None),
    ('"ca. "0%', lambda _: None),
    ("0,", lambda _: None),
    ('"€ "0', lambda _: None),
    ("[$€-413] #,##0", lambda _: None),
    ('"> "0', lambda _: None),
)


def show(book: Book, formats: tuple[Format, ...], random: Random) -> None:
    """Write each number of dwellings as a number with a format; what that shows is what the cell says."""
    for cell in under(book, "Aantal woningen"):
        number = cell.facts["dwellings"]
        code, shown = random.choice(formats)
        cell.value, cell.content, cell.number, cell.style = number, "", "", Style(code)
        seen = shown(number)
        if seen is None:
            cell.must_refuse = True
        else:
            cell.facts = {"dwellings": seen[0], "dwellings_approximate": seen[1]}


@of_projects
def format_with_a_condition(book: Book, random: Random) -> None:
    show(book, CONDITIONS, random)


@of_projects
def format_with_words(book: Book, random: Random) -> None:
    show(book, WORDS, random)


@of_projects
def format_that_hides(book: Book, random: Random) -> None:
    show(book, HIDING, random)


@of_projects
def text_that_is_not_shown(book: Book, random: Random) -> None:
    """Give a text a format that shows nothing of it, or something else."""
    cell = random.choice(texts(book, "Naam", "Bron", "Gemeente"))
    cell.style, cell.must_refuse = Style(random.choice((";;;", '0;-0;0;""', '0;0;0;" "'))), True


def texts(book: Book, *headers: str) -> list[Cell]:
    cells = [cell for header in headers for cell in under(book, header)]
    return [cell for cell in cells if isinstance(cell.value, str)]


# Formats of a figure, and whether they show the number itself.
OF_FIGURES: tuple[tuple[str, Callable[[float], bool]], ...] = (
    ("#,##0.0", lambda _: True),
    ('0.0" mln"', lambda _: False),
    ("0.0;[Red]-0.0", lambda _: True),
    ("General", lambda _: True),
    ('[>100]"ca. "0.0;0.0', lambda number: number <= 100),
    ('[<5]"enkele";0.0', lambda number: number >= 5),
    ('"ca. "0.0', lambda _: False),
    ('0.0" duizend"', lambda _: False),
    ("#,##0,", lambda _: False),
    ('"> "0', lambda _: False),
)


@of_figures
def format_of_a_figure(book: Book, random: Random) -> None:
    for cell in under(book, "Waarde"):
        number = cell.facts["value"]
        code, is_shown = random.choice(OF_FIGURES)
        cell.value, cell.content, cell.number, cell.style = number, "", "", Style(code)
        cell.must_refuse = not is_shown(number)


@of_figures
def format_of_a_period(book: Book, random: Random) -> None:
    """Give a year a format with words: 'eind 2021' is not 2021."""
    for cell in under(book, "Periode"):
        if isinstance(cell.value, int):
            code, is_shown = random.choice((("0", True), ('"eind "0', False), ('"tot "0', False)))
            cell.style, cell.must_refuse = Style(code), not is_shown
