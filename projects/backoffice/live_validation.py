"""What follows from a project as it is typed: its sections, what it lacks, what may be wrong with it.

The rules are those of the lists and sums, asked of the database; here only the row is not saved yet.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from municipalities.models import Municipality
from projects.backoffice.warnings import doubts
from projects.editing import completeness as lacking
from projects.editing.completeness import Lack
from projects.models import Project
from projects.models.sections import Section, section_in

NOT_THERE = "staat niet in het overzicht"


@dataclass(frozen=True)
class Judgement:
    sections: list[tuple[int, str]]  # of this year and the next
    lacks: list[Lack]
    doubts: list[str]


def judge(
    project: Project, *, has_types: bool, has_rent_classes: bool, was: int | None, today: datetime.date
) -> Judgement:
    """Judge a project that need not be saved; one query, two for one that is.

    ``was``: the number of dwellings that is saved.
    """
    parts = {
        "has_types": has_types,
        "has_rent_classes": has_rent_classes,
        "has_phases": bool(project.pk) and project.phases.exists(),
    }
    years = (today.year, today.year + 1)
    *sections, codes = _asked(project, parts, *(section_in(year) for year in years), lacking.codes())
    labels = [Section(section).label if section else NOT_THERE for section in sections]
    lacks = lacking.named(codes)
    return Judgement(
        sections=list(zip(years, labels, strict=True)),
        lacks=lacks,
        doubts=doubts(project, was, lacks, today),
    )


def _asked(project: Project, parts: dict[str, bool], *expressions: Any) -> tuple[Any, ...]:
    """Return what expressions on a project are for a row that is not in the database.

    They ask for names; these are laid over a row of some other table, of which there is always one.
    """
    fields: list[Any] = [Project._meta.get_field(name) for name in lacking.COLUMNS]
    facts: dict[str, Any] = {
        field.name: Value(
            getattr(project, field.attname),
            output_field=field.target_field if field.is_relation else field,
        )
        for field in fields
    }
    facts |= {name: Value(value) for name, value in parts.items()}
    row = Municipality.objects.order_by().annotate(**facts).values_list(*expressions)[:1]
    answer: tuple[Any, ...] = row.get()
    return answer
