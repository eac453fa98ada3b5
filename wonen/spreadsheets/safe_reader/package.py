"""Opens the parts of an XLSX workbook that hold values: sheets, shared strings and styles.

The looks, the properties and the tables of a workbook are never read: what is wrong with them stops nobody.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from wonen.spreadsheets.text import unescaped

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NO, YES = {"0", "false", "off"}, {"1", "true", "on"}
GENERAL = "General"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class StrictError(ValueError):
    """The workbook is *Strict Open XML*, which names every element otherwise."""


class Struck(str):
    """A text that is struck through."""

    __slots__ = ()


class PartlyStruck(Struck):
    """A text of which a part is struck through, and the rest is not: '18' struck before '24'."""

    __slots__ = ()


@dataclass(frozen=True)
class Style:
    """How a cell shows a number, and whether it strikes through what it holds."""

    format: str = GENERAL
    is_struck: bool = False
    is_date: bool = False
    is_duration: bool = False


@dataclass(frozen=True)
class Part:
    """A sheet by its name, with the part of the package that holds its cells."""

    name: str
    path: str
    is_visible: bool


@dataclass
class Workbook:
    """A workbook of which the cells are still to be read."""

    archive: zipfile.ZipFile
    sheets: list[Part] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch: datetime.datetime = WINDOWS_EPOCH

    def open(self, path: str) -> IO[bytes]:
        return self.archive.open(named(self.archive, path))


def opened_workbook(content: bytes) -> Workbook:
    """Return the workbook; raise StrictError, or what zipfile and the XML parser raise on a broken file."""
    book = Workbook(zipfile.ZipFile(io.BytesIO(content)))
    (path,) = (target for kind, target in links(book.archive, "").values() if kind == "officeDocument")
    root = read(book.archive, path)
    if root.tag.startswith(STRICT):
        raise StrictError
    properties = root.find(f"{MAIN}workbookPr")
    if properties is not None and properties.get("date1904") in YES:
        book.epoch = MAC_EPOCH
    parts = links(book.archive, path)
    book.sheets = [
        Part(sheet.get("name", ""), parts[sheet.get(LINK)][1], sheet.get("state", "visible") == "visible")
        for sheet in root.iter(f"{MAIN}sheet")
        if parts[sheet.get(LINK)][0] == "worksheet"
    ]
    for kind, target in parts.values():
        if kind == "sharedStrings":
            book.strings = list(shared_strings(book.open(target)))
        if kind == "styles":
            book.styles = list(styles(read(book.archive, target)))
    return book


def named(archive: zipfile.ZipFile, path: str) -> str:
    """Return a part by its name; capitals do not count in a package. KeyError if it is not there."""
    names = {each.lower().replace("\\", "/").lstrip("/"): each for each in archive.namelist()}
    return names[path.lower()]


def counted(text: str) -> int:
    """Read a whole number as XML has it; ValueError for other digits and signs that Python reads."""
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def read(archive: zipfile.ZipFile, path: str) -> Element:
    found: Element = fromstring(archive.read(named(archive, path)))
    return found


def links(archive: zipfile.ZipFile, path: str) -> dict[str | None, tuple[str, str]]:
    """Return what a part refers to: by identifier the kind and the path."""
    folder, name = posixpath.split(path)
    root = read(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        each.get("Id"): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in root
    }


def shared_strings(source: IO[bytes]) -> Iterator[str]:
    for _, element in iterparse(source):
        if element.tag == f"{MAIN}si":
            yield text_of(element)
            element.clear()


def text_of(element: Element) -> str:
    """Return the text of a string with its runs; how it is pronounced is none of it.

    Raise ValueError for a second text beside the first that is in no run.
    """
    parts = [each for each in element if each.tag in {f"{MAIN}t", f"{MAIN}r"}]
    if sum(each.tag == f"{MAIN}t" for each in parts) > 1:
        raise ValueError
    runs = [(each, "".join(map(content_of, each.iter(f"{MAIN}t")))) for each in parts]
    seen = [run for run, part in runs if part.strip()]
    text = unescaped("".join(part for _, part in runs))
    # A 1 that is raised behind 24 is a footnote or a power; a text that is raised as a whole only looks so.
    if len(set(map(is_raised, seen))) > 1:
        text = unescaped("".join(part.translate(RAISED) if is_raised(run) else part for run, part in runs))
    struck = {is_on(run.find(f"{MAIN}rPr/{MAIN}strike")) for run in seen}
    if True not in struck:
        return text
    return PartlyStruck(text) if len(struck) > 1 else Struck(text)


def is_raised(run: Element) -> bool:
    place = run.find(f"{MAIN}rPr/{MAIN}vertAlign")
    return place is not None and place.get("val") == "superscript"


def content_of(element: Element) -> str:
    """Return the text of an element; raise ValueError if it holds other elements, which would cut it off."""
    if len(element):
        raise ValueError
    return element.text or ""


def is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in NO


def styles(root: Element) -> Iterator[Style]:
    """Yield the styles that cells refer to by number."""
    formats: dict[Any, Any] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    formats |= {
        each.get("numFmtId"): each.get("formatCode") for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    fonts = [is_on(font.find(f"{MAIN}strike")) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    for each in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        code = formats.get(each.get("numFmtId", "0")) or GENERAL
        font = counted(each.get("fontId", "0"))
        is_struck = font < len(fonts) and fonts[font]
        yield Style(code, is_struck, is_date_format(code), is_timedelta_format(code))
