"""Shows what the tests find: puts faults in the product, one at a time, and runs the tests that reach them.

    python3 -m bench.seeded_faults reach              run all tests once, keep which functions each runs
    python3 -m bench.seeded_faults draw 100 [SEED]    draw until the tests found so many; keep all drawn
    python3 -m bench.seeded_faults try [FIRST LAST]   put in again what was found, wherever it stands now

``draw`` makes ``bench/seeded_faults.json``; ``try`` prints which are no longer found. Use the Python of
``.venv``, which ``python3 run.py test`` makes. ``TREE`` names another copy of the product to try them in.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from bench.drawn_faults import Fault, draw
from bench.reached import ROOT

HERE = Path(ROOT)
TREE = Path(os.environ.get("TREE") or HERE)
FIELDS = [each.name for each in fields(Fault)]
KEPT = HERE / "bench" / "seeded_faults.json"
REACHED = Path(os.environ.get("REACHED") or HERE / ".data" / "reached")
AT_ONCE = 2
# Tests for one fault: the quickest that run its function, then all others that do, then those of its file.
STEPS = (40, 400)
LONGEST = 600  # seconds for one step; a fault by which a test never ends is found too
OF_RULES = re.compile(
    "constraints|rules|emptying|history|names|norm|offers|tokens|lockout|jobs|feed|version|users|lines|counted"
)
# The rules of the database that are ours: checks, unique indexes and triggers, each with what drops it.
RULES = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace AND conrelid::regclass::text ~ '{rooms}'
UNION SELECT format('DROP INDEX %I', indexrelid::regclass::text) FROM pg_index
WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text ~ '{rooms}'
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
UNION SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid::regclass::text ~ '{rooms}'
ORDER BY 1
"""


@dataclass
class Reach:
    """Which tests run each function and each file, with their seconds."""

    seconds: dict[str, float] = field(default_factory=dict)
    functions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls) -> "Reach":
        found = cls()
        for path in REACHED.glob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                told = json.loads(line)
                found.seconds[told["test"]] = told["seconds"]
                for place in told["reached"]:
                    found.functions[place].add(told["test"])
                    found.files[place.partition(":")[0]].add(told["test"])
        return found

    def near(self, fault: Fault) -> list[str]:
        """Return the tests for a fault: those that run its function, then those of its file, by seconds."""
        if fault.kind == "rule":  # no code of ours runs it: the tests of rules first
            return sorted(self.seconds, key=lambda test: (not OF_RULES.search(test), self.seconds[test]))
        starts = [
            int(place.partition(":")[2]) for place in self.functions if place.startswith(f"{fault.file}:")
        ]
        start = max((line for line in starts if line <= fault.line), default=0)
        of_function = self.functions[f"{fault.file}:{start}"]
        rest = (self.files[fault.file] or set(self.seconds)) - of_function
        by_seconds = self.seconds.__getitem__
        return [*sorted(of_function, key=by_seconds), *sorted(rest, key=by_seconds)]


