"""The API tried by its own description: right and wrong requests to every address, with each token."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from municipalities.rest.tokens import Scope
from tests.test_run import ENVIRONMENT, PROJECT, Product, product

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")  # for each address; without it only what lies on an edge is tried
PHASES = "examples,coverage,fuzzing,stateful" if EXAMPLES else "examples,coverage"
READERS = ["", *Scope.values] if EXAMPLES else [Scope.PUBLISH.value]
CONFIG = PROJECT / "tests" / "fuzz" / "schemathesis.toml"
OFTEN = {f"API_{who}_PER_MINUTE": "999999" for who in ("ANONYMOUS", "TOKEN", "REFUSED")}
MAKE_TOKEN = """
import datetime
from django.contrib.auth.models import User
from municipalities.rest.tokens import ApiToken
today = datetime.date.today()
token = ApiToken(owner=User.objects.get(username="beheer"), name="{scope}", scope="{scope}", is_limited=False,
    created_on=today, expires_on=today + datetime.timedelta(days=2))
print("TOKEN", token.issue())
token.save()
"""


@pytest.fixture(scope="module")
def served(own_data: Path) -> Iterator[Product]:
    """The product by itself, with the brochure and some invented projects, that may be asked all the time."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in OFTEN.items():
            patch.setitem(ENVIRONMENT, name, value)
        with product(own_data, "--example", "30") as running:
            yield running


def token(data: Path, scope: str) -> str:
    command = [sys.executable, "run.py", "--data", str(data), "manage", "shell"]
    said = subprocess.run(
        command,
        input=MAKE_TOKEN.format(scope=scope),
        env=ENVIRONMENT,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.split("TOKEN ")[1].split()[0]


@pytest.mark.parametrize("scope", READERS, ids=lambda scope: scope or "anonymous")
def test_the_api_does_what_its_description_says(served: Product, own_data: Path, scope: str) -> None:
    headers = {"Authorization": f"Bearer {token(own_data, scope)}"} if scope else {}
    counts = own_data / "counts.json"
    base = f"{served.address}api/v1"
    settings = {
        "FUZZ_BASE": base,
        "FUZZ_COUNTS": str(counts),
        "FUZZ_HEADERS": json.dumps(headers),
        "PYTHONPATH": str(PROJECT),
    }
    said = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(CONFIG)),
            *("run", f"{base}/openapi.json", "--phases", PHASES, "--max-examples", EXAMPLES or "1"),
            *("--seed", "1", "--workers", "1"),
            *(part for name, value in headers.items() for part in ("-H", f"{name}: {value}")),
        ],
        env=ENVIRONMENT | settings,
        cwd=own_data,
        check=False,
    )
    assert said.returncode == 0
    counted = json.loads(counts.read_text(encoding="utf-8"))
    print(f"{scope or 'anonymous'}: {sum(counted.values())} requests")
    paths = json.loads(said_by(f"{base}/openapi.json"))["paths"]
    del paths["/openapi.json"]  # schemathesis never asks for what it reads
    for path, operations in paths.items():
        for method in operations:
            answers = [key for key in counted if key.startswith(f"{method.upper()} {path} ")]
            may = method == "get" or scope in {Scope.WRITE, Scope.PUBLISH}
            assert any(key.split()[-1][0] == "2" for key in answers) is may, (method, path, answers)


def said_by(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the product itself
        return str(answer.read().decode())
