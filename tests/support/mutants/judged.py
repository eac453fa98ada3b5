"""Reads a mutant as the importers do, and says what of it was lost, added or read otherwise."""

import re
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from municipalities.figures.spreadsheet.upload import FigureComparison
from municipalities.models import Corporation, Municipality
from projects.models.staging import ProjectUpload
from projects.uploads.reader.into_staging import Reading
from tests.support.mutants.draw import Mutant
from tests.support.mutants.model import Book, Cell, Facts
from tests.support.mutants.writer import letters
from wonen.spreadsheets.safe_reader.contents import FileRefusedError
from wonen.spreadsheets.tables import Problem

NUMBER_OF_ROW = r"\b[rR]ij(?:en)? (?:[0-9]+,? (?:en )?)*{0}\b|\b[A-Z]{{1,3}}{0}\b"


@dataclass
class Result:
    """What the product made of a file."""

    refused: str = ""  # a sentence about the file as a whole
    facts: dict[int, Facts] = field(default_factory=dict)
    problems: list[tuple[int | None, str, str]] = field(default_factory=list)  # row, letters, sentence
    notices: list[str] = field(default_factory=list)


@dataclass
class Names:
    """The words for what the database numbers."""

    municipalities: dict[int | None, str]
    corporations: dict[int | None, str]

    @classmethod
    def all(cls) -> "Names":
        return cls(
            dict(Municipality.objects.values_list("pk", "code")),
            dict(Corporation.objects.values_list("pk", "code")),
        )


def read(mutant: Mutant, user: AbstractBaseUser, names: Names) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out, such as extensions
        return (read_projects if mutant.book.kind == "projects" else read_figures)(
            mutant.content, user, names
        )


def read_projects(content: bytes, user: AbstractBaseUser, names: Names) -> Result:
    upload = ProjectUpload(name="lijst.xlsx")
    result = Result()
    try:
        for row in Reading(upload, content, user).drafts():
            result.problems += map(told, row.problems)
            result.facts[row.row] = of_project(row.facts, names)
    except FileRefusedError as error:
        result.refused = str(error)
    for each in upload.problems:
        result.problems.append((None, "", f"{each['place']}: {each['sentence']}"))
    result.notices = upload.notices
    return result


def told(problem: Problem) -> tuple[int | None, str, str]:
    return problem.row, problem.column, problem.sentence


def of_project(facts: Facts, names: Names) -> Facts:
    found = dict(facts)
    if "municipality_id" in found:
        found["municipality"] = names.municipalities[found.pop("municipality_id")]
    if "corporation_id" in found:
        found["corporation"] = names.corporations[found.pop("corporation_id")]
    return found


def read_figures(content: bytes, user: AbstractBaseUser, names: Names) -> Result:
    run = FigureComparison(content, "lijst.xlsx", user)
    result = Result()
    try:
        for draft in run.drafts():
            area = names.municipalities.get(draft.area.municipality_id, "corporatiebreed")
            facts = {
                "indicator": draft.indicator.code,
                "class": draft.indicator_class.code if draft.indicator_class else "",
                "area": area,
                "period": draft.period,
                "corporation": names.corporations.get(draft.corporation_id, ""),
            }
            said = {name: value for name, value in draft.values.items() if value not in ("", None)}
            said.pop("status", None)
            result.facts[draft.row.number] = facts | said
    except FileRefusedError as error:
        result.refused = str(error)
    result.problems = list(map(told, run.outcome.problems))
    result.notices = run.outcome.notices
    return result


def faults(mutant: Mutant, result: Result) -> Iterator[str]:
    """Yield what is wrong with what the product made of a mutant."""
    book = mutant.book
    if result.refused:
        yield from wrongly_refused(mutant, result.refused)
        return
    named = named_rows(book, result)
    if missing := [row for row in book.contradicts if row not in named]:
        yield f"rij {missing} is not named, and no reading of it is right"
    if book.contradicts:
        return
    told = " ".join(result.notices)
    if (book.hides and "verborgen" not in told) or (book.strikes and "doorgehaald" not in told):
        yield "nothing is said of what is hidden or struck through"
    yield from faults_of_rows(mutant, result)


