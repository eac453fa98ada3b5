"""Mutations of the package: names of parts, encodings, namespaces, and the archive itself."""

import re
from random import Random

from tests.support.mutants.model import MAIN, Book, Parts
from tests.support.mutants.registry import Touches, mutation
from tests.support.mutants.writer import ROOT, STRINGS, STYLES, TYPES, WORKBOOK

looks = mutation(Touches.LOOKS)
unread_by_calamine = mutation(Touches.LOOKS, calamine=False)  # which finds every sheet empty, at times
SHEET = "xl/worksheets/sheet1.xml"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@looks
def capitals(book: Book, random: Random) -> None:
    """Name parts with capitals, in the archive and in what refers to them."""
    other = {STRINGS: "xl/SharedStrings.xml", STYLES: "xl/Styles.xml", SHEET: "xl/Worksheets/Sheet1.xml"}
    book.names |= dict(random.sample(sorted(other.items()), random.randint(1, 3)))


@looks
def capitals_in_the_archive(book: Book, random: Random) -> None:
    """Name a part with capitals in the archive alone: names of parts are the same in any case."""
    part = random.choice((STRINGS, STYLES, SHEET))
    book.entries[part] = random.choice((part.replace("s", "S"), part.upper()))


@looks
def capitals_in_references(book: Book, random: Random) -> None:
    """Refer with capitals to a part that has none."""
    part = random.choice((STRINGS, SHEET))
    book.names[part] = part.replace("shared", "Shared").replace("sheet1", "Sheet1")
    book.entries[book.names[part]] = part


@looks
def elsewhere(book: Book, random: Random) -> None:
    """Put parts in other folders, as the relationships say."""
    folder = random.choice(("boek", "a/b/c", "xl"))
    book.names |= {
        WORKBOOK: f"{folder}/werkmap.xml",
        SHEET: f"{folder}/bladen/lijst.xml",
        STRINGS: f"{folder}/teksten.xml",
        STYLES: f"{folder}/uiterlijk.xml",
    }


@looks
def at_the_root(book: Book, random: Random) -> None:
    book.names |= {
        WORKBOOK: "workbook.xml",
        SHEET: "sheet1.xml",
        STRINGS: "strings.xml",
        STYLES: "styles.xml",
    }


@looks
def spaces_in_names(book: Book, random: Random) -> None:
    book.names[SHEET] = random.choice(("xl/worksheets/lijst%201.xml", "xl/worksheets/lijst-é.xml"))


@looks
def targets_absolute(book: Book, random: Random) -> None:
    book.targets = "absolute"


@looks
def targets_dotted(book: Book, random: Random) -> None:
    book.targets = random.choice(("dotted", "around"))


@looks
def back_slashes(book: Book, random: Random) -> None:
    book.entries |= {part: part.replace("/", "\\") for part in (SHEET, STRINGS, STYLES)}


@looks
def leading_slashes(book: Book, random: Random) -> None:
    book.entries |= {part: f"/{part}" for part in (SHEET, STRINGS, STYLES)}


@unread_by_calamine
def utf_16(book: Book, random: Random) -> None:
    encoding = random.choice(("utf-16", "utf-16-be-bom"))
    book.encodings = dict.fromkeys(random.choice(((SHEET,), (STRINGS,), (SHEET, STRINGS, STYLES))), encoding)


@unread_by_calamine
def utf_16_all(book: Book, random: Random) -> None:
    book.encodings = {"": "utf-16", TYPES: "utf-8", ROOT: "utf-8"}


@looks
def byte_order_mark(book: Book, random: Random) -> None:
    book.encodings = {"": "utf-8-sig"}


@looks
def one_byte(book: Book, random: Random) -> None:
    """Encode as programs of twenty years ago do; what has no byte is a reference."""
    book.encodings = {SHEET: (how := random.choice(("iso-8859-1", "windows-1252", "us-ascii"))), STRINGS: how}


@looks
def no_declaration(book: Book, random: Random) -> None:
    book.declaration = ""


@looks
def declaration_otherwise(book: Book, random: Random) -> None:
    book.declaration = random.choice(
        (
            "<?xml version='1.0' encoding='{}'?>",
            "<?xml version='1.0'?>",
            '<?xml version="1.0" encoding="{}" ?>\n\n',
        )
    )


@looks
def document_type(book: Book, random: Random) -> None:
    book.declaration += random.choice(("<!DOCTYPE worksheet>", "<!DOCTYPE x [<!ENTITY e 'kwaad'>]>"))


def renamed(parts: Parts, prefix: str) -> None:
    for part in (SHEET, WORKBOOK, STRINGS, STYLES):
        if part in parts:
            text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", rf"<\1{prefix}:\2", parts[part])
            parts[part] = re.sub(rf"""xmlns=(["']){re.escape(MAIN)}""", rf"xmlns:{prefix}=\1{MAIN}", text)


@looks
def prefix(book: Book, random: Random) -> None:
    """Give the elements of the standard a prefix: x:row."""
    chosen = random.choice(("x", "ss", "ns0"))
    book.patches.append(lambda parts: renamed(parts, chosen))


@looks
def other_prefix_of_relations(book: Book, random: Random) -> None:
    def patch(parts: Parts) -> None:
        for part in (WORKBOOK, SHEET):
            parts[part] = parts[part].replace("xmlns:r=", "xmlns:rel=").replace(" r:id=", " rel:id=")

    book.patches.append(patch)


@looks
def strict(book: Book, random: Random) -> None:
    """Save as Strict Open XML."""

    def patch(parts: Parts) -> None:
        for part, text in parts.items():
            parts[part] = text.replace(MAIN, STRICT)

    book.patches.append(patch)
    book.is_strict = True


@looks
def properties_of_the_document(book: Book, random: Random) -> None:
    """Date the document by the clock of a Dutchman, which the standard does not allow."""
    moment = random.choice(("2026-11-30T10:00:00", "30-11-2026 10:00", "", "2026-11-30"))
    book.extra["docProps/core.xml"] = (
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
    )


@looks
def archive(book: Book, random: Random) -> None:
    book.zipped = random.choice(("stored", "streamed", "types last", "folders", "comment"))


@looks
def types_of_parts_wrong(book: Book, random: Random) -> None:
    """Leave out what kind of part the shared strings or the styles are."""
    book.untyped = random.choice((STRINGS, STYLES))


@looks
def no_styles(book: Book, random: Random) -> None:
    """Leave the styles out where no cell asks for one."""
    if all(cell.style.format in {0, "General"} for _, cell in book.list.cells):
        book.has_styles = False


@looks
def conformance(book: Book, random: Random) -> None:
    def patch(parts: Parts) -> None:
        parts[WORKBOOK] = parts[WORKBOOK].replace("<workbook ", '<workbook conformance="transitional" ', 1)

    book.patches.append(patch)
