"""The API tried by its own description: right and wrong requests to every address, with each token.

Without a socket or a process of its own, and each parameter and member at one address
(``tests/support/fuzz/once.py``); ``FUZZ_EXAMPLES=1000`` tries them all at every address,
and draws a thousand requests more for each.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from django.contrib.auth.models import User

from municipalities.access.tokens import Scope
from projects.example import make_examples
from tests.support.fuzz.wire import in_process
from tests.support.tokens import token_of

# For each address; 0: only what lies on an edge is tried.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
PHASES = "examples,coverage,fuzzing" if EXAMPLES else "examples,coverage"
COURSES = 50 if EXAMPLES else 6  # of a run
RUNS = max(1, EXAMPLES // COURSES) if EXAMPLES else 1
# A whole figure as it is drawn always breaks a rule; test_write_figures puts back every figure that there is.
UNREACHED = {("put", "/cijfers/{id}")}
READERS = ["", *Scope.values] if EXAMPLES else [Scope.PUBLISH.value]
BASE = "http://127.0.0.1/api/v1"
CONFIG = Path(__file__).parents[2] / "support" / "fuzz" / "schemathesis.toml"
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Trial:
    """The API tried with a token of a scope; without one if that is empty."""

    scope: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def may_write(self) -> bool:
        return self.scope in {Scope.WRITE, Scope.PUBLISH}

    def run(self, phases: str, examples: int, seed: int = 1) -> Counter[str]:
        """Let schemathesis find nothing wrong; return how often it got what, as ``GET /x positive 200``."""
        from schemathesis.cli import schemathesis  # noqa: PLC0415 - loading it takes a second of each worker

        from tests.support.fuzz import hooks  # noqa: PLC0415

        hooks.run.begin(BASE, self.headers, is_short=not EXAMPLES and phases != "stateful")
        words = [
            *("--no-color", "--config-file", str(CONFIG)),
            *("run", f"{BASE}/openapi.json", "--phases", phases, "--max-examples", str(examples)),
            *("--seed", str(seed), "--workers", "1"),
            *(part for name, value in self.headers.items() for part in ("-H", f"{name}: {value}")),
        ]
        with pytest.raises(SystemExit) as ended:
            schemathesis.main(words)
        assert ended.value.code == 0
        print(f"{self.scope or 'anonymous'}: {hooks.run.counted.total()} requests")
        return hooks.run.counted


@pytest.fixture(params=READERS, ids=lambda scope: scope or "anonymous")
def trial(
    request: pytest.FixtureRequest,
    brochure: dict[str, Any],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Trial]:
    """The brochure and some invented projects, which may be asked all the time."""
    make_examples(30)
    for who in ("ANONYMOUS", "TOKEN", "REFUSED"):
        setattr(settings, f"API_{who}_PER_MINUTE", 999_999)
    monkeypatch.chdir(tmp_path)  # where the tool keeps what it found
    scope, headers = str(request.param), {}
    if scope:
        secret = token_of(User.objects.create_superuser("beheer"), Scope(scope))[1]
        headers = {"Authorization": f"Bearer {secret}"}
    with in_process():
        yield Trial(scope, headers)


def test_the_api_does_what_its_description_says(trial: Trial) -> None:
    counted = trial.run(PHASES, EXAMPLES or 1)
    paths = requests.get(f"{BASE}/openapi.json", timeout=15).json()["paths"]
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
