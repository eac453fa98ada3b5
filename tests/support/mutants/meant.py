"""Draws lists of projects and of figures as people keep them, each cell with what it means."""

import datetime
from collections.abc import Callable, Iterable
from random import Random

from tests.support.mutants.model import DATE, Book, Cell, Facts, Row, Sheet, Style, Value
from wonen.dutch.periods import Period

STREETS = (
    "Spoorsingel", "Café 't Höfke", "Wijk & Dorp", "Laag < Hoog", "Molenberg", 'De "Kroon"', "Één-twee",
    "Kasteelpark", "Zonnehof", "Groene Long", "A_x_B", "Weltertuin", "1953", "Vrieheide",
    "Beersdal", "Ölmühle", "Hoppersgraaf", "Rode Beek", "Nieuw Lotbroek", "€-plein", "Terworm",
)  # fmt: skip
TOWNS = {"Heerlen": "GM0917", "Brunssum": "GM0899", "Kerkrade": "GM0928", "Landgraaf": "GM0882"}
KINDS = {"Nieuwbouw/verbouw": "nieuwbouw", "Renovatie": "renovatie", "Sloop": "sloop", "Aankoop": "aankoop"}
NOTES = ("Wacht op vergunning", "Eerste regel\nTweede regel", "1 < 2 & 3 > 2", "ß è")
PERCENT = Style("0.0%")
Drawn = tuple[Value, Facts] | tuple[Value, Facts, Style]


def project_name(random: Random) -> Drawn:
    name = random.choice(STREETS)
    return (int(name) if name.isdigit() and random.random() < 0.5 else name), {"name": name}


def count(random: Random) -> Drawn:
    number = random.choice((1, 8, 24, 99, 240, 1250))
    dotted = f"{number // 1000}.{number % 1000:03}" if number >= 1000 else str(number)
    written = random.choice((number, number, str(number), f"{dotted} woningen", f"Ca. {dotted} woningen"))
    about = isinstance(written, str) and written.startswith("Ca.")
    return written, {"dwellings": number, "dwellings_approximate": about}


def planned(random: Random) -> Drawn:
    year, quarter = random.randint(2020, 2040), random.randint(1, 4)
    facts = dict.fromkeys(
        f"{event}_{part}" for event in ("start", "delivery", "planned") for part in ("year", "quarter")
    )
    if random.random() < 0.5:
        return random.choice((year, str(year))), {**facts, "planned_year": year}
    return f"Q{quarter} {year} (start)", {**facts, "start_year": year, "start_quarter": quarter}


def day(random: Random) -> datetime.date:
    return datetime.date(random.randint(2019, 2035), random.randint(1, 12), random.randint(1, 28))


def delivered(random: Random) -> Drawn:
    moment = day(random)
    text = f"{moment.day}-{moment.month}-{moment.year}"
    facts = {
        "delivery_year": moment.year,
        "delivery_quarter": (moment.month + 2) // 3,
        "remarks": [["Oplevering", text]],
    }
    return moment, facts, DATE


def town(random: Random) -> Drawn:
    name = random.choice(list(TOWNS))
    return name, {"municipality": TOWNS[name]}


def kind(random: Random) -> Drawn:
    name = random.choice(list(KINDS))
    return name, {"kind": KINDS[name]}


def yes(random: Random) -> Drawn:
    answer = random.random() < 0.5
    return random.choice((answer, answer, "ja" if answer else "nee")), {"with_care": answer}


def words(name: str, choices: Iterable[str]) -> Callable[[Random], Drawn]:
    def draw(random: Random) -> Drawn:
        text = random.choice(list(choices))
        return text, {name: text}

    return draw


# Two columns about the planning would have to agree: one of them is in a file.
PLANNINGS = {"Planning": planned, "Oplevering": delivered}
PROJECTS: dict[str, Callable[[Random], Drawn]] = {
    "Naam": project_name,
    "Gemeente": town,
    "Corporatie": words("corporation", ("WL",)),
    "Soort": kind,
    "Aantal woningen": count,
    "Wonen met zorg": yes,
    "Bron": words("source", ("Raming 2026", "Bod & begroting", "Ĳssel")),
    "Interne notitie": words("internal_note", NOTES),
}
# What makes two rows be about the same.
KEYS = {
    "projects": ("Naam", "Gemeente"),
    "figures": ("Kengetalcode", "Klassecode", "Gebiedscode", "Corporatie", "Periode"),
}
EMPTY_OFTEN = {"Wonen met zorg", "Bron", "Interne notitie", "Peildatum", "Toelichting voor het publiek"}


