"""Looks up every number of a dashboard, by its label, in the totals of the same choice."""

from __future__ import annotations

import re
from typing import Any

from projects.models.legend import RentClass
from projects.models.sections import Section
from tests.support.page_tree import Tree, attribute, said
from tests.support.page_words import UNKNOWN, Api, Row, count, dwellings, found, group, words

SCALE = "van 0 (niet) tot 4 (extra ruim voor een rolstoel)"  # of the BAT-score, in words of the page itself
NOTHING = {"minstens": 0, "hoogstens": 0, "aandeel": "0%"}
PRINTED = {
    "Aantal woningen": "aantalWoningen",
    "Type woningen": "woningtypen",
    "Huurprijsklasse": "huurprijsklassen",
    "BAT-score": "batScore",
    "Duurzaamheid": "duurzaamheid",
    "Planning": "planning",
}


def by(rows: list[Row], key: str, value: object) -> Row:
    matching = [row for row in rows if row[key] == value]
    assert len(matching) == 1, f"{key}={value!r} occurs {len(matching)} times"
    return matching[0]


def year_of(sums: Row) -> int:
    return int(by(sums["keuze"], "parameter", "jaar")["waarde"])


def read_dashboard(tree: Tree, api: Api, query: str) -> None:
    sums = api.one("totalen", query)
    read_banner(tree, sums)
    read_key_totals(tree, sums)
    read_norm(tree, api, sums)
    read_charts(tree, api, sums)
    read_years(tree, sums)
    read_found(tree, sums)
    read_files(tree, sums)
    if sums["projecten"] > 1:
        tree.claim_phrase(r"Toon de lijst van deze ([\d.]+) projecten", count(sums["projecten"]))


def read_banner(tree: Tree, sums: Row) -> None:
    for banner in tree.every("p", "banner"):
        tree.claim_phrase(r"(?:staan|staat) ([\d.]+) verzonnen", count(sums["voorbeelden"]), within=banner)


def read_found(tree: Tree, sums: Row) -> None:
    for each in tree.every(id="keuze-resultaat"):
        tree.claim(each, found(sums))


def read_files(tree: Tree, sums: Row) -> None:
    for each in tree.every(id="bestanden"):
        tree.claim_phrase(r"^([\d.]+) project", count(sums["projecten"]), within=each)


def read_key_totals(tree: Tree, sums: Row) -> None:
    for total in tree.every(css="dash-total"):
        label = said(tree.one("dt", within=total))
        value, details = _key_total(label, sums)
        shown = [said(each) for each in tree.every("dd", "dash-detail", within=total)]
        assert shown == details, (label, shown, details)
        tree.claim(tree.one("dd", "dash-value", within=total), value)
        tree.drop(total)


def _key_total(label: str, sums: Row) -> tuple[str, list[str]]:
    if label in {"woning", "woningen"}:
        parts = [
            (sums["precies"], "precies geteld"),
            (sums["ongeveer"], "bij benadering (ca.)"),
            (sums["teSlopen"], "te slopen, apart geteld"),
        ]
        value = "Nnb" if sums["woningen"] is None else count(sums["woningen"])
        return value, [f"{count(number)} {text}" for number, text in parts if number]
    if label in {"project", "projecten"}:
        without = sums["zonderAantal"]
        details = [f"{count(without)} zonder aantal, niet meegeteld"] if without else []
        return count(sums["projecten"]), details
    row = _part(label, sums)
    if sums["woningen"] is None:
        return "Nnb", []
    return words(row), [row["aandeel"]] if sums["woningen"] else []


def _part(label: str, sums: Row) -> Row:
    segments = {str(each.label): each.value for each in RentClass.Segment}
    if label in segments:
        return by(sums["segmenten"], "segment", segments[label])
    if label == "huur nog niet bekend":
        return by(sums["huurprijsklassen"], "code", None)
    if label == f"BAT-score {sums['batVanaf']['score']} of hoger":
        return dict(sums["batVanaf"])
    if label.endswith(" of beter"):
        return dict(sums["duurzaamheidVanaf"][0])
    moment, year = re.fullmatch(r"(start|oplevering) in (\d+)", label).groups()  # type: ignore[union-attr]
    rows = [row for row in sums["jaren"] if row["jaar"] == int(year)]
    return dict(rows[0][moment]) if rows else NOTHING


