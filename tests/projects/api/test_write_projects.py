"""Projects written by the API: added, replaced, changed in part, removed, by the rules of the form."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import Corporation
from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, encoded, send
from tests.support.writing import PROJECTS as LIST
from wonen.history.entries import HistoryEntry

WHOLE = {
    **LEAST,
    "plaats": "Hoensbroek",
    "faseVan": None,
    "projectfase": "initiatief",
    "aantalWoningen": 30,
    "aantalIsOngeveer": True,
    "woningtypen": ["gestapeld-met-lift"],
    "mixNogTeBepalen": False,
    "wonenMetZorg": True,
    "huurprijsklassen": [
        {"klasse": "sociale-hogere-huur", "mogelijk": False, "aantalWoningen": 20},
        {"klasse": "vrije-huur", "mogelijk": True, "aantalWoningen": None},
    ],
    "batVan": 0,
    "batTotEnMet": 2,
    "duurzaamheid": "beng",
    "duurzaamheidTenminste": True,
    "start": {"jaar": 2026, "kwartaal": 2},
    "oplevering": {"jaar": 2027, "kwartaal": None},
    "planning": None,
    "bron": "Bod 2026",
    "opmerking": "Onder voorbehoud.",
    "codes": [{"systeem": "dpi", "code": "HRL-3"}],
    "openbaar": False,
}


@pytest.fixture
def publisher(world: None) -> User:
    return person("Publicist", "Heerlen")


@pytest.fixture
def writer(publisher: User) -> Client:
    return bearer(token_of(publisher, Scope.PUBLISH)[1])


def address(project: Project) -> str:
    return f"{LIST}/{project.pk}"


def test_a_project_is_added_whole(writer: Client) -> None:
    answer = send(writer, "POST", LIST, WHOLE)
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert {name: found[name] for name in WHOLE} == WHOLE
    assert answer.headers["Location"] == f"http://testserver{LIST}/{found['id']}"
    again = writer.get(answer.headers["Location"])
    assert again.json() == found
    assert again.headers["ETag"] == answer.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_what_is_sent_back_as_it_was_read_changes_nothing(writer: Client) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    entries = HistoryEntry.objects.count()
    answer = send(writer, "PUT", made.headers["Location"], made.json(), **{"If-Match": made.headers["ETag"]})
    assert answer.status_code == 200, answer.content
    assert answer.json() == made.json()
    assert answer.headers["ETag"] == made.headers["ETag"]
    assert HistoryEntry.objects.count() == entries


def test_a_put_without_a_member_makes_it_empty(writer: Client) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    answer = send(writer, "PUT", made.headers["Location"], LEAST, **{"If-Match": made.headers["ETag"]})
    assert answer.status_code == 200, answer.content
    least = send(writer, "POST", LIST, {**LEAST, "naam": "Ander"}).json()
    differing = {"id", "naam", "gewijzigdOp"}
    found = answer.json()
    assert {name: found[name] for name in found if name not in differing} == {
        name: least[name] for name in least if name not in differing
    }


@pytest.mark.parametrize(
    ("patch", "becomes"),
    [
        ({"aantalWoningen": 40}, {"aantalWoningen": 40}),
        ({"plaats": None}, {"plaats": None}),
        ({"start": {"kwartaal": None}}, {"start": {"jaar": 2026, "kwartaal": None}}),
        ({"start": {"kwartaal": 4}}, {"start": {"jaar": 2026, "kwartaal": 4}}),
        ({"start": None}, {"start": None}),
        (
            {"planning": {"jaar": 2030}, "start": None, "oplevering": None},
            {"planning": {"jaar": 2030, "kwartaal": None}},
        ),
        ({"codes": []}, {"codes": []}),
        ({"huurprijsklassen": None}, {"huurprijsklassen": []}),
        ({"wonenMetZorg": None}, {"wonenMetZorg": False}),
        ({"openbaar": True}, {"openbaar": True}),
        ({}, {}),
    ],
)
@pytest.mark.parametrize("media_type", ["application/merge-patch+json", "application/json"])
def test_a_patch_changes_what_it_names(
    writer: Client, patch: dict[str, Any], becomes: dict[str, Any], media_type: str
) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    answer = writer.patch(
        made.headers["Location"], encoded(patch), media_type, headers={"If-Match": made.headers["ETag"]}
    )
    assert answer.status_code == 200, answer.content
    before, after = made.json(), answer.json()
    emptied = dict.fromkeys(name for name in patch if name not in becomes)
    expected = {**{name: before[name] for name in WHOLE}, **emptied, **becomes}
    assert {name: after[name] for name in WHOLE} == expected


def test_a_project_is_removed(writer: Client) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    answer = writer.delete(made.headers["Location"], headers={"If-Match": made.headers["ETag"]})
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Project.objects.exists()
    assert writer.get(made.headers["Location"]).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_says_which_version_it_means(writer: Client, add_project: AddProject, method: str) -> None:
    project = add_project()
    missing = send(writer, method, address(project), LEAST)
    assert missing.status_code == 428
    assert "If-Match" in faults(missing)
    tag = writer.get(address(project)).headers["ETag"]
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    stale = send(writer, method, address(project), LEAST, **{"If-Match": tag})
    assert stale.status_code == 412
    assert "If-Match" in faults(stale)
    now = writer.get(address(project)).headers["ETag"]
    assert stale.headers["ETag"] == now != tag
    for given in (f"W/{now}", f'"0-x", {now}', "*"):
        fresh = add_project(f"Naam {given}")
        own = now if given == "*" else given
        tag = writer.get(address(fresh)).headers["ETag"]
        body = {**LEAST, "naam": fresh.name}
        right = send(
            writer, method, address(fresh), body, **{"If-Match": own.replace(now, tag) if own != now else "*"}
        )
        assert right.status_code == (204 if method == "DELETE" else 200), right.content


RULES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"aantalIsOngeveer": True, "aantalWoningen": None, "huurprijsklassen": []},
        "/aantalIsOngeveer",
        "'Ongeveer' kan alleen bij een aantal woningen.",
    ),
    ({"batVan": 3}, "/batTotEnMet", "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog."),
    ({"batVan": None}, "/batTotEnMet", "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog."),
    ({"duurzaamheid": None}, "/duurzaamheidTenminste", "'Tenminste' kan alleen bij een duurzaamheidsniveau."),
    ({"oplevering": {"jaar": 2025}}, "/oplevering", "De oplevering ligt vóór de start."),
    (
        {"planning": {"jaar": 2025}},
        "/planning",
        "Vul óf het jaar van start en oplevering in, óf het jaar van planning, niet beide.",
    ),
    (
        {"aantalWoningen": 10},
        "/huurprijsklassen",
        "De verdeling over huurprijsklassen telt op tot meer dan het aantal woningen.",
    ),
    (
        {"aantalWoningen": None, "aantalIsOngeveer": False},
        "/huurprijsklassen",
        "Een verdeling over huurprijsklassen kan pas als het aantal woningen bekend is.",
    ),
    (
        {"huurprijsklassen": [{"klasse": "vrije-huur", "mogelijk": True, "aantalWoningen": 3}]},
        "/huurprijsklassen/0/aantalWoningen",
        "Een mogelijke huurprijsklasse heeft nog geen aantal woningen.",
    ),
    (
        {"huurprijsklassen": [{"klasse": "vrije-huur"}, {"klasse": "vrije-huur", "mogelijk": True}]},
        "/huurprijsklassen/1/klasse",
        "Een huurprijsklasse is bij een project óf zeker óf mogelijk, niet beide.",
    ),
    (
        {"huurprijsklassen": [{"klasse": "vrije-huur"}, {"klasse": "vrije-huur"}]},
        "/huurprijsklassen/1/klasse",
        "Dit staat ook in /huurprijsklassen/0. Noem het één keer.",
    ),
    ({"naam": " singel "}, "/naam", "Deze gemeente heeft al een project met deze naam."),
    ({"naam": "  "}, "/naam", "Een project heeft een naam."),
    (
        {"codes": [{"systeem": "dpi", "code": "TAKEN"}]},
        "/codes/0",
        "Deze code van dit systeem hoort al bij een project.",
    ),
    ({"codes": [{"systeem": "dpi", "code": " "}]}, "/codes/0/code", "Vul zowel het systeem als de code in."),
    (
        {"codes": [{"systeem": "dpi", "code": "x"}, {"systeem": "dpi", "code": "x "}]},
        "/codes/1",
        "Dit staat ook in /codes/0. Noem het één keer.",
    ),
    ({"gemeente": "GM9999"}, "/gemeente", "Er is geen gemeente met deze code."),
    ({"corporatie": "XX"}, "/corporatie", "Er is geen corporatie met deze code."),
    ({"woningtypen": ["hut"]}, "/woningtypen/0", "Er is geen woningtype met deze code."),
    ({"duurzaamheid": "zon"}, "/duurzaamheid", "Er is geen duurzaamheidsniveau met deze code."),
    (
        {"huurprijsklassen": [{"klasse": "duur"}]},
        "/huurprijsklassen/0/klasse",
        "Er is geen huurprijsklasse met deze code.",
    ),
    (
        {"faseVan": 999},
        "/faseVan",
        "Er is geen project met dit nummer. Verwacht: het nummer van het hele project, of leeg.",
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule[1]} {next(iter(rule[0]))}")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_the_rules_of_the_model_are_told_in_its_words(
    writer: Client, add_project: AddProject, method: str, rule: tuple[dict[str, Any], str, str]
) -> None:
    wrong, place, sentence = rule
    other = add_project("Singel")
    ExternalCode.objects.create(project=other, system="dpi", code="TAKEN")
    if method == "POST":
        answer = send(writer, "POST", LIST, {**WHOLE, **wrong})
    else:
        made = send(writer, "POST", LIST, WHOLE)
        body = {**WHOLE, **wrong} if method == "PUT" else wrong
        answer = send(writer, method, made.headers["Location"], body, **{"If-Match": "*"})
    assert answer.status_code == 409, answer.content
    assert faults(answer) == {place: sentence}


SCHEMA = [
    ({"naam": ""}, "/naam"),
    ({"naam": "x" * 121}, "/naam"),
    ({"naam": None}, "/naam"),
    ({"aantalWoningen": 0}, "/aantalWoningen"),
    ({"aantalWoningen": "30"}, "/aantalWoningen"),
    ({"aantalWoningen": 1.5}, "/aantalWoningen"),
    ({"soort": "kraken"}, "/soort"),
    ({"start": {"kwartaal": 1}}, "/start"),
    ({"start": {"jaar": 2026, "kwartaal": 5}}, "/start/kwartaal"),
    ({"start": {"jaar": 2026, "maand": 5}}, "/start"),
    ({"woningtypen": ["a", "a"]}, "/woningtypen"),
    ({"onbekend": 1}, ""),
    ({"id": 1}, "/id"),
    ({"gedrukt": {}}, "/gedrukt"),
]


@pytest.mark.parametrize(("wrong", "place"), SCHEMA)
def test_a_body_is_as_its_schema_says(writer: Client, wrong: dict[str, Any], place: str) -> None:
    answer = send(writer, "POST", LIST, {**WHOLE, **wrong})
    assert answer.status_code == 400
    assert list(faults(answer)) == [place]


@pytest.mark.parametrize("body", [[], None, 1, "x", True, {}])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_what_is_no_project_is_refused(
    writer: Client, add_project: AddProject, method: str, body: Any
) -> None:
    project = add_project()
    where = LIST if method == "POST" else address(project)
    answer = send(writer, method, where, body, **{"If-Match": "*"})
    if (method, body) == ("PATCH", {}):
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert faults(answer)


def test_everything_that_is_wrong_is_told_at_once(writer: Client) -> None:
    body = {
        **LEAST,
        "batVan": 3,
        "aantalIsOngeveer": True,
        "oplevering": {"jaar": 2020},
        "start": {"jaar": 2021},
    }
    assert set(faults(send(writer, "POST", LIST, body))) == {
        "/batTotEnMet",
        "/aantalIsOngeveer",
        "/oplevering",
    }


def test_what_follows_from_the_rest_may_come_back_but_not_change(writer: Client) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    body = {**made.json(), "vera": {}, "id": 1, "aantalWoningen": 31}
    answer = send(writer, "PUT", made.headers["Location"], body, **{"If-Match": "*"})
    assert set(faults(answer)) == {"/vera", "/id"}
    right = send(
        writer, "PUT", made.headers["Location"], {**made.json(), "aantalWoningen": 31}, **{"If-Match": "*"}
    )
    assert right.json()["gedrukt"]["aantalWoningen"] == "Ca. 31 woningen"


def test_a_phase_and_its_whole_keep_their_rules(writer: Client, add_project: AddProject) -> None:
    whole = add_project("Geheel", is_public=False)
    phase = send(writer, "POST", LIST, {**LEAST, "faseVan": whole.pk})
    assert phase.json()["faseVan"] == whole.pk
    counted = send(writer, "PATCH", address(whole), {"aantalWoningen": 3}, **{"If-Match": "*"})
    assert set(faults(counted)) == {"/aantalWoningen"}
    deeper = send(writer, "POST", LIST, {**LEAST, "naam": "Dieper", "faseVan": phase.json()["id"]})
    assert set(faults(deeper)) == {"/faseVan"}
    itself = send(
        writer, "PATCH", phase.headers["Location"], {"faseVan": phase.json()["id"]}, **{"If-Match": "*"}
    )
    assert set(faults(itself)) == {"/faseVan"}
    gone = writer.delete(address(whole), headers={"If-Match": "*"})
    assert gone.status_code == 409
    assert "fasen" in gone.json()["detail"]


def test_a_request_is_one_entry_that_names_the_token(writer: Client, publisher: User) -> None:
    made = send(writer, "POST", LIST, WHOLE)
    entry = HistoryEntry.objects.newest_first()[0]
    assert entry.user == publisher
    assert entry.how.startswith("API, token Proef 0 (wonen_")
    entries = HistoryEntry.objects.count()
    send(writer, "PATCH", made.headers["Location"], {"codes": [], "plaats": "Heerlen"}, **{"If-Match": "*"})
    assert HistoryEntry.objects.count() == entries + 1


def test_a_refused_body_leaves_nothing(writer: Client) -> None:
    send(writer, "POST", LIST, {**WHOLE, "batVan": 3})
    assert not Project.objects.exists()
    assert not HistoryEntry.objects.filter(path__startswith="/api/").exists()


def test_a_corporation_of_one_letter_more_is_no_error(writer: Client) -> None:
    Corporation.objects.create(code="HEEMWONEN", name="HEEMwonen")
    assert send(writer, "POST", LIST, {**LEAST, "corporatie": "HEEMWONEN"}).status_code == 201
