"""pytest plugin that writes which functions of the product each test runs: ``-p bench.reached``.

One line of JSON a test in ``REACHED`` (a folder, one file a worker): its name, its seconds, and ``file:line``
of each function. What a process of its own runs is not seen.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

ROOT = str(Path(__file__).parent.parent) + os.sep
ROOMS = ("wonen", "municipalities", "projects", "offers")
OURS = tuple(f"{ROOT}{room}{os.sep}" for room in ROOMS)
seen: set[Any] = set()


def note(frame: FrameType, _event: str, _argument: Any) -> None:
    """Note the code of a call; no line of it is traced."""
    seen.add(frame.f_code)


def ours() -> list[str]:
    found = {code for code in seen if code.co_filename.startswith(OURS)}
    return sorted({f"{code.co_filename.removeprefix(ROOT)}:{code.co_firstlineno}" for code in found})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    seen.clear()
    start = time.perf_counter()
    threading.settrace(note)
    sys.settrace(note)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)
        told = {"test": item.nodeid, "seconds": round(time.perf_counter() - start, 2), "reached": ours()}
        worker = os.environ.get("PYTEST_XDIST_WORKER", "all")
        with (Path(os.environ["REACHED"]) / f"{worker}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")
