"""All that a row of a spreadsheet may refer to, by its code: read once, whatever the number of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from municipalities.figures.spreadsheet.export import CORPORATION_WIDE, REGION
from municipalities.models import Corporation, Indicator, IndicatorClass, Municipality, Region
from wonen.dutch.single_line_text import line
from wonen.spreadsheets.text import plain


@dataclass(frozen=True)
class Area:
    """A municipality, a region, or neither: the whole corporation."""

    name: str
    municipality_id: int | None = None
    region_id: int | None = None

    def __str__(self) -> str:
        return self.name


def indicators() -> dict[str, Indicator]:
    return {each.code: each for each in Indicator.objects.select_related("theme")}


def classes() -> dict[tuple[int, str], IndicatorClass]:
    return {(each.indicator_id, each.code): each for each in IndicatorClass.objects.all()}


def areas() -> dict[str, Area]:
    found = {CORPORATION_WIDE: Area("Corporatiebreed")}
    found |= {each.code: Area(each.name, municipality_id=each.pk) for each in Municipality.objects.all()}
    found |= {f"{REGION}{each.slug}": Area(each.name, region_id=each.pk) for each in Region.objects.all()}
    return found


def corporations() -> dict[str, int]:
    return dict(Corporation.objects.values_list("code", "pk"))


@dataclass(frozen=True)
class Codes:
    """Takes five queries."""

    indicators: dict[str, Indicator] = field(default_factory=indicators)
    classes: dict[tuple[int, str], IndicatorClass] = field(default_factory=classes)
    areas: dict[str, Area] = field(default_factory=areas)
    corporations: dict[str, int] = field(default_factory=corporations)


def meant(written: str, known: Mapping[str, object]) -> str:
    """Return the code that is written in other capitals, or by its name in ``known``; empty for none."""
    codes = {str(each).casefold(): code for code, each in known.items()}
    codes |= {code.casefold(): code for code in known}
    return codes.get(written.casefold(), "")


def same_name(written: str, name: str) -> bool:
    """Return whether a name that stands there for people is the one that belongs to the code."""
    return line(plain(written)).casefold() == line(plain(name)).casefold()
