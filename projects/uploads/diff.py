"""Holds rows against the projects that there are: new, changed, unchanged, wrong, or a question first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower, Trim
from openpyxl.utils import get_column_letter

from projects.editing import parents as families
from projects.editing.apply_row import is_same_text, target
from projects.editing.matching import Known, Match
from projects.editing.snapshot import EMPTY, NEW, Printer, State, states
from projects.editing.words import Words
from projects.facts import FACTS, ValueKind
from projects.models import Project
from projects.models.staging import ProjectUpload, Status, UploadRow
from projects.notation import UNKNOWN
from projects.rules import RULE, broken, name_key
from projects.uploads.duplicates import Seen
from projects.uploads.reader.column_mapping import MEANINGS
from projects.uploads.reader.headers import Header, beside, is_exported_before
from wonen.spreadsheets.upload.notes import OTHER_INSIDE, TWO_NOTES, NoteMeans

FORBIDDEN = "U mag projecten van deze gemeente niet wijzigen."
NOT_PUBLISHER = (
    "U mag projecten niet openbaar maken of verbergen. Haal deze waarde weg, of laat haar zoals zij is."
)
INVENTED = "Dit is verzonnen voorbeelddata; die wordt niet als nieuw project ingelezen."
OTHER_EXAMPLE = "Dit past niet bij het project: voorbeelddata is het of is het niet, en dat verandert niet."
NEEDED = {
    "municipality_id": (
        Header.MUNICIPALITY,
        "Vul de gemeente in, of kies er een bij het aanbieden van het bestand.",
    ),
    "corporation_id": (
        Header.CORPORATION,
        "Vul de corporatie in, of kies er een bij het aanbieden van het bestand.",
    ),
}
NAME_TAKEN = RULE["project_name_unique"].sentence
WITHOUT_COUNT = RULE["project_phased_without_count"]
NOTHING = {"", EMPTY, UNKNOWN}
YEARS = {header for fact in FACTS if fact.kind is ValueKind.MOMENT for header in fact.headers}
SPLIT_UNCERTAIN = (
    "Een verdeling kan alleen over huurprijsklassen die zeker bij het project horen. Noem ze ook bij "
    "'Huurprijsklasse'."
)


@dataclass
class Judge:
    """Judges the rows of one upload, a chunk at a time; remembers which projects and names it has seen."""

    upload: ProjectUpload
    words: Words
    editable: set[int]
    may_publish: bool
    known: Known = field(default_factory=Known)
    seen: Seen = field(default_factory=Seen)
    awaiting: list[tuple[int, tuple[int, str]]] = field(default_factory=list)  # rows whose whole is not known

    def __post_init__(self) -> None:
        self.printer = Printer(self.words)

    def judge(self, rows: Sequence[UploadRow]) -> None:
        """Fill in what becomes of each row; the rows are not saved."""
        facts = [self.with_defaults(row) for row in rows]
        matches = self.known.match(facts)
        for row, said, match in zip(rows, facts, matches, strict=True):
            row.problems, row.question, row.kept = list(row.unreadable), {}, []
            row.before = row.after = None
            self.place(row, said, match)
        self.compare_all(rows, facts)
        self.refuse_taken_names(rows)
        for row in rows:
            self.settle(row)

    def compare_all(self, rows: Sequence[UploadRow], facts: Sequence[dict[str, Any]]) -> None:
        """Fetch what the rows are about, six queries, and compare each."""
        known = states(row.project for row in rows if row.project)
        wholes = families.Wholes(
            (row.facts, said.get("municipality_id")) for row, said in zip(rows, facts, strict=True)
        )
        with_phases = set(Project.objects.filter(parent__in=known).values_list("parent_id", flat=True))
        for row, said in zip(rows, facts, strict=True):
            if not {"same", "lost"} & row.question.keys():
                self.compare(row, said, known, wholes, with_phases)

    def with_defaults(self, row: UploadRow) -> dict[str, Any]:
        """Return what the row says; the municipality that was chosen for the file where it names none."""
        said = dict(row.facts)
        if field := self.field_of_remark(row):
            said.setdefault(field, said["remark"])
        if "number" not in said and "municipality_id" not in row.unread and self.upload.municipality_id:
            said.setdefault("municipality_id", self.upload.municipality_id)
        return said

    def field_of_remark(self, row: UploadRow) -> str:
        """Return which note the column *Opmerking* fills; none while it is asked, or where it is empty."""
        if "remark" not in row.facts:
            return ""
        if not is_exported_before(self.upload.columns.get(row.sheet, {})):
            return "internal_note"
        return {NoteMeans.PUBLIC.value: "note", NoteMeans.INTERNAL.value: "internal_note"}.get(
            self.upload.note_means, ""
        )

    def place(self, row: UploadRow, said: dict[str, Any], match: Match) -> None:
        """Decide which project the row is about, or ask."""
        row.project = match.project
        if match.project and "municipality_id" not in row.facts and not match.by_name:
            said.pop("municipality_id", None)  # what was chosen for the file moves no project that is known
        row.name = said.get("name") or row.name
        if match.by_name:
            row.question = {"found_by": "name"}
        if match.candidates:
            self.ask_or_take_answer(row, said, match)
        if match.problem:
            refuse(row, *match.problem)
        if sentence := self.seen.first(row, said):
            refuse(row, Header.NAME, sentence)
        if match.problem or sentence:  # which project it is about is not known: there is nothing to compare
            row.project, row.question = None, {"lost": True}

    def ask_or_take_answer(self, row: UploadRow, said: dict[str, Any], match: Match) -> None:
        answer = row.answers.get("same", {})
        if answer.get("project") in match.candidates:
            row.project = answer["project"]
            row.question = {"found_by": "name" if answer.get("keeps_name") else "answer"}
        elif not (answer.get("is_new") and "number" not in said):
            found = Project.objects.filter(pk__in=match.candidates).values("pk", "name", "place")
            row.question = {"same": list(found), "by_number": "number" in said}

    def compare(
        self,
        row: UploadRow,
        said: dict[str, Any],
        known: dict[int, State],
        wholes: families.Wholes,
        with_phases: set[int],
    ) -> None:
        """Work out what the project becomes, and refuse what may not be."""
        before = known.get(row.project or 0)
        if row.question.get("found_by") == "name":
            said = {name: value for name, value in said.items() if name != "name"}
        said = self.completed(row, said) if before is None else self.without_exported(row, said, before)
        after = target(before or NEW, said)
        self.refuse_foreign(row, before, after)
        if (field := self.field_of_remark(row)) and row.facts.get(field, row.facts["remark"]) != row.facts[
            "remark"
        ]:
            refuse(row, Header.REMARK, TWO_NOTES)
        self.family(row, after, wholes)
        for rule in broken(after, unread_of(row, after)):
            refuse(row, header_among(row, beside(*rule.facts)), rule.sentence)
        # Nothing else is asked of the phases here: the file may change them too.
        if row.project in with_phases and "dwellings" in WITHOUT_COUNT.broken_by(after, phases=[after]):
            refuse(row, header_among(row, beside("dwellings")), WITHOUT_COUNT.sentence)
        certain = {pk for pk, is_possible, _ in after["rent"] if not is_possible}
        if not {"split", "certain"} & set(row.unread) and {pk for pk, _ in said.get("split", ())} - certain:
            refuse(row, Header.SPLIT, SPLIT_UNCERTAIN)
        row.before, row.after = before, after

    def without_exported(self, row: UploadRow, said: dict[str, Any], before: State) -> dict[str, Any]:
        """Leave out a remark that an export of before wrote itself; refuse one for a note that is filled."""
        columns = self.upload.columns.get(row.sheet, {})
        if not is_exported_before(columns) or self.field_of_remark(row) != "internal_note":
            return said
        remark, kept = said["internal_note"], before["internal_note"]
        if is_same_text(before["note"], remark):
            return {name: value for name, value in said.items() if name != "internal_note"}
        if kept and not is_same_text(kept, remark):
            refuse(row, Header.REMARK, OTHER_INSIDE)
        return said

    def completed(self, row: UploadRow, said: dict[str, Any]) -> dict[str, Any]:
        """Fill in of a new project what was chosen for the file, and ask or refuse what is still missing."""
        said = dict(said)
        if self.upload.corporation_id and "corporation_id" not in row.unread:
            said.setdefault("corporation_id", self.upload.corporation_id)
        said.setdefault("is_public", self.upload.makes_public)
        for name, (header, sentence) in NEEDED.items():
            if said.get(name) is None and name not in row.unread:
                refuse(row, header, sentence)
        kind = said.get("kind") or self.upload.kind or row.answers.get("kind")
        if kind:
            said["kind"] = kind
        elif "kind" not in row.unread:
            row.question = {"kind": True}
        return said

    def refuse_foreign(self, row: UploadRow, before: State | None, after: State) -> None:
        """Refuse what this user may not do, and whatever is invented."""
        places = {state["municipality_id"] for state in (before, after) if state} - {None}
        if places - self.editable:
            refuse(row, Header.MUNICIPALITY, FORBIDDEN)
        if after["is_public"] != (before or NEW)["is_public"] and not self.may_publish:
            refuse(row, Header.PUBLIC, NOT_PUBLISHER)
        if before is None and after["is_example"]:
            refuse(row, Header.EXAMPLE, INVENTED)
        elif before and before["is_example"] != after["is_example"]:
            refuse(row, Header.EXAMPLE, OTHER_EXAMPLE)

    def family(self, row: UploadRow, after: State, wholes: families.Wholes) -> None:
        """Find the whole of a phase; a name that is not known yet may be another row."""
        facts = row.facts
        if "parent_number" not in facts and "parent_name" not in facts:
            return
        if facts.get("parent_name") == "" and "parent_number" not in facts:
            after["parent_id"] = None
            return
        if after["municipality_id"] is None:
            return
        found = families.whole_of(facts, after, wholes)
        if found is None:
            after["parent_name"] = facts["parent_name"]
            self.awaiting.append((row.number, name_key(after["municipality_id"], facts["parent_name"])))
        elif isinstance(found, tuple):
            refuse(row, *found)
        elif sentence := families.broken(found, row.project, after):
            refuse(row, header_among(row, beside("parent_id")), sentence)
        else:
            after |= {"parent_id": found.pk, "parent_name": found.name}

    def refuse_taken_names(self, rows: Sequence[UploadRow]) -> None:
        """Refuse a new name that another project of the municipality has, in one query."""
        wanted = {
            name_key(row.after["municipality_id"], row.after["name"]): row
            for row in rows
            if row.after and row.after["municipality_id"] and row.after["name"] != (row.before or NEW)["name"]
        }
        if not wanted:
            return
        found = Project.objects.alias(key=Lower(Trim("name"))).filter(
            Q(municipality__in={place for place, _ in wanted}) & Q(key__in={name for _, name in wanted})
        )
        for pk, place, name in found.values_list("pk", "municipality_id", "name"):
            row = wanted.get(name_key(place, name))
            if row and row.project != pk:
                refuse(row, Header.NAME, NAME_TAKEN)

    def settle(self, row: UploadRow) -> None:
        """Say what becomes of the row, and what the preview prints of it."""
        if row.problems:
            row.status, row.project = Status.WRONG, None
        elif {"same", "kind"} & row.question.keys():
            row.status, row.project = Status.ASKED, None
        elif row.before is None:
            row.status = Status.NEW
        else:
            row.status = Status.UNCHANGED if is_same(row.before, row.after or {}) else Status.CHANGED
        if row.status in {Status.CHANGED, Status.UNCHANGED} and row.before:
            row.kept = self.kept(row, row.before)
        if row.status not in {Status.NEW, Status.CHANGED}:
            row.before = row.after = None

    def kept(self, row: UploadRow, before: State) -> list[list[str]]:
        """Return what stays as it is because its cell is empty: somebody may have meant to remove it."""
        found = []
        for header in row.empty:
            fields = MEANINGS[header].fields if header in MEANINGS else ()
            if not row.facts.keys().isdisjoint(fields):
                continue
            numbers = [str(before[name]) for name in fields if isinstance(before.get(name), int)]
            text = ", ".join(numbers) if header in YEARS else self.printer.cell(header, before)
            if text not in NOTHING:
                found.append([header, text])
        return found


def is_same(before: State, after: State) -> bool:
    return all(after[name] == value for name, value in before.items())


def unread_of(row: UploadRow, after: State) -> set[str]:
    """Return the facts of which no rule says anything: what is not read, or asked of a new project first."""
    split = {"rent"} if {"split", "certain"} & set(row.unread) else set()
    return {*row.unread, *split, *(name for name in ("name", "kind") if not after[name])}


def header_among(row: UploadRow, headers: Sequence[str]) -> str:
    """Return the first of the columns that is filled in, else the first."""
    return next((str(header) for header in headers if header in row.texts), str(headers[0]))


def refuse(row: UploadRow, header: str, sentence: str) -> None:
    """Add a problem with its place in the file, once."""
    place = row.upload.columns.get(row.sheet, {}).get(header)
    problem = {
        "column": "" if place is None else get_column_letter(place + 1),
        "header": str(header),
        "text": row.texts.get(header, ""),
        "sentence": sentence,
    }
    if problem not in row.problems:
        row.problems.append(problem)
