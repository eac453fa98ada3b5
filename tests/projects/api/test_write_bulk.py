"""Projects delivered many at once by the codes of another system: all or none, every fault of every row."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.access.tokens import Scope
from municipalities.models import KeptAnswer
from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of
from tests.support.writing import LEAST, PROJECTS, send
from wonen.history.entries import HistoryEntry

BULK = f"{PROJECTS}/_bijwerken"


@pytest.fixture
def editor(world: None) -> User:
    return person("Redacteur", "Heerlen")


@pytest.fixture
def writer(editor: User) -> Client:
    return bearer(token_of(editor, Scope.WRITE)[1])


def row(number: int, **said: Any) -> dict[str, Any]:
    return {"code": f"HRL-{number}", **LEAST, "naam": f"Project {number}", **said}


def deliver(client: Client, *rows: Any, **headers: str) -> Any:
    return send(client, "POST", BULK, {"systeem": "dpi", "projecten": rows}, **headers)


def test_a_delivery_adds_changes_and_leaves(writer: Client) -> None:
    first = deliver(writer, row(1), row(2, aantalWoningen=20), row(3))
    assert first.status_code == 200, first.content
    keys = [each["id"] for each in first.json()["projecten"]]
    assert first.json() == {
        "nieuw": 3,
        "gewijzigd": 0,
        "gelijk": 0,
        "projecten": [
            {"code": f"HRL-{number}", "id": pk, "uitkomst": "nieuw"}
            for number, pk in zip((1, 2, 3), keys, strict=True)
        ],
    }
    again = deliver(writer, row(3), {"code": "HRL-2", "aantalWoningen": 21}, row(4), row(1, plaats="Centrum"))
    assert [each["uitkomst"] for each in again.json()["projecten"]] == [
        "gelijk",
        "gewijzigd",
        "nieuw",
        "gewijzigd",
    ]
    assert [again.json()[name] for name in ("nieuw", "gewijzigd", "gelijk")] == [1, 2, 1]
    assert Project.objects.get(pk=keys[1]).dwellings == 21
    assert Project.objects.get(pk=keys[1]).name == "Project 2"
    assert Project.objects.count() == ExternalCode.objects.count() == 4


def test_null_makes_empty_and_what_is_given_is_given_whole(writer: Client) -> None:
    deliver(writer, row(1, aantalWoningen=9, start={"jaar": 2026, "kwartaal": 1}, wonenMetZorg=True))
    deliver(writer, {"code": "HRL-1", "aantalWoningen": None, "start": {"jaar": 2027}, "wonenMetZorg": None})
    project = Project.objects.get()
    assert (project.dwellings, project.start_year, project.start_quarter) == (None, 2027, None)
    assert not project.with_care


def test_the_code_itself_stays_whatever_codes_are_given(writer: Client) -> None:
    deliver(writer, row(1, codes=[{"systeem": "planmonitor", "code": "9"}]))
    deliver(writer, {"code": "HRL-1", "codes": []})
    assert [str(each) for each in ExternalCode.objects.all()] == ["dpi HRL-1"]


def test_every_fault_of_every_row_is_told_and_nothing_is_done(
    writer: Client, add_project: AddProject
) -> None:
    add_project("Bestaand")
    answer = deliver(
        writer,
        row(0),
        {"code": "HRL-1", "naam": "Zonder rest"},
        row(2, start={"jaar": 2026}, oplevering={"jaar": 2020}),
        row(3, gemeente="GM9999"),
        row(4, naam="bestaand"),
        row(5, naam="Project 0"),
        row(6, batVan=1),
    )
    found = faults(answer)
    assert set(found) == {
        "/projecten/1",
        "/projecten/2/oplevering",
        "/projecten/3/gemeente",
        "/projecten/4/naam",
        "/projecten/5/naam",
        "/projecten/6/batTotEnMet",
    }
    assert found["/projecten/1"].endswith("ontbreekt hier: gemeente, corporatie, soort.")
    assert found["/projecten/5/naam"] == "Deze naam staat ook in rij 0, voor dezelfde gemeente."
    assert Project.objects.count() == 1


def test_the_form_of_every_row_is_judged(writer: Client) -> None:
    answer = deliver(writer, row(1), row(1), {"naam": "x"}, row(2, start={"jaar": "x"}), 5, row(3, vera=1))
    assert set(faults(answer)) == {
        "/projecten/1/code",
        "/projecten/2",
        "/projecten/3/start/jaar",
        "/projecten/4",
        "/projecten/5",
    }
    body: Any
    for body in (
        {},
        [],
        None,
        {"systeem": "d p i", "projecten": [row(1)]},
        {"systeem": "dpi", "projecten": []},
    ):
        assert send(writer, "POST", BULK, body).status_code == 400
    many = {"systeem": "dpi", "projecten": [row(number) for number in range(5001)]}
    assert set(faults(send(writer, "POST", BULK, many))) == {"/projecten"}


def dpi(number: int) -> dict[str, str]:
    return {"systeem": "dpi", "code": f"HRL-{number}"}


@pytest.mark.parametrize(
    ("rows", "place", "sentence"),
    [
        (
            [row(1), row(2, naam="PROJECT\u00a01")],
            "/projecten/1/naam",
            "Deze naam staat ook in rij 0, voor dezelfde gemeente.",
        ),
        ([row(1), row(2), row(1)], "/projecten/2/code", "Deze code staat ook in rij 0."),
        (
            [row(1, codes=[dpi(9)]), row(2, codes=[dpi(9)])],
            "/projecten/1/codes/0",
            "Deze code staat ook in rij 0.",
        ),
        (
            [row(1), row(2, codes=[dpi(7), dpi(1)])],
            "/projecten/1/codes/1",
            "Deze code staat ook in rij 0.",
        ),
        (
            [row(1, codes=[dpi(2)]), row(2)],
            "/projecten/1/code",
            "Deze code staat ook in rij 0.",
        ),
    ],
)
def test_what_only_one_may_have_is_told_at_the_second_row_with_the_first(
    writer: Client, rows: list[Any], place: str, sentence: str
) -> None:
    """Nothing of it is there yet: that another project has it would send the reader on a search."""
    answer = deliver(writer, *rows)
    assert faults(answer) == {place: sentence}
    assert not Project.objects.exists()


def test_a_name_or_code_that_is_there_is_told_at_each_row_that_wants_it(
    writer: Client, add_project: AddProject
) -> None:
    ExternalCode.objects.create(project=add_project("Bestaand"), system="dpi", code="HRL-9")
    named = deliver(writer, row(1, naam="Bestaand"), row(2, naam="bestaand"))
    taken = "Deze gemeente heeft al een project met deze naam."
    twice = "Deze naam staat ook in rij 0, voor dezelfde gemeente."
    assert faults(named) == {"/projecten/0/naam": taken, "/projecten/1/naam": f"{taken} {twice}"}
    coded = deliver(writer, row(1), row(2, codes=[dpi(8), dpi(9)]))
    assert faults(coded) == {"/projecten/1/codes/1": "Deze code van dit systeem hoort al bij een project."}


def test_rights_are_asked_of_every_row(writer: Client, add_project: AddProject) -> None:
    public = add_project("Elders", gemeente="Maastricht")
    draft = add_project("Geheim", gemeente="Maastricht", is_public=False)
    for project, code in ((public, "P"), (draft, "D")):
        ExternalCode.objects.create(project=project, system="dpi", code=code)
    refused = deliver(writer, row(1, openbaar=True), row(2, gemeente="GM0935"), {"code": "P", "plaats": "x"})
    assert refused.status_code == 403
    assert set(faults(refused)) == {"/projecten/0/openbaar", "/projecten/1/gemeente", "/projecten/2/gemeente"}
    hidden = deliver(writer, {"code": "D", "plaats": "x"})
    assert faults(hidden) == {"/projecten/0/code": "Deze code van dit systeem hoort al bij een project."}
    assert Project.objects.count() == 2


def test_a_delivery_is_one_entry_and_is_undone_as_a_whole(writer: Client, editor: User) -> None:
    deliver(writer, row(1))
    entries = HistoryEntry.objects.count()
    deliver(writer, row(1, plaats="Centrum"), row(2, huurprijsklassen=[{"klasse": "vrije-huur"}]), row(3))
    assert HistoryEntry.objects.count() == entries + 1
    entry = HistoryEntry.objects.newest_first()[0]
    assert entry.user == editor
    assert entry.how.startswith("via de API geleverd: 3 projecten van dpi, token Proef")
    deliver(writer, row(9))
    assert "geleverd: 1 project van dpi, token" in HistoryEntry.objects.newest_first()[0].how
    Project.objects.get(name="Project 9").delete()
    publisher = signed_in(person("Beheerder", "Heerlen"))
    answer = publisher.post(f"/beheer/geschiedenis/{entry.pk}/ongedaan/")
    assert answer.status_code == 302, answer.content
    assert [(each.name, each.place) for each in Project.objects.all()] == [("Project 1", "")]


def test_phases_and_their_whole_in_one_delivery(writer: Client, add_project: AddProject) -> None:
    whole = add_project("Geheel", dwellings=30)
    ExternalCode.objects.create(project=whole, system="dpi", code="GEHEEL")
    phase = row(1, faseVan=whole.pk)
    assert set(faults(deliver(writer, phase))) == {"/projecten/0/faseVan"}
    done = deliver(writer, {"code": "GEHEEL", "aantalWoningen": None}, phase, row(2, faseVan=whole.pk))
    assert done.status_code == 200, done.content
    assert whole.phases.count() == 2


def test_the_number_of_statements_does_not_grow_with_the_rows(writer: Client) -> None:
    def asked(*rows: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert deliver(writer, *rows).status_code == 200
        return len(queries)

    asked(row(0))
    few = asked(row(1), row(2))
    many = asked(*(row(number) for number in range(10, 210)))
    assert few == many == 28


def test_the_same_request_is_done_once(writer: Client) -> None:
    key = {"Idempotency-Key": '"8e03978e-40d5-43dd"'}
    first = send(writer, "POST", PROJECTS, LEAST, **key)
    again = send(
        writer, "POST", PROJECTS, dict(reversed(LEAST.items())), **{"Idempotency-Key": "8e03978e-40d5-43dd"}
    )
    assert first.status_code == again.status_code == 201
    assert (again.content, again.headers["Location"]) == (first.content, first.headers["Location"])
    assert again.headers["ETag"] == first.headers["ETag"]
    assert Project.objects.count() == 1
    other = send(writer, "POST", PROJECTS, {**LEAST, "naam": "Ander"}, **key)
    assert other.status_code == 409
    assert "Idempotency-Key" in faults(other)
    assert deliver(writer, row(1), **key).status_code == 409
    bulk = deliver(writer, row(1), **{"Idempotency-Key": "b"})
    assert deliver(writer, row(1), **{"Idempotency-Key": "b"}).content == bulk.content
    stranger = bearer(token_of(person("Publicist", "Heerlen"), Scope.WRITE)[1])
    assert send(stranger, "POST", PROJECTS, {**LEAST, "naam": "Van een ander"}, **key).status_code == 201


def test_a_refused_request_may_be_sent_again_with_its_key(writer: Client, add_project: AddProject) -> None:
    project = add_project("Spoorsingel")
    assert send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": "k"}).status_code == 409
    assert not KeptAnswer.objects.exists()
    project.delete()
    assert send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": "k"}).status_code == 201


def test_an_answer_is_kept_for_a_day(writer: Client) -> None:
    assert send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": "k"}).status_code == 201
    kept = KeptAnswer.objects.get()
    KeptAnswer.objects.update(made_at=kept.made_at - datetime.timedelta(hours=25))
    assert (
        send(writer, "POST", PROJECTS, {**LEAST, "naam": "Ander"}, **{"Idempotency-Key": "k"}).status_code
        == 201
    )
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", '""', "a b", "é", "x" * 201, '"a', "a,b\n"])
def test_a_key_has_a_form(writer: Client, key: str) -> None:
    answer = send(writer, "POST", PROJECTS, LEAST, **{"Idempotency-Key": key})
    assert set(faults(answer)) == {"Idempotency-Key"}
    assert not Project.objects.exists()


def test_several_unknown_classes_are_each_told(writer: Client) -> None:
    rents = [{"klasse": "duur"}, {"klasse": "duurder", "aantalWoningen": 67.0}, {"klasse": "duurst"}]
    for answer in (
        deliver(writer, row(1, huurprijsklassen=rents)),
        send(writer, "POST", PROJECTS, {**LEAST, "huurprijsklassen": rents}),
    ):
        assert len(faults(answer)) == 3
    assert not Project.objects.exists()
