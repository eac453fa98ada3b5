"""Every rule of a project is told in its one sentence through each door, and kept by the database."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test import Client

from municipalities.access.tokens import Scope
from municipalities.models import Municipality
from projects import kept_rules
from projects.api.judging import PLACES
from projects.backoffice.bulk.sheet_rows import cells_of, judge, typed
from projects.editing.rents import check_split
from projects.editing.snapshot import states
from projects.models import ExternalCode, Project, ProjectRentClass, RentClass
from projects.rules import OF_RENT_CLASSES, OF_SPLITS, RULE, RULES
from projects.uploads.reader.headers import COLUMNS_OF_FACT
from tests.conftest import AddProject, refused
from tests.support.problems import faults
from tests.support.project_sheets import given, listed, problems
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.support.writing import PROJECTS, change

# Why a door cannot tell a rule in its sentence.
ONE_LINE = "it makes one line of whatever it is given"
PRECISE = "it tells which word or sign of the text cannot be, before the rule is asked"
CHOICE = "it has no other choices, and says so"
SCHEMA = "the published schema has no such value: refused by 400, with the place"
CELL = "what reads the cell says what it expected"
NO_CELL = "the sheet has no such cell"
WHOLE, ITSELF, ELSEWHERE = "the whole", "the project itself", "another municipality"  # their keys
Facts = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A project that breaks a rule: by the keys of a state, and as each door says it, or why it cannot."""

    rule: str
    facts: Facts
    form: str = ""  # why it cannot; else it tells it
    api: Facts | str = SCHEMA
    row: Facts | str = CELL
    sheet: Facts | str = NO_CELL
    before: Facts = field(default_factory=dict)  # of the project
    whole: Facts | None = None  # another project
    phase: Facts | None = None  # of the project


