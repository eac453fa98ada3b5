"""The spreadsheet to fill in for the card of a bod year: a row for every figure that the card wants."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import IO

from municipalities.card.reference_years import proposed, window, years_on
from municipalities.figures.spreadsheet.columns import FORMER_COLUMNS, STAFF_COLUMNS, Header
from municipalities.figures.spreadsheet.export import staff_cells
from municipalities.models import Corporation, Indicator, Municipality
from municipalities.models.figures import Figure, FigureQuerySet
from wonen.dutch.periods import Period, print_date
from wonen.spreadsheets.workbook import Cell, write_workbook

PLACE = ("indicator_id", "indicator_class_id", "municipality_id", "corporation_id")
Place = tuple[int, int | None, int | None, int | None]


@dataclass(frozen=True)
class Card:
    """The card of a bod year for some municipalities, with the figures it has and the former ones."""

    year: int
    municipalities: Sequence[Municipality]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield a row for every indicator, class, corporation (in a table) and municipality."""
        indicators = list(Indicator.objects.select_related("theme").prefetch_related("classes"))
        corporations: list[Corporation | None] = [*Corporation.objects.order_by("code"), None]
        known, former = self.known(), self.former()
        for municipality, indicator in product(self.municipalities, indicators):
            for indicator_class, corporation in indicator.places(corporations):
                empty = Figure(
                    indicator=indicator,
                    indicator_class=indicator_class,
                    municipality=municipality,
                    corporation=corporation,
                )
                previous = former.get(place(empty))
                for figure in known.get(place(empty)) or [self.propose(empty, previous)]:
                    yield template_cells(figure, previous, is_known=figure is not empty)

    def figures(self) -> FigureQuerySet:
        return Figure.objects.filter(municipality__in=self.municipalities).with_names()

    def known(self) -> dict[Place, list[Figure]]:
        found: dict[Place, list[Figure]] = {}
        for figure in self.figures().of_card(self.year).in_order():
            found.setdefault(place(figure), []).append(figure)
        return found

    def former(self) -> dict[Place, Figure]:
        return {place(figure): figure for figure in self.figures().before_card(self.year)}

    def propose(self, empty: Figure, previous: Figure | None) -> Figure:
        """Give an empty place the period it is for, and a reference date where the former figure had one."""
        empty.period = proposed(
            previous.period if previous else None, previous.known_since if previous else None, self.year
        )
        if previous and previous.reference_date:
            day = Period.of_day(previous.reference_date)
            empty.reference_date = day.shifted(years_on(previous.reference_date, self.year) or 0).ends_on
        return empty


def place(figure: Figure) -> Place:
    return (
        figure.indicator_id,
        figure.indicator_class_id,
        figure.municipality_id,
        figure.corporation_id,
    )


def template_cells(figure: Figure, previous: Figure | None, *, is_known: bool) -> list[Cell]:
    cells = staff_cells(figure)
    if not is_known:
        status = [column.header for column in STAFF_COLUMNS].index(Header.STATUS)
        cells[status] = None
    former: tuple[str, str] = (previous.printed, said_of(previous)) if previous else ("", "")
    return [*cells, *former]


def said_of(figure: Figure) -> str:
    """Return the period of a figure, or else from when it is known."""
    day: datetime.date | None = figure.reference_date
    return str(figure.period) or (f"peildatum {print_date(day)}" if day else "")


TEMPLATE_COLUMNS = (
    *(replace(column, is_to_fill=column.header == Header.VALUE) for column in STAFF_COLUMNS),
    *FORMER_COLUMNS,
)
TO_DO = (
    "Vul de gekleurde cellen in de kolom Waarde in, en verbeter de voorgestelde periode waar die niet klopt. "
    "Bied het bestand daarna aan in het beheer, bij Cijfers; u ziet eerst wat er zou veranderen. "
    "Een rij zonder waarde wordt overgeslagen."
)
UNREADABLE = (
    "Staat een cijfer wel in de bron maar is het niet te lezen? Laat de waarde leeg, geef de status "
    "'niet leesbaar in de bron' en zeg in de toelichting voor het publiek waarom."
)


def write_template(target: IO[bytes], card: Card) -> None:
    after, until = window(card.year)
    known = (
        f"Cijfers die na {print_date(after)} en uiterlijk op {print_date(until)} bekend waren. "
        "'Vorig cijfer' is het laatste van daarvoor."
    )
    about = (
        ("Wat dit is", f"Sjabloon voor de gemeentekaart bij het bod van {card.year}, uit Wonen."),
        ("Gemeenten", ", ".join(each.name for each in card.municipalities)),
        ("Wat al is ingevuld", known),
        ("Wat u doet", TO_DO),
        ("Niet te lezen", UNREADABLE),
    )
    write_workbook(target, "Cijfers", TEMPLATE_COLUMNS, card.rows(), about)
