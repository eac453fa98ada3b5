"""Clients that others generate from the description, used as a program uses them, on a running product.

In the suite a client in Python and one in TypeScript; ``CLIENTS=all`` takes every generator.
"""

import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from municipalities.access.tokens import Scope
from tests.support.clients.generators import GENERATORS
from tests.support.clients.tools import Tools, ToolsMissingError, installed
from tests.support.launched import product
from tests.support.tokens import secret_of

SHORT = ("openapi-python-client", "openapi-fetch")
CHOSEN = tuple(GENERATORS) if os.environ.get("CLIENTS") == "all" else SHORT


@dataclass(frozen=True)
class Site:
    """A running product and a token for all that its API can do."""

    address: str
    token: str

    def description(self) -> bytes:
        with urllib.request.urlopen(f"{self.address}api/v1/openapi.json") as answer:  # noqa: S310 - the product itself
            return bytes(answer.read())


@pytest.fixture(scope="module")
def tools() -> Tools:
    try:
        return installed()
    except ToolsMissingError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"The generators of clients cannot be installed here: {missing}")


@pytest.fixture(scope="module")
def site(filled_data: Path) -> Iterator[Site]:
    with product(filled_data) as running:
        yield Site(running.address, secret_of(filled_data, Scope.PUBLISH.value))


def expected(name: str) -> dict[str, Any]:
    """Return what comes of the same acts with every client; ``name`` is that of the project it adds."""
    return {
        "municipality": "Heerlen",
        "selected": [
            ["Aldenhofpark Hoensbroek (fase 1)", 30],
            ["Tarcicius basisschoollocatie", 25],
            ["Burg Gijzelslaan", 24],
            ["Spoorsingel", 20],
            ["Dr Jaegerstraat", 13],
        ],
        "added": [201, name, 2, "goedkoop"],
        "refused": [409, ["Deze gemeente heeft al een project met deze naam."]],
        "returned": True,
        "patched": [25, None],
        "delivered": ["nieuw", "nieuw"],
        "again": ["gelijk", "gelijk"],
        "changed": [name],
        "removed": [204, 404, 204, 404, 204, 404],
        "figure": ["158 woningen", True],
    }


def test_a_generated_client_does_all_that_a_program_does(
    tools: Tools, site: Site, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """One test, so that one worker starts one product for all clients."""
    for name in CHOSEN:
        folder = tmp_path / name
        folder.mkdir()
        with subtests.test(name):
            generator = GENERATORS[name]
            generator.generate(tools, folder, site.description())
            assert generator.run(tools, folder, site.address, site.token, name) == expected(name)
