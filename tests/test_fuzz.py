"""The API tried by its own description: right and wrong requests to every address, with each token."""

import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from municipalities.rest.tokens import Scope
from tests.launched import ENVIRONMENT, PROJECT, Product, product
from tests.tokens import secret_of

EXAMPLES = int(
    os.environ.get("FUZZ_EXAMPLES", "0")
)  # for each address; 0: only what lies on an edge is tried
PHASES = "examples,coverage,fuzzing" if EXAMPLES else "examples,coverage"
COURSES = 50 if EXAMPLES else 20  # of a run
RUNS = max(1, EXAMPLES // COURSES)
# A whole figure as it is drawn always breaks a rule; test_write_figures puts back every figure that there is.
UNREACHED = {("put", "/cijfers/{id}")}
READERS = ["", *Scope.values] if EXAMPLES else [Scope.PUBLISH.value]
CONFIG = PROJECT / "tests" / "fuzz" / "schemathesis.toml"
OFTEN = {f"API_{who}_PER_MINUTE": "999999" for who in ("ANONYMOUS", "TOKEN", "REFUSED")}


@pytest.fixture(scope="module")
def served(filled_data: Path) -> Iterator[Product]:
    """The product by itself, with the brochure and some invented projects, that may be asked all the time."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in OFTEN.items():
            patch.setitem(ENVIRONMENT, name, value)
        with product(filled_data, "--example", "30") as running:
            yield running


@dataclass(frozen=True)
class Trial:
    """The API tried with a token of a scope; without one if that is empty."""

    served: Product
    data: Path
    scope: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {secret_of(self.data, self.scope)}"} if self.scope else {}

    @property
    def may_write(self) -> bool:
        return self.scope in {Scope.WRITE, Scope.PUBLISH}

    def run(self, phases: str, examples: int, seed: int = 1) -> Counter[str]:
        """Let schemathesis find nothing wrong; return how often it got what, as ``GET /x positive 200``."""
        counts, base = self.data / "counts.json", f"{self.served.address}api/v1"
        settings = {
            "FUZZ_BASE": base,
            "FUZZ_COUNTS": str(counts),
            "FUZZ_HEADERS": json.dumps(self.headers),
            "PYTHONPATH": str(PROJECT),
        }
        said = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(CONFIG)),
                *("run", f"{base}/openapi.json", "--phases", phases, "--max-examples", str(examples)),
                *("--seed", str(seed), "--workers", "1"),
                *(part for name, value in self.headers.items() for part in ("-H", f"{name}: {value}")),
            ],
            env=ENVIRONMENT | settings,
            cwd=self.data,
            check=False,
        )
        assert said.returncode == 0
        counted = Counter[str](json.loads(counts.read_text(encoding="utf-8")))
        print(f"{self.scope or 'anonymous'}: {counted.total()} requests")
        return counted


@pytest.fixture(params=READERS, ids=lambda scope: scope or "anonymous")
def trial(request: pytest.FixtureRequest, served: Product, filled_data: Path) -> Trial:
    return Trial(served, filled_data, str(request.param))


def test_the_api_does_what_its_description_says(trial: Trial) -> None:
    counted = trial.run(PHASES, EXAMPLES or 1)
    paths = json.loads(said_by(f"{trial.served.address}api/v1/openapi.json"))["paths"]
    del paths["/openapi.json"]  # schemathesis never asks for what it reads
    for path, operations in paths.items():
        for method in operations:
            answers = [key for key in counted if key.startswith(f"{method.upper()} {path} ")]
            done = any(key.split()[-1][0] == "2" for key in answers)
            may = method == "get" or trial.may_write
            # What lies on an edge of the schema of a body is seldom what the rules allow.
            is_certain = method == "get" or (EXAMPLES and (method, path) not in UNREACHED)
            assert done is may or (may and not is_certain), (method, path, answers)


def test_the_api_does_so_in_courses_of_requests(trial: Trial) -> None:
    """What one request answers is used by the next: a project is made, read, changed and removed.

    The tool ends a run once a course that it repeats goes another way, as it does where names were taken and
    rows removed in between; so there are many short runs.
    """
    counted = Counter[str]()
    for seed in range(1, RUNS + 1):
        counted += trial.run("stateful", COURSES, seed)
    assert any(key.startswith("GET ") and key.endswith(" 200") for key in counted)
    for method, status in (("POST", "201"), ("PUT", "200"), ("PATCH", "200"), ("DELETE", "204")):
        done = any(key.startswith(f"{method} ") and key.endswith(f" {status}") for key in counted)
        assert done is trial.may_write or RUNS == 1, (method, counted)  # one run does not come to everything


def said_by(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the product itself
        return str(answer.read().decode())
