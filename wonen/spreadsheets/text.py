"""How text is kept in a cell: as every kind of spreadsheet can hold it, and never as a formula."""

import re

from wonen.dutch.single_line_text import lines

LONGEST_TEXT = 32_000  # a cell holds 32,767 characters

# The full-width signs too: some spreadsheets take them for the common ones.
STARTS = "=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20"
RUNS = re.compile(f"'*[{STARTS}]")
QUOTED = re.compile(f"'+[{STARTS}]")
# How XLSX writes a character that XML cannot hold, and an underscore that would begin such a sign.
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """Return text as every kind of spreadsheet can hold it: readable, and as long as a cell can be."""
    return readable(text)[:LONGEST_TEXT]


def readable(text: str) -> str:
    """Return text with one kind of line end and nothing unprintable."""
    return UNPRINTABLE.sub(" ", lines(text)).strip()


def unescaped(text: str) -> str:
    """Return text of an XLSX as a person sees it: ``_x000A_`` is the end of a line.

    Raise ValueError for half a character: one of two signs that stand for a character together.
    """
    if "_x" not in text:
        return lines(text)
    found = ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), text)
    # What lies outside the first 65,536 characters is written as two of these signs.
    whole = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return UNPRINTABLE.sub(" ", lines(whole))


def escaped(text: str) -> str:
    """Return text as an XLSX holds it: what only looks like a sign for a character stays as it is."""
    return TO_ESCAPE.sub("_x005F_", text)


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if RUNS.match(text) else text


def unquoted(text: str) -> str:
    """Take away the apostrophe that ``harmless`` put before it."""
    return text[1:] if QUOTED.match(text) else text
