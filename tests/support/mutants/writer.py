"""Writes a workbook as the parts of an XLSX, which are strings, and packs those."""

import datetime
import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tests.support.mutants.model import MAIN, OFFICE, PLAIN, Book, Cell, Parts, Row, Sheet, Style

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
EPOCHS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
# The order that the schema asks of what comes after the rows.
AFTER = (
    "sheetProtection", "autoFilter", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "legacyDrawing", "tableParts",
    "extLst",
)  # fmt: skip


def letters(column: int) -> str:
    """Return the letters of a column, from one: 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass
class Writer:
    """Makes the parts; collects shared strings and styles while it writes the sheets."""

    book: Book
    strings: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=lambda: [PLAIN])

    def parts(self) -> Parts:
        made: Parts = {}
        self.strings = list(self.book.unused)
        for number, sheet in enumerate(self.book.sheets, 1):
            made[f"xl/worksheets/sheet{number}.xml"] = self.sheet(sheet)
        made[WORKBOOK] = self.workbook()
        if self.book.has_styles:
            made[STYLES] = self.look()
        if self.strings:
            items = "".join(f"<si>{each}</si>" for each in self.strings)
            made[STRINGS] = f'<sst xmlns="{MAIN}" count="{len(self.strings)}">{items}</sst>'
        made |= self.book.extra
        for patch in self.book.patches:
            patch(made)
        return made

    def sheet(self, sheet: Sheet) -> str:
        rows, before = "", 0
        for row in sheet.rows:
            rows += self.row(row, is_numbered=self.book.counts_rows or row.number != before + 1)
            before = row.number
        ends = sheet.after | ({"mergeCells": merged(sheet)} if sheet.merged else {})
        after = "".join(ends[name] for name in AFTER if name in ends)
        attributes = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"{sheet.attributes}'
        data = f"<sheetData>{rows}</sheetData>"
        return f"<worksheet {attributes}>{''.join(sheet.before)}{data}{after}</worksheet>"

    def row(self, row: Row, *, is_numbered: bool) -> str:
        cells, before = "", 0
        for cell in row.cells:
            is_told = self.book.counts_cells or cell.column != before + 1
            told = cell.elsewhere or f"{letters(cell.column)}{row.number}"
            cells += self.cell(cell, f' r="{told}"' if is_told or cell.elsewhere else "")
            before = cell.column
        number = f' r="{row.number}"' if is_numbered else ""
        return f"<row{number}{row.attributes}>{cells}</row>"

    def cell(self, cell: Cell, place: str) -> str:
        style = f' s="{self.style(cell.style)}"' if cell.style != PLAIN else ""
        kind, inner = self.content(cell)
        told = f' t="{kind}"' if kind else ""
        formula = cell.formula_element or (f"<f>{escape(cell.formula)}</f>" if cell.formula else "")
        if not formula and not inner:
            return f"<c{place}{style}{cell.attributes}/>"
        return f"<c{place}{style}{told}{cell.attributes}>{formula}{inner}</c>"

    def style(self, style: Style) -> int:
        if style not in self.styles:
            self.styles.append(style)
        return self.styles.index(style)

    def content(self, cell: Cell) -> tuple[str, str]:
        """Return the type of a cell, and its value as XML."""
        value = cell.value
        if value is None:
            return "", ""
        if isinstance(value, str):
            return self.text(cell, value)
        if isinstance(value, bool):
            return "b", f"<v>{cell.number or int(value)}</v>"
        if isinstance(value, datetime.date) and cell.type == "d":
            return "d", f"<v>{cell.number or value.isoformat()}</v>"
        if isinstance(value, datetime.date):
            return cell.type, f"<v>{(value - EPOCHS[self.book.is_1904]).days}</v>"
        return cell.type, f"<v>{cell.number or value}</v>"

    def text(self, cell: Cell, value: str) -> tuple[str, str]:
        if cell.type == "e":
            return "e", f"<v>{value}</v>"
        if cell.form == "str" or cell.formula or cell.formula_element:
            inner = cell.inner.partition(">")[2].removesuffix("</t>")
            return "str", f"<v>{inner}</v>"
        if cell.form == "inline":
            return "inlineStr", f"<is>{cell.inner}</is>"
        if cell.inner not in self.strings:
            self.strings.append(cell.inner)
        return "s", f"<v>{self.strings.index(cell.inner)}</v>"

    def workbook(self) -> str:
        sheets = "".join(
            f"<sheet name={quoteattr(sheet.name)} sheetId='{number}'{sheet.state} r:id='rId{number}'/>"
            for number, sheet in enumerate(self.book.sheets, 1)
        )
        properties = self.book.properties + ('<workbookPr date1904="1"/>' if self.book.is_1904 else "")
        return (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{sheets}</sheets>'
            f"{self.book.defined}</workbook>"
        )

    def look(self) -> str:
        formats = dict.fromkeys(each.format for each in self.styles if isinstance(each.format, str))
        ids = {code: number for number, code in enumerate(formats, 164)}
        codes = "".join(f"<numFmt numFmtId='{ids[c]}' formatCode={quoteattr(str(c))}/>" for c in formats)
        fonts, fills = [PLAIN.font], [PLAIN.fill, "<fill><patternFill patternType='gray125'/></fill>"]
        xfs = ""
        for each in self.styles:
            for kept, made in ((fonts, each.font), (fills, each.fill)):
                if made not in kept:
                    kept.append(made)
            number = ids[each.format] if isinstance(each.format, str) else each.format
            xfs += (
                f"<xf numFmtId='{number}' fontId='{fonts.index(each.font)}' borderId='0' xfId='0' "
                f"fillId='{fills.index(each.fill)}'{each.attributes}>{each.inside}</xf>"
            )
        return (
            f'<styleSheet xmlns="{MAIN}">'
            + (f"<numFmts count='{len(formats)}'>{codes}</numFmts>" if formats else "")
            + f"<fonts count='{len(fonts)}'>{''.join(fonts)}</fonts>"
            f"<fills count='{len(fills)}'>{''.join(fills)}</fills>"
            "<borders count='1'><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            "<cellStyleXfs count='1'><xf numFmtId='0' fontId='0' fillId='0' borderId='0'/></cellStyleXfs>"
            f"<cellXfs count='{len(self.styles)}'>{xfs}</cellXfs>"
            "<cellStyles count='1'><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles>"
            "</styleSheet>"
        )


def merged(sheet: Sheet) -> str:
    areas = "".join(
        f'<mergeCell ref="{letters(left)}{top.number}:{letters(right)}{bottom.number}"/>'
        for top, left, bottom, right in sheet.merged
    )
    return f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>'


def packed(book: Book) -> bytes:
    """Return the file."""
    parts = Writer(book).parts()
    made = dict(parts)
    for number, sheet in enumerate(book.sheets, 1):
        if sheet.relations:
            part = f"xl/worksheets/sheet{number}.xml"
            made[beside(book, part)] = relations(book, part, sheet.relations)
    sheets = [("worksheet", f"xl/worksheets/sheet{number}.xml") for number in range(1, len(book.sheets) + 1)]
    rest = [(kind, part) for kind, part in (("styles", STYLES), ("sharedStrings", STRINGS)) if part in parts]
    made[beside(book, WORKBOOK)] = relations(book, WORKBOOK, sheets + rest)
    made[ROOT] = relations(book, "", [("officeDocument", WORKBOOK)])
    if book.is_strict:
        made = {part: text.replace(OFFICE, STRICT) for part, text in made.items()}
    made[TYPES] = content_types(book, made)
    return zipped(book, made)


def name(book: Book, part: str) -> str:
    return book.names.get(part, part)


def beside(book: Book, part: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, file = posixpath.split(name(book, part))
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relations(book: Book, source: str, targets: list[tuple[str, str]]) -> str:
    folder = posixpath.dirname(name(book, source)) if source else ""
    made = ""
    for number, (kind, part) in enumerate(targets, 1):
        if "://" in part:
            made += relation(number, kind, part, ' TargetMode="External"')
            continue
        target = name(book, part)
        relative = posixpath.relpath(target, folder or ".")
        written = {"absolute": f"/{target}", "dotted": f"./{relative}", "around": f"../{folder}/{relative}"}
        chosen = written.get(book.targets, relative) if folder or book.targets == "absolute" else relative
        made += relation(number, kind, chosen)
    return f'<Relationships xmlns="{PACKAGE}">{made}</Relationships>'


def relation(number: int, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def content_types(book: Book, made: Parts) -> str:
    kinds = {WORKBOOK: "sheet.main", STYLES: "styles", STRINGS: "sharedStrings"}
    kinds |= {f"xl/worksheets/sheet{number}.xml": "worksheet" for number in range(1, len(book.sheets) + 1)}
    told = "".join(
        f'<Override PartName="/{name(book, part)}" ContentType="{CONTENT}{kind}+xml"/>'
        for part, kind in kinds.items()
        if part in made and part != book.untyped
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


class Unseekable(io.RawIOBase):
    """What cannot go back, so that sizes come after each part, as programs write that send as they go."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        self.kept += bytes(data)
        return memoryview(data).nbytes


def zipped(book: Book, made: Parts) -> bytes:
    order = [TYPES, *(part for part in made if part != TYPES)]
    if book.zipped == "types last":
        order.reverse()
    seekable, streamed = io.BytesIO(), Unseekable()
    target = streamed if book.zipped == "streamed" else seekable
    how = zipfile.ZIP_STORED if book.zipped == "stored" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w", how) as archive:
        if book.zipped == "folders":
            archive.writestr("xl/", b"")
        for part in order:
            told = name(book, part)
            archive.writestr(book.entries.get(told, told), encoded(book, part, made[part]))
        if book.zipped == "comment":
            archive.comment = b"gemaakt door een proef"
    return bytes(streamed.kept) if book.zipped == "streamed" else seekable.getvalue()


def encoded(book: Book, part: str, text: str) -> bytes:
    encoding = book.encodings.get(part, book.encodings.get("", "utf-8"))
    called = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-be-bom": "UTF-16"}.get(
        encoding, encoding.upper()
    )
    whole = book.declaration.format(called) + text
    if encoding == "utf-16-be-bom":
        return b"\xfe\xff" + whole.encode("utf-16-be")
    return whole.encode(encoding, "xmlcharrefreplace")
