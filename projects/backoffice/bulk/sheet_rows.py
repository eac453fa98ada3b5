"""Many projects as a sheet: planning, phase and count, read cell by cell against what was shown."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from projects import facts
from projects.backoffice.bulk.all_or_nothing import refusals
from projects.backoffice.moments import read_moment
from projects.models import Phase, Project
from projects.notation import moment
from projects.rules import DWELLINGS_SENTENCE, is_plausible
from wonen.dutch.form_fields import WholeNumberField
from wonen.office.three_way import Whose, came_back, whose

COLUMNS = (
    ("fase", "Projectfase"),
    ("aantal", "Aantal woningen"),
    ("ca", "Ongeveer"),
    ("start", "Start"),
    ("delivery", "Oplevering"),
    ("planned", "Planning"),
)
NAMES = tuple(name for name, _ in COLUMNS)
# One cell of the brochure: a number of the one that is about right by the other would be nobody's.
TOGETHER = tuple(
    tuple(fact.sheet for fact in facts.FACTS if fact.sheet and cell in fact.cells) for cell in facts.cells()
)
WRITTEN = tuple(name for fact in facts.FACTS if fact.sheet for name in fact.columns)
YES = {"ja", "j", "x", "ca", "ca.", "1", "waar"}
NO = {"", "nee", "n", "0", "onwaar"}
PHASES = {each.label.lower(): each.value for each in Phase} | {each.value: each.value for each in Phase}
MEANWHILE = "Iemand anders heeft dit intussen gewijzigd in: {now}. Sla nog eens op om dat te vervangen."

BESIDE = "Iemand anders heeft intussen gewijzigd: {label} in {now}. Sla nog eens op om beide te houden."


def cells_of(project: Project) -> dict[str, str]:
    """Return the cells of a row as they are typed."""
    count = project.dwellings
    return {
        "fase": str(project.get_phase_display()) if project.phase else "",
        "aantal": "" if count is None else str(count),
        "ca": "ja" if project.dwellings_approximate else "",
        "start": moment(project.start_year, project.start_quarter),
        "delivery": moment(project.delivery_year, project.delivery_quarter),
        "planned": moment(project.planned_year, project.planned_quarter),
    }


def _phase(project: Project, text: str) -> None:
    if text and text.lower() not in PHASES:
        raise ValidationError(f"Een projectfase is: {', '.join(Phase.labels)}; of leeg.")
    project.phase = PHASES[text.lower()] if text else ""


def _count(project: Project, text: str) -> None:
    count = WholeNumberField(required=False).clean(text)
    if not is_plausible(count):
        raise ValidationError(DWELLINGS_SENTENCE)
    project.dwellings = count


def _approximate(project: Project, text: str) -> None:
    if text.lower() not in YES | NO:
        raise ValidationError("Vul ja in, of laat de cel leeg.")
    project.dwellings_approximate = text.lower() in YES


def _moment(name: str) -> Any:
    def read(project: Project, text: str) -> None:
        year, quarter = read_moment(text)
        setattr(project, f"{name}_year", year)
        setattr(project, f"{name}_quarter", quarter)

    return read


LABELS = dict(COLUMNS)
READERS = {
    "fase": _phase,
    "aantal": _count,
    "ca": _approximate,
    **{name: _moment(name) for name in ("start", "delivery", "planned")},
}


@dataclass
class Row:
    """One project on the sheet: what stands in its cells, and what is wrong with each of them."""

    project: Project
    cells: dict[str, str]
    is_typed: bool = False
    errors: dict[str, str] = field(default_factory=dict)  # by cell; under '' of the row as a whole
    changed: Project | None = None

    @property
    def was(self) -> str:
        """What stood there when the sheet was made, to be sent back with it."""
        return json.dumps(cells_of(self.project))

    @property
    def shown(self) -> list[tuple[str, str, str, str]]:
        return [(name, label, self.cells[name], self.errors.get(name, "")) for name, label in COLUMNS]

    @property
    def error(self) -> str:
        return self.errors.get("", "")


def blank(project: Project) -> Row:
    return Row(project, cells_of(project))


def typed(project: Project, data: QueryDict, why_not: Callable[[Project], str]) -> Row:
    """Return a row with what was typed in it. A cell in which nobody typed shows what is there now."""
    now, was, cells = cells_of(project), before(data, project.pk), typed_cells(data, project.pk)
    if was is None or cells in (was, now):
        return blank(project)
    own = {name: now[name] if text == was.get(name) else text for name, text in cells.items()}
    row = Row(project, own, is_typed=True)
    if refused := why_not(project):
        row.errors[""] = refused
    for name, text in cells.items():
        if whose(was.get(name), now[name], text) is Whose.BOTH:
            row.errors[name] = MEANWHILE.format(now=now[name] or "niets")
    _beside(row, now, was, cells)
    _read(row)
    return row


def _beside(row: Row, now: dict[str, str], was: dict[str, Any], cells: dict[str, str]) -> None:
    """Tell of a cell that was typed when somebody else changed the other half of what it says."""
    for names in TOGETHER:
        theirs = [name for name in names if now[name] != was.get(name)]
        mine = [
            name for name in names if whose(was.get(name), now[name], cells[name]) in {Whose.MINE, Whose.BOTH}
        ]
        for name in mine:
            for other in theirs:
                told = BESIDE.format(label=LABELS[other], now=now[other] or "niets")
                row.errors.setdefault(name, told)


def typed_cells(data: QueryDict, key: int) -> dict[str, str]:
    return {name: data.get(f"{key}-{name}", "").strip() for name in NAMES}


def is_typed(data: QueryDict, key: int) -> bool:
    """Say whether somebody typed in the row of a project that may be gone."""
    return before(data, key) not in (None, typed_cells(data, key))


def before(data: QueryDict, key: int) -> dict[str, Any] | None:
    """Return the cells that a row had when the sheet was made; None where it was not on it."""
    found = came_back(data.get(f"{key}-was", ""))
    return found if isinstance(found, dict) else None


def _read(row: Row) -> None:
    changed, now = copy.copy(row.project), cells_of(row.project)
    for name, text in row.cells.items():
        if text == now[name]:
            continue
        try:
            READERS[name](changed, text)
        except ValidationError as error:
            row.errors[name] = " ".join(error.messages)
    row.changed = None if row.errors else changed


def judge(rows: list[Row]) -> None:
    """Ask the database of every row that could be read whether it may be."""
    ready = {row.project.pk: row for row in rows if row.changed}
    for pk, sentence in refusals([row.changed for row in ready.values() if row.changed], WRITTEN).items():
        ready[pk].errors[""] = sentence
