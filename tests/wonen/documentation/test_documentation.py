"""The documentation of the API: everything that the description has, for people; and examples that work."""

import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from municipalities.access.tokens import Scope
from municipalities.filters import FigureFilterSet, IndicatorFilterSet, MunicipalityFilterSet
from municipalities.models import ApiToken
from projects.filters.api_filters import ProjectApiFilterSet
from projects.models import Project
from tests.projects.pages.test_pages import queries
from tests.support.clients.generators import GENERATORS
from tests.support.copies import wait_for_older_transactions
from tests.support.staff import person
from tests.support.tokens import token_of
from tests.wonen.rest.test_api import one
from tests.wonen.rest.test_description import resolved
from wonen.documentation.chapters import groups
from wonen.documentation.examples import ANYWHERE, EXAMPLES, FOLDER, markdown
from wonen.rest.problems import TITLES

PAGE, CLIENTS = "/api/v1/documentatie", "/api/v1/documentatie/voorbeelden"
ROOT = Path(__file__).parents[3]
in_a_shell = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "curl", "jq"))), reason="this machine has no bash, curl or jq"
)


@pytest.fixture
def page(client: Client, brochure: dict[str, Any]) -> str:
    return html.unescape(client.get(PAGE).content.decode())


def test_every_address_parameter_choice_status_and_example_is_on_the_page(client: Client, page: str) -> None:
    described = one(client, "/api/v1/openapi.json")
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            start = page.index(f'<h3 id="{operation["operationId"]}">')
            part = page[start : page.index("<h3 ", start + 1) if "<h3 " in page[start + 1 :] else None]
            assert f"{method.upper()} /api/v1{path}" in part
            for each in resolved(described, operation["parameters"]):
                assert f"<code>{each['name']}</code>" in part, (path, each["name"])
                schema = each["schema"].get("items", each["schema"])
                assert all(f"<code>{value}</code>" in part for value in schema.get("enum", ()))
                if "maximum" in schema and schema["maximum"] < 2**53:
                    assert f"van {schema['minimum']} tot en met {schema['maximum']}" in part
            for status in operation["responses"]:
                assert f"<dt>{status}</dt>" in part
            content = operation["responses"].get("200", {}).get("content", {})
            for example in [each["example"] for each in content.values() if "example" in each]:
                assert json.dumps(example, ensure_ascii=False, indent=2) in part


def test_every_field_is_told_also_those_inside_another(client: Client, page: str) -> None:
    described = one(client, "/api/v1/openapi.json")
    for name, schema in described["components"]["schemas"].items():
        if f"{name}Lijst" in described["components"]["schemas"]:
            for field in schema["properties"]:
                assert f"<code>{field}</code>" in page, (name, field)
    assert {"start.kwartaal", "huurprijsklassen[].mogelijk", "gedrukt.planning"} <= set(
        re.findall(r"<code>([^<]+)</code>", page)
    )


def test_every_filter_says_what_it_takes_and_where_the_names_of_its_codes_are(
    client: Client, brochure: dict[str, Any]
) -> None:
    for filterset in (ProjectApiFilterSet, FigureFilterSet, MunicipalityFilterSet, IndicatorFilterSet):
        assert set(filterset.base_filters) == set(filterset.meanings)
        for meaning in filterset.meanings.values():
            for name in re.findall(r"`/([^`]+)`", meaning):
                assert one(client, f"/api/v1/{name}?velden=naam")["resultaten"]


def test_what_changes_daily_comes_first_and_a_success_before_the_refusals(
    client: Client, brochure: dict[str, Any]
) -> None:
    described = one(client, "/api/v1/openapi.json")
    grouped = [name for group in described["x-tagGroups"] for name in group["tags"]]
    assert grouped == [tag["name"] for tag in described["tags"]]
    assert grouped[:3] == ["Projecten", "Cijfers", "Boden"]
    assert described["x-tagGroups"][1]["tags"][0] == "Totalen"
    for group in groups(described):
        for operation in (each for chapter in group.chapters for each in chapter.operations):
            assert operation.statuses[0][0] in {"200", "201", "204"}


