"""The catalogue of the open data by DCAT-AP-NL 3.0, as JSON-LD; ``turtle`` writes the same in Turtle.

Every node has an address of its own, so that the same data always give the same text. Values of the
vocabularies of the EU carry their class, which lets a validator judge the catalogue without fetching them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from projects.opendata.datasets import DATASETS, Dataset, Form
from projects.opendata.facts import Area, Facts
from wonen.publisher import publisher

Node = dict[str, Any]

EU = "http://publications.europa.eu/resource/authority"
DUTCH = f"{EU}/language/NLD"
PUBLIC = f"{EU}/access-right/PUBLIC"
IRREGULAR = f"{EU}/frequency/IRREG"
AVAILABLE = f"{EU}/planned-availability/AVAILABLE"
DESIGN_RULES = "https://gitdocumentatie.logius.nl/publicatie/api/adr/"
THEMES = {f"{EU}/data-theme/SOCI": "Bevolking en samenleving", f"{EU}/data-theme/REGI": "Regio's en steden"}
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def ref(uri: str) -> Node:
    return {"@id": uri}


def nl(text: str) -> Node:
    return {"@language": "nl", "@value": text}


def typed(value: object, kind: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of one site: its address, and what was found in the data."""

    base: str
    facts: dict[str, Facts]  # by the name of the dataset
    area: Area | None

    def at(self, path: str) -> str:
        return f"{self.base}{path}"

    def own(self, name: str) -> str:
        """Return the address of a thing that the catalogue itself describes."""
        return f"{self.base}{reverse('catalogue')}#{name}"

    @property
    def api(self) -> str:
        return self.at(reverse("api"))

    def document(self) -> Node:
        """Return the whole catalogue as JSON-LD."""
        nodes = [self.catalogue(), *self.agents(), self.service()]
        for dataset in DATASETS.values():
            nodes += [self.dataset(dataset), *self.distributions(dataset), *self.period(dataset)]
        return {"@context": CONTEXT, "@graph": [*nodes, *self.place(), *self.vocabularies()]}

    def shared(self) -> Node:
        """Return what catalogue, datasets and service have in common."""
        return {
            "dct:publisher": ref(publisher(self.base).uri),
            "dct:creator": ref(publisher(self.base).uri),
            "dcat:contactPoint": ref(self.own("contact")),
            "dct:language": ref(DUTCH),
        }

    def catalogue(self) -> Node:
        moments = [each.modified for each in self.facts.values() if each.modified]
        return {
            "@id": self.at(reverse("catalogue")),
            "@type": "dcat:Catalog",
            "dct:title": nl("Open data van Wonen"),
            "dct:description": nl(
                "Wat woningcorporaties in gemeenten bouwen en vernieuwen, en de kengetallen die daarbij "
                "horen: alle openbare gegevens van deze site, in één catalogus."
            ),
            **self.shared(),
            "foaf:homepage": ref(self.at(reverse("home"))),
            "dct:license": ref(settings.LICENCE.uri),
            "dcat:themeTaxonomy": ref(f"{EU}/data-theme"),
            "dcat:dataset": [ref(self.own(name)) for name in DATASETS],
            "dcat:service": ref(self.own("api")),
            **self.spatial(),
            **({"dct:modified": typed(max(moments).isoformat(), "dateTime")} if moments else {}),
        }

    def agents(self) -> list[Node]:
        found = publisher(self.base)
        reached = ref(found.email) if found.email else ref(found.contact_page)
        agent = {"@id": found.uri, "@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": nl(found.name)}
        contact = {
            "@id": self.own("contact"),
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": nl(found.name),
            "vcard:hasEmail" if found.email else "vcard:hasURL": reached,
        }
        return [agent, contact]

    def dataset(self, dataset: Dataset) -> Node:
        facts = self.facts[dataset.name]
        return {
            "@id": self.own(dataset.name),
            "@type": "dcat:Dataset",
            "dct:title": nl(dataset.title),
            "dct:description": nl(dataset.told(facts)),
            "dct:identifier": self.own(dataset.name),
            **self.shared(),
            **self.classified(dataset.keywords),
            "dct:accrualPeriodicity": ref(IRREGULAR),
            "dct:conformsTo": ref(self.at(reverse("about-figures"))),
            "foaf:page": ref(self.at(reverse("legend"))),
            "dcat:landingPage": ref(self.at(reverse("open-data"))),
            "dcat:distribution": [ref(self.own(f"{dataset.name}-{form.name}")) for form in dataset.forms],
            **self.spatial(),
            **({"dct:temporal": ref(self.own(f"{dataset.name}-periode"))} if facts.first else {}),
            **({"dct:modified": typed(facts.modified.isoformat(), "dateTime")} if facts.modified else {}),
        }

    def classified(self, keywords: tuple[str, ...]) -> Node:
        return {
            "dcat:theme": [ref(uri) for uri in THEMES],
            "dcat:keyword": [nl(word) for word in keywords],
            "dct:accessRights": ref(PUBLIC),
        }

    def distributions(self, dataset: Dataset) -> list[Node]:
        return [self.distribution(dataset, form) for form in dataset.forms]

    def distribution(self, dataset: Dataset, form: Form) -> Node:
        address = ref(self.at(dataset.path_as(form)))
        media = f"https://www.iana.org/assignments/media-types/{form.media_type}"
        return {
            "@id": self.own(f"{dataset.name}-{form.name}"),
            "@type": "dcat:Distribution",
            "dct:title": nl(f"{dataset.title}: {form.label}"),
            "dct:description": nl(f"Alle gegevens in één bestand, {form.use}."),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:accessService": ref(self.own("api")),
            "dct:conformsTo": [ref(each) for each in self.specifications(dataset, form)],
            "dct:format": ref(f"{EU}/file-type/{form.file_type}"),
            "dct:language": ref(DUTCH),
            "dct:license": ref(settings.LICENCE.uri),
            "dcatap:availability": ref(AVAILABLE),
            **({"dcat:mediaType": ref(media)} if form.media_type else {}),
        }

    def specification(self, form: Form) -> str:
        return form.standard or f"{self.api}/openapi.json"

    def specifications(self, dataset: Dataset, form: Form) -> list[str]:
        """Return what a form keeps to; of a CSV also the metadata of its columns."""
        columns = self.at(f"{reverse(f'csv-metadata-{dataset.name}')}?formaat=csv")
        return [self.specification(form), *([columns] if form.name == "csv" else [])]

    def service(self) -> Node:
        return {
            "@id": self.own("api"),
            "@type": "dcat:DataService",
            "dct:title": nl("API van Wonen"),
            "dct:description": nl(
                "Dezelfde gegevens om op te vragen met een programma: kiezen, sorteren en een kopie "
                "bijhouden. Lezen is vrij en zonder sleutel."
            ),
            "dct:identifier": self.own("api"),
            **self.shared(),
            **self.classified(("api", "open data", "woningbouw")),
            "dct:license": ref(settings.LICENCE.uri),
            "dct:conformsTo": ref(DESIGN_RULES),
            "dcat:endpointURL": ref(self.api),
            "dcat:endpointDescription": ref(f"{self.api}/openapi.json"),
            "dcat:landingPage": ref(self.at(reverse("open-data"))),
            "foaf:page": ref(f"{self.api}/documentatie"),
            "dcat:servesDataset": [ref(self.own(name)) for name in DATASETS],
        }

    def period(self, dataset: Dataset) -> list[Node]:
        facts = self.facts[dataset.name]
        if not facts.first:
            return []
        return [
            {
                "@id": self.own(f"{dataset.name}-periode"),
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": typed(facts.first, kind_of_moment(facts.first)),
                "dcat:endDate": typed(facts.last, kind_of_moment(facts.last)),
            }
        ]

    def spatial(self) -> Node:
        if not self.area:
            return {}
        return {"dct:spatial": [ref(self.area.uri), ref(self.own("gebied"))]}

    def place(self) -> list[Node]:
        """Return the named place, and the box around what is really in the data."""
        if not (area := self.area):
            return []
        corners = (
            (area.west, area.south),
            (area.east, area.south),
            (area.east, area.north),
            (area.west, area.north),
            (area.west, area.south),
        )
        ring = ", ".join(f"{x} {y}" for x, y in corners)
        box = {"@type": "geo:wktLiteral", "@value": f"POLYGON (({ring}))"}
        return [
            {"@id": area.uri, "@type": "dct:Location", "skos:prefLabel": nl(area.name)},
            {"@id": self.own("gebied"), "@type": "dct:Location", "dcat:bbox": box},
        ]

    def vocabularies(self) -> list[Node]:
        """Return the class of every value that others define."""
        forms = {form.name: form for each in DATASETS.values() for form in each.forms}.values()
        media = {form.media_type for form in forms if form.media_type}
        classes = {
            "dct:LinguisticSystem": {DUTCH},
            "dct:RightsStatement": {PUBLIC},
            "dct:Frequency": {IRREGULAR},
            "dct:LicenseDocument": {settings.LICENCE.uri},
            "dct:MediaTypeOrExtent": {f"{EU}/file-type/{form.file_type}" for form in forms},
            "dct:MediaType": {f"https://www.iana.org/assignments/media-types/{each}" for each in media},
            "dct:Standard": {
                found
                for each in DATASETS.values()
                for form in each.forms
                for found in self.specifications(each, form)
            }
            | {self.at(reverse("about-figures")), DESIGN_RULES},
            "foaf:Document": {
                *(self.at(reverse(name)) for name in ("home", "legend", "open-data")),
                f"{self.api}/documentatie",
            },
        }
        found = [{"@id": uri, "@type": kind} for kind in sorted(classes) for uri in sorted(classes[kind])]
        scheme = {
            "@id": f"{EU}/data-theme",
            "@type": "skos:ConceptScheme",
            "dct:title": nl("Thema's van de EU"),
        }
        themes = [
            {"@id": uri, "@type": "skos:Concept", "skos:prefLabel": nl(label)}
            for uri, label in THEMES.items()
        ]
        availability = {"@id": AVAILABLE, "@type": "skos:Concept", "skos:prefLabel": nl("Beschikbaar")}
        return [*found, scheme, *themes, availability]


def kind_of_moment(value: str) -> str:
    """Return the type of a year or a day."""
    return "gYear" if len(value) == 4 else "date"


def json_ld(document: Node) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def turtle(document: Node) -> str:
    """Return the same triples as Turtle."""
    from rdflib import Graph  # noqa: PLC0415 - 0.1 s and 17 MB, which only who asks for Turtle should pay

    return Graph().parse(data=json.dumps(document), format="json-ld").serialize(format="turtle")
