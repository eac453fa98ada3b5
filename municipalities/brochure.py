"""Loads the indicators and the card of a brochure from the data files of this app.

What is there already is left as it is: nothing that staff changed is ever overwritten.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Region, Theme
from municipalities.periods import read_date, read_period

DATA = Path(__file__).parent / "data"


def load_indicators() -> int:
    """Add the missing themes and indicators with their classes; return how many indicators were added."""
    data = _read("indicators.yaml")
    for order, row in enumerate(data["themes"], start=1):
        if not Theme.objects.filter(code=row["code"]).exists():
            Theme.objects.create(order=order, **row)
    themes = {theme.code: theme for theme in Theme.objects.all()}
    added = 0
    for order, row in enumerate(data["indicators"], start=1):
        classes, theme = row.pop("classes", ()), themes[row.pop("theme")]
        if Indicator.objects.filter(code=row["code"]).exists():
            continue
        indicator = Indicator.objects.create(theme=theme, order=order, **row)
        IndicatorClass.objects.bulk_create(
            IndicatorClass(indicator=indicator, order=place, **each) for place, each in enumerate(classes, 1)
        )
        added += 1
    return added


def load_card(name: str = "heerlen-card.yaml") -> int:
    """Add the figures of a card; return how many were added.

    A card of which a figure is there has been loaded: what staff changed or removed stays that way.
    """
    card = _read(name)
    if Figure.objects.filter(source=card["source"]).exists():
        return 0
    places: dict[str, dict[str, Any]] = {
        "municipality": {"municipality": Municipality.objects.get(code=card["municipality"])},
        "region": {"region": Region.objects.get(slug=card["region"])},
        "corporation": {},
    }
    figures = [
        Figure(source=card["source"], **places[values.pop("area", "municipality")], **values)
        for row in card["figures"]
        for values in _figures(row)
    ]
    return len(Figure.objects.bulk_create(figures))


def _figures(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the values of each figure in a row of the file: one per period, or one per class."""
    indicator = Indicator.objects.get(code=row.pop("indicator"))
    common: dict[str, Any] = {
        "indicator": indicator,
        "corporation": _corporation(row.pop("corporation", None)),
    }
    if given := row.pop("reference_date", None):
        common["reference_date"] = read_date(given)
    period, classes = row.pop("period", ""), row.pop("classes", {})
    for written, value in row.pop("values", {}).items():
        yield {**common, **row, "period": read_period(str(written)), "value": Decimal(str(value))}
    codes = dict.fromkeys(classes) if isinstance(classes, list) else classes
    for code, value in codes.items():
        yield {
            **common,
            **row,
            "period": read_period(period),
            "indicator_class": indicator.classes.get(code=code),
            "value": None if value is None else Decimal(str(value)),
        }


def _corporation(code: str | None) -> Corporation | None:
    return Corporation.objects.get(code=code) if code else None


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return data