def test_what_is_allowed_is_told_in_sentences(page: str) -> None:
    assert "Eén van deze waarden." in page
    assert "De waarde true of false." in page
    assert "Één" not in page


def test_how_long_a_key_is_and_what_may_come_back_is_told(client: Client, page: str) -> None:
    assert "202 tekens" not in page
    assert page.count("1 tot en met 200 letters, cijfers en streepjes") >= 3  # writing, adding, delivering
    assert "mag in zijn geheel terug" in page
    paths = one(client, "/api/v1/openapi.json")["paths"]
    for method in ("put", "patch"):
        assert "mag in zijn geheel mee terug" in paths["/projecten/{id}"][method]["description"]


def test_who_generates_a_client_is_told_what_one_generator_needs(page: str) -> None:
    option = "--default-non-nullable false"
    assert option in GENERATORS["openapi-fetch"].command
    assert option in page
    assert option in markdown()


def test_the_links_of_the_page_lead_somewhere(client: Client, page: str) -> None:
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {each for each in re.findall(r'href="#([^"]+)"', page) if each != "inhoud"} <= anchors
    there = client.get(CLIENTS).content.decode()
    for name in re.findall(rf'href="{CLIENTS}#([^"]+)"', page):
        assert f'id="{name}"' in there
    for address in re.findall(r'href="http://testserver(/api/v1/[^"]+)"', page):
        assert client.get(html.unescape(address)).status_code == 200


def test_every_refusal_has_its_meaning(page: str) -> None:
    part = page[page.index('id="fouten"') :]
    for status, title in TITLES.items():
        assert f"<dt>{status}</dt><dd>{title}." in part


def test_what_the_page_says_can_be_asked(client: Client, page: str) -> None:
    for query in set(re.findall(r"<code>\?([^<]+)</code>", page)):
        found = [
            client.get(f"/api/v1/{name}?{query}").status_code == 200 for name in ("projecten", "cijfers")
        ]
        assert any(found), query


def test_nothing_comes_from_elsewhere_and_no_script_is_needed(
    client: Client, brochure: dict[str, Any]
) -> None:
    for address in (PAGE, CLIENTS):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["API-Version"] == "1.0.0"
        text = answer.content.decode()
        assert "<script" not in text
        assert not re.search(r'(src|rel="stylesheet" href)="https?:', text)


def test_every_page_leads_to_it_and_it_is_only_read(client: Client, brochure: dict[str, Any]) -> None:
    assert f'<a href="{PAGE}">API</a>' in client.get("/toelichting/").content.decode()
    assert f'<a href="{CLIENTS}">' in client.get("/open-data/").content.decode()
    for address in (PAGE, CLIENTS):
        assert client.post(address).status_code == 405
        assert client.get(f"{address}/").status_code == 404
        assert client.head(address).content == b""
        again = client.get(address, headers={"if-none-match": client.get(address).headers["ETag"]})
        assert again.status_code == 304


def test_the_pages_ask_the_database_nothing(client: Client, brochure: dict[str, Any]) -> None:
    with queries(0):
        client.get(PAGE)
        client.get(CLIENTS)


def test_the_examples_on_the_page_are_the_files_that_are_tried(client: Client, db: None) -> None:
    text = html.unescape(client.get(CLIENTS).content.decode())
    for each in EXAMPLES:
        assert each.code("http://testserver") in text
        assert ANYWHERE in each.code(ANYWHERE)
        assert ANYWHERE not in each.code("http://testserver")
    assert {each.file for each in EXAMPLES} == {each.name for each in FOLDER.iterdir() if each.is_file()}


def test_the_page_in_docs_is_made_of_the_same() -> None:
    assert (ROOT / "docs" / "clients.md").read_text(encoding="utf-8") == markdown()


def test_every_address_in_an_example_can_be_had(client: Client, brochure: dict[str, Any]) -> None:
    found = set()
    for each in EXAMPLES:
        found |= set(re.findall(rf"['\"]{ANYWHERE}(/api/v1/[^'\"]+)['\"]", each.code(ANYWHERE)))
    assert len(found) > 5
    for address in found:  # that of a delivery takes a body: a supplier tries it below
        assert client.get(address).status_code == (405 if "_bijwerken" in address else 200), address


