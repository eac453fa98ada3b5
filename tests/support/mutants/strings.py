"""Mutations of how a value is written, which leave the value what it is."""

import datetime
import re
from random import Random
from xml.sax.saxutils import escape

from tests.support.mutants.model import Book, Cell, Parts, Style
from tests.support.mutants.registry import Touches, mutation

harmless = mutation(Touches.NOTHING)


def texts(book: Book) -> list[Cell]:
    return [cell for _, cell in book.list.cells if isinstance(cell.value, str) and not cell.type]


def plain(book: Book) -> list[Cell]:
    return [cell for cell in texts(book) if not cell.content]


@harmless
def all_inline(book: Book, random: Random) -> None:
    for cell in texts(book):
        cell.form = "inline"


@harmless
def all_shared(book: Book, random: Random) -> None:
    for cell in texts(book):
        cell.form = "shared"


@harmless
def forms_mixed(book: Book, random: Random) -> None:
    for cell in texts(book):
        cell.form = random.choice(("inline", "shared", "str") if not cell.content else ("inline", "shared"))


@harmless
def unused_strings(book: Book, random: Random) -> None:
    book.unused = ["<t>Nergens</t>", "<t/>", "<r><t>ook </t></r><r><t>niet</t></r>"]


@harmless
def rich_runs(book: Book, random: Random) -> None:
    for cell in plain(book):
        if random.random() < 0.7:
            cell.form = random.choice(("inline", "shared"))
            cell.content = runs(str(cell.value), random)


def runs(text: str, random: Random) -> str:
    """Part a text in runs of letters that look otherwise."""
    cut = random.randint(0, len(text))
    look = random.choice(
        (
            "",
            '<rPr><b/><sz val="11"/><color rgb="FFFF0000"/></rPr>',
            "<rPr><vertAlign val='superscript'/></rPr>",
        )
    )
    parts = [part for part in (text[:cut], text[cut:]) if part]
    return "".join(f'<r>{look}<t xml:space="preserve">{escape(part)}</t></r>' for part in parts)


@harmless
def phonetic_runs(book: Book, random: Random) -> None:
    for cell in plain(book):
        cell.form = random.choice(("inline", "shared"))
        cell.content = f'{cell.inner}<rPh sb="0" eb="1"><t>klank</t></rPh><phoneticPr fontId="0"/>'


@harmless
def escapes(book: Book, random: Random) -> None:
    """Write line ends, and a letter here and there, as the escape that the standard has for them."""
    for cell in plain(book):
        text = escape(str(cell.value)).replace("\n", random.choice(("_x000A_", "_x000a_", "_x000D_\n")))
        cell.content = f'<t xml:space="preserve">{text.replace("ö", "_x00F6_").replace("é", "_x00E9_")}</t>'


@harmless
def like_an_escape(book: Book, random: Random) -> None:
    """Let a text hold what looks like an escape, with its underscore escaped as the standard asks."""
    for cell in plain(book):
        if cell.facts and cell.header in {"Naam", "Bron", "Interne notitie", "Toelichting voor het publiek"}:
            cell.value = f"{cell.value} {random.choice(('_x000A_', '_x000D_', '_x0041_', '_x005F_'))}tje"
            cell.facts = dict.fromkeys(cell.facts, cell.value)
            text = escape(cell.value).replace("_x0", "_x005F_x0")
            cell.content = f'<t xml:space="preserve">{text}</t>'


@harmless
def character_references(book: Book, random: Random) -> None:
    for cell in plain(book):
        text = "".join(
            f"&#{ord(each)};" if random.random() < 0.3 else escape(each) for each in str(cell.value)
        )
        cell.content = f'<t xml:space="preserve">{text}</t>'


@harmless
def cdata(book: Book, random: Random) -> None:
    for cell in plain(book):
        # A reference, by which an encoding writes what it lacks, is plain text within CDATA.
        if "<" not in str(cell.value) and str(cell.value).isascii():
            cell.form = random.choice(("inline", "shared"))
            cell.content = f'<t xml:space="preserve"><![CDATA[{cell.value}]]></t>'


