"""Looks up every figure of a card, a comparison, a ranking and a region, by its indicator, class and area."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from tests.support.page_dashboard import by, read_banner
from tests.support.page_tree import Tree, attribute, said
from tests.support.page_words import Api, Row, band, count, dwellings, number_in, words

NO_PLACE = "\N{EN DASH}"


def claim_figure(tree: Tree, data: Any, value: float | None) -> None:
    """Hold a figure against a value: the number that is read, and the one for programs."""
    shown = attribute(data, "value")
    expected = None if value is None else Decimal(str(value))
    assert (Decimal(shown) if shown else None) == expected, (said(data), value)
    if expected is not None:
        assert number_in(said(data)) == expected, (said(data), value)
    tree.drop(data)


def read_card(tree: Tree, api: Api, query: str) -> None:
    card = api.one("gemeentekaart", query)
    figures = {row["id"]: row for row in api.rows("cijfers", f"kaart={card['gemeente']}")}
    classes = {
        (row["code"], each["code"]): each["naam"]
        for row in api.rows("kengetallen")
        for each in row["klassen"]
    }
    for tile in tree.every("article", "tile"):
        code = attribute(tile, "aria-labelledby").removeprefix("kengetal-")
        rows = [row for row in card["cijfers"] if row["kengetal"] == code]
        _read_note(tree, api, rows, figures)
        _read_tile(tree, tile, rows, classes)
    left = [each for each in tree.every("data", "figure") if each.children]
    assert not left, "Not every figure of the card is by the API."


def _read_tile(tree: Tree, tile: Any, rows: list[Row], classes: dict[tuple[str, str], str]) -> None:
    """Read a tile from left to right and down: the order of its rows by the API."""
    found = tree.every("data", "figure", within=tile)
    assert len(found) == len(rows), f"{len(found)} figures on the tile, {len(rows)} by the API"
    for line in tree.every("tr", within=tile):
        inside = {id(each) for each in tree.every("data", "figure", within=line)}
        here = [row for each, row in zip(found, rows, strict=True) if id(each) in inside]
        if here:
            _read_line(tree, line, here, classes)
    steps = [row for row in rows if row["verschil"] is not None]
    for change, row in zip(tree.every("p", "change", within=tile), steps[-1:], strict=False):
        tree.claim_texts(change, [row["verschilGedrukt"]])
    for data, row in zip(found, rows, strict=True):
        if data.children:
            claim_figure(tree, data, row["waarde"])
    tree.drop(*tree.every("h3", "tile-title", within=tile), *tree.every("h4", "tile-title", within=tile))


def _read_line(tree: Tree, line: Any, rows: list[Row], classes: dict[tuple[str, str], str]) -> None:
    head = tree.one("th", within=line)
    row = rows[0]
    bands = tree.every(css="quiet", within=head)
    if bands:
        tree.claim(bands[0], band(row["huurVanaf"], row["huurTotEnMet"]))
    for change in tree.every("td", "change", within=line):
        tree.claim_texts(change, [row["verschilGedrukt"] or ""])
    name = classes[row["kengetal"], row["klasse"]] if row["klasse"] else row["periode"] or "niet genoemd"
    assert said(head).startswith(name), (said(head), name)
    tree.claim_texts(head, [name])


def _read_note(tree: Tree, api: Api, rows: list[Row], figures: dict[int, Row]) -> None:
    """Look up what the note of an indicator says, and the number that leads to it."""
    number = rows[0]["noot"]
    own = [figures[row["cijfer"]] for row in rows]
    texts = [api.one(f"kengetallen/{rows[0]['kengetal']}")["definitie"]]
    texts += [each[key] for each in own for key in ("opmerking", "bron")]
    for note in tree.every("li", id=f"noot-{number}"):
        assert attribute(note, "value") == str(number)
        tree.claim_texts(note, texts)
    for mark in tree.every("button", popovertarget=f"noot-{number}"):
        assert said(mark).endswith(str(number)), said(mark)
        tree.drop(mark)


def last_figure(api: Api, query: str, of_class: str | None, corporation: str | None) -> Row | None:
    """Return the last figure of one area on one indicator and class."""
    rows = [
        row
        for row in api.rows("cijfers", query)
        if row["klasse"] == of_class and row["corporatie"] == corporation
    ]
    return max(rows, key=lambda row: row["periodeTotEnMet"] or row["peildatum"] or "", default=None)


def read_comparison(tree: Tree, api: Api, query: Any, day: str) -> None:
    areas = {row["naam"]: f"gemeente={row['code']}" for row in api.rows("gemeenten")}
    areas["Corporatiebreed"] = "gebied=corporatie"
    corporations = api.names("corporaties")
    notes: list[str] = []
    for table in tree.every("table", "compare", **{"aria-labelledby": "kengetallen"}):
        for line in tree.every("tr", within=table):
            link = next(iter(tree.every("a", within=line)), None)
            chosen = (
                re.search(r"kengetal=([\w-]+)(?:.*klasse=([\w-]+))?", attribute(link, "href"))
                if link
                else None
            )
            if chosen is None:
                continue
            head = said(tree.one("th", within=line))
            named = [code for name, code in corporations.items() if f", {name}" in head]
            for cell in tree.every("td", within=line):
                area = areas[attribute(cell, "data-label")]
                asked = f"kengetal={chosen[1]}&{area}&peildatum={day}"
                figure = last_figure(api, asked, chosen[2], named[0] if named else None)
                for data in tree.every("data", within=cell):
                    assert figure, (head, asked)
                    claim_figure(tree, data, figure["waarde"])
                    notes.append(figure["opmerking"])
                tree.drop(*tree.every("sup", within=cell))  # the number of a remark, that is read below
            tree.claim_texts(tree.one("th", within=line), [said(link)])
    for remark in tree.every("ol", "remarks"):
        tree.claim_texts(remark, notes)


def read_compared_projects(tree: Tree, api: Api, year: str) -> None:
    per_place = {row["naam"]: row for row in api.one("totalen-per-gemeente", f"jaar={year}")["gemeenten"]}
    members = {
        "Projecten": "projecten",
        "waarvan bij benadering (ca.)": "ongeveer",
        "Projecten zonder aantal, niet meegeteld": "zonderAantal",
        "Te slopen woningen, apart geteld": "teSlopen",
        "Projecten die voorbeelddata zijn": "voorbeelden",
    }
    classes = api.names("huurprijsklassen")
    for table in tree.every("table", "compare", **{"aria-labelledby": "projecten"}):
        for cell in tree.every("td", within=table):
            row = per_place[attribute(cell, "data-label")]
            label = _label_of(tree, table, cell)
            if not row["projecten"]:
                expected = "geen"
            elif label in members:
                expected = count(row[members[label]])
            elif label == "Woningen":
                expected = dwellings(row)
            else:
                sums = api.one("totalen", f"jaar={year}&gemeente={row['gemeente']}")
                part = by(sums["huurprijsklassen"], "code", classes[label])
                expected = "Nnb" if row["woningen"] is None else words(part)
            tree.claim(cell, expected)


def _label_of(tree: Tree, table: Any, cell: Any) -> str:
    line = next(each for each in tree.every("tr", within=table) if any(c is cell for c in each.children))
    return said(tree.one("th", within=line))


def read_choices(tree: Tree, api: Api, day: str) -> None:
    """Look up how many figures each choice of a form has."""
    rows = [
        row for row in api.rows("cijfers", f"gebied=gemeente&peildatum={day}") if row["waarde"] is not None
    ]
    per_place = Counter(row["gemeente"] for row in rows)
    places = {
        code: len({row["gemeente"] for row in rows if row["kengetal"] == code})
        for code in api.names("kengetallen").values()
    }
    for option in tree.every("option"):
        code = attribute(option, "value")
        match = re.search(r" \((\d+|geen) (cijfer|gemeente)", said(option))
        if match:
            known = per_place[code] if match[2] == "cijfer" else len(_placed(api, code, day))
            assert match[1] == (count(known) if known or match[2] == "gemeente" else "geen"), said(option)
            tree.drop(option)
    for label in tree.every("label"):
        boxes = [each for each in tree.every("input", within=label) if attribute(each, "name") == "kengetal"]
        for box in boxes:
            shown = tree.one("span", "quiet", within=label)
            tree.claim(shown, f"({places[attribute(box, 'value')]})")


def _placed(api: Api, code: str, day: str) -> list[Row]:
    found: list[Row] = api.one("ranglijst", f"kengetal={code}&peildatum={day}")["plaatsen"]
    return found


def read_ranking(tree: Tree, api: Api, query: str, day: str) -> None:
    order = api.one("ranglijst", query)
    codes = api.names("gemeenten")
    for table in tree.every("table", "ranking"):
        lines = tree.every("tr", within=tree.one("tbody", within=table))
        for line, place in zip(lines, order["plaatsen"], strict=True):
            assert codes[said(tree.one("a", within=line))] == place["gemeente"]
            tree.claim(tree.every("td", within=line)[0], str(place["plaats"] or NO_PLACE))
            claim_figure(tree, tree.one("data", within=line), place["waarde"])
            tree.claim_texts(line, [api.one(f"cijfers/{place['cijfer']}")["opmerking"]])
    for caution in tree.every("p", "caution"):
        tree.claim_phrase(r"bij (\d+) gemeente", order["nietOpDezeBasis"], within=caution)
    for unread in tree.every("ul", "unread"):
        notes = [row["opmerking"] for row in api.rows("cijfers", f"kengetal={order['kengetal']}")]
        tree.claim_texts(unread, notes)
    for summary in tree.every("summary"):
        if "zonder cijfer" in said(summary):
            tree.claim_phrase(r"^(\d+) gemeente", len(order["zonderCijfer"]), within=summary)
    for text in tree.every("p"):
        tree.claim_texts(text, [api.one(f"kengetallen/{order['kengetal']}")["definitie"]])
    read_choices(tree, api, day)


def read_region_figures(tree: Tree, api: Api, tasks: Row) -> None:
    """Look up the tables of the other figures of a region, and what projects may give beside them."""
    region, day = tasks["regio"], tasks["peildatum"]
    indicators = {row["naam"]: row for row in api.rows("kengetallen")}
    figures = api.rows("cijfers", f"regio={region}&peildatum={day}")
    for part in tree.every("section"):
        if not attribute(part, "aria-labelledby").startswith("kengetal-"):
            continue
        indicator = indicators[said(tree.one("h2", within=part))]
        classes = {each["naam"]: each["code"] for each in indicator["klassen"]}
        own = [row for row in figures if row["kengetal"] == indicator["code"]]
        for line in tree.every("tr", within=tree.one("tbody", within=part)):
            _read_figure_line(tree, line, own, classes, tasks)
        texts = [indicator["definitie"], *(row[key] for row in own for key in ("opmerking", "bron"))]
        for text in tree.every("p", within=part):
            if "welk deel van de" in said(text):
                programme = count(tasks["programma"]["woningen"] or 0)
                tree.claim_phrase(r"welk deel van de ([\d.]+) woningen", programme, within=text)
            tree.claim_texts(text, texts)


def _read_figure_line(tree: Tree, line: Any, own: list[Row], classes: dict[str, str], tasks: Row) -> None:
    heads = tree.every("th", within=line)
    of_class = next(
        (code for name, code in classes.items() if heads and said(heads[0]).startswith(name)), None
    )
    period = said(tree.every("td", within=line)[0])
    matching = [
        row for row in own if row["klasse"] == of_class and (row["periode"] or "niet genoemd") == period
    ]
    data = tree.one("data", within=line)
    figure = next(row for row in matching if str(row["waarde"]) in {attribute(data, "value"), "None"})
    claim_figure(tree, data, figure["waarde"])
    shares = [row for row in tasks["aandelen"] if row["cijfer"] == figure["id"]]
    for cell in tree.every("td", "number", within=line)[1:]:
        beside = f"{shares[0]['aandeel']} {words(shares[0])} woningen" if shares else ""
        tree.claim(cell, beside)


def read_tasks(tree: Tree, api: Api, query: str) -> None:
    tasks = api.one("opgaven", query)
    read_banner(tree, tasks)
    for part, task in zip(tree.every("section", "task"), tasks["opgaven"], strict=True):
        _read_task(tree, api, part, task)
    read_region_figures(tree, api, tasks)


def _read_task(tree: Tree, api: Api, part: Any, task: Row) -> None:
    assert said(tree.one("h2", within=part)) == task["naam"]
    rows = {
        {None: "Samen"}.get(row["corporatie"]) or api.one(f"corporaties/{row['corporatie']}")["naam"]: row
        for row in task["corporaties"]
    }
    texts = [api.one(f"kengetallen/{task['kengetal']}")["definitie"], task["nietTeVergelijken"] or ""]
    for pk in task["cijfers"]:
        texts += [api.one(f"cijfers/{pk}")[key] for key in ("opmerking", "bron")]
    if rows:
        total = rows["Samen"]
        verdict = tree.one("p", "verdict", within=part)
        if total["oordeel"]:
            assert said(verdict).startswith(f"{total['oordeelNu'].capitalize()}. {total['uitleg']}")
        tree.claim_texts(verdict, [total["uitleg"]])
        _read_progress(tree, part, rows)
        _read_task_years(tree, part, task, rows)
        for hint in tree.every("p", "hint", within=part):
            if total["ongeveer"] and "bij benadering geteld" in said(hint):
                tree.claim_phrase(r"zijn er ([\d.]+) bij benadering", count(total["ongeveer"]), within=hint)
            if total["zonderAantal"] and "niet meegeteld" in said(hint):
                tree.claim_phrase(
                    r"([\d.]+) project(?:en)? zonder", count(total["zonderAantal"]), within=hint
                )
    for text in tree.every("p", within=part):
        tree.claim_texts(text, texts)


def _read_progress(tree: Tree, part: Any, rows: dict[str, Row]) -> None:
    for line in tree.every("tr", within=tree.one("tbody", within=tree.one("table", "progress", within=part))):
        head = said(tree.one("th", within=line))
        name = max((each for each in rows if head.startswith(each)), key=len)
        row = rows[name]
        open_ = f"0 tot {count(row['onzeker'])}" if row["onzeker"] else "0"
        brief = f" {row['kort']}" if row["kort"] else ""
        beside = f" en {count(row['zonderAantal'])} zonder aantal" if row["zonderAantal"] else ""
        expected = {
            "Opgeleverd volgens planning": count(row["opgeleverd"]),
            "Gepland": count(row["gepland"]),
            "Onzeker": open_,
            "Programma": f"{words(row)}{beside}",
        }
        if row["oordeel"]:
            expected["Gehaald?"] = f"{row['oordeelNu'].capitalize()}.{brief}"
        for cell in tree.every("td", within=line):
            label = attribute(cell, "data-label")
            if label in expected:
                tree.claim(cell, expected[label])
            for data in tree.every("data", within=cell):
                claim_figure(tree, data, row["opgave"])


def _read_task_years(tree: Tree, part: Any, task: Row, rows: dict[str, Row]) -> None:
    for table in tree.every("table", "per-year", within=part):
        heads = [said(each) for each in tree.every("th", within=tree.one("thead", within=table))][1:]
        for line in tree.every("tr", within=tree.one("tbody", within=table)):
            label = said(tree.one("th", within=line))
            year = None if label.startswith("Jaar niet") else label[:4]
            for head, cell in zip(heads, tree.every("td", within=line), strict=True):
                whose = rows[head]["corporatie"]
                found = rows[head]
                if label != "Samen":
                    moment = by(task["jaren"], "jaar", int(year) if year else None)
                    found = by(moment["corporaties"], "corporatie", whose)
                _claim_year_cell(tree, cell, found, label)


def _claim_year_cell(tree: Tree, cell: Any, row: Row, label: str) -> None:
    ready = f" al klaar: {count(row['opgeleverd'])}"
    is_shown = label != "Samen" and row["opgeleverd"] and "volgens planning" not in label
    beside = f" en {count(row['zonderAantal'])} zonder aantal" if row["zonderAantal"] else ""
    tree.claim(cell, f"{words(row)}{ready if is_shown else ''}{beside}")