class Bench:
    """A copy of the product in which faults are put, with a database of tests that is kept between them."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.is_new = folder / "tree", True
        self.environment = os.environ | {
            "WONEN_TEST_DATA": str(folder / "data"),
            "PYTHONPATH": f"{self.tree}:{HERE}",  # the plugin may not be in the other copy
        }

    def found_by(self, fault: Fault, tests: list[str]) -> str:
        """Return the test that fails with the fault; empty if none does."""
        self.copy()
        extra = {"BROKEN_RULE": fault.becomes} if fault.kind == "rule" else {}
        if not extra:
            fault.put_in(self.tree)
        first, last = STEPS
        found = self.run(tests[:first], extra) or self.run(tests[first:last], extra)
        self.is_new = self.is_new or bool(extra)
        return found

    def copy(self) -> None:
        shutil.rmtree(self.tree, ignore_errors=True)
        skipped = shutil.ignore_patterns(".git", ".data", ".venv", "__pycache__", ".*_cache")
        shutil.copytree(TREE, self.tree, ignore=skipped)

    def run(self, tests: list[str], extra: dict[str, str]) -> str:
        if not tests:
            return ""
        database = "--create-db" if self.is_new or extra else "--reuse-db"
        listed = self.tree / "tests.txt"
        listed.write_text("\n".join(tests), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--reuse-db", database]
        command += ["-p", "bench.broken_rule", "-p", "no:cacheprovider", f"@{listed}"]
        try:
            said = subprocess.run(  # noqa: S603
                command, cwd=self.tree, env=self.environment | extra, timeout=LONGEST,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            self.is_new = True
            return "(no end)"
        self.is_new = said.returncode not in {0, 1}
        failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said.stdout, re.MULTILINE)
        if failed:
            return failed[1]
        return "(does not start)" if said.returncode else ""


def rules() -> list[str]:
    """Return the SQL that drops each rule, from a database that was just made."""
    query = RULES.format(rooms="^(wonen|municipalities|projects|offers|accounts)")
    code = (
        "from django.db import connection; cursor = connection.cursor();"
        f"cursor.execute({query!r}); print('\\n'.join(row[0] for row in cursor))"
    )
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "run.py", "--data", data, "manage"]
        subprocess.run([*command, "migrate", "-v", "0"], cwd=HERE, check=True)  # noqa: S603
        said = subprocess.run(  # noqa: S603
            [*command, "shell", "-v", "0", "-c", code], cwd=HERE, check=True, capture_output=True, text=True
        )
    return [line for line in said.stdout.splitlines() if line.startswith(("ALTER", "DROP"))]


def reach() -> None:
    """Run all tests and keep what each reaches; twice as long as without."""
    shutil.rmtree(REACHED, ignore_errors=True)
    REACHED.mkdir(parents=True)
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-q", "-p", "bench.reached", f"--numprocesses={AT_ONCE}"],
        cwd=HERE,
        env=os.environ | {"REACHED": str(REACHED)},
        check=False,
    )


Found = tuple[Fault, str]


def outcomes(faults: Iterable[Fault], nearest: Callable[[Fault], list[str]]) -> Iterator[Found]:
    """Put in the faults, two at once, and yield each with the test that finds it.

    One of which the code is gone is left out.
    """
    benches: SimpleQueue[Bench] = SimpleQueue()

    def tried(fault: Fault) -> Found | None:
        bench = benches.get()
        try:
            found = bench.found_by(fault, nearest(fault))
        except LookupError as error:
            print("left out:", error, flush=True)
            return None
        finally:
            benches.put(bench)
        print(fault.kind, fault.file, fault.line, "->", found or "NOT FOUND", flush=True)
        return fault, found

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(AT_ONCE):
            benches.put(Bench(Path(folder) / str(number)))
        waiting = iter(faults)
        while several := list(islice(waiting, AT_ONCE * 4)):
            yield from filter(None, pool.map(tried, several))


def drawn(count: int, seed: int) -> None:
    """Keep faults with the test that finds each, until there are as many found as asked."""
    kept: list[dict[str, object]] = []
    for fault, found in outcomes(draw(HERE, rules(), seed), Reach.read().near):
        kept.append({**asdict(fault), "test": found})
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if sum(bool(each["test"]) for each in kept) >= count:
            return


def tried_again(first: int, last: int) -> int:
    """Put in what was found; return how many are no longer found, the test that found one tried first."""
    kept = [each for each in json.loads(KEPT.read_text(encoding="utf-8"))[first:last] if each["test"]]
    tests = {Fault(**{name: each[name] for name in FIELDS}): str(each["test"]) for each in kept}
    known = Reach.read()

    def nearest(fault: Fault) -> list[str]:
        same = tests[fault].rpartition("/")[2]
        return sorted(known.near(fault) or [tests[fault]], key=lambda test: test.rpartition("/")[2] != same)

    return sum(not found for _, found in outcomes(tests, nearest))


def main(command: str = "", *numbers: str) -> None:
    asked = [int(each) for each in numbers]
    if command == "reach":
        reach()
    elif command == "draw":
        drawn(*[*asked, 1][:2] if asked else (100, 1))
    elif command == "try":
        lost = tried_again(*asked if len(asked) == 2 else (0, 10**6))
        print(f"{lost} no longer found")
        sys.exit(min(lost, 1))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
