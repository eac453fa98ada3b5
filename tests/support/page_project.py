"""Looks up every number on the page of a project."""

from __future__ import annotations

import re

from tests.support.page_dashboard import PRINTED, by, project_of, read_projects
from tests.support.page_tree import attribute, said
from tests.support.page_visit import Visit
from tests.support.page_words import Row, count, words


def project(visit: Visit) -> None:
    tree, api = visit.tree, visit.api
    pk = visit.path.strip("/").split("/")[-1]
    found = api.one(f"projecten/{pk}")
    _facts(visit, found)
    _shares(visit, pk, found["soort"])
    _past(visit, pk)
    tree.claim_texts(tree.one("h1"), [found["naam"]])
    for text in tree.every("section"):
        if attribute(text, "aria-labelledby") == "bron":
            tree.claim_texts(text, [found["opmerking"], found["bron"]])
    for other in tree.every("li"):
        _neighbour(visit, other)
    read_projects(tree, api)


def _facts(visit: Visit, found: Row) -> None:
    """Look up the cells of the overview by their words, and what the legend says of a score or level."""
    tree, api = visit.tree, visit.api
    known = {label: found["gedrukt"][member] for label, member in PRINTED.items()}
    known["Plaats of wijk"] = found["plaats"] or "Nnb"
    for part in tree.every("div"):
        for label in [said(each) for each in tree.every("dt", within=part)][:1]:
            if label in known:
                tree.claim_texts(tree.one("dd", within=part), [known[label]])
    scores = {row["naam"]: row for row in api.rows("bat-scores")}
    meanings = [f"{row['score']}: {row['betekenis']}" for row in scores.values()]
    meanings += [row["betekenis"] for row in api.rows("duurzaamheidsniveaus")]
    for facts in tree.every("dl", "facts"):
        for told in tree.every(css="below", within=facts):
            tree.claim_texts(told, meanings)
        for told in tree.every("dd", within=facts):
            tree.claim_texts(told, [*meanings, *(each["code"] for each in found["codes"])])


def _neighbour(visit: Visit, item: object) -> None:
    tree = visit.tree
    for link in tree.every("a", within=item):
        if re.search(r"/projecten/\d+/", attribute(link, "href")):
            other = project_of(visit.api, link)
            tree.claim(link, other["naam"])
            texts = [other["gedrukt"]["aantalWoningen"], other["gedrukt"]["planning"]]
            for told in tree.every("span", within=item):
                tree.claim_texts(told, texts)


def _shares(visit: Visit, pk: str, kind: str) -> None:
    tree, api = visit.tree, visit.api
    codes = api.names("huurprijsklassen")
    for table in tree.every("table", "list"):
        if not said(tree.one("caption", within=table)).startswith("Verdeling over"):
            continue
        for line in tree.every("tr", within=tree.one("tbody", within=table)):
            label = said(tree.one("th", within=line))
            name = max((each for each in codes if label.startswith(each)), key=len)
            cell = tree.one("td", within=line)
            if kind == "sloop":  # the sums leave it out: only what was entered is known
                row = by(api.one(f"projecten/{pk}")["huurprijsklassen"], "klasse", codes[name])
                tree.claim(cell, count(row["aantalWoningen"]) if row["aantalWoningen"] else "Nnb")
            else:
                split = api.one("verdeling", f"project={pk}")["huurprijsklassen"]
                tree.claim(cell, words(by(split, "code", codes[name])))


def _past(visit: Visit, pk: str) -> None:
    past = visit.api.one("geschiedenis", f"project={pk}")
    texts = [each["planning"] for each in past["planningen"]]
    for list_ in visit.tree.every("ol", "proj-steps"):
        visit.tree.claim_texts(list_, texts)
    for remark in visit.tree.every(css="proj-remark"):
        visit.tree.claim_texts(remark, texts)
    lines = [
        part
        for each in visit.tree.every("ol", "proj-changes")
        for part in visit.tree.every("div", within=each)
    ]
    for line, change in zip(lines, past["wijzigingen"], strict=True):
        assert said(visit.tree.one("dt", within=line)) == change["gegeven"]
        visit.tree.claim_texts(line, [change["was"], change["werd"]])
