"""Loads the indicators and the card of a brochure from the data files of this app.

What is there already is left as it is: nothing that staff changed is ever overwritten.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Region, Theme
from wonen.dutch.periods import read_date, read_period

DATA = Path(__file__).parent / "data"


def load_indicators() -> int:
    """Add the themes and indicators with their classes; return how many indicators were added.

    A file of which an indicator is there has been loaded: what staff changed or removed stays that way.
    """
    data = _read("indicators.yaml")
    if Indicator.objects.filter(code__in=[row["code"] for row in data["indicators"]]).exists():
        return 0
    themes = {row["code"]: _theme(row, order) for order, row in enumerate(data["themes"], 1)}
    taken = {name.lower() for name in Indicator.objects.values_list("name", flat=True)}
    new = [row for row in data["indicators"] if row["name"].lower() not in taken]
    classes = [row.pop("classes", ()) for row in new]
    indicators = Indicator.objects.bulk_create(
        Indicator(theme=themes[row.pop("theme")], order=order, **row) for order, row in enumerate(new, 1)
    )
    IndicatorClass.objects.bulk_create(
        IndicatorClass(indicator=indicator, order=place, **each)
        for indicator, rows in zip(indicators, classes, strict=True)
        for place, each in enumerate(rows, 1)
    )
    return len(new)


def _theme(row: dict[str, str], order: int) -> Theme:
    """Return the theme of a row, which staff may have made already."""
    same = Theme.objects.filter(Q(code=row["code"]) | Q(name__iexact=row["name"]))
    return same.first() or Theme.objects.create(order=order, **row)


def load_card(name: str = "heerlen-card.yaml") -> int:
    """Add the figures of a card; return how many were added.

    A card of which a figure is there has been loaded: what staff changed or removed stays that way. What a
    figure is about may be gone too, from a database that is older than the card; then it is left out.
    """
    card = _read(name)
    if Figure.objects.filter(source=card["source"]).exists():
        return 0
    indicators = {each.code: each for each in Indicator.objects.prefetch_related("classes")}
    corporations = {each.code: each for each in Corporation.objects.all()}
    areas: dict[str, dict[str, Any]] = {
        "municipality": {"municipality": Municipality.objects.filter(code=card["municipality"]).first()},
        "region": {"region": Region.objects.filter(slug=card["region"]).first()},
        "corporation": {},
    }
    figures: list[Figure] = []
    for row in card["figures"]:
        # What a figure is about; None stands for what is not there.
        subject: dict[str, Any] = {**areas[row.pop("area", "municipality")]}
        subject["indicator"] = indicators.get(row.pop("indicator"))
        if "corporation" in row:
            subject["corporation"] = corporations.get(row.pop("corporation"))
        if None not in subject.values():
            common = {"source": card["source"], **subject}
            figures += [Figure(**{**common, **values}) for values in _figures(row, subject["indicator"])]
    return len(Figure.objects.bulk_create(figures))


def _figures(row: dict[str, Any], indicator: Indicator) -> Iterator[dict[str, Any]]:
    """Yield the values of each figure in a row of the file: one per period, or one per class."""
    if given := row.pop("reference_date", None):
        row["reference_date"] = read_date(given)
    period, classes = row.pop("period", ""), row.pop("classes", {})
    for written, value in row.pop("values", {}).items():
        yield {**row, "period": read_period(str(written)), "value": Decimal(str(value))}
    codes = dict.fromkeys(classes) if isinstance(classes, list) else classes
    for each in indicator.classes.all():
        if each.code not in codes:
            continue
        value = codes[each.code]
        yield {
            **row,
            "period": read_period(period),
            "indicator_class": each,
            "value": None if value is None else Decimal(str(value)),
        }


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return data
