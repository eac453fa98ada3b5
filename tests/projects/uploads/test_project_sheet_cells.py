"""Cells in the notation of the overview are read into fields: what is printed is read back."""

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import notation
from projects.editing.fuzzy_names import Name, Names
from projects.editing.words import Words
from projects.models import HousingType, RentClass, SustainabilityLevel
from projects.uploads.reader import cell_parsers as readers
from projects.uploads.reader import planning_parser as moments
from wonen.dutch.periods import NotationError

TYPES = [
    HousingType(pk=pk, code=code, label=label, form=form, variant=variant, order=pk)
    for pk, (code, label, form, variant) in enumerate(
        [
            ("gelijkvloers", "Grondgebonden gelijkvloers", "grondgebonden", "gelijkvloers"),
            ("gezins", "Grondgebonden gezins", "grondgebonden", "gezins"),
            ("zonder", "Gestapeld zonder lift", "gestapeld", "zonder lift"),
            ("met", "Gestapeld met lift", "gestapeld", "met lift"),
            # A type that staff may add: its words hold what else stands between types.
            ("galerij", "Gestapeld met galerij, trap en lift", "gestapeld", "met galerij, trap en lift"),
        ],
        start=1,
    )
]
CLASSES = [
    RentClass(pk=pk, code=label.lower().replace(" ", "-"), label=label, order=pk)
    for pk, label in enumerate(
        ["Goedkoop", "Betaalbaar", "Sociale hogere huur", "Middenhuur", "Vrije huur"], start=1
    )
]
LEVELS = [
    SustainabilityLevel(pk=pk, code=each.lower(), label=each)
    for pk, each in enumerate(("Gasloos", "BENG"), 1)
]
WORDS = Words([], [], TYPES, CLASSES, LEVELS)
YEARS = st.one_of(st.none(), st.integers(1990, 2100))
MOMENT = st.tuples(YEARS, st.one_of(st.none(), st.integers(1, 4))).map(
    lambda pair: pair if pair[0] else (None, None)
)


@settings(max_examples=300, deadline=None)
@given(start=MOMENT, delivery=MOMENT, planned=MOMENT)
def test_every_planning_is_read_back(
    start: notation.Moment, delivery: notation.Moment, planned: notation.Moment
) -> None:
    if start[0] or delivery[0]:
        planned = (None, None)
    printed = notation.planning(start=start, delivery=delivery, planned=planned)
    assert moments.planning_facts(printed) == {
        "start_year": start[0],
        "start_quarter": start[1],
        "delivery_year": delivery[0],
        "delivery_quarter": delivery[1],
        "planned_year": planned[0],
        "planned_quarter": planned[1],
    }


@pytest.mark.parametrize("undecided", [False, True])
@pytest.mark.parametrize("with_care", [False, True])
def test_every_set_of_housing_types_is_read_back(undecided: bool, with_care: bool) -> None:
    subsets = list(chain.from_iterable(combinations(TYPES, size) for size in range(6)))
    assert len(subsets) == 32
    for types in subsets:
        printed = notation.housing_types(types, undecided=undecided, with_care=with_care)
        for text in (printed, printed.upper(), printed.replace(" ", "  ")):
            assert readers.types(WORDS, text) == {
                "types": [each.pk for each in types],
                "housing_types_undecided": undecided,
                "with_care": with_care,
            }, text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(CLASSES), unique_by=id), st.data())
def test_every_set_of_rent_classes_is_read_back(chosen: list[RentClass], data: st.DataObject) -> None:
    certain = data.draw(st.lists(st.sampled_from(chosen), unique_by=id)) if chosen else []
    possible = [each for each in chosen if each not in certain]
    printed = notation.rent_classes([each.label for each in certain], [each.label for each in possible])
    assert readers.rent_classes(WORDS, printed) == {
        "certain": sorted(each.pk for each in certain),
        "possible": sorted(each.pk for each in possible),
    }


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.none(), st.integers(1, 99_999)), st.booleans())
def test_every_number_of_dwellings_is_read_back(count: int | None, approximate: bool) -> None:
    approximate = approximate and count is not None
    printed = notation.dwellings(count, approximate=approximate)
    assert readers.dwellings(printed) == {"dwellings": count, "dwellings_approximate": approximate}


