"""No mutated spreadsheet loses a cell: it is read whole, as it was meant, or refused with its place.

The mutants are the same each time. ``MUTANTS=2000`` tries so many, ``MUTANT=17`` that one alone.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from municipalities.models import Figure
from projects.models import Project
from tests.support import project_sheets, sheets
from tests.support.mutants import beside
from tests.support.mutants.draw import NOTHING, OTHERS, Mutant, drawn
from tests.support.mutants.judged import Names, Result, faults, read
from wonen.spreadsheets.safe_reader.contents import FileRefusedError

ONE_TURN = 2 * max(len(NOTHING), len(OTHERS))
SEEDS = range(int(os.environ.get("MUTANTS", ONE_TURN)))
PAGES = range(0, 96 if len(SEEDS) > ONE_TURN else 48, 2)
if "MUTANT" in os.environ:
    SEEDS = PAGES = range(int(os.environ["MUTANT"]), int(os.environ["MUTANT"]) + 1)


def test_half_of_the_mutants_touch_no_value_and_each_mutation_has_its_turn() -> None:
    mutants = [drawn(seed) for seed in range(ONE_TURN)]
    assert sum(each.touches_nothing for each in mutants) * 2 >= len(mutants)
    assert {each for mutant in mutants for each in mutant.mutations} == {*NOTHING, *OTHERS}
    assert drawn(7).content == mutants[7].content  # the same each time


def test_the_generator_itself_loses_nothing() -> None:
    for mutant in map(drawn, SEEDS):
        if mutant.touches_nothing:
            kept = [sorted(row.facts) for row in sorted(mutant.book.list.meant, key=lambda row: row.number)]
            assert kept == mutant.promised, mutant.story


def test_every_mutant_is_read_whole_or_refused_with_its_place(brochure: object) -> None:
    user = get_user_model().objects.create_superuser("proef", password="proef")
    names, refused, wrong = Names.all(), Counter[str](), []
    for mutant in map(drawn, SEEDS):
        result = read(mutant, user, names)
        refused[f"{mutant.mutations[-1].name}: {without_places(result.refused)}"] += bool(result.refused)
        if found := [*faults(mutant, result), *faults_of_cells(mutant, result)]:
            wrong.append("\n    ".join((mutant.story, *found[:5])))
    lines = (f"{count:3} {why}" for why, count in sorted((+refused).items()))
    print(f"\n{len(SEEDS)} mutants, {refused.total()} refused as a whole:", *lines, sep="\n  ")
    assert not wrong, f"{len(wrong)} of {len(SEEDS)}:\n" + "\n".join(wrong)


def without_places(sentence: str) -> str:
    return re.sub(r"'[^']*'|\b[A-Z]*[0-9]+\b", "…", sentence)[:90]


def faults_of_cells(mutant: Mutant, result: Result) -> Iterator[str]:
    """Yield the cells that are not as meant, to our reader or to python-calamine, where it can read them."""
    if mutant.book.contradicts:
        return
    meant, doubtful = beside.meant_cells(mutant), beside.in_doubt(mutant)
    if not result.refused:
        try:
            yield from beside.differences(beside.product_cells(mutant), meant, doubtful)
        except FileRefusedError as error:
            yield f"a cell is lost when {error}"
    others = beside.calamine_cells(mutant)
    if others is not None and all(each.calamine for each in mutant.mutations):
        yield from (f"calamine: {each}" for each in beside.differences(others, meant, doubtful))


@pytest.mark.parametrize("kind", ["projects", "figures"])
def test_mutants_go_through_the_page_as_a_person_brings_them(
    admin_client: Client, brochure: object, kind: str
) -> None:
    mutants = [each for each in map(drawn, PAGES) if each.book.kind == kind]
    assert mutants
    assert mutants
    for mutant in mutants:
        with transaction.atomic():
            through_the_page(admin_client, mutant)
            transaction.set_rollback(True)


def through_the_page(client: Client, mutant: Mutant) -> None:
    meant = [row.facts for row in mutant.book.list.meant]
    if mutant.book.kind == "projects":
        page = project_sheets.given(client, mutant.content)
        wrong, asked, *read_well = project_sheets.counts(page)  # the brochure has some of the names
        assert (wrong, asked, sum(read_well)) == (0, 0, len(meant)), mutant.story
        project_sheets.apply(client, page)
        stored = Project.objects.values_list("municipality__code", "name")
        assert {(each["municipality"], str(each["name"])) for each in meant} <= set(stored), mutant.story
    else:
        page = sheets.given(client, mutant.content)
        outcome = page.context["outcome"]
        assert (outcome.rows, outcome.wrong) == (len(meant), 0), (mutant.story, outcome.problems)
        before = Figure.objects.count()
        sheets.apply(client, page)
        assert Figure.objects.count() == before + outcome.new, mutant.story