def read_norm(tree: Tree, api: Api, sums: Row) -> None:
    part = tree.one("section", "dash-norm")
    check = sums["toetsing"]
    if check is None:
        return
    norm = api.one(f"normen/{check['norm']}")
    for article, share in zip(tree.every("article", within=part), check["delen"], strict=True):
        _read_share(tree, article, share)
    base = check["nieuwbouw"]
    if base["ongeveer"]:
        tree.claim_phrase(r"(?:is er|zijn er) ([\d.]+) bij benadering", count(base["ongeveer"]), within=part)
    if base["zonderAantal"]:
        tree.claim_phrase(r"([\d.]+) project(?:en)? zonder aantal", count(base["zonderAantal"]), within=part)
    if base["voorbeelden"]:
        tree.claim_phrase(r"([\d.]+) verzonnen project", count(base["voorbeelden"]), within=part)
    if sums["eigenNormen"] and norm["gemeente"] is None:
        tree.claim_phrase(r"([\d.]+) gemeenten? he", count(sums["eigenNormen"]), within=part)
    tree.claim_phrase(r"vanaf het overzicht van (\d+)", norm["vanafJaar"], within=part)
    tree.claim_texts(part, [norm["bron"], norm["opmerking"]])


def _read_share(tree: Tree, article: Any, share: Row) -> None:
    label = RentClass.Segment(share["segment"]).label
    tree.claim(tree.one(css="dash-share-title", within=article), f"{share['procentNorm']}% {label}")
    verdict = f"{(share['oordeel'] or 'geen oordeel').capitalize()}. {share['uitleg']}"
    tree.claim(tree.one(css="dash-verdict", within=article), verdict)
    for band in tree.every("svg", "dash-band", within=article):
        least, most = share["procentMinstens"], share["procentHoogstens"]
        widths = [attribute(each, "width") for each in tree.every("rect", within=band)][1:]
        drawn = [float(width.rstrip("%")) for width in widths]
        assert abs(drawn[0] - least) < 0.011
        assert abs(drawn[1] - (most - least)) < 0.011
        tree.claim(tree.one(css="dash-norm-label", within=band), f"norm {share['procentNorm']}%")
        tree.drop(band)  # what is left are the marks of its axis


def read_charts(tree: Tree, api: Api, sums: Row) -> None:
    entries = {
        "grafiek-huurprijsklasse": ("huurprijsklassen", api.names("huurprijsklassen"), "code"),
        "grafiek-bat": ("batScores", api.names("bat-scores", "score"), "score"),
        "grafiek-woningtype": ("woningtypen", api.names("woningtypen"), "code"),
        "grafiek-duurzaamheid": ("duurzaamheid", api.names("duurzaamheidsniveaus"), "code"),
    }
    sections = {str(each.label): each.value for each in Section}
    for chart in tree.every("figure", "chart"):
        slug = attribute(chart, "id")
        if slug == "grafiek-jaar":
            _read_deliveries(tree, api, chart, sums)
            continue
        for row in tree.every("tr", within=tree.one("tbody", within=chart)):
            label, without = _label(tree, row)
            if slug == "grafiek-onderdeel":
                part = by(sums["onderdelen"], "onderdeel", sections[label])
                assert without == part["zonderAantalZonderSloop"]
                expected = count(part["woningen"] or 0)
            else:
                member, codes, key = entries[slug]
                expected = words(by(sums[member], key, codes[label]))
            tree.claim(tree.one("td", within=row), expected)
            tree.drop(row)
    for about in tree.every("p", "chart-about"):
        tree.claim_texts(about, [sums["huurbasis"] or "", SCALE])


def _label(tree: Tree, row: Any) -> tuple[str, int]:
    """Return the label of a bar, and how many projects it cannot show."""
    label = said(tree.one("th", within=row))
    if match := re.fullmatch(r"(.*) \((\d+) zonder aantal\)", label):
        return match[1], int(match[2])
    return label, 0


