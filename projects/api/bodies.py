"""Reads what a program sends of a project into a state (``projects.editing.snapshot``), codes into keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from municipalities.models import Corporation, Municipality
from projects.editing.snapshot import NEW, State
from projects.facts import FACTS, Fact, ValueKind
from projects.models import LONGEST_CODE, HousingType, Project, RentClass, SustainabilityLevel
from projects.rules import RULE, are_two_codes
from wonen.dutch.legible import illegible
from wonen.dutch.single_line_text import line, lines, lines_fault, too_long
from wonen.rest.problems import Fault
from wonen.rest.writing.request_schemas import Body

UNKNOWN = "Er is geen {what} met deze code."
TWICE = "Dit staat ook in {place}. Noem het één keer."
LONGEST = {field.attname: field.max_length or 0 for field in Project._meta.fields}


def _codes(model: Any) -> Callable[[], dict[str, int]]:
    return lambda: dict(model.objects.order_by().values_list("code", "pk"))


@dataclass(frozen=True)
class Codes:
    """Every code that a body may name, with its key: five queries, however many projects."""

    municipalities: Mapping[str, int] = field(default_factory=_codes(Municipality))
    corporations: Mapping[str, int] = field(default_factory=_codes(Corporation))
    types: Mapping[str, int] = field(default_factory=_codes(HousingType))
    classes: Mapping[str, int] = field(default_factory=_codes(RentClass))
    levels: Mapping[str, int] = field(default_factory=_codes(SustainabilityLevel))


@dataclass
class Reader:
    """Reads one body, which is as its schema says; ``start`` is where it stands in what was sent."""

    codes: Codes
    start: str = ""
    faults: list[Fault] = field(default_factory=list)
    places: dict[tuple[str, str], str] = field(default_factory=dict)  # where the body says each external code

    def read(self, said: Body) -> State:
        """Return the part of a state that the body says; what cannot be is kept in ``faults``."""
        found: State = {}
        for fact in FACTS:
            if fact.is_written and fact.key in said:
                found |= zip(fact.columns, READERS[fact.kind](self, fact, said[fact.key]), strict=True)
        if found.get("name") == "":
            self.refuse("/naam", RULE["project_name_filled"].sentence)
        return found

    def refuse(self, place: str, sentence: str) -> None:
        self.faults.append(Fault("body", f"{self.start}{place}", sentence))

    def value(self, fact: Fact, value: Any) -> list[Any]:
        return [NEW[fact.columns[0]] if value is None else value]

    def text(self, fact: Fact, value: str | None) -> list[str]:
        if sentence := lines_fault(value or ""):
            self.refuse(f"/{fact.key}", sentence)
        return [lines(value or "").strip()]

    def line(self, fact: Fact, value: str | None) -> list[str]:
        longest, is_name = LONGEST[fact.columns[0]], fact.kind is ValueKind.NAME
        return [self.one_line(f"/{fact.key}", value or "", longest, is_name=is_name)]

    def moment(self, _fact: Fact, value: Body | None) -> list[int | None]:
        moment = value or {}
        return [moment.get("jaar"), moment.get("kwartaal")]

    def coded(self, fact: Fact, value: str | None) -> list[int | None]:
        what, keys = CODED[fact.name]
        return [None if value is None else self.key(value, keys(self.codes), what, f"/{fact.key}")]

    def parts(self, fact: Fact, value: list[Any] | None) -> list[list[Any]]:
        return [sorted(PARTS[fact.name](self, value or []))]

    def one_line(self, place: str, text: str, longest: int, *, is_name: bool = False) -> str:
        found = line(text)
        if len(found) > longest:  # composed letters can be more than what was sent
            self.refuse(place, too_long(found, longest))
        elif sentence := illegible(found, is_name=is_name):
            self.refuse(place, sentence)
        return found

    def code(self, place: str, text: str) -> str:
        """Read a code in another system."""
        found = self.one_line(place, text, LONGEST_CODE)
        if are_two_codes(found):
            self.refuse(place, RULE["external_code_single"].sentence)
        return found

    def key(self, code: str, keys: Mapping[str, int], what: str, place: str) -> int:
        if code not in keys:
            self.refuse(place, UNKNOWN.format(what=what))
        return keys.get(code, 0)

    def types(self, codes: list[str]) -> Iterator[int]:
        for number, code in enumerate(codes):
            yield self.key(code, self.codes.types, "woningtype", f"/woningtypen/{number}")

    def rent(self, rows: list[dict[str, Any]]) -> Iterator[list[Any]]:
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            place = f"/huurprijsklassen/{number}"
            possible, count = row.get("mogelijk", False), row.get("aantalWoningen")
            before = first.setdefault(row["klasse"], number)
            if before != number:
                self.refuse(f"{place}/klasse", self.class_twice(rows, before, number))
                continue
            if possible and count is not None:
                self.refuse(f"{place}/aantalWoningen", RULE["project_rent_class_possible_uncounted"].sentence)
            key = self.key(row["klasse"], self.codes.classes, "huurprijsklasse", f"{place}/klasse")
            if not key:  # two that are unknown would look like one that is there twice
                continue
            yield [
                key,
                possible,
                count,
            ]

    def class_twice(self, rows: list[dict[str, Any]], first: int, second: int) -> str:
        if rows[first].get("mogelijk", False) != rows[second].get("mogelijk", False):
            return RULE["project_rent_class_once"].sentence
        return TWICE.format(place=f"{self.start}/huurprijsklassen/{first}")

    def external(self, rows: list[dict[str, str]]) -> Iterator[list[str]]:
        for number, row in enumerate(rows):
            pair = (row["systeem"], self.code(f"/codes/{number}/code", row["code"]))
            if not pair[1]:
                self.refuse(f"/codes/{number}/code", RULE["external_code_filled"].sentence)
            elif pair in self.places:
                self.refuse(f"/codes/{number}", TWICE.format(place=f"{self.start}{self.places[pair]}"))
            else:
                self.places[pair] = f"/codes/{number}"
                yield list(pair)


# How each kind of fact is read, into a value for each of its columns.
READERS: Mapping[ValueKind, Callable[[Reader, Fact, Any], Iterable[Any]]] = {
    ValueKind.VALUE: Reader.value,
    ValueKind.NAME: Reader.line,
    ValueKind.LINE: Reader.line,
    ValueKind.TEXT: Reader.text,
    ValueKind.MOMENT: Reader.moment,
    ValueKind.CODE: Reader.coded,
    ValueKind.PARTS: Reader.parts,
}
# Of a code: what has it, and the keys of all codes.
CODED: Mapping[str, tuple[str, Callable[[Codes], Mapping[str, int]]]] = {
    "municipality": ("gemeente", lambda codes: codes.municipalities),
    "corporation": ("corporatie", lambda codes: codes.corporations),
    "sustainability": ("duurzaamheidsniveau", lambda codes: codes.levels),
}
PARTS: Mapping[str, Callable[[Reader, list[Any]], Iterator[Any]]] = {
    "housing_types": Reader.types,
    "rents": Reader.rent,
    "codes": Reader.external,
}
