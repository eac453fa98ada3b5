"""Mutations around the list: titles, sheets, and all that Excel keeps beside the cells."""

from random import Random

from tests.support.mutants.model import Book, Cell, Row, Sheet
from tests.support.mutants.registry import Touches, mutation
from tests.support.mutants.writer import letters

harmless = mutation(Touches.NOTHING)
DRAWING = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1" type="#t202"/></xml>'


def add_titles(book: Book, random: Random) -> Row:
    book.shift(number := random.randint(2, 5))
    titles = [Row(1, [Cell(1, "Overzicht vastgoedprojecten 2026")])]
    if number > 2 and random.random() < 0.5:
        titles.append(Row(2, [Cell(1, "Peildatum"), Cell(2, random.choice(("1-1-2026", 2026)))]))
    book.list.rows[:0] = titles
    return titles[0]


@harmless
def titles_above(book: Book, random: Random) -> None:
    add_titles(book, random)


@harmless
def merged_title(book: Book, random: Random) -> None:
    title = add_titles(book, random)
    if random.random() < 0.5:  # the cells that are covered may be there, empty
        title.cells += [Cell(column, None) for column in range(2, book.width + 1)]
    book.list.merged.append((title, 1, title, max(book.width, 2)))


@harmless
def legend_above(book: Book, random: Random) -> None:
    """Put words above the list of which some are headers, such as a legend has."""
    book.shift(3)
    known = {"projects": ("Soort", "Projectfase"), "figures": ("Thema", "Kengetal", "Bron")}[book.kind]
    legend = [Cell(column, word) for column, word in enumerate(known, 1)]
    book.list.rows[:0] = [Row(1, legend), Row(2, [Cell(column, "Sloop") for column in range(1, 3)])]


@harmless
def comments(book: Book, random: Random) -> None:
    row, cell = random.choice([(row, cell) for row, cell in book.list.cells if row.is_meant])
    place = f"{letters(cell.column)}{row.number}"
    book.extra["xl/comments1.xml"] = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>A'
        f'</author></authors><commentList><comment ref="{place}" authorId="0"><text><r><t>Klopt dit? 999</t>'
        "</r></text></comment></commentList></comments>"
    )
    book.extra["xl/drawings/vmlDrawing1.vml"] = DRAWING
    book.list.relations = [
        ("vmlDrawing", "xl/drawings/vmlDrawing1.vml"),
        ("comments", "xl/comments1.xml"),
    ]
    book.list.after["legacyDrawing"] = '<legacyDrawing r:id="rId1"/>'


@harmless
def hidden_columns(book: Book, random: Random) -> None:
    column = random.randint(1, book.width)
    book.list.before.append(f'<cols><col min="{column}" max="{column + 1}" width="9" hidden="1"/></cols>')
    book.hides = True


@harmless
def hidden_rows(book: Book, random: Random) -> None:
    random.choice(list(book.list.meant)).attributes += random.choice((' hidden="1"', ' hidden="true"'))
    book.hides = True


@harmless
def rows_of_no_height(book: Book, random: Random) -> None:
    height, row = random.choice(("0", "0.75", "1.5")), random.choice(list(book.list.meant))
    row.attributes = row.attributes.replace(' ht="30" customHeight="1"', "")
    row.attributes += f' ht="{height}" customHeight="1"'
    book.hides = True


@harmless
def grouped_rows(book: Book, random: Random) -> None:
    for row in book.list.meant:
        row.attributes += ' outlineLevel="1"'


@harmless
def heights(book: Book, random: Random) -> None:
    for row in book.list.rows:
        height = "" if "ht=" in row.attributes else ' ht="30" customHeight="1"'
        row.attributes += random.choice(("", height, ' thickBot="1"'))


@harmless
def spans(book: Book, random: Random) -> None:
    for row in book.list.rows:
        row.attributes += random.choice(("", ' spans="1:3"', ' spans="1:16384"', ' spans="2:2"'))


@harmless
def attributes_of_excel(book: Book, random: Random) -> None:
    """What Excel writes since 2010: attributes of a namespace that others may ignore."""
    book.list.attributes += (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
        ' xr:uid="{00000000-0001-0000-0000-000000000000}"'
    )
    for row in book.list.rows:
        row.attributes += ' x14ac:dyDescent="0.25"'


@harmless
def attributes_of_cells(book: Book, random: Random) -> None:
    for _, cell in book.list.cells:
        cell.attributes += random.choice(("", ' ph="1"'))


@harmless
def dimension_wrong(book: Book, random: Random) -> None:
    wrong = random.choice(("A1", "A1:B2", "C3:D4", "A1:XFD1048576", "A1:A1"))
    book.list.before.insert(0, f'<dimension ref="{wrong}"/>')