def _read_deliveries(tree: Tree, api: Api, chart: Any, sums: Row) -> None:
    codes = api.names("huurprijsklassen")
    heads = [said(each) for each in tree.every("th", within=tree.one("thead", within=chart))][1:]
    for row in tree.every("tr", within=tree.one("tbody", within=chart)):
        label, without = _label(tree, row)
        year = by(sums["jaren"], "jaar", None if label == UNKNOWN else int(label))
        assert without == year["zonderAantal"]
        for head, cell in zip(heads, tree.every("td", within=row), strict=True):
            cells = year["opleveringPerHuurprijsklasse"]
            tree.claim(cell, words(year["oplevering"] if head == "Samen" else by(cells, "code", codes[head])))
        tree.drop(row)


def read_years(tree: Tree, sums: Row) -> None:
    """Look up the table of what starts and is delivered per year."""
    for table in tree.every("table"):
        captions = [said(each) for each in tree.every("caption", within=table)]
        if not any("naar jaar van planning" in each for each in captions):
            continue
        for row in tree.every("tr", within=tree.one("tbody", within=table)):
            label = said(tree.one("th", within=row))
            year = by(sums["jaren"], "jaar", None if label == UNKNOWN else int(label))
            start, delivery = tree.every("td", within=row)
            tree.claim(start, words(year["start"]))
            tree.claim(delivery, words(year["oplevering"]))
            tree.drop(row)


def read_municipality_rows(tree: Tree, table: Any, rows: list[Row]) -> None:
    """Look up a table with a row per municipality, by the words above its columns."""
    heads = [said(each) for each in tree.every("th", within=tree.one("thead", within=table))][1:]
    for line in tree.every("tr", within=tree.one("tbody", within=table)):
        name = said(tree.one("a", within=line))
        row = by(rows, "naam", name)
        for head, cell in zip(heads, tree.every("td", within=line), strict=True):
            tree.claim(cell, _municipality_cell(head, row, table))
        tree.drop(line)


def _municipality_cell(head: str, row: Row, table: Any) -> str:
    if not row["projecten"]:
        return "geen" if head == "Projecten" else ""
    if head == "Woningen":
        demolished = f" sloop: {count(row['teSlopen'])}"
        beside = demolished if attribute(table, "id") and row["teSlopen"] else ""
        return f"{dwellings(row)}{beside}"
    return count(row[{"Projecten": "projecten", "Te slopen": "teSlopen"}[head]])


def read_map(tree: Tree, rows: list[Row]) -> None:
    for figure in tree.every("figure", "map"):
        for spot in tree.every("g", "map-spot", within=figure):
            name, told = said(tree.one("title", within=spot)).split(": ", 1)
            # The map also has the places that the choice leaves out.
            row = next((each for each in rows if each["naam"] == name), {"projecten": 0})
            assert told == (group(row) if row["projecten"] else "geen projecten")
            tree.drop(spot)
        # The sizes of the key are round numbers of the drawing; the licence is that of the coordinates.
        tree.drop(*tree.every("g", "map-key", within=figure), *tree.every("figcaption", within=figure))


def read_overview(tree: Tree, api: Api, query: str) -> None:
    """Look up the tables of projects, by the number of the project and the words above the column."""
    sections = {row["onderdeel"]: row for row in api.one("totalen", query)["onderdelen"]}
    for part in tree.every("section", "overview-section"):
        row = sections[attribute(part, "aria-labelledby")]
        tree.claim(tree.one("p", "subtotal", within=part), group(row))
    read_projects(tree, api)


def read_projects(tree: Tree, api: Api) -> None:
    for table in tree.every("table", "overview"):
        for line in tree.every("tr", within=tree.one("tbody", within=table)):
            for link in tree.every("a", within=line):
                project = project_of(api, link)
                tree.claim(link, project["naam"])
                for cell in tree.every("td", within=line):
                    tree.claim(cell, project["gedrukt"][PRINTED[attribute(cell, "data-label")]])


def project_of(api: Api, link: Any) -> Row:
    pk = re.search(r"/projecten/(\d+)/", attribute(link, "href"))
    assert pk, attribute(link, "href")
    return api.one(f"projecten/{pk[1]}")
