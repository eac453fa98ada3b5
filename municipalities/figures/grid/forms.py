"""What is typed on the sheet of a gemeentekaart, read with certainty or refused beside its cell."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.timezone import localdate

from municipalities.access.editable import User
from municipalities.card.reference_years import (
    FIRST_CARD,
    LAST_CARD,
    YEARS_SENTENCE,
    is_on_card,
    next_bod,
    window,
)
from municipalities.figures.grid.rows import Area, Basis, Cells, Row, Section, areas_of, one_newline
from municipalities.models import Capping, Figure
from municipalities.models.figures import DOUBT, YEAR_SENTENCE
from wonen.dutch.numbers import read_value
from wonen.dutch.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    NotationError,
    Period,
    print_date,
    read_date,
    read_period,
)
from wonen.dutch.single_line_text import LineFormField, LinesFormField


class ChoiceForm(forms.Form):
    """Which card is entered; the address of the page holds the choice."""

    gebied = forms.ChoiceField(
        label="Gebied",
        error_messages={
            "required": "Kies een gemeente, een regio of corporatiebreed.",
            "invalid_choice": (
                "Dit gebied is niet bekend, of u mag er niets wijzigen. Kies een gebied uit de lijst."
            ),
        },
    )
    jaar = forms.CharField(
        label="Bod voor",
        max_length=4,
        error_messages={"required": YEARS_SENTENCE, "max_length": YEARS_SENTENCE},
        widget=forms.TextInput({"inputmode": "numeric", "size": 5}),
    )

    def __init__(self, query: QueryDict, user: User) -> None:
        data = {"jaar": str(next_bod(localdate()))} | query.dict()
        super().__init__(data if "gebied" in query else None, initial={"jaar": data["jaar"]})
        headings = areas_of(user)
        self.areas = {area.key: area for areas in headings.values() for area in areas}
        choices = [(name, [(area.key, str(area)) for area in areas]) for name, areas in headings.items()]
        self.fields["gebied"].choices = choices  # type: ignore[attr-defined]

    def clean_jaar(self) -> int:
        text: str = self.cleaned_data["jaar"]
        if not (text.isascii() and text.isdigit() and FIRST_CARD <= int(text) <= LAST_CARD):
            raise ValidationError(YEARS_SENTENCE)
        return int(text)

    @property
    def area(self) -> Area:
        return self.areas[self.cleaned_data["gebied"]]


class OriginForm(forms.Form):
    """Where the new figures of a sheet come from, told once."""

    bron = LineFormField(
        label="Bron van nieuwe cijfers",
        required=False,
        max_length=160,
        help_text="Leeg: de bron van het kengetal.",
        widget=forms.TextInput({"size": 50}),
    )
    peildatum = forms.CharField(
        label="Peildatum van nieuwe cijfers",
        required=False,
        max_length=20,
        help_text=(
            "Alleen nodig voor een plan en voor een cijfer zonder periode: de dag waarop het bekend was, "
            "zoals 31-12-2020. Bij andere cijfers zegt de periode dat zelf."
        ),
        widget=forms.TextInput({"size": 12}),
    )

    def __init__(self, year: int, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.year = year

    def clean_peildatum(self) -> datetime.date | None:
        if not self.cleaned_data["peildatum"]:
            return None
        try:
            day = read_date(self.cleaned_data["peildatum"])
        except NotationError as error:
            raise ValidationError(str(error)) from error
        if not is_on_card(day, self.year):
            raise ValidationError(off_card("Deze peildatum", self.year))
        return day


class BasisForm(forms.Form):
    """The price level in which the classes of one indicator are laid."""

    price_level = forms.CharField(label="Prijspeil", required=False, max_length=4)
    capping = forms.ChoiceField(
        label="Aftoppingsgrens", required=False, choices=[("", "aftopping onbekend"), *Capping.choices]
    )

    def __init__(self, section: Section, data: Basis | None = None, *, conflict: bool = False) -> None:
        written = {f"{section.name}-{key}": value for key, value in data._asdict().items()} if data else None
        super().__init__(written, prefix=section.name, initial=section.basis._asdict())
        self.section, self.conflict = section, conflict
        for field in self.fields.values():
            field.widget.attrs |= {"aria-label": f"{field.label} van {section.indicator}", "size": 5}
            field.error_messages["max_length"] = YEAR_SENTENCE
        del self.fields["capping"].widget.attrs["size"]

    def clean_price_level(self) -> int | None:
        text: str = self.cleaned_data["price_level"]
        if text and not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
            raise ValidationError(YEAR_SENTENCE)
        return int(text) if text else None

    def clean(self) -> None:
        if self.cleaned_data.get("capping") and not self.cleaned_data.get("price_level", True):
            self.add_error("price_level", "Bij een aftoppingsgrens hoort een prijspeil.")
        if self.conflict:
            self.add_error("price_level", _changed_meanwhile(" ".join(self.section.basis) or "leeg"))

    @property
    def values(self) -> dict[str, Any]:
        if self.is_bound:
            return {"price_level": self.cleaned_data["price_level"], "capping": self.cleaned_data["capping"]}
        level, capping = self.section.basis
        return {"price_level": int(level) if level else None, "capping": capping}


def _note(label: str) -> forms.CharField:
    widget = forms.Textarea({"rows": 1, "cols": 20})
    return LinesFormField(label=label, required=False, max_length=2000, widget=widget)


class RowForm(forms.Form):
    """One row of the sheet; bound only when somebody typed in it."""

    period = forms.CharField(label="Periode", required=False, max_length=20)
    value = forms.CharField(label="Waarde", required=False, max_length=40)
    status = forms.ChoiceField(label="Status", choices=Figure.Status.choices)
    note = _note("Toelichting voor het publiek")
    internal_note = _note("Interne notitie")

    def __init__(self, row: Row, data: Cells | None = None, *, conflict: bool = False) -> None:
        written = {f"{row.name}-{key}": value for key, value in data._asdict().items()} if data else None
        super().__init__(written, prefix=row.name, initial=row.cells._asdict())
        self.row, self.conflict = row, conflict
        self.day: datetime.date | None = None  # the reference date for new figures
        self.figure: Figure | None = None  # what is to be saved
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} van {row.label}"
        self.fields["value"].widget.attrs |= {"class": "value", "inputmode": "decimal", "autocomplete": "off"}

    def clean_period(self) -> Period:
        text, figure = self.cleaned_data["period"], self.row.figure
        return figure.period if figure and text == self.row.cells.period else _read(read_period, text)

    def clean_value(self) -> Any:
        text, figure = self.cleaned_data["value"], self.row.figure
        if figure and text == self.row.cells.value:
            return figure.value
        indicator = self.row.indicator
        return _read(read_value, text, indicator.unit, indicator.decimals) if text else None

    def clean_note(self) -> str:
        return one_newline(self.cleaned_data["note"])

    def clean_internal_note(self) -> str:
        return one_newline(self.cleaned_data["internal_note"])

    def clean(self) -> None:
        if self.conflict:
            self.add_error("value", self._meanwhile())
        self._clean_value_and_status()
        if "period" in self.cleaned_data:
            self._clean_moment(self.cleaned_data["period"])
        if not self.errors:
            self.figure = self._written()

    def _meanwhile(self) -> str:
        figure = self.row.figure
        if figure is None:
            return (
                "Iemand anders heeft dit cijfer intussen verwijderd. Sla nog eens op om het toch te houden."
            )
        return _changed_meanwhile(
            f"{figure.printed} ({figure.period or 'geen periode'}, {figure.get_status_display()})"
        )

    def _clean_value_and_status(self) -> None:
        value, status = self.cleaned_data.get("value"), self.cleaned_data.get("status")
        if "value" in self.cleaned_data and value is None and status != Figure.Status.UNREADABLE:
            self.add_error("value", self._empty())
        if value is not None and status == Figure.Status.UNREADABLE:
            self.add_error(
                "value", "Wat niet leesbaar is in de bron, heeft geen waarde. Maak de waarde leeg."
            )
        in_doubt = status in {Figure.Status.UNREADABLE, Figure.Status.DERIVED}
        if in_doubt and not self.cleaned_data.get("note", True):
            self.add_error("note", DOUBT)

    def _empty(self) -> str:
        if not self.row.figure:
            return (
                "Zonder waarde is dit geen cijfer. Vul de waarde in, of kies 'niet leesbaar in de bron'. "
                "Is er geen cijfer, maak dan notities en periode leeg en kies 'definitief'."
            )
        return format_html(
            "Een cijfer verdwijnt niet door de waarde leeg te maken. "
            '<a href="{}">Verwijder dit cijfer</a>, of '
            "kies 'niet leesbaar in de bron'.",
            self.row.delete_url,
        )

    def _clean_moment(self, period: Period) -> None:
        """Let no figure disappear from the card on which it was entered."""
        known_since = self._reference_date(period) or period.ends_on
        if known_since is None:
            self.add_error("period", "Zonder periode is een peildatum nodig: vul die bovenaan in.")
        elif not is_on_card(known_since, self.row.year):
            is_plan = known_since > window(self.row.year)[1]
            hint = " Is het een plan, vul dan bovenaan de peildatum in." if is_plan else ""
            self.add_error("period", off_card("Het einde van deze periode", self.row.year) + hint)

    def _reference_date(self, period: Period) -> datetime.date | None:
        if self.row.figure and self.row.figure.reference_date:
            return self.row.figure.reference_date
        says_it_itself = period.ends_on is not None and is_on_card(period.ends_on, self.row.year)
        return None if says_it_itself else self.day

    def _written(self) -> Figure:
        """Return the figure as it was typed, apart from the one that is there."""
        figure = copy.copy(self.row.figure) or Figure()
        figure.period = self.cleaned_data["period"]
        figure.reference_date = self._reference_date(figure.period)
        for name in ("value", "status", "note", "internal_note"):
            setattr(figure, name, self.cleaned_data[name])
        return figure


def off_card(what: str, year: int) -> str:
    after, until = window(year)
    first = print_date(after + datetime.timedelta(days=1))
    return f"{what} valt buiten deze kaart, die loopt van {first} tot en met {print_date(until)}."


def _changed_meanwhile(now: str) -> str:
    return f"Iemand anders heeft dit intussen gewijzigd in: {now}. Sla nog eens op om dat te vervangen."


def _read(reader: Any, *args: Any) -> Any:
    try:
        return reader(*args)
    except NotationError as error:
        raise ValidationError(str(error)) from error
