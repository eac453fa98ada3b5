"""The examples for people with a program of their own: each a file that is tried, with what to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "clients"
ANYWHERE = "https://wonen.example"  # the site, in the files
INTRODUCTION = (
    "Lezen kan zonder account of token. Wat elk adres kent, staat in de documentatie op"
    " `/api/v1/documentatie`. Leeg of null betekent: nog niet bekend. Het is geen nul."
)
GENERATED = (
    "Van de beschrijving (`/api/v1/openapi.json`) maken generatoren een client in uw taal. Bij"
    " openapi-typescript hoort `--default-non-nullable false`: anders vraagt het elk veld dat een gewone"
    " waarde heeft, ook waar u het mag weglaten."
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

    def on(self, site: str) -> Example:
        """Return the example with the address of the site in its steps."""
        return replace(self, steps=tuple(step.replace(ANYWHERE, site) for step in self.steps))


EXAMPLES = (
    Example(
        "curl",
        "curl",
        "Een lijst, een som, een bestand, en alleen ophalen wat gewijzigd is. Nodig: curl 7.70 of nieuwer.",
        "ophalen.sh",
        "bash",
        after=(
            "Op Windows werken deze regels in de opdrachtprompt; schrijf daar %WONEN_TOKEN% in plaats"
            " van $WONEN_TOKEN. In PowerShell begint u met curl.exe."
        ),
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
            "Kies in de Power Query-editor Start > Geavanceerde editor.",
            "Vervang wat er staat door de tekst hieronder, en kies Gereed.",
            "Vraagt Excel hoe het zich moet aanmelden, kies dan Anoniem en Verbinding maken.",
            "Kies Start > Sluiten en laden.",
            "Later haalt u de stand van dat moment op met Gegevens > Alles vernieuwen.",
        ),
        after=(
            "Voor een andere gemeente vervangt u GM0917 door haar code; voor alle projecten laat u"
            " gemeente weg. Een filter zet u erbij met een komma ertussen, de waarde altijd tussen"
            ' aanhalingstekens, zoals jaar = "2027".'
            " Meldt Excel '(400) Bad Request', dan klopt een filter niet: open het"
            " adres in uw browser, dan leest u wat er mis is. Wilt u één keer een bestand, kies dan"
            " Excel bij de lijst van projecten op deze site. De CSV van de API is voor programma's"
            " (komma's, decimale punt): open die niet met een dubbelklik."
        ),
    ),
    Example(
        "pandas",
        "Python met pandas",
        "Het aantal nieuwbouwwoningen per gemeente: twee tabellen, aan elkaar gekoppeld met de CBS-code.",
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
            "Stopt het halverwege, start het dan opnieuw: het gaat verder waar het was. Voor de"
            " cijfers vervangt u overal 'projecten' door 'cijfers'."
        ),
    ),
    Example(
        "aanleveren",
        "Projecten aanleveren met Python",
        "Voor de leverancier van een ander systeem. Nodig: een token dat mag schrijven in de gemeente.",
        "aanleveren.py",
        "python",
        after=(
            "Probeer het eerst met één project. Het staat daarna in het beheer en is nog niet"
            " openbaar. Stuurt u dezelfde code later nog eens, dan wijzigt u dat project; velden die"
            " u niet noemt blijven zoals ze zijn."
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
            "Druk op Ctrl+Shift+V, of kies in het menu voor lagen Laag toevoegen > Vectorlaag toevoegen.",
            "Kies als brontype Protocol: HTTP(S), en als type GeoJSON.",
            f"Vul als URI in: {ANYWHERE}/api/v1/projecten?formaat=geojson",
            "Wilt u alleen Heerlen, zet dan achter het adres: &gemeente=GM0917",
            "Kies Toevoegen. De laag heeft coördinaten in WGS 84 (EPSG:4326).",
        ),
        after=(
            "Projecten van dezelfde gemeente liggen op elkaar; kies bij Symbologie Puntverplaatsing"
            " om ze uit elkaar te halen. Met de opdracht ziet u zonder QGIS wat er in de laag staat."
        ),
    ),
)


def examples(site: str) -> list[tuple[Example, str]]:
    """Return every example with its code for this site."""
    return [(each.on(site), each.code(site)) for each in EXAMPLES]


def markdown() -> str:
    """Return what ``docs/clients.md`` holds; ``docs/testing.md`` has the command that writes it."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from ("# De gegevens ophalen", "", INTRODUCTION, "")
    yield f"Vervang `{ANYWHERE}` door het adres van de site. Op de pagina"
    yield "`/api/v1/documentatie/voorbeelden` van de site zelf staat het al goed."
    yield from ("", GENERATED)
    for each in EXAMPLES:
        yield from ("", f"## {each.title}", "", each.meaning, "")
        yield from (f"{number}. {step}" for number, step in enumerate(each.steps, 1))
        if each.steps:
            yield ""
        yield from (f"```{each.language}", each.code(ANYWHERE).rstrip(), "```")
        if each.after:
            yield from ("", each.after)
    yield ""
