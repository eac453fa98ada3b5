"""The catalogue of the open data: by DCAT-AP-NL 3.0, the same in both its forms, and true."""

import datetime
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from municipalities.models import Figure, Municipality, Region
from projects.models import Project
from projects.opendata.datasets import DATASETS
from tests.conftest import AddProject
from tests.projects.pages.test_pages import queries
from wonen.publishing import LICENCES

DCAT, DCT = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
DCATAP, FOAF = Namespace("http://data.europa.eu/r5r/"), Namespace("http://xmlns.com/foaf/0.1/")
SKOS, VCARD = Namespace("http://www.w3.org/2004/02/skos/core#"), Namespace("http://www.w3.org/2006/vcard/ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
TITLE, FORMAT = DCT["title"], DCT["format"]  # as an attribute these are methods of str
EU = "http://publications.europa.eu/resource/authority"
SITE = "http://testserver"
QUERIES = 5  # projects, figures, the history of figures, boden, the area

# What the profile calls verplicht and aanbevolen (DCAT-AP-NL 3.0, chapter 4; DCAT-AP 3.0.1 under it).
COMMON = (TITLE, DCT.description, DCT.publisher, DCT.creator, DCAT.contactPoint, DCT.language)
CLASSIFIED = (DCT.identifier, DCAT.theme, DCT.accessRights, DCAT.keyword, DCAT.landingPage, FOAF.page)
WANTED: dict[URIRef, tuple[URIRef, ...]] = {
    DCAT.Catalog: (
        *COMMON, DCAT.dataset, DCAT.service, DCT.license, DCT.modified, DCT.spatial, DCAT.themeTaxonomy,
        FOAF.homepage,
    ),
    DCAT.Dataset: (
        *COMMON, *CLASSIFIED, DCAT.distribution, DCT.conformsTo, DCT.spatial, DCT.temporal, DCT.modified,
        DCT.accrualPeriodicity,
    ),
    DCAT.Distribution: (
        TITLE, DCT.description, DCAT.accessURL, DCAT.downloadURL, DCAT.accessService, DCT.license,
        DCT.language, DCT.conformsTo, FORMAT, DCATAP.availability,
    ),
    DCAT.DataService: (
        *COMMON, *CLASSIFIED, DCT.license, DCT.conformsTo, DCAT.endpointURL, DCAT.endpointDescription,
        DCAT.servesDataset,
    ),
}  # fmt: skip
ONCE = (
    DCT.identifier, DCT.publisher, DCAT.accessURL, DCAT.downloadURL, DCAT.accessService, DCT.modified,
    DCT.temporal, DCT.license, FORMAT, DCAT.mediaType, DCAT.endpointURL, DCAT.endpointDescription,
    FOAF.homepage,
)  # fmt: skip
RANGES: dict[URIRef, URIRef] = {
    DCT.publisher: FOAF.Agent,
    DCT.creator: FOAF.Agent,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.dataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService,
    DCAT.accessService: DCAT.DataService,
    DCAT.servesDataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.theme: SKOS.Concept,
    DCATAP.availability: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCT.language: DCT.LinguisticSystem,
    DCT.accessRights: DCT.RightsStatement,
    DCT.license: DCT.LicenseDocument,
    DCT.accrualPeriodicity: DCT.Frequency,
    FORMAT: DCT.MediaTypeOrExtent,
    DCAT.mediaType: DCT.MediaType,
    DCT.conformsTo: DCT.Standard,
    DCT.spatial: DCT.Location,
    DCT.temporal: DCT.PeriodOfTime,
    FOAF.page: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    DCAT.landingPage: FOAF.Document,
}
LISTS = {
    DCAT.theme: f"{EU}/data-theme/",
    DCT.language: f"{EU}/language/",
    DCT.accessRights: f"{EU}/access-right/",
    DCT.accrualPeriodicity: f"{EU}/frequency/",
    FORMAT: f"{EU}/file-type/",
    DCATAP.availability: f"{EU}/planned-availability/",
    DCAT.mediaType: "https://www.iana.org/assignments/media-types/",
}


def read(client: Client, path: str = "/catalogus.ttl", form: str = "turtle") -> Graph:
    return Graph().parse(data=client.get(path).content, format=form)


def own(name: str) -> URIRef:
    return URIRef(f"{SITE}/catalogus#{name}")


def words(graph: Graph, about: Node, what: URIRef = DCT.description) -> str:
    return str(graph.value(about, what))


def test_both_forms_hold_the_same_triples(client: Client, brochure: dict[str, Any]) -> None:
    turtle, json_ld = read(client), read(client, "/catalogus.jsonld", "json-ld")
    assert len(turtle) > 200
    assert set(turtle) == set(json_ld)


def test_everything_has_what_the_profile_asks_for(client: Client, brochure: dict[str, Any]) -> None:
    graph = read(client)
    for kind, wanted in WANTED.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things, kind
        for thing in things:
            assert [each for each in wanted if (thing, each, None) not in graph] == [], thing


def test_values_are_of_the_right_class_once_and_from_the_list(
    client: Client, brochure: dict[str, Any]
) -> None:
    graph = read(client)
    for prop, kind in RANGES.items():
        found = set(graph.objects(None, prop))
        assert found, prop
        assert [each for each in found if (each, RDF.type, kind) not in graph] == [], prop
    for prop, start in LISTS.items():
        assert [each for each in graph.objects(None, prop) if not str(each).startswith(start)] == [], prop
    for prop in ONCE:
        for thing in set(graph.subjects(prop, None)):
            assert len(set(graph.objects(thing, prop))) == 1, (thing, prop)
    for text in chain(*(graph.objects(None, each) for each in (TITLE, DCT.description, FOAF.name))):
        assert isinstance(text, Literal)
        assert text.language == "nl"
        assert str(text).strip()


def test_nothing_that_is_described_here_is_missing(client: Client, brochure: dict[str, Any]) -> None:
    graph = read(client)
    start = f"{SITE}/catalogus"
    named = {each for each in graph.objects() if isinstance(each, URIRef) and each.startswith(start)}
    assert len(named) > 10
    assert named <= set(graph.subjects())


def test_every_dataset_is_there_in_each_of_its_forms(client: Client, brochure: dict[str, Any]) -> None:
    graph = read(client)
    for dataset in DATASETS.values():
        addresses = {
            str(graph.value(each, DCAT.downloadURL))
            for each in graph.objects(own(dataset.name), DCAT.distribution)
        }
        start = f"{SITE}/api/v1/{dataset.name}?formaat="
        assert addresses == {f"{start}{form.name}" for form in dataset.forms}
    assert set(graph.objects(own("api"), DCAT.endpointURL)) == {URIRef(f"{SITE}/api/v1")}


def test_pages_that_the_catalogue_names_are_there(client: Client, brochure: dict[str, Any]) -> None:
    graph = read(client)
    pages = {
        str(each).removeprefix(SITE)
        for each in chain(
            graph.objects(None, DCAT.landingPage),
            graph.objects(None, FOAF.homepage),
            graph.objects(None, VCARD.hasURL),
            graph.objects(own("projecten"), FOAF.page),
            graph.objects(own("projecten"), DCT.conformsTo),
        )
    }
    assert pages == {"/open-data/", "/open-data/#contact", "/", "/toelichting/", "/over-de-cijfers/"}
    for page in pages:
        assert client.get(page).status_code == 200
    assert 'id="contact"' in client.get("/open-data/").content.decode()


def test_period_and_day_are_those_of_the_data(client: Client, add_project: AddProject) -> None:
    add_project("Oud", start_year=2019, delivery_year=2024)
    newest = add_project("Nieuw", planned_year=2031)
    add_project("Concept", is_public=False, start_year=2017, delivery_year=2040)
    graph = read(client)
    period = graph.value(own("projecten"), DCT.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2019", datatype=XSD.gYear)
    assert graph.value(period, DCAT.endDate) == Literal("2031", datatype=XSD.gYear)
    modified = graph.value(own("projecten"), DCT.modified)
    assert isinstance(modified, Literal)
    assert modified.toPython() == newest.modified_at


def test_a_draft_leaves_no_trace(client: Client, add_project: AddProject) -> None:
    add_project("Openbaar", start_year=2024)
    before = client.get("/catalogus.ttl").content
    add_project("Concept", is_public=False, is_example=True, start_year=2017, delivery_year=2040)
    assert client.get("/catalogus.ttl").content == before


@pytest.mark.django_db(transaction=True)  # a moment is that of the transaction
def test_the_day_of_the_figures_moves_when_one_is_removed(client: Client, brochure: dict[str, Any]) -> None:
    graph = read(client)
    assert graph.value(graph.value(own("cijfers"), DCT.temporal), DCAT.endDate) == Literal(
        "2021-01-01", datatype=XSD.date
    )
    first = graph.value(own("cijfers"), DCT.modified)
    Figure.objects.latest("pk").delete()
    later = read(client).value(own("cijfers"), DCT.modified)
    assert isinstance(first, Literal)
    assert isinstance(later, Literal)
    assert first.toPython() <= later.toPython() <= timezone.now()


def test_an_empty_site_has_a_catalogue_too(client: Client, db: None) -> None:
    graph = read(client)
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 3
    assert set(graph.objects(None, DCT.temporal)) == set()
    assert set(graph.objects(None, DCT.spatial)) == set()


def test_the_area_is_limburg_until_a_municipality_elsewhere_joins(client: Client, world: None) -> None:
    def places() -> set[Node]:
        graph = read(client)
        return {each for each in graph.objects(own("projecten"), DCT.spatial) if "geonames" in str(each)}

    assert places() == {URIRef("https://sws.geonames.org/2751596/")}
    utrecht = Region.objects.create(name="Utrecht", slug="utrecht", corop_code="17")
    Municipality.objects.create(
        code="GM0344", name="Utrecht", slug="utrecht", region=utrecht, town="Utrecht", latitude=52.0908,
        longitude=5.1222,
    )  # fmt: skip
    assert places() == {URIRef("https://sws.geonames.org/2750405/")}


def test_the_box_holds_every_main_town(client: Client, world: None) -> None:
    box = str(read(client).value(own("gebied"), DCAT.bbox))
    numbers = [tuple(map(float, pair.split())) for pair in box.removeprefix("POLYGON ((")[:-2].split(", ")]
    assert numbers[0] == numbers[-1]
    for place in Municipality.objects.all():
        assert min(x for x, _ in numbers) <= float(place.longitude) <= max(x for x, _ in numbers)
        assert min(y for _, y in numbers) <= float(place.latitude) <= max(y for _, y in numbers)


def test_invented_projects_never_pass_for_real(client: Client, add_project: AddProject) -> None:
    add_project("Echt")
    assert "oorbeelddata" not in words(read(client), own("projecten"))
    add_project("Verzonnen", is_example=True)
    told = words(read(client), own("projecten"))
    assert "Let op, voorbeelddata. Van de 2 projecten is er 1 verzonnen" in told
    assert "Gebruik die niet als feiten." in told
    add_project("Ook verzonnen", is_example=True)
    assert "Van de 3 projecten zijn er 2 verzonnen" in words(read(client), own("projecten"))


def test_without_a_publisher_none_is_made_up(client: Client, db: None, settings: Settings) -> None:
    settings.CONTACT = ""
    graph = read(client)
    (agent,) = set(graph.objects(None, DCT.publisher))
    assert words(graph, agent, FOAF.name) == "Beheerder van testserver (naam nog niet ingevuld)"
    assert agent == own("uitgever")
    assert graph.value(own("contact"), VCARD.hasURL) == URIRef(f"{SITE}/open-data/#contact")
    assert graph.value(own("contact"), VCARD.hasEmail) is None


def test_the_settings_say_who_publishes_and_under_which_licence(
    client: Client, db: None, settings: Settings
) -> None:
    settings.PUBLISHER, settings.PUBLISHER_URI = "Woonstichting De Lat", "https://delat.example/"
    settings.CONTACT, settings.LICENCE = "mailto:data@delat.example", LICENCES["CC0-1.0"]
    settings.SITE_ADDRESS = "https://wonen.delat.example"
    graph = read(client)
    agent = URIRef("https://delat.example/")
    assert set(graph.objects(None, DCT.publisher)) == {agent}
    assert words(graph, agent, FOAF.name) == "Woonstichting De Lat"
    assert set(graph.objects(None, VCARD.hasEmail)) == {URIRef("mailto:data@delat.example")}
    assert set(graph.objects(None, DCT.license)) == {
        URIRef("http://creativecommons.org/publicdomain/zero/1.0/deed.nl")
    }
    assert SITE not in client.get("/catalogus.jsonld").content.decode()


@pytest.mark.parametrize("name", ['Huis & <Haard> "Zuid"', "</script><b>\\", "Wonen\u2028 d'Ee\u00ebn"])
def test_any_name_of_a_publisher_is_written_as_it_is(
    client: Client, db: None, settings: Settings, name: str
) -> None:
    settings.PUBLISHER = name
    for path, form in (("/catalogus.ttl", "turtle"), ("/catalogus.jsonld", "json-ld")):
        graph = read(client, path, form)
        assert words(graph, own("uitgever"), FOAF.name) == name


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.5, text/turtle;q=0.9", "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
    ],
)
def test_one_address_gives_the_form_that_is_asked_for(
    client: Client, db: None, accept: str, media_type: str
) -> None:
    answer = client.get("/catalogus", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert "accept" in answer.headers["vary"].lower()
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_browser_is_led_to_the_page_for_people(client: Client, db: None) -> None:
    asked = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get("/catalogus", headers={"accept": asked})
    assert (answer.status_code, answer.headers["location"]) == (303, "/open-data/")
    assert "accept" in answer.headers["vary"].lower()
    refused = client.get("/catalogus", headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert refused.content.decode().startswith("De catalogus is er als text/turtle")


@pytest.mark.parametrize("path", ["/catalogus", "/catalogus.ttl", "/catalogus.jsonld"])
def test_the_catalogue_is_only_read(client: Client, db: None, path: str) -> None:
    assert client.head(path).status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(path).status_code == 405


def test_who_has_it_already_is_told_so(client: Client, brochure: dict[str, Any]) -> None:
    for path in ("/catalogus.ttl", "/catalogus.jsonld"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    Project.objects.filter(name="Spoorsingel").update(
        modified_at=timezone.now() + datetime.timedelta(minutes=1)
    )
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_the_catalogue_costs_the_same_however_much_there_is(client: Client, brochure: dict[str, Any]) -> None:
    with queries(QUERIES):
        assert client.get(reverse("catalogue-ttl")).status_code == 200
