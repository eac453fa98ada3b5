"""The screen on which staff enter the gemeentekaart of a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from municipalities.card.reference_years import window
from municipalities.figures.consistency import NotAddingUp
from municipalities.figures.entry import BUSY, editor
from municipalities.figures.grid.forms import BasisForm, ChoiceForm, RowForm
from municipalities.figures.grid.rows import Area, Row, Section
from municipalities.figures.grid.saving import Saved, Sheet
from municipalities.models import Figure, Theme
from wonen.database.locks import is_busy
from wonen.history.audited_action import Act, act

TEMPLATE = "admin/municipalities/figure/card.html"


@dataclass
class Line:
    """One row as it is printed, with the sums that it takes part in and that are not right."""

    row: Row
    form: RowForm
    wrong: list[NotAddingUp]

    @property
    def sentences(self) -> list[NotAddingUp]:
        """What is said at this row itself: the figure of all corporations is held against each of them."""
        return [each for each in self.wrong if each.is_across_corporations and not self.row.corporation]


@dataclass
class Block:
    """The rows whose classes are added up together, under one heading."""

    section: Section
    label: str
    is_first: bool
    basis: BasisForm | None
    lines: list[Line]

    @property
    def sentences(self) -> list[NotAddingUp]:
        found = [each for line in self.lines for each in line.wrong if not each.is_across_corporations]
        return list(dict.fromkeys(found))


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    editor(request)
    choice = ChoiceForm(request.GET, request.user)
    if not choice.is_valid():
        return _page(request, {"choice": choice}, status=400 if choice.is_bound else 200)
    area, year = choice.area, choice.cleaned_data["jaar"]
    if request.method != "POST":
        sheet = Sheet(area, year)
        sheet.check()
        return _sheet_page(request, choice, sheet)
    try:
        return _take_in(request, choice, area, year)
    except IntegrityError:
        # Somebody else saved the same figure at the same moment: now it can be seen.
        sheet = Sheet(area, year, request.POST)
        if sheet.is_valid():
            raise
        sheet.check()
        return _sheet_page(request, choice, sheet, status=400)
    except OperationalError as error:
        if not is_busy(error):
            raise
        sheet = Sheet(area, year, request.POST)
        sheet.is_valid()  # the cells keep what was typed, right or wrong
        sheet.check()
        sheet.why = BUSY
        return _sheet_page(request, choice, sheet, status=409)


def _take_in(request: HttpRequest, choice: ChoiceForm, area: Area, year: int) -> HttpResponse:
    """Save all of a sheet as one act, or nothing; or only look what would not add up."""
    with act(Act.SHEET, f"gemeentekaart {area}, bod {year}", request.user.pk):
        return _saved(request, choice, area, year)


def _saved(request: HttpRequest, choice: ChoiceForm, area: Area, year: int) -> HttpResponse:
    sheet = Sheet(area, year, request.POST, lock=True)
    if not sheet.is_valid():
        sheet.check()
        return _sheet_page(request, choice, sheet, status=400)
    saved = sheet.save()
    if "controleren" in request.POST:
        sheet.check()
        transaction.set_rollback(True)
        return _sheet_page(request, choice, sheet, tried=saved)
    messages.success(request, f"Gemeentekaart {area}, bod {year}: {saved}.")
    return HttpResponseRedirect(request.get_full_path())


def _sheet_page(
    request: HttpRequest, choice: ChoiceForm, sheet: Sheet, *, tried: Saved | None = None, status: int = 200
) -> HttpResponse:
    after, until = window(sheet.year)
    context = {
        "choice": choice,
        "sheet": sheet,
        "themes": _themes(sheet),
        "tried": tried,
        "first": after + datetime.timedelta(days=1),
        "until": until,
        "mistakes": sheet.mistakes,
    }
    return _page(request, context, status=status)


def _themes(sheet: Sheet) -> list[tuple[Theme, list[Block]]]:
    themes = groupby(sheet.sections, key=lambda section: section.indicator.theme)
    return [
        (theme, [block for section in sections for block in _blocks(sheet, section)])
        for theme, sections in themes
    ]


def _blocks(sheet: Sheet, section: Section) -> Iterator[Block]:
    for place, (label, rows) in enumerate(groupby(section.rows, key=lambda row: row.corporation_label)):
        lines = [_line(sheet, row) for row in rows]
        basis = sheet.bases.get(section.indicator.pk) if place == 0 else None
        yield Block(section, label, place == 0, basis, lines)


def _line(sheet: Sheet, row: Row) -> Line:
    form = sheet.forms[row.name]
    figure = form.figure if form.figure and form.figure.pk else row.figure
    return Line(row, form, [each for each in sheet.wrong if figure and each.concerns(figure)])


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    area = f": {context['sheet'].area}" if "sheet" in context else ""
    shared = {
        **admin.site.each_context(request),
        "title": f"Gemeentekaart invullen{area}",
        "opts": Figure._meta,
    }
    return render(request, TEMPLATE, {**shared, **context}, status=status)
