"""Says what a file is that is no XLSX and no CSV, and what its sender can do."""

import re
import zipfile

from wonen.spreadsheets.safe_reader.contents import EXPECTED, FileRefusedError

ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SAVE = "Open het in Excel of LibreOffice en bewaar het als Excel-werkmap (.xlsx)."
OLD = f"Dit is een oud Excelbestand (.xls). {SAVE}"
OLD_OR_PROTECTED = (
    "Dit is een oud Excelbestand (.xls), of het is beveiligd met een wachtwoord. "
    "Bewaar het als XLSX, zonder wachtwoord."
)
PROTECTED = (
    "Dit bestand is beveiligd met een wachtwoord. Haal in uw spreadsheet het wachtwoord eraf (in Excel: "
    "Bestand, Info, Werkmap beveiligen) en bewaar het opnieuw."
)
STRICT = (
    "Dit is een werkmap in Strict Open XML. Bewaar het in Excel als Excel-werkmap (.xlsx), niet als Strict "
    "Open XML."
)
MACRO = "In dit bestand zit een macro; daarom is het niet geopend. Bewaar het als XLSX, zonder macro's."
ODS = "Dit is een OpenDocument-bestand (.ods). Bewaar het in LibreOffice of Excel als Excel-werkmap (.xlsx)."
XLSB = "Dit is een binaire Excel-werkmap (.xlsb). Bewaar het in Excel als Excel-werkmap (.xlsx)."
NUMBERS = "Dit is een bestand van Numbers. Exporteer het in Numbers als Excel (.xlsx)."
WORD = f"Dit is een Word-document. Zet de lijst in een spreadsheet. {EXPECTED}"
PDF = f"Dit is een PDF. Een lijst in een PDF is niet te lezen. {EXPECTED}"
HTML = f"Dit is een webpagina (HTML), al heeft het de naam van een spreadsheet. {SAVE}"
XML = f"Dit is een spreadsheet in XML. {SAVE}"
# By how the first part of a package is named that only this kind has.
PACKAGES = {
    "xl/workbook.bin": XLSB,
    "word/document.xml": WORD,
    "index/document.iwa": NUMBERS,
}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
# A comment, or what says that it is XML, may come first.
MARKED_UP = re.compile(rb"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*+<(?P<tag>[!?a-zA-Z:-]+)", re.DOTALL)
HTML_TAGS = {b"!doctype", b"html", b"head", b"body", b"meta", b"table", b"style", b"div"}


def refuse_known(content: bytes) -> None:
    """Refuse a file that is known not to be a workbook or a text, with what it is."""
    if content.startswith(OLD_EXCEL):
        raise FileRefusedError(old_excel(content))
    if content.startswith(b"%PDF"):
        raise FileRefusedError(PDF)
    if sentence := marked_up(content[:4096]):
        raise FileRefusedError(sentence)


def old_excel(content: bytes) -> str:
    """Return the sentence for a file of the kind that Office used before; its parts are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PROTECTED
    is_workbook = any(name.encode("utf-16-le") in content for name in ("Workbook", "Book"))
    return OLD if is_workbook else OLD_OR_PROTECTED


def marked_up(start: bytes) -> str:
    """Return the sentence for HTML and for spreadsheets in XML; empty for any other text."""
    bare = start.removeprefix(b"\xef\xbb\xbf")
    found = MARKED_UP.match(bare)
    if not found:
        return ""
    tag = found["tag"].lower()
    if tag in HTML_TAGS:
        return HTML
    return XML if tag in {b"?mso-application", b"workbook", b"office:document"} else ""


def refuse_package(archive: zipfile.ZipFile) -> None:
    """Refuse a package of another kind than a workbook in XLSX."""
    for part in archive.infolist():
        name = part.filename.lower()
        if name.endswith("vbaproject.bin"):
            raise FileRefusedError(MACRO)
        if name in PACKAGES:
            raise FileRefusedError(PACKAGES[name])
        if part.flag_bits & 1:
            raise FileRefusedError(PROTECTED)
        if name == "mimetype" and archive.read(part).startswith(OPEN_DOCUMENT):
            raise FileRefusedError(ODS)