CASES = (
    Case(
        "project_name_unique",
        {"name": "SINGEL"},
        api={"naam": " SINGEL"},
        row={"Naam": "Singel", "Nummer": None, "Codes elders": "dpi: OWN"},
    ),
    Case("project_name_filled", {"name": ""}, form=CHOICE, api={"naam": "  "}),
    *(
        Case(f"project_{name}_line", {name: "twee  spaties"}, form=ONE_LINE, api=ONE_LINE, row=ONE_LINE)
        for name in ("name", "place", "source")
    ),
    *(
        Case(f"project_{name}_legible", {name: "#VERW!"}, form=PRECISE, api=PRECISE)
        for name in ("name", "place", "source", "note", "internal_note")
    ),
    Case("project_kind_known", {"kind": "kasteel"}, form=CHOICE),
    Case("project_phase_known", {"phase": "ooit"}, form=CHOICE, sheet=CELL),
    Case("project_dwellings_plausible", {"dwellings": 0}, sheet={"aantal": "0"}),
    Case(
        "project_approximate_needs_count",
        {"dwellings_approximate": True},
        api={"aantalIsOngeveer": True},
        row={"Ongeveer": "ja"},
        sheet={"ca": "ja"},
    ),
    Case(
        "project_bat_range",
        {"bat_from_id": 3, "bat_to_id": 1},
        api={"batVan": 3, "batTotEnMet": 1},
        row={"BAT van": "3", "BAT tot en met": "1"},
    ),
    Case(
        "project_at_least_needs_level",
        {"sustainability_at_least": True},
        api={"duurzaamheidTenminste": True},
        row={"Tenminste": "ja"},
    ),
    Case("project_year_plausible", {"start_year": 1889}, sheet=CELL),
    Case("project_quarter_of_a_year", {"start_quarter": 2}, row={"Startkwartaal": "2"}, sheet=CELL),
    Case(
        "project_delivery_after_start",
        {"start_year": 2027, "delivery_year": 2026},
        api={"start": {"jaar": 2027}, "oplevering": {"jaar": 2026}},
        row={"Startjaar": "2027", "Opleverjaar": "2026"},
        sheet={"start": "2027", "delivery": "2026"},
    ),
    Case(
        "project_planned_year_alone",
        {"start_year": 2027, "planned_year": 2027},
        api={"start": {"jaar": 2027}, "planning": {"jaar": 2027}},
        row={"Startjaar": "2027", "Planjaar": "2027"},
        sheet={"start": "2027", "planned": "2027"},
    ),
    Case(
        "project_not_its_own_phase",
        {"parent_id": ITSELF},
        api={"faseVan": ITSELF},
        row={"Fase van nummer": ITSELF},
    ),
    Case(
        "project_rent_class_once",
        {"rent": [("betaalbaar", False, None), ("betaalbaar", True, None)]},
        api={"huurprijsklassen": [{"klasse": "betaalbaar"}, {"klasse": "betaalbaar", "mogelijk": True}]},
        row="a class that a file names as certain and as possible is certain",
        before={"certain": {"betaalbaar": None}},
    ),
    Case("project_rent_class_dwellings_plausible", {"rent": [("betaalbaar", False, 0)]}),
    Case(
        "project_rent_class_possible_uncounted",
        {"rent": [("betaalbaar", True, 3)]},
        api={"huurprijsklassen": [{"klasse": "betaalbaar", "mogelijk": True, "aantalWoningen": 3}]},
        row="it says that the class must be named as certain",
        before={"dwellings": 20},
    ),
    Case(
        "external_code_unique",
        {"codes": [("dpi", "TAKEN")]},
        api={"codes": [{"systeem": "dpi", "code": "TAKEN"}]},
        row="the code says which project the row is about",
    ),
    Case("external_code_line", {"codes": [("dpi", "1  2")]}, form=ONE_LINE, api=ONE_LINE, row=ONE_LINE),
    Case("external_code_legible", {"codes": [("dpi", "=A1")]}, form=PRECISE, api=PRECISE),
    Case(
        "external_code_filled",
        {"codes": [("dpi", "")]},
        form=CHOICE,
        api={"codes": [{"systeem": "dpi", "code": " "}]},
    ),
    Case(
        "external_code_single",
        {"codes": [("dpi", "1; dpi: 2")]},
        api={"codes": [{"systeem": "dpi", "code": "1; dpi: 2"}]},
    ),
    Case("external_code_system", {"codes": [("d p i", "1")]}, form=PRECISE),
    Case(
        "project_split_needs_count",
        {"rent": [("betaalbaar", False, 30)]},
        api={"huurprijsklassen": [{"klasse": "betaalbaar", "aantalWoningen": 30}]},
        row={"Huurprijsklasse": "Betaalbaar", "Woningen per huurprijsklasse": "Betaalbaar: 30"},
    ),
    Case(
        "project_split_needs_count",
        {"dwellings": None, "rent": [("betaalbaar", False, 15)]},
        api={"aantalWoningen": None},
        row={"Aantal woningen": "Nnb"},
        sheet={"aantal": ""},
        before={"dwellings": 20, "certain": {"betaalbaar": 15}},
    ),
    Case(
        "project_split_within_count",
        {"dwellings": 10, "rent": [("betaalbaar", False, 15)]},
        api={"aantalWoningen": 10},
        row={"Aantal woningen": "10 woningen"},
        sheet={"aantal": "10"},
        before={"dwellings": 20, "certain": {"betaalbaar": 15}},
    ),
    *(
        Case(rule, {"parent_id": WHOLE}, api={"faseVan": WHOLE}, row={"Fase van nummer": WHOLE}, whole=whole)
        for rule, whole in (
            ("project_phase_depth", {"parent": "Bovenste"}),
            ("project_phase_municipality", {"gemeente": "Kerkrade"}),
            ("project_phase_example", {"is_example": True}),
            ("project_phased_without_count", {"dwellings": 60}),
        )
    ),
    Case(
        "project_phase_depth",
        {"parent_id": WHOLE},
        api={"faseVan": WHOLE},
        row="the file may still take away the phases: told when it is applied",
        whole={},
        phase={},
    ),
    Case(
        "project_phase_municipality",
        {"municipality_id": ELSEWHERE},
        api={"gemeente": "GM0928"},
        row="the file may still move the phases: told when it is applied",
        phase={},
    ),
    Case(
        "project_phased_without_count",
        {"dwellings": 20},
        api={"aantalWoningen": 20},
        row={"Aantal woningen": "20 woningen"},
        sheet={"aantal": "20"},
        phase={},
    ),
)
IDS = [f"{case.rule}-{'-'.join(case.facts)}" for case in CASES]
of_each_case = pytest.mark.parametrize("case", CASES, ids=IDS)