def run(folder: Path, site: str, file: str, *command: str) -> str:
    """Run an example against a site and return what it says."""
    code = (FOLDER / file).read_text(encoding="utf-8").replace(ANYWHERE, site)
    (folder / file).write_text(code, encoding="utf-8")
    found = subprocess.run(
        [*command, file], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def public() -> set[int]:
    return set(Project.objects.public().values_list("pk", flat=True))


def change_much() -> None:
    """Remove a project, take one back from the public, and change one."""
    first, second, third, *_ = Project.objects.public().filter(phases=None).order_by("pk")
    first.delete()
    Project.objects.filter(pk=second.pk).update(is_public=False)
    Project.objects.filter(pk=third.pk).update(note="Gewijzigd")
    wait_for_older_transactions()


@pytest.fixture
def served(live_server: LiveServer, brochure: dict[str, Any]) -> str:
    return str(live_server.url)


def test_a_copy_in_python_is_kept_in_step(served: str, tmp_path: Path) -> None:
    def copied() -> dict[int, Any]:
        with sqlite3.connect(tmp_path / "kopie.sqlite") as copy:
            return {key: json.loads(row) for key, row in copy.execute("SELECT id, gegevens FROM projecten")}

    assert run(tmp_path, served, "kopie.py", sys.executable) == f"{len(public())} projecten in de kopie\n"
    assert set(copied()) == public()
    change_much()
    run(tmp_path, served, "kopie.py", sys.executable)
    assert set(copied()) == public()
    assert "Gewijzigd" in {row["opmerking"] for row in copied().values()}
    with sqlite3.connect(tmp_path / "kopie.sqlite") as copy:  # of a database that is no more: begin again
        copy.execute("UPDATE stand SET verder = '0000000000000001-1-0'")
        copy.execute("INSERT INTO projecten VALUES (999999, '{}')")
    run(tmp_path, served, "kopie.py", sys.executable)
    assert set(copied()) == public()


@in_a_shell
def test_a_copy_in_bash_is_kept_in_step(served: str, tmp_path: Path) -> None:
    def copied() -> dict[int, Any]:
        return {int(each.stem): json.loads(each.read_text()) for each in (tmp_path / "kopie").glob("*.json")}

    run(tmp_path, served, "kopie.sh", "bash")
    assert set(copied()) == public()
    change_much()
    run(tmp_path, served, "kopie.sh", "bash")
    assert set(copied()) == public()
    assert "Gewijzigd" in {row["opmerking"] for row in copied().values()}


@pytest.mark.django_db(transaction=True)
def test_a_supplier_delivers_projects_and_is_told_what_is_wrong(
    served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = token_of(person("Redacteur", "Heerlen"), Scope.WRITE)
    monkeypatch.setenv("WONEN_TOKEN", secret)
    first = run(tmp_path, served, "aanleveren.py", sys.executable)
    project = Project.objects.get(name="Proef aanleveren")
    assert first == f"P-1001 nieuw nummer {project.pk}\n"
    assert (project.dwellings, project.is_public) == (24, False)
    assert run(tmp_path, served, "aanleveren.py", sys.executable) == f"P-1001 gelijk nummer {project.pk}\n"
    ApiToken.objects.revoke()
    code = (tmp_path / "aanleveren.py").read_text(encoding="utf-8")
    refused = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode == 1
    assert "401 Eerst aanmelden - Dit token is ingetrokken." in refused.stdout


@in_a_shell
def test_what_curl_is_shown_to_do_works(served: str, tmp_path: Path) -> None:
    run(tmp_path, served, "ophalen.sh", "bash")
    rows = (tmp_path / "projecten.csv").read_text().splitlines()
    assert len(rows) == 1 + Project.objects.public().counted().count()
    first = (tmp_path / "cijfers.csv").read_bytes()
    assert len(first.splitlines()) > 80
    run(tmp_path, served, "ophalen.sh", "bash")  # nothing has changed: the file stays
    assert (tmp_path / "cijfers.csv").read_bytes() == first
