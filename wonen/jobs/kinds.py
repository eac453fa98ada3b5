"""What kinds of job there are. Each room registers its own, as it is imported by its ``apps.ready``."""

from collections.abc import Callable
from typing import Any

# Called often while a job is worked on; raises what ends it (wonen.jobs.claims).
Step = Callable[[], None]
# Does a job by its arguments and returns what is kept as its result.
Work = Callable[[dict[str, Any], Step], str]

KINDS: dict[str, Work] = {}


class CannotError(Exception):
    """The job cannot be done, however often it is tried; the text says why, for whoever waits for it."""


def register(kind: str, work: Work) -> None:
    KINDS[kind] = work
