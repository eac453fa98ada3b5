"""Two rows of a file that are about the same project: refused, whichever of the two would win."""

from dataclasses import dataclass, field
from typing import Any

from projects.editing.fuzzy_names import Names
from projects.models.staging import UploadRow
from projects.rules import name_key

TWICE = "Dit project staat er al, in {}. Laat één van beide rijen staan."
# A list may give a project a row for each of its rent classes: to leave one out would lose its dwellings.
SHARED = (
    "Dit project staat er ook in {}, met andere woningen. Maak er één rij van met de woningen van beide "
    "samen. Noem bij 'Huurprijsklasse' beide klassen ('Betaalbaar + Vrije huur'), en zet bij 'Woningen per "
    "huurprijsklasse' hoeveel er van elke klasse zijn ('Betaalbaar: 10, Vrije huur: 14')."
)
OTHERWISE = (
    "Dit project staat er ook in {}, met andere gegevens. Is het één project, maak er dan één rij van. Zijn "
    "het er twee (sloop en nieuwbouw, of twee fasen), geef ze dan elk een eigen naam."
)
ALMOST = (
    "In {} staat een project met bijna dezelfde naam ('{}'). Is het hetzelfde project? Maak er dan één rij "
    "van, met de woningen van beide. Is het een ander? Geef het dan een naam die duidelijk verschilt."
)
SAME_CODE = (
    "De code '{}' staat ook in {}, bij een project met een andere naam ('{}'). Een code hoort bij één "
    "project. Is het hetzelfde project? Geef beide rijen dan dezelfde naam. Is het een ander? Haal de code "
    "dan uit een van beide rijen."
)
DWELLINGS = ("dwellings", "certain", "possible", "split")
FOUND_BY = ("number", "name", "codes", "municipality_id")


@dataclass
class Seen:
    """The rows that were seen, by project, by name and by code."""

    projects: dict[int, str] = field(default_factory=dict)
    keys: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    rows: dict[int, tuple[str, str]] = field(default_factory=dict)
    said: dict[str, tuple[int, int]] = field(default_factory=dict)  # of each row by its place: see ``_told``
    called: dict[str, str] = field(default_factory=dict)  # the name in each row, by its place

    def first(self, row: UploadRow, said: dict[str, Any]) -> str | None:
        """Remember the row; return a sentence if an earlier one is about the same project."""
        place = row.place[:1].lower() + row.place[1:]
        self.said[place], self.called[place] = _told(said), said.get("name") or ""
        sentence = self._project(row, place) or self._name(row, said, place)
        for system, code in said.get("codes", ()):
            other = self.codes.setdefault((system, code), place)
            if other != place:
                sentence = sentence or self._coded(place, other, f"{system}: {code}")
        return sentence

    def _coded(self, place: str, other: str, code: str) -> str:
        """Return the sentence for two rows with one code, which is of one project."""
        name, other_name = self.called[place], self.called[other]
        if name and other_name and name.casefold() != other_name.casefold():
            return SAME_CODE.format(code, other, other_name)
        return self._twice(place, other)

    def _twice(self, place: str, other: str) -> str:
        (dwellings, rest), (others, other_rest) = self.said[place], self.said[other]
        if rest != other_rest:
            return OTHERWISE.format(other)
        return (TWICE if dwellings == others else SHARED).format(other)

    def _project(self, row: UploadRow, place: str) -> str | None:
        if row.project is None:
            return None
        other = self.projects.setdefault(row.project, place)
        return self._twice(place, other) if other != place else None

    def _name(self, row: UploadRow, said: dict[str, Any], place: str) -> str | None:
        municipality, name = said.get("municipality_id"), said.get("name")
        if municipality is None or not name:
            return None
        number, other = self.keys.setdefault(name_key(municipality, name), (row.number, place))
        if number != row.number:
            return self._twice(place, other)
        near = self.names.alike(municipality, name) if row.project is None else []
        self.names.add(row.number, municipality, name)
        self.rows[row.number] = (place, name)
        for key in near:
            if key != row.number:
                return ALMOST.format(*self.rows[key])
        return None


def _told(said: dict[str, Any]) -> tuple[int, int]:
    """Return what stands for the dwellings that a row says, and for the rest but by what it is found."""
    dwellings = [said.get(name) for name in DWELLINGS]
    rest = [(name, said[name]) for name in sorted(said) if name not in {*DWELLINGS, *FOUND_BY}]
    return hash(repr(dwellings)), hash(repr(rest))
