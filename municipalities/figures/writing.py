"""Writes single figures by the API: read from their codes, judged by the rules of the model."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from municipalities.figures.entry import Lock, lock_figures
from municipalities.models import Corporation, Indicator, IndicatorClass, Municipality, Region
from municipalities.models.figures import COMBINATION, FIGURE_RULES, Figure
from wonen.dutch.single_line_text import line
from wonen.rest.access import ApiAccess
from wonen.rest.problems import Fault, conflicting
from wonen.rest.writing.request_schemas import Body
from wonen.rest.writing.write_handler import Versions, Writer

COLUMNS = {
    "indicator": "kengetal",
    "indicator_class": "klasse",
    "municipality": "gemeente",
    "region": "regio",
    "corporation": "corporatie",
    "starts_on": "periodeVan",
    "ends_on": "periodeTotEnMet",
    "value": "waarde",
    "status": "status",
    "price_level": "prijspeil",
    "capping": "aftoppingsgrens",
    "source": "bron",
    "reference_date": "peildatum",
    "note": "opmerking",
    "internal_note": "interneNotitie",
}
# Where the rule of a constraint is told.
PLACES = {
    "figure_one_area": "regio",
    "figure_period_form": "periodeTotEnMet",
    "figure_year_plausible": "periodeTotEnMet",
    "figure_dated": "periodeTotEnMet",
    "figure_value_or_unreadable": "waarde",
    "figure_doubt_explained": "opmerking",
    "figure_capping_of_price_level": "aftoppingsgrens",
}
DIGITS = {"max_digits", "max_decimal_places"}
IN_SCHEMA = {"figure_status_known", "figure_value_plausible"}  # what the published schema says by itself
RULES = (
    *(str(each.violation_error_message) for each in Figure._meta.constraints if each.name not in IN_SCHEMA),
    *FIGURE_RULES.values(),
)
UNKNOWN = "Er is geen {what} met deze code."
UNKNOWN_CLASS = "Dit kengetal heeft geen klasse met deze code."


class FigureWriter(Writer):
    model = Figure
    required = ("kengetal",)
    defaults: Mapping[str, Any] = {"status": Figure.Status.DEFINITIVE.value}
    versions = tuple(f"{name}_id" if name in COMBINATION else name for name in COLUMNS)
    rules = RULES
    example_of_change: Mapping[str, Any] = {"status": "voorlopig"}
    example_of_new: Mapping[str, Any] = {"periodeVan": "2025-01-01", "periodeTotEnMet": "2025-12-31"}

    def version(self, values: Versions) -> str:
        """Return a hash of what is kept of a figure: it has no number that is raised.

        A figure that was changed and changed back is the same version; nothing is lost by that.
        """
        plain = [str(each.normalize()) if isinstance(each, Decimal) else str(each) for each in values]
        return hashlib.sha256("\0".join(plain).encode()).hexdigest()[:16]

    def lock(self, key: int) -> Figure | None:
        lock_figures(Lock.BESIDE_OTHERS)
        return Figure.objects.select_for_update(of=("self",)).filter(pk=key).first()

    def place(self, row: Figure) -> int | None:
        return row.municipality_id

    def save(self, access: ApiAccess, row: Figure | None, said: Body) -> int:
        if row is None:
            lock_figures(Lock.BESIDE_OTHERS)
        figure = row or Figure()
        Filling(figure, said).run()
        # Also to see it: what is written whole is written over, its internal note too.
        for action in ("change" if row else "add", "view"):
            self.refuse_foreign(access, action, (figure.municipality_id, "/gemeente"))
        try:
            figure.full_clean()
        except ValidationError as error:
            raise conflicting(told(error)) from error
        figure.save()
        return figure.pk

    def delete(self, access: ApiAccess, row: Figure) -> None:
        del access  # asked before
        row.delete()


class Filling:
    """Fills a figure with what is said of it; refuses codes that are not known, all at once."""

    def __init__(self, figure: Figure, said: Body) -> None:
        self.figure, self.said = figure, said
        self.faults: list[Fault] = []

    def run(self) -> None:
        said, figure = self.said, self.figure
        figure.indicator_id = self.key_of("kengetal", Indicator, "code", "kengetal") or 0
        figure.indicator_class = self.indicator_class()
        figure.municipality_id = self.key_of("gemeente", Municipality, "code", "gemeente")
        figure.region_id = self.key_of("regio", Region, "slug", "regio")
        figure.corporation_id = self.key_of("corporatie", Corporation, "code", "corporatie")
        if self.faults:
            raise conflicting(self.faults)
        figure.starts_on, figure.ends_on = day(said["periodeVan"]), day(said["periodeTotEnMet"])
        figure.reference_date = day(said["peildatum"])
        figure.value = None if said["waarde"] is None else Decimal(repr(said["waarde"]))
        figure.status, figure.price_level = said["status"], said["prijspeil"]
        figure.capping, figure.note = said["aftoppingsgrens"] or "", said["opmerking"].strip()
        figure.internal_note = (said["interneNotitie"] or "").strip()
        source = line(said["bron"])
        # What a program reads is the source of the key figure where a figure has none of its own.
        figure.source = "" if source == figure.indicator.source else source

    def key_of(self, name: str, model: Any, column: str, what: str) -> int | None:
        code = self.said[name]
        if code is None:
            return None
        found: int | None = model.objects.filter(**{column: code}).values_list("pk", flat=True).first()
        if found is None:
            self.faults.append(Fault("body", f"/{name}", UNKNOWN.format(what=what)))
        return found

    def indicator_class(self) -> IndicatorClass | None:
        code = self.said["klasse"]
        if code is None or self.faults:
            return None
        found = IndicatorClass.objects.filter(indicator=self.figure.indicator_id, code=code).first()
        if found is None:
            self.faults.append(Fault("body", "/klasse", UNKNOWN_CLASS))
        return found


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def told(error: ValidationError) -> Iterator[Fault]:
    """Yield what the model finds wrong, where the body says it."""
    places = {
        str(each.violation_error_message): PLACES[each.name]
        for each in Figure._meta.constraints
        if each.name in PLACES
    }
    for column, errors in error.error_dict.items():
        # How many digits the column keeps says less than how many decimals the indicator takes.
        told = [sentence for each in errors if each.code not in DIGITS for sentence in each.messages]
        for sentence in dict.fromkeys(told):
            name = places.get(sentence, "") if column == NON_FIELD_ERRORS else COLUMNS.get(column, "")
            yield Fault("body", f"/{name}" if name else "", sentence)
