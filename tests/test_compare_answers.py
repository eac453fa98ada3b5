"""What ``bench/compare_answers.py`` tells of two answers, and what it leaves aside."""

import io
import json
import zipfile

import pytest

from bench.answer_differences import differences
from bench.compare_answers import like, sample
from bench.two_products import Answer

PAGE = "text/html; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(body: str | bytes, kind: str = PAGE, status: int = 200, **headers: str) -> Answer:
    given = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
    return Answer(status, given, body if isinstance(body, bytes) else body.encode())


def workbook(cell: str, made: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("docProps/core.xml", f"<created>{made}</created>")
        parts.writestr("xl/sheet1.xml", f"<row><c>{cell}</c></row>")
    return file.getvalue()


def described(words: str, kind: str) -> str:
    return json.dumps({"paths": {}, "schema": {"description": words, "type": kind}})


def revised(revision: str) -> Answer:
    return answer("", "text/csv", ETag=f'"{"a" * 32}.{revision * 32}.1"')


MAY_DIFFER = {
    "/": (answer('"/static/a/b.0123456789ab.css"'), answer('"/static/a/b.ba9876543210.css"')),
    "/beheer/": (
        answer('name="csrfmiddlewaretoken" value="abc"'),
        answer('name="csrfmiddlewaretoken" value="xyz"'),
    ),
    "/beheer/x/": (
        answer("", Set_Cookie="messages=Wx:1xY:Ks; a"),
        answer("", Set_Cookie="messages=Wx:1xZ:5-; a"),
    ),
    "/projecten.csv": (revised("b"), revised("c")),
    "/projecten.xlsx": (
        answer(workbook("8", "2026-11-30T10:00:00Z"), XLSX),
        answer(workbook("8", "2026-11-30T10:00:01Z"), XLSX),
    ),
    "/api/v1/openapi.json": (
        answer(described("Het jaar.", "integer"), JSON, ETag='"a"'),
        answer(described("Welk jaar.", "integer"), JSON, ETag='"b"'),
    ),
}
A = answer("a")
DIFFERS = [
    ("/", answer("a\n8,4%"), answer("a\n8,5%"), "line 2"),
    ("/", A, answer("a\nb"), "lines"),
    ("/", A, answer("a", status=404), "status"),
    ("/", answer("a", Vary="Accept"), A, "header Vary"),
    (
        "/",
        answer("a", Cache_Control="no-cache"),
        answer("a", Cache_Control="no-store"),
        "header Cache-Control",
    ),
    ("/api/v1/x", answer("{}", JSON, ETag='"a"'), answer("{}", JSON, ETag='"b"'), "header ETag"),
    ("/x.xlsx", answer(workbook("8", ""), XLSX), answer(workbook("9", ""), XLSX), "line 6"),
    (
        "/api/v1/openapi.json",
        answer(described("", "integer"), JSON),
        answer(described("", "string"), JSON),
        "line 5",
    ),
]


@pytest.mark.parametrize("path", MAY_DIFFER)
def test_what_may_differ_is_no_difference(path: str) -> None:
    assert differences(path, *MAY_DIFFER[path]) == []


@pytest.mark.parametrize(("path", "before", "after", "part"), DIFFERS)
def test_any_other_byte_is_told(path: str, before: Answer, after: Answer, part: str) -> None:
    assert [each[0] for each in differences(path, before, after)] == [part]


def test_addresses_that_differ_in_values_alone_are_a_share() -> None:
    links = {f"/projecten/?jaar={year}" for year in range(2000, 2050)} | {"/", "/gemeenten/heerlen/"}
    chosen = sample(links, set())
    assert {"/", "/gemeenten/heerlen/"} < set(chosen)
    assert len(chosen) < 10
    assert sample(links, set(chosen)) != chosen
    assert like("/gemeenten/heerlen/?jaar=2022") == like("/gemeenten/vaals/?jaar=2023")