@harmless
def dimension_right(book: Book, random: Random) -> None:
    book.list.before.insert(0, f'<dimension ref="A1:{letters(book.width)}{book.last}"/>')


@harmless
def views(book: Book, random: Random) -> None:
    book.list.before.append(
        '<sheetViews><sheetView workbookViewId="0" rightToLeft="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B2" sqref="B2:B9"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
    )
    book.properties += "<bookViews><workbookView activeTab='0'/></bookViews>"


@harmless
def filter_and_conditions(book: Book, random: Random) -> None:
    area = f"A1:{letters(book.width)}{book.last}"
    book.list.after["autoFilter"] = (
        f'<autoFilter ref="{area}"><filterColumn colId="0"><filters><filter val="Niets"/></filters>'
        "</filterColumn></autoFilter>"
    )
    book.list.after["conditionalFormatting"] = (
        f'<conditionalFormatting sqref="{area}"><cfRule type="cellIs" priority="1" operator="greaterThan">'
        "<formula>100</formula></cfRule></conditionalFormatting>"
    )


@harmless
def validations(book: Book, random: Random) -> None:
    book.list.after["dataValidations"] = (
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D2:D400"><formula1>'
        '"Sloop,Aankoop"</formula1></dataValidation></dataValidations>'
    )


@harmless
def links(book: Book, random: Random) -> None:
    book.list.relations.append(("hyperlink", "https://example.nl/project"))
    number = len(book.list.relations)
    book.list.after["hyperlinks"] = f'<hyperlinks><hyperlink ref="A2" r:id="rId{number}"/></hyperlinks>'


@harmless
def protection(book: Book, random: Random) -> None:
    book.list.after["sheetProtection"] = '<sheetProtection sheet="1" objects="1" password="CC1A"/>'


@harmless
def print_settings(book: Book, random: Random) -> None:
    book.list.after |= {
        "printOptions": '<printOptions gridLines="1"/>',
        "pageMargins": '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0" footer="0"/>',
        "pageSetup": '<pageSetup paperSize="9" orientation="landscape"/>',
        "headerFooter": "<headerFooter><oddHeader>&amp;CProef 999</oddHeader></headerFooter>",
    }


@harmless
def extensions(book: Book, random: Random) -> None:
    book.list.after["extLst"] = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="0" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/></ext></extLst>'
    )


@harmless
def table(book: Book, random: Random) -> None:
    area = f"A1:{letters(book.width)}{book.last}"
    named = "".join(f'<tableColumn id="{n}" name="K{n}"/>' for n in range(1, book.width + 1))
    book.extra["xl/tables/table1.xml"] = (
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="T" displayName'
        f'="T" ref="{area}"><tableColumns count="{book.width}">{named}</tableColumns></table>'
    )
    book.list.relations.append(("table", "xl/tables/table1.xml"))
    number = len(book.list.relations)
    book.list.after["tableParts"] = f'<tableParts count="1"><tablePart r:id="rId{number}"/></tableParts>'


@harmless
def names_and_calculations(book: Book, random: Random) -> None:
    book.defined = (
        "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId='0'>'Weg'!$A$1:$B$2</definedName>"
        '<definedName name="Kwijt">#REF!</definedName></definedNames><calcPr calcId="191029"/>'
    )


@harmless
def more_parts(book: Book, random: Random) -> None:
    book.extra["customXml/item1.xml"] = "<b:Sources xmlns:b='urn:b'/>"
    book.extra["xl/printerSettings/printerSettings1.bin"] = "niets"
    book.extra["docProps/thumbnail.jpeg"] = "geen plaatje"


def another(book: Book, random: Random) -> Sheet:
    made = Sheet("Uitleg", [Row(1, [Cell(1, "Vul het andere blad in")]), Row(3, [Cell(2, 12345)])])
    return random.choice((made, Sheet("Leeg"), Sheet("Leeg", [Row(1, [])])))


@harmless
def sheet_before(book: Book, random: Random) -> None:
    book.sheets.insert(0, unlike(book, another(book, random)))


@harmless
def sheet_after(book: Book, random: Random) -> None:
    book.sheets.append(unlike(book, another(book, random)))


@harmless
def hidden_sheet(book: Book, random: Random) -> None:
    made = unlike(book, another(book, random))
    made.state = random.choice((' state="hidden"', ' state="veryHidden"'))
    book.sheets.insert(random.randint(0, 1), made)


def unlike(book: Book, sheet: Sheet) -> Sheet:
    """Give a sheet a name that no other has."""
    sheet.name += f" {len(book.sheets)}"
    return sheet