def test_every_score_and_level_is_read_back() -> None:
    for lowest, highest in [(None, None), *((one, other) for one in range(5) for other in range(one, 5))]:
        assert readers.bat(notation.bat(lowest, highest)) == {"bat_from_id": lowest, "bat_to_id": highest}
    for pk, label in [(None, None), *((each.pk, each.label) for each in LEVELS)]:
        for at_least in {False, label is not None}:
            printed = notation.sustainability(label, at_least=at_least)
            expected = {"sustainability_id": pk, "sustainability_at_least": at_least}
            assert readers.sustainability(WORDS, printed) == expected


@pytest.mark.parametrize(
    ("text", "count", "approximate"),
    [
        ("30", 30, False), ("ca 30", 30, True), ("Circa 1.250 woningen", 1250, True), ("± 30", 30, True),
        ("1 woning", 1, False), ("nnb", None, False), ("N.n.b.", None, False),
        ("nog niet bekend", None, False),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, count: int | None, approximate: bool) -> None:
    assert readers.dwellings(text) == {"dwellings": count, "dwellings_approximate": approximate}


@pytest.mark.parametrize(
    ("text", "year", "quarter", "is_whole"),
    [
        ("Q3 2023", 2023, 3, True), ("2023 Q3", 2023, 3, True), ("2023-Q3", 2023, 3, True),
        ("k3 2023", 2023, 3, True),
        ("3e kwartaal 2023", 2023, 3, True), ("derde kwartaal van 2023", 2023, 3, True),
        ("kwartaal 3 2023", 2023, 3, True), ("3e kw. 2023", 2023, 3, True),
        ("2e helft 2024", 2024, None, False), ("Eerste helft van 2024", 2024, None, False),
        ("eind 2024", 2024, None, False), ("medio 2024", 2024, None, False),
        ("najaar 2024", 2024, None, False),
        ("maart 2024", 2024, 1, False), ("mrt. 2024", 2024, 1, False), ("Oktober 2024", 2024, 4, False),
        ("1-7-2024", 2024, 3, False), ("31/12/2024", 2024, 4, False),
        ("mrt-27", 2027, 1, False), ("mrt-2027", 2027, 1, False), ("15 maart 2027", 2027, 1, False),
        ("2027-03-15", 2027, 1, False), ("15.03.2027", 2027, 1, False), ("15-mrt-27", 2027, 1, False),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(
    text: str, year: int, quarter: int | None, is_whole: bool
) -> None:
    assert moments.read_moment(text) == moments.Moment(year, quarter, is_whole)
    facts = moments.planning_facts(f"{text} (start)")
    assert (facts["start_year"], facts["start_quarter"]) == (year, quarter)
    assert facts.get("remarks", []) == ([] if is_whole else [["Planning", f"{text} (start)"]])


@pytest.mark.parametrize(
    "text",
    [
        "start 2022, oplevering Q3 2024",
        "2022 (start bouw); Q3 2024 (opl.)",
        "Start: 2022\nOplevering: 2024 Q3",
    ],
)
def test_both_moments_are_read_as_people_write_them(text: str) -> None:
    facts = moments.planning_facts(text)
    assert [facts[name] for name in ("start_year", "start_quarter", "delivery_year", "delivery_quarter")] == [
        2022, None, 2024, 3,
    ]  # fmt: skip


REFUSED: dict[str, tuple[Any, list[str]]] = {
    "dwellings": (
        readers.dwellings,
        ["veel", "0", "100.000", "20-25", "minimaal 30", "20,5", "1,250", "1.25", "0.250",
         "-3", "30?", "20 app.", "²", "١٢"],
    ),
    "planning": (
        moments.planning_facts,
        ["2022-2024", "2022/2023", "ca. 2024", "Q5 2024", "1889", "2022, 2023", "2022 (start), 2023 (start)",
         "2023, 2024 (oplevering)", "winter 2024", "na 2025", "31-2-2024", "2024-02-31", "24", "mrt-224",
         "start", "2022 (begin)",
         "2022 (start), Nnb (oplevering)", "²024", ",", "Nnb, 2022 (start)"],
    ),
    "bat": (readers.bat, ["5", "2-1", "Score", "0-2-3", "n.v.t.", "hoog", "1,5", "-1"]),
    "sustainability": (
        lambda text: readers.sustainability(WORDS, text),
        ["A++", "Tenminste", "BENG 2", "BENG/NOM", "?"],
    ),
    "types": (
        lambda text: readers.types(WORDS, text),
        ["appartementen", "Gestapeld", "Ntb", "Mix", "Gestapeld met lift en iets",
         "gestapeld (deels met trap)", "a, " * 500],
    ),
    "rent": (
        lambda text: readers.rent_classes(WORDS, text),
        ["Sociaal", "Betaalbaar + ", "Betaalbaar + Betaalbaar",
         "Betaalbaar (eventueel aangevuld met Betaalbaar)",
         "Betaalbaar (eventueel aangevuld met )", "Betaalbaar of Vrije huur", "10 Betaalbaar"],
    ),
    "split": (
        lambda text: readers.split(WORDS, text),
        ["Betaalbaar", "Betaalbaar: 0", "Betaalbaar: 2, Betaalbaar: 3", "Duur: 3", "30%", "Betaalbaar: 1,5"],
    ),
    "yes": (lambda text: readers.yes_no("is_public", text), ["x", "misschien", "2", "nnb"]),
    "kind": (readers.kind, ["Verkoop", "sloop/nieuwbouw", "Nnb"]),
    "codes": (readers.codes, ["123", "Dpï: 1", "dpi:", "dpi: 1; dpi: 2\nx"]),
    "quarter": (lambda text: readers.quarter("start_quarter", text), ["0", "5", "Q3 2023"]),
    "year": (lambda text: readers.year("start_year", text), ["22", "Q1 2022", "2e helft 2024", "2022,5"]),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_with_certainty_is_refused_with_what_was_expected(what: str) -> None:
    read, texts = REFUSED[what]
    for text in texts:
        with pytest.raises(NotationError, match=r"Verwacht|Een huurprijsklasse is"):
            read(text)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_a_reader(text: str) -> None:
    told = []
    for read, _ in REFUSED.values():
        try:
            read(text)
        except NotationError as error:
            told.append(str(error))
    assert all(told)


@pytest.mark.parametrize(
    ("one", "other", "is_like"),
    [
        ("Dr Jaegerstraat", "Dr. Jaegerstraat", True),
        ("Dr Jaegerstraat", "dr. jägerstraat", True),
        ("Dr Jaegerstraat", "Dr Jaegerstaat", True),
        ("Spoorsingel", "Spoor-singel", True),
        ("Aldenhofpark (fase 1)", "Aldenhofpark Hoensbroek (fase 1)", True),
        ("Aldenhofpark fase 1", "Aldenhofpark fase 2", False),
        ("Spoorsingel", "Saffierflat", False),
        ("Park", "Perk", False),
    ],
)
def test_names_that_are_nearly_the_same_are_found(one: str, other: str, is_like: bool) -> None:
    names = Names()
    names.add(7, 1, one)
    names.add(8, 2, other)
    assert names.like(1, other) == ([7] if is_like else [])


@settings(max_examples=300, deadline=None)
@given(st.text("abcdé 12.", min_size=1, max_size=14), st.text("abcdé 12.", min_size=1, max_size=14))
def test_the_index_of_names_finds_what_comparing_each_with_each_finds(one: str, other: str) -> None:
    names = Names()
    names.add(1, 1, one)
    assert bool(names.like(1, other)) == Name.of(one).is_like(Name.of(other))
