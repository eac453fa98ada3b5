"""Reads a row of a spreadsheet into what it says of one figure; collects all that is wrong with it."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from municipalities.figures.spreadsheet import cells as figure_cells
from municipalities.figures.spreadsheet.codes import Area, Codes, meant, same_name
from municipalities.figures.spreadsheet.columns import IGNORED, Header, is_exported_before
from municipalities.models.figures import FIGURE_RULES, Figure, broken_rule
from municipalities.models.indicators import Indicator, IndicatorClass
from municipalities.models.rent_limits import Capping
from wonen.dutch.legible import illegible
from wonen.dutch.numbers import decimals_in, print_value
from wonen.dutch.periods import NotationError, Period, print_date
from wonen.dutch.single_line_text import line
from wonen.spreadsheets import cells
from wonen.spreadsheets.merged_cells import refuse_copy, refuse_unseen
from wonen.spreadsheets.safe_reader.contents import EMPTY, Cell
from wonen.spreadsheets.tables import Problem, Row
from wonen.spreadsheets.upload.import_result import EMPTY as NOTHING
from wonen.spreadsheets.upload.import_result import Difference, Differences, Line
from wonen.spreadsheets.upload.notes import TWO_NOTES, NoteMeans

Value = Decimal | datetime.date | int | str | None
Key = tuple[int, int | None, int | None, int | None, int | None, Period, datetime.date | None]
Taken = TypeVar("Taken")
LONGEST_SOURCE = 160
RULES = {each.name: str(each.violation_error_message) for each in Figure._meta.constraints} | FIGURE_RULES
RULE_COLUMNS = {
    "figure_class_of_indicator": Header.CLASS_CODE,
    "figure_class_needed": Header.CLASS_CODE,
    "figure_class_not_needed": Header.CLASS_CODE,
    "figure_corporation_in_table": Header.CORPORATION,
}


def one_line(cell: Cell) -> str:
    """Read a ``line``, such as a source."""
    found = line(cells.text(cell))
    if sentence := illegible(found):
        raise NotationError(sentence)
    return found


# Which column fills which field; a column that the file lacks leaves its field as it is.
NOTES = {Header.NOTE, Header.INTERNAL_NOTE, Header.REMARK}
FIELDS: dict[Header, tuple[str, Callable[[Cell], Value]]] = {
    Header.STATUS: ("status", figure_cells.status),
    Header.REFERENCE_DATE: ("reference_date", cells.day),
    Header.PRICE_LEVEL: ("price_level", figure_cells.year),
    Header.CAPPING: ("capping", figure_cells.capping),
    Header.SOURCE: ("source", one_line),
    Header.NOTE: ("note", cells.text),
    Header.INTERNAL_NOTE: ("internal_note", cells.text),
}
HEADERS = {name: header for header, (name, _) in FIELDS.items()} | {"value": Header.VALUE}
UNKNOWN_INDICATOR = (
    "Dit kengetal bestaat niet. Verwacht: de code van een kengetal, bijvoorbeeld huurachterstand."
)
UNKNOWN_AREA = (
    "Dit gebied bestaat niet. Verwacht: een CBS-code (GM0917), regio: met een naam (regio:parkstad), "
    "of corporatiebreed."
)
UNKNOWN_CORPORATION = (
    "Deze corporatie bestaat niet. Verwacht: de code van een corporatie, of leeg (alle samen)."
)
SOURCE_TOO_LONG = f"Verwacht: hoogstens {LONGEST_SOURCE} tekens."


@dataclass(slots=True)
class Draft:
    """What a row says of a figure: which one it is about, and the fields that the file has a column for."""

    row: Row
    indicator: Indicator
    indicator_class: IndicatorClass | None
    area: Area
    corporation_id: int | None
    period: Period
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in: no value, and not said that it cannot be read."""
        return self.values["value"] is None and self.values.get("status") != Figure.Status.UNREADABLE

    @property
    def key(self) -> Key:
        """Return which figure it is. A figure without a period is told apart by its reference date."""
        dated = self.values.get("reference_date") if self.period.ends_on is None else None
        class_id = self.indicator_class.pk if self.indicator_class else None
        area, corporation = self.area, self.corporation_id
        return (
            self.indicator.pk, class_id, area.municipality_id, area.region_id, corporation, self.period, dated
        )  # fmt: skip

    @property
    def name(self) -> str:
        """Return in words which figure it is."""
        dated = self.values.get("reference_date")
        period = str(self.period) or (f"peildatum {print_date(dated)}" if dated else "")
        corporation = self.row.cells[Header.CORPORATION]
        parts = (self.indicator, self.indicator_class or "", self.area.name, cells.shown(corporation), period)
        return ", ".join(filter(None, map(str, parts)))

    def line(self, differences: Differences) -> Line:
        """Return the figure as the preview shows it."""
        told = tuple(
            Difference(str(HEADERS[name]), *(printed(value, HEADERS[name], self.indicator) for value in pair))
            for name, pair in differences.items()
        )
        value = printed(self.values["value"], Header.VALUE, self.indicator)
        return Line(self.row.sheet, self.row.number, self.name, value, told, Header.VALUE)


def printed(value: Any, header: Header, indicator: Indicator) -> str:
    """Return a value of a field as the page shows it."""
    if isinstance(value, Decimal):
        return print_value(value, indicator.unit, max(indicator.decimals, decimals_in(value)))
    if isinstance(value, datetime.date):
        return print_date(value)
    if header == Header.VALUE:
        return str(Figure.Status.UNREADABLE.label)
    if header == Header.STATUS and value:
        return str(Figure.Status(value).label)
    if header == Header.CAPPING and value:
        return str(Capping(value).label)
    return str(value) if value else NOTHING


