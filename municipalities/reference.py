"""Loads the reference rows of this app from its data files: what is there already is left as it is."""

import csv
import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.utils.text import slugify

from municipalities.models import Municipality, Region, RentLimits

DATA = Path(__file__).parent / "data"


def load_reference() -> dict[str, int]:
    """Add the missing regions, municipalities and rent limits; return how many of each were added."""
    rows = list(_rows("limburg-municipalities.csv"))
    return {
        "regio's": _load_regions(rows),
        "gemeenten": _load_municipalities(rows),
        "huurprijsgrenzen": _load_rent_limits(list(_rows("rent-limits.csv"))),
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_regions(rows: list[dict[str, str]]) -> int:
    before = Region.objects.count()
    regions = {
        name: Region.objects.get_or_create(slug=slugify(name), defaults={"name": name, "corop_code": corop})[
            0
        ]
        for name, corop in {row["regio"]: row["corop"] for row in rows}.items()
    }
    for name, parent in {row["subregio"]: row["regio"] for row in rows if row["subregio"]}.items():
        Region.objects.get_or_create(slug=slugify(name), defaults={"name": name, "parent": regions[parent]})
    return Region.objects.count() - before


def _load_municipalities(rows: list[dict[str, str]]) -> int:
    regions = {region.slug: region for region in Region.objects.all()}
    known = {key for pair in Municipality.objects.values_list("code", "slug") for key in pair}
    new = [
        Municipality(
            code=row["code"],
            name=row["naam"],
            slug=slugify(row["naam"]),
            region=regions[slugify(row["subregio"] or row["regio"])],
            town=row["hoofdplaats"],
            latitude=Decimal(row["breedtegraad"]),
            longitude=Decimal(row["lengtegraad"]),
            in_working_area=row["werkgebied"] == "ja",
        )
        for row in rows
        if not known & {row["code"], slugify(row["naam"])}
    ]
    return len(Municipality.objects.bulk_create(new))


def _load_rent_limits(rows: list[dict[str, str]]) -> int:
    """Limits hold until the next ones, at most until the end of their year."""
    starts = [datetime.date.fromisoformat(row["geldig_vanaf"]) for row in rows]
    added = 0
    for row, start, following in zip(rows, starts, [*starts[1:], datetime.date.max], strict=True):
        end = min(datetime.date(start.year, 12, 31), following - datetime.timedelta(days=1))
        if RentLimits.objects.filter(valid_from__lte=end, valid_until__gte=start).exists():
            continue
        RentLimits.objects.create(
            valid_from=start,
            valid_until=end,
            quality_discount=Decimal(row["kwaliteitskortingsgrens"]),
            low_capping=Decimal(row["aftoppingsgrens_laag"]),
            high_capping=Decimal(row["aftoppingsgrens_hoog"]),
            social=Decimal(row["sociale_huurgrens"]),
            mid_rent=Decimal(row["middenhuurgrens"]) if row["middenhuurgrens"] else None,
            note="" if row["zeker"] == "ja" else row["zeker"],
        )
        added += 1
    return added
