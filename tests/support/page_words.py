"""How the pages write what the API gives as numbers, and the API as a test asks it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.test import Client

from wonen.rest.registry import SUMMARIES

UNKNOWN = "Nog niet bekend"

Row = dict[str, Any]


class Api:
    """The answers of the API, each fetched once; ``known``: those of before, of the same rows."""

    def __init__(self, client: Client, known: dict[str, Row] | None = None) -> None:
        self.client = client
        self.known = {} if known is None else known

    def one(self, name: str, query: str = "") -> Row:
        summary = next((each for each in SUMMARIES if each.name == name), None)
        address = f"/api/v1/{summary.address(query) if summary else f'{name}?{query}'}".rstrip("?")
        if address not in self.known:
            answer = self.client.get(address)
            assert answer.status_code == 200, (address, answer.content)
            self.known[address] = answer.json()
        return self.known[address]

    def rows(self, name: str, query: str = "") -> list[Row]:
        """Return every row of a list."""
        answer = self.one(name, f"paginaGrootte=1000&{query}".rstrip("&"))
        assert answer["volgende"] is None, f"{name} has more rows than a page"
        found: list[Row] = answer["resultaten"]
        return found

    def names(self, name: str, key: str = "code") -> dict[str, Any]:
        """Return the codes of a list of names, as the pages print those."""
        return {row["naam"]: row[key] for row in self.rows(name)} | {UNKNOWN: None}


def count(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def words(row: Row) -> str:
    """Return an interval as it is printed."""
    least, most = row["minstens"], row["hoogstens"]
    return count(least) if least == most else f"{count(least)} tot {count(most)}"


def dwellings(row: Row) -> str:
    """Return the dwellings of totals in a cell."""
    if row["woningen"] is None:
        return "Nnb"
    return f"{'minstens ' if row['zonderAantalZonderSloop'] else ''}{count(row['woningen'])}"


def group(row: Row) -> str:
    """Return what totals add up to, as a sentence has it."""
    projects = f"in {count(row['projecten'])} {'project' if row['projecten'] == 1 else 'projecten'}"
    if row["zonderAantal"] == row["projecten"]:
        return f"aantal nog niet bekend (Nnb) {projects}"
    parts = []
    if row["woningen"] or not row["teSlopen"]:
        least = "minstens " if row["zonderAantal"] else ""
        parts.append(f"{least}{count(row['woningen'])} {'woning' if row['woningen'] == 1 else 'woningen'}")
    if row["teSlopen"]:
        parts.append(f"{count(row['teSlopen'])} te slopen {'woning' if row['teSlopen'] == 1 else 'woningen'}")
    return f"{' en '.join(parts)} {projects}"


def found(row: Row) -> str:
    """Return how many projects a choice finds."""
    projects = f"{count(row['projecten'])} {'project' if row['projecten'] == 1 else 'projecten'}"
    if not row["woningen"]:
        return projects
    return f"{projects}, {dwellings(row)} {'woning' if row['woningen'] == 1 else 'woningen'}"


def euro(value: float) -> str:
    whole, cents = f"{Decimal(str(value)):.2f}".split(".")
    return f"{count(int(whole))},{cents}"


def band(lowest: float | None, highest: float | None) -> str:
    """Return the rents of a class."""
    if lowest is None:
        return f"t/m € {euro(highest or 0)}"
    return f"vanaf € {euro(lowest)}" if highest is None else f"€ {euro(lowest)} t/m € {euro(highest)}"


def number_in(text: str) -> Decimal | None:
    """Return the first number of a text in Dutch notation."""
    match = re.search(r"[-−]?\d[\d.]*(?:,\d+)?", text)  # noqa: RUF001 - the typographic minus sign
    if match is None:
        return None
    return Decimal(match[0].replace(".", "").replace(",", ".").replace("−", "-"))  # noqa: RUF001