class Reader:
    """Reads the cells of one row, and keeps every problem with its place."""

    def __init__(self, row: Row, codes: Codes, note_means: str = "") -> None:
        self.row, self.codes, self.note_means = row, codes, note_means
        self.problems: list[Problem] = []

    def take(self, header: Header, read: Callable[[Cell], Taken]) -> Taken | None:
        cell = self.row.cells.get(header, EMPTY)
        try:
            refuse_unseen(cell, is_note=header in NOTES)
            refuse_copy(cell)
            return read(cell)
        except NotationError as error:
            self.refuse(header, str(error))
            return None

    def refuse(self, header: Header, sentence: str) -> None:
        self.problems.append(self.row.problem(header, sentence))

    def code(self, header: Header) -> str | None:
        """Return the code in a cell, or None where the cell cannot hold one; that is then told."""
        return self.take(header, lambda cell: line(cells.text(cell)))

    def unknown(self, header: Header, code: str, sentence: str, known: Mapping[str, object]) -> None:
        """Refuse a code that is not known, with the one that may be meant; ``known`` has names by code."""
        found = meant(code, known)
        self.refuse(header, f"{sentence} Bedoelt u {found}?" if found else sentence)

    def agree(self, header: Header, name: str) -> None:
        """Refuse a name that is not the one of the code: somebody may have filled down the wrong column."""
        written = self.take(header, cells.text)
        if written and not same_name(written, name):
            self.refuse(header, f"Dit past niet bij de code ernaast. Bij die code hoort: {name or 'leeg'}.")

    def formulas(self) -> None:
        for header in IGNORED & self.row.cells.keys():
            if self.row.cells[header].kind == "f":
                self.refuse(header, cells.FORMULA)

    def draft(self) -> Draft | None:
        """Return what the row says, or None if something in it cannot be read."""
        self.formulas()
        indicator, area, corporation_id = self.indicator(), self.area(), self.corporation()
        period = self.take(Header.PERIOD, cells.period)
        values: dict[str, Any] = {"value": None}  # first, as people look for it first
        values |= {name: self.take(header, read) for header, (name, read) in self.fields()}
        self.remark(values)
        if len(str(values.get("source") or "")) > LONGEST_SOURCE:
            self.refuse(Header.SOURCE, SOURCE_TOO_LONG)
        if indicator is None:
            return None
        values["value"] = self.take(Header.VALUE, lambda cell: figure_cells.value(cell, indicator))
        indicator_class = self.indicator_class(indicator, has_corporation=corporation_id is not None)
        if self.problems or area is None or period is None:
            return None
        return Draft(self.row, indicator, indicator_class, area, corporation_id, period, values)

    def remark(self, values: dict[str, Any]) -> None:
        """Put the column *Opmerking* in the note that it is; in none while that is asked."""
        text = self.take(Header.REMARK, cells.text)
        if self.note_means == NoteMeans.PUBLIC and is_exported_before(self.row.columns):
            values["note"] = text
        elif text and (self.note_means or not is_exported_before(self.row.columns)):
            # An empty cell says nothing of a note that its column was not made for.
            if values.get("internal_note") not in (None, "", text):
                self.refuse(Header.REMARK, TWO_NOTES)
            values["internal_note"] = text

    def fields(self) -> Iterator[tuple[Header, tuple[str, Callable[[Cell], Value]]]]:
        return ((header, how) for header, how in FIELDS.items() if header in self.row.cells)

    def indicator(self) -> Indicator | None:
        code = self.code(Header.INDICATOR_CODE)
        found = self.codes.indicators.get(code or "")
        if found:
            self.agree(Header.INDICATOR, found.name)
            self.agree(Header.UNIT, found.unit)
        elif code is not None:
            self.unknown(Header.INDICATOR_CODE, code, UNKNOWN_INDICATOR, self.codes.indicators)
        return found

    def area(self) -> Area | None:
        code = self.code(Header.AREA_CODE)
        found = self.codes.areas.get(code or "")
        if found:
            self.agree(Header.AREA, found.name)
        elif code is not None:
            self.unknown(Header.AREA_CODE, code, UNKNOWN_AREA, self.codes.areas)
        return found

    def corporation(self) -> int | None:
        code = self.code(Header.CORPORATION)
        if code and code not in self.codes.corporations:
            self.unknown(Header.CORPORATION, code, UNKNOWN_CORPORATION, self.codes.corporations)
        return self.codes.corporations.get(code or "")

    def indicator_class(self, indicator: Indicator, *, has_corporation: bool) -> IndicatorClass | None:
        code = self.code(Header.CLASS_CODE)
        if code is None:
            return None
        found = self.codes.classes.get((indicator.pk, code))
        if code and found is None:
            rule = "figure_class_of_indicator" if indicator.has_classes else "figure_class_not_needed"
            known = {each: row for (pk, each), row in self.codes.classes.items() if pk == indicator.pk}
            sentence = f"{RULES[rule]} Verwacht: {', '.join(known)}." if known else RULES[rule]
            self.unknown(Header.CLASS_CODE, code, sentence, known)
            return None
        if rule := broken_rule(indicator, found, has_corporation=has_corporation) or "":
            self.refuse(RULE_COLUMNS[rule], RULES[rule])
        self.agree(Header.CLASS, found.name if found else "")
        return found
