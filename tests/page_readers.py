"""How the numbers of each kind of page are looked up, by the name of its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from municipalities.models import Capping, Municipality
from projects.sections import Section
from tests.page_dashboard import (
    PRINTED,
    by,
    project_of,
    read_banner,

    read_dashboard,
    read_files,
    read_found,
    read_map,
    read_municipality_rows,
    read_overview,
    read_projects,
    read_years,
    year_of,
)
from tests.page_figures import read_card, read_choices, read_compared_projects, read_comparison, read_ranking, read_tasks
from tests.page_tree import Tree, attribute, said
from tests.page_words import Api, band, count, euro, group, words

__all__ = ["READERS", "Visit", "keep_out", "reader_of"]


@dataclass(frozen=True)
class Visit:
    """A page that was fetched: what is on it, and the choice of its address."""

    tree: Tree
    api: Api
    path: str
    query: QueryDict

    def with_choice(self, **more: str) -> str:
        """Return the choice of the page, with what the page itself fixes, as the API is asked for it."""
        data = self.query.copy()
        for name in ("pagina", "kolom", "sorteer", "aftopping", "peildatum"):
            data.pop(name, None)
        for name, value in more.items():
            data[name] = value
        return data.urlencode()


def home(visit: Visit) -> None:
    rows = visit.api.one("totalen-per-gemeente", visit.with_choice())["gemeenten"]
    table = visit.tree.one("table", "list", **{"aria-labelledby": "gemeenten"})
    read_municipality_rows(visit.tree, table, rows)
    read_map(visit.tree, rows)
    read_dashboard(visit.tree, visit.api, visit.with_choice())


def municipalities(visit: Visit) -> None:
    rows = visit.api.one("totalen-per-gemeente", visit.with_choice())["gemeenten"]
    read_banner(visit.tree, visit.api.one("totalen", visit.with_choice()))
    read_municipality_rows(visit.tree, visit.tree.one("table", id="gemeenten"), rows)
    read_map(visit.tree, rows)


def _code(visit: Visit) -> str:
    slug = re.search(r"/gemeenten/([\w-]+)/", visit.path)
    assert slug
    code: str = Municipality.objects.get(slug=slug[1]).code
    return code


def municipality(visit: Visit) -> None:
    query = visit.with_choice(gemeente=_code(visit))
    read_overview(visit.tree, visit.api, query)
    if visit.tree.every(css="dash-total"):
        read_dashboard(visit.tree, visit.api, query)
    else:
        assert visit.api.one("totalen", query)["projecten"] == 0
    card(visit)


def card(visit: Visit) -> None:
    kept = {name: visit.query[name] for name in ("jaar", "peildatum") if name in visit.query}
    query = "&".join(f"{name}={value}" for name, value in {"gemeente": _code(visit), **kept}.items())
    read_card(visit.tree, visit.api, query)


def region(visit: Visit) -> None:
    slug = re.search(r"/regios/([\w-]+)/", visit.path)
    assert slug
    query = visit.with_choice(regio=slug[1])
    tasks = visit.api.one("opgaven", query)
    in_year = f"regio={slug[1]}&jaar={tasks['jaar']}"
    rows = visit.api.one("totalen-per-gemeente", in_year)["gemeenten"]
    read_map(visit.tree, rows)
    for place in visit.tree.every("ul", "cards"):
        for item in visit.tree.every("li", within=place):
            for told in visit.tree.every("span", within=item):
                row = by(rows, "naam", said(visit.tree.one("a", within=item)))
                is_there = row["projecten"] > 0
                visit.tree.claim(told, group(row) if is_there else "geen projecten in het overzicht")
    if tasks["opgaven"] and len(rows) > 1:
        visit.tree.claim_phrase(r"in alle (\d+) gemeenten", len(rows))
    read_years(visit.tree, visit.api.one("totalen", in_year))
    read_tasks(visit.tree, visit.api, query)


def regions(visit: Visit) -> None:
    """There are only names on this page."""


def projects(visit: Visit) -> None:
    tree, sums = visit.tree, visit.api.one("telling", visit.with_choice())
    read_banner(tree, sums)
    read_found(tree, sums)
    if not sums["projecten"]:
        _wider(visit)
        return
    read_files(tree, sums)
    tree.claim(tree.one("h1"), f"{count(sums['projecten'])} {'project' if sums['projecten'] == 1 else 'projecten'}")
    labels = {
        "woning": "woningen",
        "waarvan bij": "ongeveer",
        "te slopen": "teSlopen",
        "project zonder": "zonderAantal",
        "projecten zonder": "zonderAantal",
        "project": "projecten",
    }
    for part in tree.every("div", within=tree.one("dl", "totals")):
        label = said(tree.one("dt", within=part))
        member = next(found for start, found in labels.items() if label.startswith(start))
        value = "Nnb" if sums[member] is None else count(sums[member])
        tree.claim(tree.one("dd", within=part), value)
    for line in tree.every("tr", within=tree.one("tbody", within=tree.one("table", "list-table"))):
        project = project_of(visit.api, tree.one("a", within=line))
        tree.claim(tree.one("a", within=line), project["naam"])
        for cell in tree.every("td", within=line):
            label = attribute(cell, "data-label")
            if label in PRINTED:
                tree.claim(cell, project["gedrukt"][PRINTED[label]])
    for pages in tree.every("nav", "pages"):
        # How many pages of 50 there are follows from the number of projects.
        tree.claim_phrase(r"van (\d+)", -(-sums["projecten"] // 50), within=pages)


def _wider(visit: Visit) -> None:
    """Look up how many projects there are without one of the choices, where together they leave none."""
    for item in visit.tree.every("li", within=visit.tree.one(css="list-empty")):
        query = attribute(visit.tree.one("a", within=item), "href").partition("?")[2]
        number = visit.api.one("telling", query)["projecten"]
        visit.tree.claim_phrase(r"\(([\d.]+) project", count(number), within=item)


def project(visit: Visit) -> None:
    tree, api = visit.tree, visit.api
    pk = visit.path.strip("/").split("/")[-1]
    found = api.one(f"projecten/{pk}")
    printed = {**found["gedrukt"]}
    labels = {**PRINTED, "Plaats of wijk": "plaats"}
    for part in tree.every("div"):
        for term in tree.every("dt", within=part)[:1]:
            if (label := said(term)) in labels:
                value = printed.get(labels[label], found.get(labels[label]) or "Nnb")
                told = tree.one("dd", within=part)
                tree.drop(*tree.every(css="below", within=told)) if label == "Huurprijsklasse" else None
                tree.claim_texts(told, [value])
    scores = {row["naam"]: row for row in api.rows("bat-scores")}
    meanings = [f"{row['score']}: {row['betekenis']}" for row in scores.values()]
    meanings += [row["betekenis"] for row in api.rows("duurzaamheidsniveaus")]
    for facts in tree.every("dl", "facts"):
        for told in tree.every(css="below", within=facts):
            tree.claim_texts(told, meanings)
        for told in tree.every("dd", within=facts):
            tree.claim_texts(told, [*meanings, *(each["code"] for each in found["codes"])])
    _shares(visit, pk, found["soort"])
    _past(visit, pk)
    tree.claim_texts(tree.one("h1"), [found["naam"]])
    for text in tree.every("section"):
        if attribute(text, "aria-labelledby") == "bron":
            tree.claim_texts(text, [found["opmerking"], found["bron"]])
    for other in tree.every("li"):
        _neighbour(visit, other)
    read_projects(tree, api)


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
    lines = [part for each in visit.tree.every("ol", "proj-changes") for part in visit.tree.every("div", within=each)]
    for line, change in zip(lines, past["wijzigingen"], strict=True):
        assert said(visit.tree.one("dt", within=line)) == change["gegeven"]
        visit.tree.claim_texts(line, [change["was"], change["werd"]])


def compare(visit: Visit) -> None:
    choice = visit.query
    day = choice.get("peildatum") or (f"{int(choice['jaar']) - 1}-07-01" if "jaar" in choice else today())
    read_choices(visit.tree, visit.api, day)
    if "gemeente" not in choice:
        return
    year = choice.get("jaar") or str(year_of(visit.api.one("totalen")))
    read_comparison(visit.tree, visit.api, choice, day)
    read_compared_projects(visit.tree, visit.api, year)
    examples = 0
    for row in visit.api.one("totalen-per-gemeente", f"jaar={year}")["gemeenten"]:
        examples += row["voorbeelden"] if row["gemeente"] in choice.getlist("gemeente") else 0
    read_banner(visit.tree, {"voorbeelden": examples})


def ranking(visit: Visit) -> None:
    day = visit.query.get("peildatum") or today()
    read_ranking(visit.tree, visit.api, visit.query.urlencode(), day)


def today() -> str:
    return timezone.localdate().isoformat()


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
    _words_of_legend(visit)


def _limits(visit: Visit, line: object) -> None:
    days = re.findall(r"(\d+)-(\d+)-(\d+)", said(visit.tree.one("th", within=line)))
    row = visit.api.one(f"huurprijsgrenzen/{days[0][2]}-{days[0][1]}-{days[0][0]}")
    members = ("kwaliteitskortingsgrens", "aftoppingsgrensLaag", "aftoppingsgrensHoog", "socialeHuurgrens", "middenhuurgrens")
    for member, cell in zip(members, visit.tree.every("td", within=line), strict=True):
        visit.tree.claim(cell, "n.v.t." if row[member] is None else euro(row[member]))


def _words_of_legend(visit: Visit) -> None:
    """Keep out what the page explains by itself; what it says of the legend is looked up."""
    tree, api = visit.tree, visit.api
    for name in ("bat-scores", "woningtypen", "duurzaamheidsniveaus", "huurprijsklassen"):
        texts = [row[key] for row in api.rows(name) for key in ("naam", "betekenis")]
        for told in (*tree.every("dt"), *tree.every("dd"), *tree.every("td")):
            tree.claim_texts(told, texts)
    for text in (*tree.every("p"), *tree.every("caption")):
        tree.claim_texts(text, [row["opmerking"] for row in api.rows("huurprijsgrenzen")])


def about(visit: Visit) -> None:
    tree, api = visit.tree, visit.api
    sources = api.one("bronnen")["bronnen"]
    for kind, caption in (("projecten", "Bronnen van de projecten"), ("cijfers", "Bronnen van de kengetallen")):
        for table in tree.every("table", "list"):
            if said(tree.one("caption", within=table)) != caption:
                continue
            own = [row for row in sources if row["soort"] == kind]
            for line, row in zip(tree.every("tr", within=tree.one("tbody", within=table)), own, strict=True):
                tree.claim(tree.one("th", within=line), row["bron"])
                tree.claim(tree.every("td", within=line)[0], count(row["aantal"]))
    tree.claim_phrase(r"ligging van de (\d+) gemeenten", api.one("gemeenten")["aantal"])
    for example in tree.every("figure", "page-example"):
        found = project_of(api, tree.one("a", within=example))
        split = api.one("verdeling", f"project={found['id']}")["huurprijsklassen"]
        codes = api.names("huurprijsklassen")
        for line in tree.every("tr", within=tree.one("tbody", within=example)):
            row = by(split, "code", codes[said(tree.one("th", within=line))])
            least, most = tree.every("td", within=line)
            tree.claim(least, count(row["minstens"]))
            tree.claim(most, count(row["hoogstens"]))
        for text in (*tree.every("p", within=example), *tree.every("figcaption", within=example), *tree.every("caption", within=example)):
            tree.claim_texts(text, [found["gedrukt"]["aantalWoningen"], found["naam"]])
    _words_of_legend(visit)


def accessibility(visit: Visit) -> None:
    """There are no figures on this page: its numbers are those of the standards that it names."""
    assert not visit.tree.every("table")
    nothing(visit)
    visit.tree.drop(visit.tree.main)


def nothing(visit: Visit) -> None:
    """Where the page refuses an address, there are no figures."""
    assert not visit.tree.every("data", "figure")
    assert not visit.tree.every(css="dash-total")


Reader = Callable[[Visit], None]
READERS: dict[str, Reader] = {
    "home": home,
    "municipalities": municipalities,
    "municipality": municipality,
    "card": card,
    "regions": regions,
    "region": region,
    "projects": projects,
    "project": project,
    "compare": compare,
    "ranking": ranking,
    "legend": legend,
    "about-figures": about,
    "accessibility": accessibility,
}


def reader_of(path: str) -> Reader | None:
    """Return how a page is read; None for one that nobody has said it of."""
    try:
        match: ResolverMatch = resolve(path)
    except Resolver404:
        return nothing
    return READERS.get(match.url_name or "")


def keep_out(tree: Tree) -> None:
    """Take away what is no figure, by name."""
    # Where one can go, and what one can choose or type.
    tree.drop(*tree.every("nav"), *tree.every("p", "crumbs"), *tree.every("button"))
    tree.drop(*tree.every("form"), *tree.every(css="choose-chips"), *tree.every("script"))
    # What the pages say of their own notation, whatever the data are: '33 tot 107', 'Score 0-2', '1 juli'.
    limits = [str(each.label) for each in Capping]
    for name in ("dt", "dd", "p", "td", "th", "span", "caption"):
        for each in tree.every(name):
            tree.claim_texts(each, [*OWN_WORDS, *limits])
    for section in Section:
        for each in tree.every("dd"):
            tree.claim_texts(each, [section.rule])


OWN_WORDS = [
    "leest u '33 tot 107'",
    "hoe u '33 tot 107' leest",
    "33 tot 107",
    "Minstens 33 en hoogstens 107",
    "Ca. 30 woningen",
    "'Ca. 30 woningen' telt in sommen als 30",
    "In de optelling telt het als 30",
    "Score 0-2",
    "'Score 0-2' betekent dat het per woning verschilt of nog niet vaststaat. Zo'n project telt bij score 0, 1 en 2",
    "0 tot 24",
    "Minstens 0 en hoogstens 24",
    "kunnen er in elke klasse 0 zijn",
    "samen 99 of 101 procent",
    "licentie CC BY 4.0",
    "(CC BY 4.0)",
]
