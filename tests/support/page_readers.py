"""How the numbers of each kind of page are looked up, by the name of its address."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from municipalities.models import Capping, Municipality
from projects.models.sections import Section
from tests.support.page_dashboard import (
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
    read_years,
    year_of,
)
from tests.support.page_figures import (
    read_card,
    read_choices,
    read_compared_projects,
    read_comparison,
    read_ranking,
    read_tasks,
)
from tests.support.page_project import project
from tests.support.page_texts import about, legend, open_data
from tests.support.page_tree import Tree, attribute, said
from tests.support.page_visit import Visit
from tests.support.page_words import Row, count, group

TOTALS = {  # of a list: how the label begins, and the member
    "woning": "woningen",
    "waarvan bij": "ongeveer",
    "te slopen": "teSlopen",
    "project zonder": "zonderAantal",
    "projecten zonder": "zonderAantal",
    "project": "projecten",
}


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
    noun = "project" if sums["projecten"] == 1 else "projecten"
    tree.claim(tree.one("h1"), f"{count(sums['projecten'])} {noun}")
    _list_totals(tree, sums)
    _list_rows(visit)
    for pages in tree.every("nav", "pages"):
        # How many pages of 50 there are follows from the number of projects.
        tree.claim_phrase(r"van (\d+)", -(-sums["projecten"] // 50), within=pages)


def _list_totals(tree: Tree, sums: Row) -> None:
    for part in tree.every("div", within=tree.one("dl", "totals")):
        label = said(tree.one("dt", within=part))
        member = next(found for start, found in TOTALS.items() if label.startswith(start))
        value = "Nnb" if sums[member] is None else count(sums[member])
        tree.claim(tree.one("dd", within=part), value)


def _list_rows(visit: Visit) -> None:
    tree = visit.tree
    for line in tree.every("tr", within=tree.one("tbody", within=tree.one("table", "list-table"))):
        project = project_of(visit.api, tree.one("a", within=line))
        tree.claim(tree.one("a", within=line), project["naam"])
        for cell in tree.every("td", within=line):
            label = attribute(cell, "data-label")
            if label in PRINTED:
                tree.claim(cell, project["gedrukt"][PRINTED[label]])


def _wider(visit: Visit) -> None:
    """Look up how many projects there are without one of the choices, where together they leave none."""
    for item in visit.tree.every("li", within=visit.tree.one(css="list-empty")):
        query = attribute(visit.tree.one("a", within=item), "href").partition("?")[2]
        number = visit.api.one("telling", query)["projecten"]
        visit.tree.claim_phrase(r"\(([\d.]+) project", count(number), within=item)


def compare(visit: Visit) -> None:
    choice = visit.query
    day = choice.get("peildatum") or (
        f"{int(str(choice['jaar'])) - 1}-07-01" if "jaar" in choice else today()
    )
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


def accessibility(visit: Visit) -> None:
    """There are no figures on this page: its numbers are those of the standards that it names."""
    assert not visit.tree.every("table")
    nothing(visit)
    visit.tree.drop(visit.tree.main)


def api_for_people(visit: Visit) -> None:
    """These pages tell what can be asked: their numbers are bounds, statuses and examples."""
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
    "open-data": open_data,
    "api-documentation": api_for_people,
    "api-clients": api_for_people,
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
    # Which limits the classes stand on (1-2 personen), and how an interval is read.
    limits = [str(each.label) for each in Capping]
    for name in ("p", "td", "th", "span", "caption"):
        for each in tree.every(name):
            tree.claim_texts(each, [HOW_TO_READ, *limits])
    for header in tree.every("section", "overview-section"):
        for each in tree.every("p", within=header):
            tree.claim_texts(each, [section.rule for section in Section])


HOW_TO_READ = "hoe u '33 tot 107' leest"
