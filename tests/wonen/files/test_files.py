"""Files to download: whole or not at all, made once, in parts, and never another's or of before a change."""

import csv
import io
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import IO, Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from openpyxl import load_workbook

from municipalities.models import Municipality, Theme
from projects.export.columns import Row
from projects.models import Project
from tests.conftest import AddProject
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from wonen.files import exports, kept, waiting
from wonen.jobs import claims, worker
from wonen.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ADDRESSES = [
    *(f"/projecten.{kind}" for kind in ("csv", "xlsx", "json", "geojson")),
    *(f"/api/v1/projecten?formaat={form}" for form in ("csv", "xlsx", "jsonl", "geojson")),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", None)  # a job sets it for its process
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be too large to be made within a request, and nobody wait within one."""
    monkeypatch.setattr(exports.Export, "is_small", False)
    monkeypatch.setattr(waiting, "MOMENT", 0)
    monkeypatch.setattr(waiting, "LONGER", 0)
    monkeypatch.setattr(claims, "LOOK", 0)


def do_jobs() -> int:
    """Do what is in the queue, as the process of the jobs does; return how many jobs that were."""
    count = 0
    while worker.do_next(1, Event()):
        count += 1
    return count


def content(answer: Any) -> bytes:
    return bytes(answer.getvalue())


def names(text: bytes) -> list[str]:
    return [row["Naam"] for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";")]


def left(folder: Path) -> list[str]:
    """Return what is kept, and what was left half."""
    return [each.name for each in folder.glob("**/*") if each.is_file()]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_has_its_length_and_a_fingerprint_and_is_made_once(
    client: Client, add_project: AddProject, folder: Path, address: str
) -> None:
    add_project("Een")
    first = client.get(address, headers={"accept-encoding": "gzip"})
    text = content(first)
    assert first.headers["Content-Length"] == str(len(text))
    assert "Content-Encoding" not in first.headers
    assert first.headers["Accept-Ranges"] == "bytes"
    again = client.get(address)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert content(again) == text  # also where the moment of making is in it
    assert len(left(folder)) == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    assert next(folder.iterdir()).stat().st_mode & 0o777 == 0o600
    head = client.head(address)
    assert head.content == b""
    for name in ("Content-Length", "Content-Type", "Content-Disposition", "ETag", "Accept-Ranges"):
        assert head.headers[name] == first.headers[name]
    same = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert same.status_code == 304
    other = client.get(address, headers={"if-match": '"other"'})
    assert other.status_code == 412


def test_made_a_second_time_it_is_known_still_but_no_part_of_it_is_mixed(
    client: Client, add_project: AddProject, folder: Path
) -> None:
    add_project("Een")
    first = client.get("/projecten.xlsx")
    first.close()
    next(folder.iterdir()).unlink()
    same = client.get("/projecten.xlsx", headers={"if-none-match": first.headers["ETag"]})
    assert same.status_code == 304
    part = {"range": "bytes=0-9", "if-range": first.headers["ETag"]}
    whole = client.get("/projecten.xlsx", headers=part)
    assert whole.status_code == 200
    assert whole.headers["ETag"] != first.headers["ETag"]
    whole.close()
    part["if-range"] = whole.headers["ETag"]
    assert client.get("/projecten.xlsx", headers=part).status_code == 206


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_large_file_is_made_beside_the_pages(
    client: Client, add_project: AddProject, large: None, folder: Path, address: str
) -> None:
    add_project("Een")
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Het bestand staat in de wachtrij. Vraag het over 5 seconden opnieuw." in answer.content.decode()
    assert ("problem" in answer.headers["Content-Type"]) == address.startswith("/api/")
    assert client.head(address).status_code == 200
    assert client.get(address).status_code == 503
    assert Job.objects.count() == 1
    assert do_jobs() == 1
    made = client.get(address)
    text = content(made)
    assert made.status_code == 200
    assert made.headers["Content-Length"] == str(len(text))
    assert b"Een" in text or load_workbook(io.BytesIO(text)).worksheets[0]["B2"].value
    assert len(left(folder)) == 1


def test_a_browser_waits_on_a_page_that_gives_the_file_whatever_changes_meanwhile(
    client: Client, add_project: AddProject, large: None
) -> None:
    add_project("Een")
    page = client.get("/projecten.csv?soort=nieuwbouw", headers=BROWSER)
    assert page.status_code == 503
    assert page.headers["Cache-Control"] == "no-store"
    assert "Het bestand staat in de wachtrij." in page.content.decode()
    ticket = page.headers["Refresh"].removeprefix("5; url=")
    waits = client.get(ticket, headers=BROWSER)
    assert waits.status_code == 503
    assert waits.headers["Refresh"] == page.headers["Refresh"]
    assert do_jobs() == 1
    add_project("Twee")
    answer = client.get(ticket, headers=BROWSER)
    assert names(content(answer)) == ["Een"]
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    assert client.get("/projecten.csv?soort=nieuwbouw").status_code == 503  # who asks now gets what is now
    (kept.directory() / Job.objects.earliest("pk").result).unlink()
    again = client.get(ticket, headers=BROWSER)
    assert (again.status_code, again.headers["Location"]) == (302, "/projecten.csv?soort=nieuwbouw")
    assert client.get("/bestanden/verzonnen").status_code == 404


def test_a_file_of_before_a_change_is_never_given(client: Client, add_project: AddProject) -> None:
    project = add_project("Een")
    seen = {client.get("/projecten.csv").headers["ETag"]}
    changes: list[Callable[[], Any]] = [
        lambda: Project.objects.filter(pk=project.pk).update(name="Ander"),
        lambda: project.corporation.__class__.objects.update(name="Andere corporatie"),
        lambda: add_project("Twee"),
        lambda: Project.objects.filter(name="Twee").delete(),
        lambda: Municipality.objects.filter(name="Heerlen").update(name="Heerlen (L)"),
    ]
    for number, change in enumerate(changes, 2):
        change()
        answer = client.get("/projecten.csv")
        seen.add(answer.headers["ETag"])
        assert len(seen) == number
        assert names(content(answer)) == list(
            Project.objects.public().counted().by_name().values_list("name", flat=True)
        )


def test_a_theme_is_in_the_file_of_figures_and_so_in_its_fingerprint(
    client: Client, brochure: dict[str, Any]
) -> None:
    before = client.get("/cijfers.csv")
    theme = Theme.objects.filter(indicators__figures__isnull=False).first() or Theme.objects.first()
    assert theme
    assert theme.name in content(before).decode()
    Theme.objects.filter(pk=theme.pk).update(name="Heel anders")
    after = client.get("/cijfers.csv")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert "Heel anders" in content(after).decode()


def test_other_code_makes_other_files(
    client: Client, add_project: AddProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_project("Een")
    before = client.get("/projecten.csv").headers["ETag"]
    monkeypatch.setattr(exports, "code", lambda: "the next version")
    assert client.get("/projecten.csv").headers["ETag"] != before


def test_a_draft_is_in_the_file_of_its_reader_alone(
    client: Client, add_project: AddProject, large: None
) -> None:
    add_project("Openbaar")
    add_project("Concept Heerlen", is_public=False)
    add_project("Concept Maastricht", is_public=False, gemeente="Maastricht")
    readers = {}
    for place in ("Heerlen", "Maastricht"):
        owner = person("Lezer", place, username=place)
        readers[place] = bearer(token_of(owner)[1])
    address = "/api/v1/projecten?formaat=csv"
    for reader in (*readers.values(), client):
        answer = reader.get(address)
        assert answer.status_code == 503
        assert "Refresh" not in answer.headers
    assert do_jobs() == 3
    found = {place: content(reader.get(address)).decode() for place, reader in readers.items()}
    found[""] = content(client.get(address)).decode()
    for place, text in found.items():
        assert "Openbaar" in text
        for other in ("Heerlen", "Maastricht"):
            assert (f"Concept {other}" in text) == (place == other)
    assert "wonen_" not in str(list(Job.objects.values_list("arguments", flat=True)))


def test_a_token_that_was_revoked_while_its_file_waited_gets_none(
    add_project: AddProject, large: None, folder: Path
) -> None:
    add_project("Concept", is_public=False)
    token, secret = token_of(person("Lezer", "Heerlen"))
    assert bearer(secret).get("/api/v1/projecten?formaat=csv").status_code == 503
    type(token).objects.revoke()
    assert do_jobs() == 1
    assert "status 401" in Job.objects.get().fault
    assert left(folder) == []


def cut(sql: str = "") -> None:
    """End the connection on which this is asked, as an administrator of the database may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_connection_cut_while_a_file_is_made_gives_no_half_file(
    client: Client, add_project: AddProject, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    for number in range(3):
        add_project(f"Project {number}")
    monkeypatch.setattr("projects.export.files.CHUNK", 1)
    monkeypatch.setattr("wonen.spreadsheets.delimited.CHUNK", 1)
    rows = []

    def broken(*facts: Any) -> Row:
        rows.append(1)
        if len(rows) == 2:
            cut()
        return Row(*facts)

    monkeypatch.setattr("projects.export.files.Row", broken)
    client.raise_request_exception = False
    answer = client.get("/projecten.csv")
    assert answer.status_code == 503
    assert left(folder) == []
    connection.close()


def test_a_connection_cut_while_a_job_makes_a_file_costs_nothing_but_time(
    client: Client, add_project: AddProject, large: None, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    for number in range(3):
        add_project(f"Project {number}")
    assert client.get("/projecten.csv").status_code == 503
    real, tried = kept.keep, []

    def keep(key: str, write: Any) -> Any:
        def first(target: Any) -> None:
            write(target)
            tried.append(target.tell())
            if len(tried) == 1:
                cut()

        return real(key, first)

    monkeypatch.setattr(kept, "keep", keep)
    with pytest.raises(OperationalError):
        do_jobs()
    connection.close()
    assert left(folder) == []
    assert do_jobs() == 1
    assert len(names(content(client.get("/projecten.csv")))) == 3


def test_a_file_that_nobody_waits_for_any_more_leaves_nothing(
    client: Client, add_project: AddProject, large: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_project("Een")
    assert client.get("/projecten.xlsx").status_code == 503
    real = exports.stepped

    def left_alone(rows: Any, step: Any) -> Any:
        for row in real(rows, step):
            with ThreadPoolExecutor(1) as somebody:  # the file is read in a transaction that only reads
                somebody.submit(nobody_waits).result()
            step()
            yield row

    monkeypatch.setattr("projects.export.files.stepped", left_alone)
    do_jobs()
    assert not Job.objects.exists()
    assert left(folder) == []  # also of what openpyxl writes before it makes a workbook


def nobody_waits() -> None:
    Job.objects.update(wanted_until="2020-01-01T00:00Z")
    connection.close()


def test_few_wait_within_a_request_and_who_has_gone_does_not(
    client: Client, add_project: AddProject, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGER", 3600)
    add_project("Een")
    gone: Any = {"waitress.client_disconnected": lambda: True}
    assert client.get("/projecten.csv", **gone).status_code == 503
    for _ in range(waiting.AT_ONCE):
        assert waiting._places.acquire(blocking=False)
    try:
        assert client.get("/projecten.csv").status_code == 503  # would else wait for an hour
    finally:
        for _ in range(waiting.AT_ONCE):
            waiting._places.release()


def one_byte(target: IO[bytes]) -> None:
    target.write(b"x")


def test_what_is_kept_stays_within_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FILES", 3)
    monkeypatch.setattr(kept, "GRACE", -1)
    monkeypatch.setattr(kept, "SWEEP", 1)
    monkeypatch.setattr(kept, "LEFT", -1)
    (folder / ".making-1").mkdir(parents=True)
    for key in ("a.1", "a.2", "b.1", "c.1", "d.1"):
        kept.keep(key, one_byte).file.close()
    assert sorted(left(folder)) == ["b.1", "c.1", "d.1"]
    assert not (folder / ".making-1").exists()
    monkeypatch.setattr(kept, "MOST_BYTES", 0)
    with pytest.raises(OSError, match="No room"):
        kept.keep("e.1", one_byte)
