"""The files that were made, in one private directory that all processes of the product share.

A file appears under its name when it is whole, never before. Its name is what was asked and its revision
(``Export.key``); its time of change says when it was made, that of access when it was last asked.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

MOST_BYTES, MOST_FILES = 4 * 2**30, 5000  # that are kept in all
SWEEP = 20  # once in so many files what is too much is removed
GRACE = 600.0  # seconds that an older revision stays for who is still fetching it
LEFT = 6 * 3600.0  # seconds after which what a killed process left is removed


@dataclass(frozen=True)
class Kept:
    """A whole file. ``tag`` is of its bytes: made a second time they may differ, in the moment of making."""

    key: str
    file: IO[bytes]
    size: int
    made: int | None

    @property
    def tag(self) -> str:
        return f'"{self.key}"' if self.made is None else f'"{self.key}.{self.made:x}"'


def directory() -> Path:
    found = Path(settings.FILES_ROOT)
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def find(key: str) -> Kept | None:
    """Open the file of a key; None if it is not kept. Whoever sends it closes it."""
    path = directory() / key
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    found = os.fstat(file.fileno())
    with contextlib.suppress(
        FileNotFoundError
    ):  # it goes at this very moment: who has it open still reads it
        os.utime(path, ns=(time.time_ns(), found.st_mtime_ns))
    return Kept(key, file, found.st_size, found.st_mtime_ns)


def is_kept(key: str) -> bool:
    return (directory() / key).exists()


def keep(key: str, write: Callable[[IO[bytes]], None]) -> Kept:
    """Make a file and keep it; nothing of it is left if it does not get whole."""
    folder = directory()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as half:
        try:
            write(half)
            half.flush()
        except BaseException:
            Path(half.name).unlink()
            raise
    Path(half.name).replace(folder / key)
    if not secrets.randbelow(SWEEP):
        sweep()
    found = find(key)
    if found is None:  # more is asked at once than may be kept
        raise OSError(f"No room for {key} in {folder}.")
    return found


def sweep() -> None:
    """Remove older revisions, what a killed process left, and of too much what was asked longest ago."""
    now, total = time.time(), 0
    orders: dict[str, float] = {}
    for path, found in sorted(_all(), key=lambda each: -each[1].st_mtime):
        if path.name.startswith("."):
            _remove(path, when=now - found.st_mtime > LEFT)
        elif now - found.st_atime > GRACE:
            order = path.name.partition(".")[0]
            _remove(path, when=order in orders)
        orders.setdefault(path.name.partition(".")[0], found.st_mtime)
    whole = [each for each in _all() if not each[0].name.startswith(".")]
    for place, (path, found) in enumerate(sorted(whole, key=lambda each: -each[1].st_atime)):
        total += found.st_size
        _remove(path, when=total > MOST_BYTES or place >= MOST_FILES)


def _all() -> Iterator[tuple[Path, os.stat_result]]:
    for each in os.scandir(directory()):
        with contextlib.suppress(FileNotFoundError):
            yield Path(each.path), each.stat()


def _remove(path: Path, *, when: bool) -> None:
    if when and path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    elif when:
        path.unlink(missing_ok=True)
