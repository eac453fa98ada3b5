"""Looks up every number on the pages that explain; what they explain of their own notation is kept out."""

from __future__ import annotations

import re
from typing import Any

from projects.models.sections import Section
from tests.support.page_dashboard import by, project_of
from tests.support.page_tree import attribute, said
from tests.support.page_visit import Visit
from tests.support.page_words import band, count, euro

CAPTIONS = {"projecten": "Bronnen van de projecten", "cijfers": "Bronnen van de kengetallen"}
# How numbers are written, whatever the data are.
OWN_WORDS = [
    "33 tot 107",
    "Minstens 33 en hoogstens 107",
    "Ca. 30 woningen",
    "'Ca. 30 woningen' telt in sommen als 30",
    "In de optelling telt het als 30",
    "Score 0-2",
    "Zo'n project telt bij score 0, 1 en 2 mee",
    "0 tot 24",
    "Minstens 0 en hoogstens 24",
    "kunnen er in elke klasse 0 zijn",
    "samen 99 of 101 procent",
    "licentie CC BY 4.0",
    "(CC BY 4.0)",
]


def legend(visit: Visit) -> None:
    tree, api = visit.tree, visit.api
    names = {row["code"]: row["naam"] for row in api.rows("huurprijsklassen")}
    rents = api.one("huurprijzen", visit.query.urlencode())
    bands = {names[row["code"]]: band(row["vanaf"], row["totEnMet"]) for row in rents["huurprijsklassen"]}
    first, *others = tree.every("table", "list")
    for line in tree.every("tr", within=tree.one("tbody", within=first)):
        label = said(tree.one("th", within=line))
        if label in bands:
            tree.claim(tree.every("td", within=line)[0], bands[label])
    for line in tree.every("tr", within=tree.one("tbody", within=others[0])):
        _limits(visit, line)
    _own_words(visit)


def _limits(visit: Visit, line: object) -> None:
    days = re.findall(r"(\d+)-(\d+)-(\d+)", said(visit.tree.one("th", within=line)))
    row = visit.api.one(f"huurprijsgrenzen/{days[0][2]}-{days[0][1]}-{days[0][0]}")
    members = (
        "kwaliteitskortingsgrens",
        "aftoppingsgrensLaag",
        "aftoppingsgrensHoog",
        "socialeHuurgrens",
        "middenhuurgrens",
    )
    for member, cell in zip(members, visit.tree.every("td", within=line), strict=True):
        visit.tree.claim(cell, "n.v.t." if row[member] is None else euro(row[member]))


def _own_words(visit: Visit) -> None:
    """Keep out what the page explains by itself; what it says of the legend is looked up."""
    tree, api = visit.tree, visit.api
    for name in ("bat-scores", "woningtypen", "duurzaamheidsniveaus", "huurprijsklassen"):
        texts = [row[key] for row in api.rows(name) for key in ("naam", "betekenis")]
        for told in (*tree.every("dt"), *tree.every("dd"), *tree.every("td")):
            tree.claim_texts(told, texts)
    for text in (*tree.every("p"), *tree.every("caption")):
        tree.claim_texts(text, [row["opmerking"] for row in api.rows("huurprijsgrenzen")])
    for told in (*tree.every("dt"), *tree.every("dd"), *tree.every("p")):
        tree.claim_texts(told, [*OWN_WORDS, *(section.rule for section in Section)])


def about(visit: Visit) -> None:
    tree, api = visit.tree, visit.api
    for kind, caption in CAPTIONS.items():
        own = [row for row in api.one("bronnen")["bronnen"] if row["soort"] == kind]
        for table in tree.every("table", "list"):
            if said(tree.one("caption", within=table)) == caption:
                lines = tree.every("tr", within=tree.one("tbody", within=table))
                for line, row in zip(lines, own, strict=True):
                    tree.claim(tree.one("th", within=line), row["bron"])
                    tree.claim(tree.every("td", within=line)[0], count(row["aantal"]))
    tree.claim_phrase(r"ligging van de (\d+) gemeenten", api.one("gemeenten")["aantal"])
    for example in tree.every("figure", "page-example"):
        _example(visit, example)
    _own_words(visit)


def _example(visit: Visit, example: Any) -> None:
    tree, api = visit.tree, visit.api
    found = project_of(api, tree.one("a", within=example))
    split = api.one("verdeling", f"project={found['id']}")["huurprijsklassen"]
    codes = api.names("huurprijsklassen")
    for line in tree.every("tr", within=tree.one("tbody", within=example)):
        row = by(split, "code", codes[said(tree.one("th", within=line))])
        least, most = tree.every("td", within=line)
        tree.claim(least, count(row["minstens"]))
        tree.claim(most, count(row["hoogstens"]))
    for name in ("p", "figcaption", "caption"):
        for text in tree.every(name, within=example):
            tree.claim_texts(text, [found["gedrukt"]["aantalWoningen"], found["naam"]])


def open_data(visit: Visit) -> None:
    """Look up how many rows each set has; when it changed last is a moment."""
    tree, api = visit.tree, visit.api
    sums = api.one("telling")
    for banner in tree.every("p", "banner"):
        numbers = count(sums["projecten"]), count(sums["voorbeelden"])
        tree.claim_phrase(r"Van de ([\d.]+) projecten zijn er ([\d.]+) verzonnen", *numbers, within=banner)
    for part in tree.every("section", "data-part"):
        name = attribute(part, "aria-labelledby")
        tree.claim_phrase(r"Nu ([\d.]+)", count(api.one(name)["aantal"]), within=part)
        examples = sums["voorbeelden"] if name == "projecten" else 0
        if examples:
            tree.claim_phrase(r"waarvan ([\d.]+) verzonnen", count(examples), within=part)
        tree.claim_texts(part, re.findall(r", \d\d:\d\d uur", said(part)))
    # Licences and standards have a version in their name.
    for text in (*tree.every("p"), *tree.every("dd"), *tree.every("blockquote")):
        tree.claim_texts(text, ["CC BY 4.0", "DCAT-AP-NL 3.0", "Naamsvermelding 4.0"])