@dataclass
class Scene:
    """The project of a case as it is before it breaks the rule, with those around it."""

    case: Case
    project: Project
    whole: Project | None
    classes: dict[str, int]
    elsewhere: int

    def filled(self, said: Any) -> Any:
        """Return what a case says, with the keys of the projects that it names."""
        if isinstance(said, dict):
            return {name: self.filled(value) for name, value in said.items()}
        keys = {WHOLE: self.whole and self.whole.pk, ITSELF: self.project.pk, ELSEWHERE: self.elsewhere}
        return keys.get(said, said) if isinstance(said, str) else said

    @property
    def facts(self) -> Facts:
        facts: Facts = self.filled(self.case.facts)
        if "rent" in facts:
            facts["rent"] = [[self.classes[code], *entry] for code, *entry in facts["rent"]]
        return facts


@pytest.fixture
def scene(case: Case, add_project: AddProject) -> Scene:
    ExternalCode.objects.create(project=add_project("Singel"), system="dpi", code="TAKEN")
    whole = None
    if case.whole is not None:
        above = {"parent": add_project("Bovenste")} if "parent" in case.whole else {}
        whole = add_project("Geheel", **{**case.whole, **above})
    project = add_project("Spoorsingel", **case.before)
    ExternalCode.objects.create(project=project, system="dpi", code="OWN")
    if case.phase is not None:
        add_project("Fase", parent=project, **case.phase)
    classes = dict(RentClass.objects.values_list("code", "pk"))
    return Scene(case, project, whole, classes, Municipality.objects.get(name="Kerkrade").pk)


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == RULE.keys()
    assert len(RULE) == len(RULES)


def test_every_fact_that_a_rule_is_about_has_its_place() -> None:
    facts = {fact for rule in RULES for fact in rule.facts}
    assert facts <= COLUMNS_OF_FACT.keys()
    assert facts <= PLACES.keys()


@of_each_case
def test_the_condition_in_python_is_that_of_the_database(scene: Scene, case: Case) -> None:
    rule, project = RULE[case.rule], scene.project
    if rule.breaks is None:
        assert "unique" in rule.name
        return
    own = {**states([project.pk])[project.pk], "pk": project.pk}
    parent = states([scene.whole.pk])[scene.whole.pk] if scene.whole else None
    phases = list(states(project.phases.values_list("pk", flat=True)).values())
    assert not rule.broken_by(own, None, phases)
    beside = rule.broken_by({**own, **scene.facts}, parent, phases)
    assert set(beside) & scene.facts.keys()


@of_each_case
def test_the_database_refuses_it(scene: Scene, case: Case) -> None:
    facts, pk = scene.facts, scene.project.pk
    columns = {name: value for name, value in facts.items() if name not in {"rent", "codes"}}
    known = states([pk])[pk]["rent"]
    with refused(RULE[case.rule].sentence), connection.cursor() as cursor:
        if columns:
            assigned = ", ".join(f"{name} = %s" for name in columns)
            update = f"UPDATE projects_project SET {assigned} WHERE id = %s"  # noqa: S608 - our own columns
            cursor.execute(update, [*columns.values(), pk])
        for entry in facts.get("rent", []):
            if entry not in known:
                cursor.execute(
                    "INSERT INTO projects_projectrentclass"
                    " (project_id, rent_class_id, is_possible, dwellings) VALUES (%s, %s, %s, %s)",
                    [pk, *entry],
                )
        for system, code in facts.get("codes", []):
            cursor.execute(
                "INSERT INTO projects_externalcode (project_id, system, code) VALUES (%s, %s, %s)",
                [pk, system, code],
            )


def give_to_form(scene: Scene) -> None:
    facts, project = scene.facts, scene.project
    if RULE[scene.case.rule] in OF_SPLITS:
        rents = {key: (possible, count) for key, possible, count in facts["rent"]}
        check_split(rents, facts.get("dwellings", project.dwellings))
    elif "rent" in facts:
        key, possible, count = facts["rent"][-1]
        entry = ProjectRentClass(project=project, rent_class_id=key, is_possible=possible, dwellings=count)
        entry.full_clean()
    elif "codes" in facts:
        ((system, code),) = facts["codes"]
        ExternalCode(project=project, system=system, code=code).full_clean()
    else:
        for name, value in facts.items():
            setattr(project, name, value)
        project.full_clean()


