"""Opens a file of projects, with what its merged cells hold filled in."""

from collections.abc import Iterator

from municipalities.sheets.contents import Sheet
from municipalities.sheets.merged import with_merged
from municipalities.sheets.received import sheets
from projects.sheets.headers import NAMES


def opened(content: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets of a file; raise FileRefusedError for what is no spreadsheet."""
    return map(with_merged, sheets(content, name, NAMES))
