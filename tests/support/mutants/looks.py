"""Mutations of looks and padding: no value changes, and some of it no other program can read."""

import re
from collections.abc import Callable
from random import Random

from tests.support.mutants.model import Book, Cell, Parts, Row, Style
from tests.support.mutants.registry import Touches, mutation
from tests.support.mutants.writer import STYLES

looks = mutation(Touches.LOOKS)


def restyle(book: Book, pattern: str, into: str) -> None:
    def patch(parts: Parts) -> None:
        if STYLES in parts:
            parts[STYLES] = re.sub(pattern, into, parts[STYLES], count=1)

    book.patches.append(patch)


def dress(book: Book, style: Callable[[Style], Style]) -> None:
    """Give the cells of the list another look, and the same number format."""
    for row, cell in book.list.cells:
        if row.is_meant:
            cell.style = style(cell.style)


@looks
def font_family(book: Book, random: Random) -> None:
    restyle(book, "</font>", f'<family val="{random.choice((34, 255, -1))}"/></font>')


@looks
def empty_fill(book: Book, random: Random) -> None:
    restyle(book, "<fills count='2'>", "<fills count='3'><fill/>")


@looks
def colours(book: Book, random: Random) -> None:
    colour = random.choice(
        ('rgb="FFF"', 'rgb="rood"', 'theme="99"', 'indexed="900"', 'auto="1"', 'rgb="#FF0000"')
    )
    restyle(book, "</font>", f"<color {colour}/></font>")


@looks
def alignment(book: Book, random: Random) -> None:
    odd = random.choice(
        (
            'horizontal="Center"',
            'textRotation="-45"',
            'vertical="middle"',
            'indent="-1"',
            'horizontal="start"',
        )
    )
    dress(book, lambda style: Style(style.format, inside=f"<alignment {odd}/>"))


@looks
def borders(book: Book, random: Random) -> None:
    restyle(book, "<left/>", f'<left style="{random.choice(("thin", "wavy", ""))}"/>')


@looks
def gradient(book: Book, random: Random) -> None:
    stop = "<stop position='0'><color rgb='FFFFFFFF'/></stop>"
    fill = f"<fill><gradientFill degree='90'>{stop}</gradientFill></fill>"
    dress(book, lambda style: Style(style.format, fill=fill))


@looks
def struck_through(book: Book, random: Random) -> None:
    font = random.choice(("<font><strike/><sz val='9'/></font>", "<font><strike val='1'/></font>"))
    row = random.choice(list(book.list.meant))
    for cell in row.cells:
        cell.style = Style(cell.style.format, font=font)
    book.strikes = True


@looks
def font_without_anything(book: Book, random: Random) -> None:
    dress(book, lambda style: Style(style.format, font="<font/>"))


@looks
def quote_prefix(book: Book, random: Random) -> None:
    dress(book, lambda style: Style(style.format, attributes=' quotePrefix="1" applyProtection="yes"'))


@looks
def xf_beyond(book: Book, random: Random) -> None:
    restyle(book, "xfId='0'", "xfId='7'")


@looks
def font_beyond(book: Book, random: Random) -> None:
    restyle(book, "fontId='0'", "fontId='99'")


@looks
def style_beyond(book: Book, random: Random) -> None:
    """Refer to a style that is not there, where a cell needs none."""
    cell = random.choice([cell for _, cell in book.list.cells if not cell.style.format])
    cell.style, cell.attributes = Style(), ' s="99"'


@looks
def no_cell_styles(book: Book, random: Random) -> None:
    restyle(book, "<cellStyles.*</cellStyles>", "")


@looks
def no_borders(book: Book, random: Random) -> None:
    restyle(book, "<borders.*</borders>", "")


@looks
def more_styles(book: Book, random: Random) -> None:
    restyle(
        book,
        "</styleSheet>",
        random.choice(
            (
                "<dxfs count='1'><dxf><font><strike/></font></dxf></dxfs></styleSheet>",
                "<dxfs><dxf><fill><patternFill patternType='geen'/></fill></dxf></dxfs></styleSheet>",
                "<tableStyles count='0' defaultTableStyle='X' defaultPivotStyle='Y'/></styleSheet>",
                "<colors><indexedColors><rgbColor rgb='00'/></indexedColors></colors></styleSheet>",
                "<extLst><ext uri='{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}'/></extLst></styleSheet>",
            )
        ),
    )


@looks
def unused_formats(book: Book, random: Random) -> None:
    code = random.choice(("", "[", '"', "0;0;0;0;0", "[Kleur99]0", "\\"))
    restyle(
        book, "<fonts", f"<numFmts count='1'><numFmt numFmtId='190' formatCode='{code}'/></numFmts><fonts"
    )


@looks
def emptiness_below(book: Book, random: Random) -> None:
    """Give the very last row a height, as somebody does who selects whole columns."""
    book.list.rows.append(Row(1_048_576, [], ' ht="12.8" customHeight="1"'))


@looks
def styled_emptiness_below(book: Book, random: Random) -> None:
    shape = Style(
        0, fill="<fill><patternFill patternType='solid'><fgColor rgb='FFFFFF00'/></patternFill></fill>"
    )
    last = book.last
    for number in range(last + 1, last + random.choice((2, 40, 400))):
        cells = [Cell(column, None, style=shape) for column in range(1, book.width + 1)]
        book.list.rows.append(Row(number, cells, ' s="1" customFormat="1"'))


@looks
def styled_emptiness_far_below(book: Book, random: Random) -> None:
    book.list.rows.append(Row(1_048_576, [Cell(1, None, style=Style(9))]))


@looks
def styled_emptiness_beside(book: Book, random: Random) -> None:
    last = random.choice((book.width + 3, 260, 16_384))
    for row in book.list.rows:
        row.cells.append(Cell(last, None, style=Style(10)))


@looks
def empty_texts_beside(book: Book, random: Random) -> None:
    """Fill cells with nothing: a text without letters, or of spaces."""
    for row in book.list.rows:
        row.cells.append(Cell(60, random.choice(("", " ", "\n"))))


@looks
def rows_of_nothing(book: Book, random: Random) -> None:
    last = book.last
    book.list.rows += [Row(last + number, []) for number in range(1, 2000)]


@looks
def columns_of_a_style(book: Book, random: Random) -> None:
    book.list.before.append('<cols><col min="1" max="16384" width="9.1" style="0" customWidth="1"/></cols>')
