"""The examples for people with a program of their own: each a file that is tried, with what to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "clients"
ANYWHERE = "https://wonen.example"  # the site, in the files
INTRODUCTION = (
    "Lezen kan zonder account of sleutel. Wat elk adres kent, staat in de documentatie op"
    " `/api/v1/documentatie`. Leeg of null betekent: nog niet bekend. Het is geen nul."
)


@dataclass(frozen=True)
class Example:
    """One way to use the data; ``steps`` for who has no command line."""

    key: str
    title: str
    meaning: str
    file: str
    language: str
    steps: tuple[str, ...] = ()
    after: str = ""

    def code(self, site: str) -> str:
        return (FOLDER / self.file).read_text(encoding="utf-8").replace(ANYWHERE, site)


EXAMPLES = (
    Example(
        "curl",
        "curl",
        "Een lijst, een bestand, en alleen ophalen als er iets gewijzigd is. Nodig: curl 7.70 of nieuwer.",
        "ophalen.sh",
        "bash",
    ),
    Example(
        "kopie-bash",
        "Een kopie bijhouden met bash en jq",
        "De eerste keer haalt u alles op, daarna alleen wat wijzigde of verdween. Start dit elke nacht.",
        "kopie.sh",
        "bash",
        after="Voor de cijfers vervangt u in het adres 'projecten' door 'cijfers'.",
    ),
    Example(
        "excel",
        "Excel (Power Query)",
        "De projecten van één gemeente als tabel die u later vernieuwt.",
        "tabel.m",
        "powerquery",
        steps=(
            "Kies Gegevens > Gegevens ophalen > Uit andere bronnen > Lege query.",
            "Kies in de Power Query-editor Start > Geavanceerde editor, plak de tekst en kies Gereed.",
            "Vraagt Excel hoe het zich moet aanmelden, kies dan Anoniem en Verbinding maken.",
            "Kies Start > Sluiten en laden.",
            "Later haalt u de stand van dat moment op met Gegevens > Alles vernieuwen.",
        ),
        after=(
            "Een andere keuze maakt u in Query; voor alle projecten laat u gemeente weg. Wilt u één keer een"
            " bestand, gebruik dan Excel (XLSX) bij de lijst van projecten. De CSV van de API is voor"
            " programma's (komma's, decimale punt): open haar niet met een dubbelklik."
        ),
    ),
    Example(
        "pandas",
        "Python met pandas",
        "Twee tabellen, aan elkaar gekoppeld met de CBS-code.",
        "tabel.py",
        "python",
    ),
    Example(
        "kopie-python",
        "Een kopie bijhouden met Python",
        "Hetzelfde als met bash, in een database (SQLite). Er is niets voor te installeren.",
        "kopie.py",
        "python",
        after=(
            "Stopt het halverwege, start het dan opnieuw: het gaat verder waar het was. Voor de cijfers"
            " vervangt u overal 'projecten' door 'cijfers'."
        ),
    ),
    Example("r", "R", "Met de pakketten readr en jsonlite.", "tabel.R", "r"),
    Example(
        "qgis",
        "QGIS",
        "De projecten als punten: elk ligt op de hoofdplaats van zijn gemeente.",
        "laag.sh",
        "bash",
        steps=(
            "Kies Laag > Laag toevoegen > Vectorlaag toevoegen.",
            "Kies als brontype Protocol: HTTP(S), en als type GeoJSON.",
            "Plak als URI het adres uit de opdracht hieronder, met uw eigen filters erbij.",
            "Kies Toevoegen. De laag heeft coördinaten in WGS 84 (EPSG:4326).",
        ),
        after="Projecten van dezelfde gemeente liggen op elkaar; bij Symbologie haalt u ze uit elkaar.",
    ),
)


def examples(site: str) -> list[tuple[Example, str]]:
    """Return every example with its code for this site."""
    return [(each, each.code(site)) for each in EXAMPLES]


def markdown() -> str:
    """Return what ``docs/clients.md`` holds; ``docs/testing.md`` has the command that writes it."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from ("# De gegevens ophalen", "", INTRODUCTION, "")
    yield f"Vervang `{ANYWHERE}` door het adres van de site. Op de pagina"
    yield "`/api/v1/documentatie/voorbeelden` van de site zelf staat het al goed."
    for each in EXAMPLES:
        yield from ("", f"## {each.title}", "", each.meaning, "")
        yield from (f"{number}. {step}" for number, step in enumerate(each.steps, 1))
        if each.steps:
            yield ""
        yield from (f"```{each.language}", each.code(ANYWHERE).rstrip(), "```")
        if each.after:
            yield from ("", each.after)
    yield ""