def wrongly_refused(mutant: Mutant, sentence: str) -> Iterator[str]:
    book = mutant.book
    rows = [*book.contradicts, *book.may_name]
    if any(names_row(sentence, row) for row in rows):
        return
    if not is_free_to_refuse(mutant):
        yield f"the file is refused: {sentence}"
    elif not sentence.endswith(".") or len(sentence) < 40:
        yield f"refused without a sentence: {sentence}"


def is_free_to_refuse(mutant: Mutant) -> bool:
    return mutant.book.may_refuse or any(each.touches.name == "LOOKS" for each in mutant.mutations)


def names_row(sentence: str, row: int) -> bool:
    return bool(re.search(NUMBER_OF_ROW.format(row), sentence))


def named_rows(book: Book, result: Result) -> set[int]:
    """Return the numbers of the rows that a problem is about."""
    told = {row for row, _, _ in result.problems if row is not None}
    return told | {
        row
        for row in {*book.contradicts, *book.may_name}
        if any(names_row(sentence, row) for _, _, sentence in result.problems)
    }


def faults_of_rows(mutant: Mutant, result: Result) -> Iterator[str]:
    book = mutant.book
    named, refusals = named_rows(book, result), {(row, column) for row, column, _ in result.problems}
    allowed: set[tuple[int, str]] = set()
    meant = {row.number: row for row in book.list.meant}
    for number, row in sorted(meant.items()):
        if number in book.may_name and number in named:
            allowed.add((number, ""))
            continue
        cells = [*row.cells, *(cell for whole, rest in book.parted if whole is row for cell in rest.cells)]
        yield from not_refused(number, cells, refusals, result)
        places = {
            (number, letters(cell.column)): cell for cell in cells if cell.must_refuse or cell.may_refuse
        }
        allowed |= places.keys()
        refused = {cell.header for place, cell in places.items() if place in refusals}
        yield from faults_of_row(number, cells, refused, result.facts.get(number))
    for place in result.facts.keys() - meant.keys():
        yield f"rij {place} is read, and was not meant: {result.facts[place]}"
    # A row that is refused in one cell may be judged by that in another.
    rows = {row for row, _ in allowed}
    others = [each for each in result.problems if each[0] not in rows]
    yield from (f"refused: rij {row}, kolom {column}: {why}" for row, column, why in others)


def not_refused(
    number: int, cells: list[Cell], refusals: set[tuple[int | None, str]], result: Result
) -> Iterator[str]:
    for cell in cells:
        if cell.must_refuse and (number, letters(cell.column)) not in refusals:
            place = f"{letters(cell.column)}{number}"
            found = result.facts.get(number)
            yield f"{place} is not refused: {cell.value!r} as {cell.style.format!r}; {found}"


def faults_of_row(
    number: int, cells: list[Cell], refused: Collection[str], found: Facts | None
) -> Iterator[str]:
    if found is None:
        if not refused:
            yield f"rij {number} is lost"
        return
    meant: Facts = {}
    for cell in cells:
        if cell.header not in refused:
            meant |= cell.facts
    left = {name for cell in cells if cell.header in refused for name in cell.facts}
    for name in sorted((meant.keys() | found.keys()) - left):
        if not same(meant.get(name), found.get(name)):
            yield f"rij {number}: {name} is {found.get(name)!r}, meant was {meant.get(name)!r}"


def same(meant: Any, found: Any) -> bool:
    if isinstance(found, Decimal):
        return meant is not None and float(found) == float(meant)
    if not meant and not found and not isinstance(found, int | list):
        return True  # an empty cell, and a column that is not there
    return bool(meant == found) if type(meant) is type(found) or meant is None else str(meant) == str(found)
