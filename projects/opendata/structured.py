"""What a search engine for data reads in a page: the dataset behind it, in the words of schema.org."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from municipalities.models import Municipality
from projects.models.querysets import ProjectQuerySet
from projects.opendata.datasets import DATASETS, PROJECTS, Dataset, Form
from projects.opendata.facts import Facts, area, project_facts
from wonen.publisher import base_of, publisher

Thing = dict[str, Any]

FORM_NAMES = {"jsonl": "application/jsonl"}  # what the API says; IANA registered none


def all_projects(request: HttpRequest, projects: ProjectQuerySet) -> list[Thing]:
    """Describe all public projects; nothing while there are none."""
    facts = project_facts(projects)
    return [_whole(request, PROJECTS, facts, _area())] if facts.count else []


def everything(request: HttpRequest, facts: dict[str, Facts]) -> list[Thing]:
    """Describe every dataset that holds something."""
    place = _area()
    return [
        _whole(request, each, facts[each.name], place) for each in DATASETS.values() if facts[each.name].count
    ]


def projects_in(request: HttpRequest, place: Municipality, projects: ProjectQuerySet) -> list[Thing]:
    """Describe the public projects of one municipality as the part of the dataset that they are."""
    facts = project_facts(projects)
    if not facts.count:
        return []
    base = base_of(request)
    part = replace(PROJECTS, title=f"{PROJECTS.title} in {place.name}", chosen=(("gemeente", place.code),))
    url = f"{base}{place.get_absolute_url()}"
    point = {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }
    where = {"@type": "Place", "name": place.name, "identifier": place.code, "geo": point}
    own = {"@id": f"{url}#projecten", "url": url, "isPartOf": {"@id": identity(base, PROJECTS)}}
    return [_described(part, facts, base) | own | {"identifier": own["@id"], "spatialCoverage": where}]


def identity(base: str, dataset: Dataset) -> str:
    """Return the address of a dataset in the catalogue."""
    return f"{base}{reverse('catalogue')}#{dataset.name}"


def _area() -> Thing:
    if not (found := area()):
        return {"@type": "Place", "name": "Nederland"}
    box = f"{found.south} {found.west} {found.north} {found.east}"  # latitude first, by schema.org
    shape = {"@type": "GeoShape", "box": box}
    return {"@type": "Place", "name": found.name, "sameAs": found.uri, "geo": shape}


def _whole(request: HttpRequest, dataset: Dataset, facts: Facts, place: Thing) -> Thing:
    base = base_of(request)
    own = {"@id": identity(base, dataset), "url": f"{base}{reverse('open-data')}"}
    return _described(dataset, facts, base) | own | {"identifier": own["@id"], "spatialCoverage": place}


def _described(dataset: Dataset, facts: Facts, base: str) -> Thing:
    found = publisher(base)
    agent = {"@type": "Organization", "@id": found.uri, "name": found.name}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.told(facts),
        "keywords": list(dataset.keywords),
        "license": settings.LICENCE.page,
        "creator": agent,
        "publisher": agent,
        "isAccessibleForFree": True,
        "inLanguage": "nl",
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{base}{reverse('catalogue')}"},
        "distribution": [_download(dataset, form, base) for form in dataset.forms],
        **({"temporalCoverage": f"{facts.first}/{facts.last}"} if facts.first else {}),
        **({"dateModified": facts.modified.isoformat()} if facts.modified else {}),
    }


def _download(dataset: Dataset, form: Form, base: str) -> Thing:
    return {
        "@type": "DataDownload",
        "name": form.label,
        "encodingFormat": form.media_type or FORM_NAMES[form.name],
        "contentUrl": f"{base}{dataset.path_as(form)}",
    }
