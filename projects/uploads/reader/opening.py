"""Opens a file of projects, with what its merged cells hold filled in."""

from collections.abc import Iterator

from projects.uploads.reader.headers import NAMES
from wonen.spreadsheets.merged_cells import with_merged
from wonen.spreadsheets.safe_reader.contents import Sheet
from wonen.spreadsheets.safe_reader.opening import sheets


def opened(content: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets of a file; raise FileRefusedError for what is no spreadsheet."""
    return map(with_merged, sheets(content, name, NAMES))