@harmless
def spaces_around(book: Book, random: Random) -> None:
    """Pad texts with what a person does not see and nobody means."""
    for cell in plain(book):
        text = random.choice((" {}", "{} ", "  {}  ", "\n{}\n")).format(escape(str(cell.value)))
        kept = random.choice((' xml:space="preserve"', "", ' xml:space="default"'))
        cell.content = f"<t{kept}>{text}</t>"


@harmless
def numbers_otherwise(book: Book, random: Random) -> None:
    """Write 24 as 24.0 or 2.4E1, and a tenth with the digits that a float really has."""
    for _, cell in book.list.cells:
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            number = float(cell.value)
            ways = (f"{number!r}", f"{number:.1f}", f"{number:E}", f"{number:.17g}")
            cell.number = random.choice([way for way in ways if abs(float(way) - number) < 1e-12])
            cell.type = random.choice(("", "n"))


@harmless
def dates_of_1904(book: Book, random: Random) -> None:
    book.is_1904 = True


@harmless
def dates_in_words(book: Book, random: Random) -> None:
    """Write dates as ISO 8601, as the standard allows."""
    for _, cell in book.list.cells:
        if isinstance(cell.value, datetime.date):
            cell.type = "d"
            cell.number = cell.value.isoformat() + random.choice(("", "T00:00:00"))
            cell.style = random.choice((cell.style, Style()))


@harmless
def formats_of_dates(book: Book, random: Random) -> None:
    codes = ("d-m-yyyy", "dd/mm/yyyy", "[$-413]d mmmm yyyy;@", "dddd d mmmm yyyy", "yyyy-mm-dd", "dd-mm-yy")
    for _, cell in book.list.cells:
        if isinstance(cell.value, datetime.date):
            cell.style = Style(random.choice(codes))


@harmless
def formats_of_text(book: Book, random: Random) -> None:
    """Give texts the formats that numbers have: text shows as it is."""
    for cell in texts(book):
        cell.style = Style(random.choice(("@", "0.00", "d-m-yyyy", "General", "#,##0", 49)))


def on_all(book: Book, change: "re.Pattern[str]", into: str) -> None:
    def patch(parts: Parts) -> None:
        for part, text in parts.items():
            if part.endswith(".xml"):
                parts[part] = change.sub(into, text)

    book.patches.append(patch)


@harmless
def pretty_printed(book: Book, random: Random) -> None:
    """Put each element of rows and sheets on a line of its own."""
    on_all(
        book,
        re.compile(r"(?=<(?:row|c|sheetData|sheet|sheets|xf|font|fill|si|cols|mergeCells)[ >/])"),
        "\n  ",
    )


@harmless
def remarks_in_the_xml(book: Book, random: Random) -> None:
    on_all(book, re.compile(r"(?=<(?:row|c|v|is|si)[ >])"), '<!-- <c r="A1"><v>999</v></c> -->')


@harmless
def remarks_within_text(book: Book, random: Random) -> None:
    for cell in plain(book):
        text = str(cell.value)
        cell.content = f"<t>{escape(text[:2])}<!-- stil -->{escape(text[2:])}</t>"


@harmless
def instructions_in_the_xml(book: Book, random: Random) -> None:
    on_all(book, re.compile(r"(?=<row[ >])"), "<?proef 1?>")


@harmless
def single_quotes(book: Book, random: Random) -> None:
    on_all(book, re.compile(r' (r|t|s|ref|xmlns|count|name)="([^"\'<>]*)"'), r" \1='\2'")


@harmless
def attributes_backwards(book: Book, random: Random) -> None:
    on_all(book, re.compile(r'<c( r="\w+")((?: \w+="\w+")+)'), r"<c\2\1")


@harmless
def empty_elements_open(book: Book, random: Random) -> None:
    on_all(book, re.compile(r"<(c|row)( [^<>]*)?/>"), r"<\1\2></\1>")
