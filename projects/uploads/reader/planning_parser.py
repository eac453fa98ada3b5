"""Reads when something is planned, in the notation of the overview and as people write it besides.

A month, a day, a half year or 'eind 2024' is more, or other, than a year and a quarter can hold. The year is
certain, and of a month or a day the quarter; what was written is kept in the note, word for word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projects.editing.words import folded, is_unknown
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR, NotationError, full_year, read_date
from wonen.dutch.single_line_text import line

SENTENCE = (
    "Verwacht: 2022 (start), 2022 (oplevering), Q3 2022 (start), 2024 (oplevering), een jaar waarvan niet "
    "bekend is welke van beide bedoeld is (2023 of Q2 2023), of Nnb. Ook goed: maart 2024, 2e helft 2024, "
    "eind 2024."
)
MOMENT_SENTENCE = (
    "Verwacht: een jaar (2024), een kwartaal (Q3 2024), een datum (15-3-2024), een maand (maart 2024), "
    f"2e helft 2024 of Nnb, tussen {FIRST_YEAR} en {LAST_YEAR}."
)
YEAR = r"(?P<year>[0-9]{4})"
MONTHS = (
    ("januari", "jan"), ("februari", "feb"), ("maart", "mrt"), ("april", "apr"), ("mei",), ("juni", "jun"),
    ("juli", "jul"), ("augustus", "aug"), ("september", "sep", "sept"), ("oktober", "okt"),
    ("november", "nov"), ("december", "dec"),
)  # fmt: skip
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
ORDINAL = r"(?P<nth>[1-4]|[1-4]e|eerste|tweede|derde|vierde)"
QUARTERS = (
    re.compile(rf"[qk](?P<nth>[1-4])[ -]?{YEAR}"),
    re.compile(rf"{YEAR}[ -]?[qk](?P<nth>[1-4])"),
    re.compile(rf"{ORDINAL} (?:kwartaal|kw\.?)(?: van)? {YEAR}"),
    re.compile(rf"kwartaal (?P<nth>[1-4])(?: van)?,? {YEAR}"),
)
NAME = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})"
MONTHS_OF_A_YEAR = (
    re.compile(rf"{NAME}\.? {YEAR}"),
    re.compile(rf"{NAME}-(?P<year>[0-9]{{4}}|[0-9]{{2}})"),  # as a spreadsheet saves March 2027: mrt-27
)
# The days that a spreadsheet saves in a CSV, besides 15-3-2027.
DAYS = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.{YEAR}"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})[ -]{NAME}\.?[ -]{YEAR}"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})-{NAME}-(?P<year>[0-9]{{2}})"),
)
# The year is certain, and what part of it no quarter can say.
PART_OF_YEAR = re.compile(
    r"(?:(?:1e|2e|eerste|tweede) helft(?: van)?|begin|medio|midden|halverwege|einde?|voorjaar|zomer|najaar) "
    + YEAR
)
EVENTS = {
    "start": "start",
    "start bouw": "start",
    "startbouw": "start",
    "oplevering": "delivery",
    "opl.": "delivery",
    "opl": "delivery",
    "oplevering woningen": "delivery",
}
EVENT = "|".join(sorted(map(re.escape, EVENTS), key=len, reverse=True))
AFTER = re.compile(rf"(?P<rest>.+?) ?\((?P<event>{EVENT})\)")
BEFORE = re.compile(rf"(?P<event>{EVENT})(?:: ?| in | )(?P<rest>.+)")
PARTS = re.compile(r"\s*[,;]\s*|\s+en\s+")


@dataclass(frozen=True)
class Moment:
    """A year and perhaps a quarter; ``is_whole`` says whether that is all that was written."""

    year: int | None = None
    quarter: int | None = None
    is_whole: bool = True


def read_moment(text: str) -> Moment:
    """Read a year, quarter, month, day or part of a year."""
    text = folded(text)
    if is_unknown(text):
        return Moment()
    if re.fullmatch("[0-9]{4}", text):
        return Moment(_year(text))
    for pattern in QUARTERS:
        if found := pattern.fullmatch(text):
            nth = found["nth"]
            return Moment(_year(found["year"]), ORDINALS.get(nth) or int(nth[0]))
    for pattern in MONTHS_OF_A_YEAR:
        if found := pattern.fullmatch(text):
            return Moment(_year(found["year"]), _quarter(MONTH_NUMBERS[found["month"]]), is_whole=False)
    if found := PART_OF_YEAR.fullmatch(text):
        return Moment(_year(found["year"]), is_whole=False)
    return _day(text)


def _day(text: str) -> Moment:
    for pattern in DAYS:
        if found := pattern.fullmatch(text):
            month = MONTH_NUMBERS.get(found["month"]) or found["month"]
            text = f"{found['day']}-{month}-{_year(found['year'])}"
    try:
        day = read_date(text)
    except NotationError as error:
        raise NotationError(MOMENT_SENTENCE) from error
    return Moment(day.year, _quarter(day.month), is_whole=False)


def _year(digits: str) -> int:
    try:
        return full_year(digits)
    except NotationError as error:
        raise NotationError(MOMENT_SENTENCE) from error


def _quarter(month: int) -> int:
    return (month + 2) // 3


def moment_facts(event: str, text: str) -> dict[str, Any]:
    """Read the cell of one event: start, delivery or planned."""
    moment = read_moment(text)
    return _facts(event, moment) | ({} if moment.is_whole else {"remarks": [[_word(event), line(text)]]})


def _facts(event: str, moment: Moment) -> dict[str, Any]:
    return {f"{event}_year": moment.year, f"{event}_quarter": moment.quarter}


def _word(event: str) -> str:
    return {"start": "Start", "delivery": "Oplevering"}.get(event, "Planning")


def planning_facts(text: str) -> dict[str, Any]:
    """Read a whole planning: what it does not name is not known."""
    events = dict.fromkeys(("start", "delivery", "planned"), Moment())
    if not is_unknown(text):
        parts = list(_parts(text))
        named = dict(parts)
        if len(named) != len(parts) or ("planned" in named and len(named) > 1):
            raise NotationError(SENTENCE)
        events |= named
    facts = {name: value for event, moment in events.items() for name, value in _facts(event, moment).items()}
    is_whole = all(moment.is_whole for moment in events.values())
    return facts if is_whole else {**facts, "remarks": [["Planning", line(text)]]}


def _parts(text: str) -> Iterator[tuple[str, Moment]]:
    for part in PARTS.split(folded(text.replace("\n", ", "))):
        found = AFTER.fullmatch(part) or BEFORE.fullmatch(part)
        try:
            moment = read_moment(found["rest"] if found else part)
        except NotationError as error:
            raise NotationError(SENTENCE) from error
        if moment.year is None:
            raise NotationError(SENTENCE)
        yield (EVENTS[found["event"]] if found else "planned"), moment