def indicator(random: Random) -> tuple[str, str, str]:
    """Return an indicator, one of its classes and its unit."""
    return random.choice(
        (
            ("huurachterstand", "", "€"),
            ("gemiddelde-zoekduur", "", "jaar"),
            ("mutatiegraad", "", "%"),
            ("ontruimingen", "", ""),
            ("vastgoed-naar-type", "eengezins", ""),
            ("vastgoed-naar-type", "totaal", ""),
        )
    )


def figure_value(random: Random, unit: str) -> Drawn:
    if unit == "€" or not unit:
        number = random.choice((0, 7, 125, 18583, 90000))
        dotted = f"{number:,}".replace(",", ".")
        return random.choice((number, str(number), dotted, f"{unit} {dotted}".strip())), {"value": number}
    tenths = random.randint(1, 99)
    text = f"{tenths // 10},{tenths % 10}"
    if unit == "%" and random.random() < 0.4:
        return float(f"{tenths / 1000:.14g}"), {"value": tenths / 10}, PERCENT
    return random.choice((tenths / 10, text, f"{text} {unit}")), {"value": tenths / 10}


def period(random: Random) -> Drawn:
    year = random.randint(1995, 2021)
    if random.random() < 0.3:
        return f"{year}-{year + 3}", {"period": Period.of_years(year, year + 3)}
    if random.random() < 0.2:
        moment = day(random)
        return moment, {"period": Period.of_day(moment)}, DATE
    return random.choice((year, str(year))), {"period": Period.of_year(year)}


def dated(random: Random) -> Drawn:
    moment = day(random)
    return moment, {"reference_date": moment}, DATE


def figure(random: Random) -> dict[str, Drawn]:
    code, part, unit = indicator(random)
    area = random.choice([*TOWNS.values(), "corporatiebreed"])
    corporation = random.choice(("", "WL")) if part else ""
    return {
        "Kengetalcode": (code, {"indicator": code}),
        "Klassecode": (part or None, {"class": part}),
        "Gebiedscode": (area, {"area": area}),
        "Corporatie": (corporation or None, {"corporation": corporation}),
        "Periode": period(random),
        "Waarde": figure_value(random, unit),
        "Peildatum": dated(random),
        "Bron": words("source", ("CBS", "Raming & telling"))(random),
        "Toelichting voor het publiek": words("note", NOTES)(random),
    }


def project(random: Random, planning: str) -> dict[str, Drawn]:
    found = {header: draw(random) for header, draw in PROJECTS.items()}
    return found | {planning: PLANNINGS[planning](random)}


def book(random: Random, kind: str) -> Book:
    """Draw a list on a sheet, as a program writes it that takes no liberty."""
    planning = random.choice(list(PLANNINGS))
    drawn = [
        project(random, planning) if kind == "projects" else figure(random)
        for _ in range(random.randint(2, 6))
    ]
    unlike = {repr([row[header][0] for header in KEYS[kind]]): row for row in drawn}
    headers = list(drawn[0])
    rows = [Row(number, cells(random, row), is_meant=True) for number, row in enumerate(unlike.values(), 2)]
    head = Row(1, [Cell(place, header) for place, header in enumerate(headers, 1)])
    form = random.choice(("inline", "shared", "shared"))
    sheet = Sheet(random.choice(("Blad1", "Lijst & meer", "Überzicht 2026")), [head, *rows])
    for _, cell in sheet.cells:
        cell.form = form
    return Book(kind, [sheet], head)


def cells(random: Random, drawn: dict[str, Drawn]) -> list[Cell]:
    found = []
    for place, (header, (value, facts, *style)) in enumerate(drawn.items(), 1):
        if value is None or (header in EMPTY_OFTEN and random.random() < 0.3):
            continue
        made = Cell(place, value, header, facts, style=style[0] if style else Style())
        found.append(made)
    return found
