"""Files that are no spreadsheet, or a hostile one: each gets a sentence, and none gets further."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from defusedxml import EntitiesForbidden

from municipalities.figures.spreadsheet import upload
from tests.support.memory import measured
from tests.support.sheets import ROW, listed, stored
from tests.support.staff import CHIEF
from wonen.spreadsheets.safe_reader.contents import FileRefusedError
from wonen.spreadsheets.safe_reader.opening import sheets


def zipped(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a good workbook of which one part was tampered with."""
    source = zipfile.ZipFile(io.BytesIO(listed(ROW)))
    parts = [(each, source.read(each)) for each in source.namelist()]
    return zipped(*((each, change(content) if each == name else content) for each, content in parts))


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HUGE = b'<c r="R2"><v>' + b"9" * 5000 + b"</v></c></row></sheetData>"
WIDE = b"<c/>" * 100_000 + b"</row></sheetData>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "Dit bestand is geen spreadsheet"),
    "text named xlsx": ("a.xlsx", lambda: b"hallo", "Dit bestand is geen spreadsheet"),
    "old excel": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 50, "Dit is een oud Excelbestand"),
    "half a zip": ("a.xlsx", lambda: listed(ROW)[:3000], "Het bestand is beschadigd."),
    "another zip": ("a.xlsx", lambda: zipped(("a.txt", b"x")), "Het bestand is beschadigd of geen"),
    "a zip bomb": ("a.xlsx", lambda: zipped((SHEET, b"0" * 30_000_000)), "Het bestand is uitgepakt veel te"),
    "many parts": (
        "a.xlsx",
        lambda: zipped(*((f"{number}", b"") for number in range(1001))),
        "Het bestand is uitgepakt veel te",
    ),
    "broken xml": ("a.xlsx", lambda: with_part(SHEET, lambda text: text[:900]), "Het blad 'Cijfers' is"),
    "a far row": (
        "a.xlsx",
        lambda: with_part(SHEET, lambda text: re.sub(rb'(<row r="|"[A-Z])2"', rb'\g<1>9999999"', text)),
        "Er zijn meer dan 200.000 rijen.",
    ),
    "a far column": (
        "a.xlsx",
        lambda: with_part(SHEET, lambda text: text.replace(b'r="J2"', b'r="XFD2"')),
        "Rij 2 is langer dan 200 kolommen.",
    ),
    "a row without end": (
        "a.xlsx",
        lambda: with_part(SHEET, lambda text: text.replace(b"</row></sheetData>", WIDE)),
        "Rij 2 is langer dan 200 kolommen.",
    ),
    "a long number": (
        "a.xlsx",
        lambda: with_part(SHEET, lambda text: text.replace(b"</row></sheetData>", HUGE)),
        "Cel R2 op het blad 'Cijfers' is beschadigd",
    ),
    "too big": ("a.csv", lambda: b"a" * (10 * 2**20 + 1), "Het bestand is te groot."),
    "letters of no alphabet": ("a.csv", lambda: b"Thema\n\x81\x8d;x", "De letters van dit bestand"),
    "an open quote": ("a.csv", lambda: b'Thema;"Ken', "Het CSV-bestand breekt af"),
    "bars": ("a.csv", lambda: b"Kengetalcode|Gebiedscode|Waarde\n", "Er is geen kopregel gevonden."),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_gets_a_sentence(brochure: dict[str, Any], case: str) -> None:
    name, make, sentence = HOSTILE[case]
    before = stored()
    outcome = upload.preview(make(), name, CHIEF)
    assert outcome.problems[-1].sentence.startswith(sentence), outcome.problems
    assert not outcome.is_applicable
    assert stored() == before


def test_a_row_without_end_is_refused_before_it_is_in_memory(brochure: dict[str, Any]) -> None:
    cells = b"".join(b'<c t="n"><v>%d</v></c>' % number for number in range(500_000))
    content = with_part(
        SHEET, lambda text: text.replace(b"</row></sheetData>", cells + b"</row></sheetData>")
    )
    with measured() as peak:
        outcome = upload.preview(content, "a.xlsx", CHIEF)
    assert outcome.problems[-1].sentence.startswith("Rij 2 is langer dan 200 kolommen.")
    assert peak.bytes < 16 * 2**20


def test_an_entity_in_the_xml_is_not_expanded() -> None:
    plain = with_part(SHEET, lambda text: b"<!DOCTYPE worksheet>" + text)
    assert [sheet.name for sheet in sheets(plain, "a.xlsx")] == ["Cijfers"]
    with pytest.raises(FileRefusedError) as caught:
        list(sheets(with_part(SHEET, lambda text: ENTITY + text), "a.xlsx"))
    assert isinstance(caught.value.__cause__, EntitiesForbidden)
