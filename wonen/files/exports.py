"""A file that can be made: what it is, by what it is known, and how it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any, TypeVar

from django.conf import settings
from django.utils import timezone

from wonen.jobs.kinds import Step

T = TypeVar("T")
SMALL = 200  # rows; a workbook of so many projects takes 0.4 s, as a page may
ROOMS = ("wonen", "municipalities", "projects", "offers")


@dataclass(frozen=True)
class Export:
    """A file as an address asks it.

    ``order`` tells what is asked from anything else that can be: the address, the form, whose reach.
    ``revision`` is another one after every change of what is in it. Both are fingerprints. ``write`` writes
    the whole file and calls its second argument often; ``count`` counts its rows, up to a bound, so that a
    large one is known without being counted; up to ``small`` rows it is made at once. ``holder`` is the token
    that sees more in it, by its number.
    """

    order: str
    revision: str
    name: str
    media_type: str
    write: Callable[[IO[bytes], Step], None]
    count: Callable[[int], int]
    headers: Mapping[str, str] = field(default_factory=dict)
    holder: int | None = None
    small: int = SMALL

    @property
    def key(self) -> str:
        return f"{self.order}.{self.revision}"

    @property
    def is_small(self) -> bool:
        return self.count(self.small + 1) <= self.small


@dataclass
class Order:
    """Marks a request that is made again by the process of the jobs: it gets no answer, but its export.

    Nothing is counted for it, and ``holder`` stands in for the secret that was given before.
    """

    holder: int | None
    export: Export | None = None

    @staticmethod
    def of(request: Any) -> Order | None:
        found = getattr(request, "file_order", None)
        return found if isinstance(found, Order) else None


def fingerprint(*parts: object) -> str:
    """Return 32 characters that differ wherever one of the parts does."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def revision_of(*parts: object) -> str:
    """Return the revision of a file: of what is in it, of the day, and of the code that writes it."""
    return fingerprint(*parts, timezone.localdate(), code())


@cache
def code() -> str:
    """Return the fingerprint of the program: what another version of it wrote is not what this one would."""
    found = hashlib.sha256()
    for room in ROOMS:
        for path in sorted(Path(settings.BASE_DIR, room).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def stepped(rows: Iterable[T], step: Step) -> Iterator[T]:
    """Yield the rows, with a step before each."""
    for row in rows:
        step()
        yield row


def written(make: Callable[[], Iterable[bytes]]) -> Callable[[IO[bytes], Step], None]:
    """Return what writes the parts of a file one after another."""

    def write(target: IO[bytes], step: Step) -> None:
        for part in make():
            step()
            target.write(part)

    return write
