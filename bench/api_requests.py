"""What can be asked of the API, found in its own description: reading, writing and what is refused."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from bench.two_products import Product

ROOT = "/api/v1"
EACH, SOME = 400, 2  # rows asked one by one, and those by which other addresses are asked
VALUES = 4  # of one parameter
WRONG: tuple[Any, ...] = (None, "onzin", "", -1, 10**12, True, [], {"a": 1}, "x" * 5000, "a\nb", "2030-13")
TEXTS = (b"", b"{", b"[]", b"{}", b'"x"', b'{"onbekend": 1}', b"\xff")
METHODS = ("post", "put", "patch", "delete")
JSON = ("Content-Type", "application/json")
ANY_VERSION = ("If-Match", "*")
FORMS = ("text/html", "text/csv", "application/geo+json", "application/jsonl", "image/png")
HEADERS = (
    *(("Accept", each) for each in FORMS),
    ("Authorization", "Bearer onzin"),
    ("If-None-Match", "*"),
    ("Origin", "https://example.org"),
)
RANGES = ("bytes=0-99", "bytes=99999999-")
Head = tuple[str, str]
Described = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """A request; ``inside`` by the manager who is logged in to the back office."""

    path: str
    method: str = "GET"
    headers: tuple[Head, ...] = ()
    body: bytes | None = None
    inside: bool = False

    def __str__(self) -> str:
        shown = ", ".join(f"{name}: {value[:14]}" for name, value in self.headers)
        body = f" {self.body[:100].decode(errors='replace')}" if self.body else ""
        return f"{self.method} {self.path}{f' ({shown})' if shown else ''}{' (inside)' * self.inside}{body}"


@dataclass
class Api:
    """The description of a running product, and its rows."""

    product: Product
    headers: tuple[Head, ...] = ()
    described: Described = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.described = self.get("/openapi.json")

    @property
    def operations(self) -> Iterator[tuple[str, str, Described]]:
        """Every template of an address, with each of its methods."""
        for template, operations in self.described["paths"].items():
            for method, operation in operations.items():
                yield template, method, operation

    def get(self, path: str) -> Any:
        found = self.product.ask(ROOT + path, headers=dict(self.headers))
        return json.loads(found.body) if found.status == 200 else {}

    def rows(self, path: str) -> list[Described]:
        found = self.get(f"{path}?paginaGrootte=1000")
        return list(found.get("resultaten", [])) if isinstance(found, dict) else []

    def paths(self, template: str, most: int) -> list[str]:
        """Return addresses of a template, with keys of rows that are spread over all there are."""
        before, _, rest = template.partition("/{")
        if not rest:
            return [template]
        name, _, after = rest.partition("}")
        keys = list(dict.fromkeys(str(row[name]) for row in self.rows(before) if name in row)) or ["1"]
        share = keys[:: -(-len(keys) // most)]
        return [path for key in share for path in self.paths(f"{before}/{quote(key, safe='')}{after}", SOME)]

    def refers(self, value: Any) -> Any:
        """Return what a reference refers to."""
        while isinstance(value, dict) and "$ref" in value:
            found: Any = self.described
            for name in value["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            value = found
        return value

    def queries(self, path: str, operation: Described) -> Iterator[str]:
        """Yield an address with each value of each of its parameters, right and wrong, also as a file."""
        told = [self.refers(each) for each in operation.get("parameters", ())]
        parameters = [each for each in told if each["in"] == "query"]
        needed = {each["name"]: self.values(each, [])[0] for each in parameters if each.get("required")}
        rows = self.rows(path)
        yield from (f"{path}?{urlencode(each)}" for each in (needed, {**needed, "onzin": 1}))
        for each in parameters:
            name, tried = each["name"], self.values(each, rows)
            asked = [{name: value} for value in tried]
            if name != "formaat":
                asked.append({name: tried[0], "formaat": "csv"})
            if self.refers(each["schema"]).get("type") == "array":
                several = {name: ",".join(tried[:-1])}
                asked += [several, *({**several, "formaat": kind} for kind in ("csv", "xlsx", "jsonl"))]
            yield from (f"{path}?{urlencode(needed | one)}" for one in asked)

    def values(self, parameter: Described, rows: list[Described]) -> list[str]:
        """Return values to try: all of a list of choices, some that rows have, and wrong ones."""
        name, schema = parameter["name"], self.refers(parameter["schema"])
        schema = self.refers(schema.get("items", schema))
        if "enum" in schema:
            return [*map(str, schema["enum"]), "onzin"]
        if schema.get("type") == "boolean":
            return ["true", "false", "ja", "onzin"]
        here = sorted({str(row[name]) for row in rows if row.get(name) not in (None, [])})
        told = {**schema, **parameter}
        bounds = [str(told[each]) for each in ("example", "minimum", "maximum", "default") if each in told]
        usual = {"integer": ["1", "2", "2022"], "number": ["1", "500.5"]}.get(str(schema.get("type")), ["a"])
        if schema.get("format") in {"date", "date-time"}:
            usual = ["2022-01-01", "2026-11-24T12:00:00Z"]
        share = here[:: -(-len(here) // VALUES) or 1]
        return list(dict.fromkeys([*share, *bounds, *usual, "onzin", ""]))


def reading(product: Product, headers: tuple[Head, ...] = ()) -> Iterator[Request]:
    """Yield every resource and summary with each of its parameters, and every row by itself."""
    api = Api(product, headers)
    for template, method, operation in api.operations:
        paths = api.paths(template, EACH if template.endswith("}") else SOME) if method == "get" else []
        found = [*paths, *(each for path in paths[:SOME] for each in api.queries(path, operation))]
        yield from (Request(ROOT + each, headers=headers) for each in found)
        yield from (Request(f"/catalogus{each}.csv-metadata.json", headers=headers) for each in paths[:SOME])


def refused(product: Product) -> Iterator[Request]:
    """Yield what is refused, or answered another way, by its method or a header."""
    api = Api(product)
    for template in api.described["paths"]:
        for path in api.paths(template, 1):
            here = ROOT + path
            yield from (Request(here, each.upper(), (JSON,), b"{}") for each in METHODS)
            yield from (Request(here, each) for each in ("OPTIONS", "HEAD", "TRACE"))
            yield from (Request(here, headers=(each,)) for each in HEADERS)
            yield from (Request(f"{here}?formaat=csv", headers=(("Range", each),)) for each in RANGES)
            yield Request(f"{here}/")
            yield Request(f"{here}/bestaat-niet")


def writing(product: Product, held: tuple[Head, ...]) -> Iterator[Request]:
    """Yield requests that write, one after another; each body is made of what is there by then."""
    api = Api(product, held)
    whole = (*held, JSON, ANY_VERSION)
    written = [
        (path, method, operation)
        for template, method, operation in api.operations
        if method in METHODS
        for path in api.paths(template, 2)[:4]
    ]
    for path, method, operation in written:
        yield Request(ROOT + path, method.upper(), (*held, JSON), b"{}")
        if method != "delete":
            bodies = [json.dumps(each).encode() for each in bodies_of(api, operation, path)]
            yield from (Request(ROOT + path, method.upper(), whole, each) for each in (*bodies, *TEXTS))
    for path, method, _ in written:
        if method == "delete":
            yield Request(ROOT + path, "DELETE", whole)
    for template in api.described["paths"]:
        yield from (Request(ROOT + each, headers=held) for each in api.paths(template, SOME))


def bodies_of(api: Api, operation: Described, path: str) -> Iterator[Any]:
    """Yield bodies: examples, the row that is there, its members one by one, and each with wrong values."""
    row = api.get(path)
    known = row if "resultaten" not in row else (row["resultaten"] or [{}])[0]
    for told in api.refers(operation["requestBody"])["content"].values():
        schema = api.refers(told["schema"])
        names = [*schema.get("properties", ())]
        yield from [told["example"]] if "example" in told else []
        yield from (each["value"] for each in told.get("examples", {}).values())
        members = {name: known[name] for name in names if name in known}
        yield members
        yield from ({name: value} for name, value in members.items())
        around = members if "required" in schema else {}
        yield from ({**around, name: wrong} for name in names for wrong in WRONG)
        yield known
