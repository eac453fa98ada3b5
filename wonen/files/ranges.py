"""A part of a file (RFC 9110, 14): for programs that read piece by piece, or go on where they were."""

import io
import re
from dataclasses import dataclass
from typing import IO

from django.http import HttpRequest

ONE_RANGE = re.compile(r"bytes=\s*(\d{1,18})?-(\d{1,18})?\s*", re.ASCII)


class NoSuchPartError(Exception):
    """The file has no byte of the part that was asked (416)."""


@dataclass(frozen=True)
class Part:
    """The bytes from ``start`` up to but not including ``end``."""

    start: int
    end: int


def part_asked(request: HttpRequest, tag: str, size: int) -> Part | None:
    """Return the part that is asked of a file with this tag; None: all of it.

    All is also the answer to HEAD, for which no range is defined (14.2); to more parts than one and to what
    is no range, as the rules allow; and if the reader has a part of another file (``If-Range``). Raise
    NoSuchPartError for what lies beyond the end.
    """
    found = ONE_RANGE.fullmatch(request.headers.get("Range", "")) if request.method == "GET" else None
    if not found or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = (None if each is None else int(each) for each in found.groups())
    if (first is None and last is None) or (first is not None and last is not None and last < first):
        return None
    if first is None:  # the last so many bytes
        start, end = max(0, size - (last or 0)), size
    else:
        start, end = first, size if last is None else min(last + 1, size)
    if start >= end:
        raise NoSuchPartError
    return Part(start, end)


class Slice(io.RawIOBase):
    """A part of a file, as if it were a file."""

    def __init__(self, file: IO[bytes], part: Part) -> None:
        super().__init__()
        self.file, self.part, self.place = file, part, 0

    @property
    def length(self) -> int:
        return self.part.end - self.part.start

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.length}[whence]
        self.place = max(0, base + offset)
        return self.place

    def read(self, size: int = -1) -> bytes:
        left = max(0, self.length - self.place)
        self.file.seek(self.part.start + self.place)
        found = self.file.read(left if size is None or size < 0 else min(size, left))
        self.place += len(found)
        return found

    def close(self) -> None:
        self.file.close()
        super().close()
