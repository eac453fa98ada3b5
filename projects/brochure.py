"""Loads the legend, the norm and the projects of a brochure from the data files of this app.

What is there already is left as it is: nothing that staff changed is ever overwritten.
"""

from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from municipalities.models import Corporation, Municipality
from projects.models import (
    BatScore,
    HousingType,
    LegendEntry,
    Norm,
    Project,
    ProjectRentClass,
    RentClass,
    SustainabilityLevel,
)

DATA = Path(__file__).parent / "data"


def load_legend() -> int:
    """Add the missing entries of the legend; return how many were added."""
    legend = _read("legend.yaml")
    added = sum(
        BatScore.objects.get_or_create(score=row.pop("score"), defaults=row)[1]
        for row in legend["bat_scores"]
    )
    entries: tuple[tuple[type[LegendEntry], str], ...] = (
        (HousingType, "housing_types"),
        (RentClass, "rent_classes"),
        (SustainabilityLevel, "sustainability_levels"),
    )
    for model, key in entries:
        for order, row in enumerate(legend[key], start=1):
            same = Q(code=row["code"]) | Q(label=row["label"]) | Q(order=order)
            if not model._default_manager.filter(same).exists():
                model._default_manager.create(**row, order=order)
                added += 1
    return added


def load_norms() -> int:
    """Add the norms of the data file where there is none at all; return how many were added."""
    if Norm.objects.exists():
        return 0
    return len(Norm.objects.bulk_create(Norm(**row) for row in yaml.safe_load(_text("norms.yaml"))))


def brochure_of(name: str) -> dict[str, Any]:
    """Return what a brochure says of its projects, and of whom it is for which municipality and year."""
    return _read(name)


def load_projects(name: str = "heerlen-2022.yaml") -> int:
    """Add the corporations and projects of a brochure; return how many projects were added.

    A brochure of which a project is there has been loaded: what staff renamed or removed stays that way.
    """
    brochure = brochure_of(name)
    if Project.objects.filter(source=brochure["source"]).exists():
        return 0
    for row in brochure["corporations"]:
        parent = Corporation.objects.filter(code=row.get("parent", "")).first()
        Corporation.objects.get_or_create(code=row["code"], defaults={"name": row["name"], "parent": parent})
    municipality = Municipality.objects.get(code=brochure["municipality"])
    corporation = Corporation.objects.get(code=brochure["corporations"][0]["code"])
    common = {"corporation": corporation, "source": brochure["source"], "is_public": True}
    for row in brochure["projects"]:
        _load_project(municipality, {**common, **row})
    return len(brochure["projects"])


def _load_project(municipality: Municipality, row: dict[str, Any]) -> None:
    """Add one project with its types and rent classes."""
    types = row.pop("housing_types", [])
    certain, possible = row.pop("rent_classes", []), row.pop("possible_rent_classes", [])
    bat_from, bat_to = row.pop("bat", (None, None))
    level = row.pop("sustainability", None)
    project = Project.objects.create(
        municipality=municipality,
        bat_from_id=bat_from,
        bat_to_id=bat_to,
        sustainability=SustainabilityLevel.objects.get(code=level) if level else None,
        **row,
    )
    project.housing_types.set(HousingType.objects.filter(code__in=types))
    ProjectRentClass.objects.bulk_create(
        ProjectRentClass(project=project, rent_class=rent_class, is_possible=rent_class.code in possible)
        for rent_class in RentClass.objects.filter(code__in=[*certain, *possible])
    )


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_text(name))
    return data


def _text(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")