@pytest.fixture
def writer(world: None) -> Client:
    return bearer(token_of(person("Publicist", everywhere=True), Scope.PUBLISH)[1])


def where(can_tell: Callable[[Case], bool]) -> pytest.MarkDecorator:
    """Return the cases that a door can tell."""
    chosen = [(case, name) for case, name in zip(CASES, IDS, strict=True) if can_tell(case)]
    return pytest.mark.parametrize("case", [case for case, _ in chosen], ids=[name for _, name in chosen])


@where(lambda case: not case.form)
def test_the_form_tells_it(scene: Scene, case: Case) -> None:
    with pytest.raises(ValidationError) as caught:
        give_to_form(scene)
    assert RULE[case.rule].sentence in caught.value.messages


@where(lambda case: isinstance(case.api, dict))
def test_the_api_tells_it(scene: Scene, case: Case, writer: Client) -> None:
    answer = change(writer, "PATCH", f"{PROJECTS}/{scene.project.pk}", scene.filled(case.api))
    assert answer.status_code == 409, answer.content
    assert list(faults(answer).values()) == [RULE[case.rule].sentence]


@where(lambda case: isinstance(case.row, dict))
def test_an_upload_tells_it(scene: Scene, case: Case, admin_client: Client) -> None:
    row = {"Nummer": scene.project.pk, "Naam": "Spoorsingel", **scene.filled(case.row)}
    page = given(admin_client, listed(row, headers=list(row)))
    assert [sentence for *_, sentence in problems(page)] == [RULE[case.rule].sentence]


@where(lambda case: isinstance(case.sheet, dict))
def test_the_sheet_tells_it(scene: Scene, case: Case) -> None:
    project, now = scene.project, cells_of(scene.project)
    cells = {**now, **scene.filled(case.sheet)}
    data = QueryDict(mutable=True)
    data.update({f"{project.pk}-{name}": text for name, text in cells.items()})
    data[f"{project.pk}-was"] = json.dumps(now)
    row = typed(project, data, lambda _project: "")
    judge([row])
    assert list(row.errors.values()) == [RULE[case.rule].sentence]


RAISED = r"RAISE EXCEPTION '([^']+)'\s+USING ERRCODE = 'check_violation', CONSTRAINT = '(\w+)'"


def trigger_sentences() -> Iterator[tuple[str, str]]:
    """Yield what the triggers of the three tables raise: the name of the rule and its sentence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgrelid IN"
            " ('projects_project'::regclass, 'projects_projectrentclass'::regclass,"
            " 'projects_externalcode'::regclass)"
        )
        for (source,) in cursor.fetchall():
            yield from ((name, sentence) for sentence, name in re.findall(RAISED, source))


def test_triggers_keep_the_rules_across_rows_and_no_other(db: None) -> None:
    assert dict(trigger_sentences()) == {rule.name: rule.sentence for rule in RULES if rule.is_across_rows}


def test_a_sentence_stands_in_one_module() -> None:
    """Migrations repeat those of the triggers: they must not change when code does."""
    modules = Path(kept_rules.__file__).parent.rglob("*.py")
    texts = {each: each.read_text("utf-8") for each in modules if each.parent.name != "migrations"}
    for rule in RULES:
        assert {each.name for each, text in texts.items() if f'"{rule.sentence}"' in text} <= {"rules.py"}


def test_a_rule_or_constraint_that_is_forgotten_is_told_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not kept_rules.check_rules()
    of_one_row = [rule for rule in RULES if not rule.is_across_rows]
    for rule in of_one_row:
        monkeypatch.setattr(kept_rules, "RULES", [each for each in RULES if each is not rule])
        (told,) = kept_rules.check_rules()
        assert rule.name in told.msg
    monkeypatch.setattr(kept_rules, "RULES", RULES)
    monkeypatch.setattr(ProjectRentClass._meta, "constraints", [])
    assert len(kept_rules.check_rules()) == len(OF_RENT_CLASSES)
