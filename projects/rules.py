"""Every rule of a project, once: its name, its sentence, the facts that it is about, and what breaks it.

The database keeps each by a constraint of that name (``projects.models.project``) or, across rows, a trigger
(``migrations/sql``). What breaks it stands there in SQL, and here for whoever tells it beside a field before
anything is written: the form, the API, an upload. ``tests/projects/test_rules.py`` holds both together.
This module imports no model, so that the models can take their sentences from it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from projects.facts import MOMENTS
from projects.kinds import Kind, Phase
from projects.notation import SYSTEM, TWO_CODES
from wonen.dutch import legible, single_line_text
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR

State = Mapping[str, Any]  # a project as plain values: ``projects.editing.snapshot``
MOST_DWELLINGS = 99_999
DWELLINGS_SENTENCE = "Een aantal woningen ligt tussen 1 en 99.999; leeg betekent onbekend."
YEAR_SENTENCE = f"Een jaar ligt tussen {FIRST_YEAR} en {LAST_YEAR}."
HIGHEST_BAT = 4
KINDS, PHASES = frozenset(Kind.values), frozenset({"", *Phase.values})
# What the rules between a project and its phases ask of each.
FAMILY = ("municipality_id", "parent_id", "dwellings", "is_example")


@dataclass(frozen=True)
class Rule:
    """A rule, told beside the first of its ``facts`` that a form or file has.

    ``breaks`` is None where only the table can tell: what is unique among all projects.
    """

    name: str  # of the constraint, or the one that the trigger tells
    sentence: str
    facts: tuple[str, ...]  # keys of a state
    breaks: Callable[..., bool] | None
    is_across_rows: bool = False  # kept by a trigger

    def broken_by(
        self,
        state: State,
        parent: State | None = None,  # noqa: ARG002
        phases: Iterable[State] = (),  # noqa: ARG002
    ) -> tuple[str, ...]:
        """Return the facts of the project beside which it is told, if the project breaks it."""
        return self.facts if self.breaks is not None and self.breaks(state) else ()


@dataclass(frozen=True)
class PhaseRule(Rule):
    """A rule between a whole and each of its phases: ``breaks`` takes the states of the two.

    The phase is told beside the first fact; the whole beside the second, if it has one.
    """

    is_across_rows: bool = True

    def broken_by(
        self, state: State, parent: State | None = None, phases: Iterable[State] = ()
    ) -> tuple[str, ...]:
        """Return the facts beside which it is told, if the project breaks it with its parent or a phase."""
        breaks = self.breaks
        if breaks is None:
            return ()
        as_phase = parent is not None and breaks(parent, state)
        as_whole = any(breaks(state, phase) for phase in phases)
        return (*self.facts[: int(as_phase)], *(self.facts[1:] if as_whole else ()))


def is_plausible(count: int | None) -> bool:
    """Say whether this can be a number of dwellings; None is one that is not known."""
    return count is None or 1 <= count <= MOST_DWELLINGS


def is_no_line(text: str) -> bool:
    return single_line_text.line(text) != text


def is_no_note(text: str) -> bool:
    return bool(text) and not (single_line_text.lines(text) and not single_line_text.lines_fault(text))


def half_or_turned_range(state: State) -> bool:
    lowest, highest = state["bat_from_id"], state["bat_to_id"]
    if lowest is None or highest is None:
        return lowest is not highest
    return not 0 <= lowest <= highest <= HIGHEST_BAT


def is_year_outside(state: State) -> bool:
    years = (state[f"{name}_year"] for name in MOMENTS)
    return any(year is not None and not FIRST_YEAR <= year <= LAST_YEAR for year in years)


def is_no_quarter_of_a_year(state: State) -> bool:
    return any(
        state[f"{name}_quarter"] is not None
        and (state[f"{name}_year"] is None or not 1 <= state[f"{name}_quarter"] <= 4)
        for name in MOMENTS
    )


def delivered_before_start(state: State) -> bool:
    start, delivery = state["start_year"], state["delivery_year"]
    if start is None or delivery is None or delivery > start:
        return False
    quarters = (state["start_quarter"], state["delivery_quarter"])
    return bool(delivery < start or (None not in quarters and quarters[1] < quarters[0]))


def both_plannings(state: State) -> bool:
    return state["planned_year"] is not None and (state["start_year"], state["delivery_year"]) != (None, None)


def is_class_twice(state: State) -> bool:
    classes = [rent_class for rent_class, _, _ in state["rent"]]
    return len(set(classes)) < len(classes)


def counted(state: State) -> int:
    """Return the number of dwellings that the rent classes together say."""
    return sum(count or 0 for _, _, count in state["rent"])


def over_count(state: State) -> bool:
    return state["dwellings"] is not None and counted(state) > state["dwellings"]


def is_other(fact: str) -> Callable[[State, State], bool]:
    return lambda whole, phase: bool(whole[fact] != phase[fact])


def are_two_codes(code: str) -> bool:
    return bool(re.search(TWO_CODES, code))


def any_code(is_wrong: Callable[[str, str], bool]) -> Callable[[State], bool]:
    return lambda state: any(is_wrong(system, code) for system, code in state["codes"])


def line_rules(fact: str) -> tuple[Rule, Rule]:
    return (
        Rule(
            f"project_{fact}_line", single_line_text.SENTENCE, (fact,), lambda state: is_no_line(state[fact])
        ),
        Rule(
            f"project_{fact}_legible",
            legible.NAME_SENTENCE if fact == "name" else legible.SENTENCE,
            (fact,),
            lambda state: bool(legible.illegible(state[fact], is_name=fact == "name")),
        ),
    )


def note_rule(fact: str) -> Rule:
    return Rule(
        f"project_{fact}_legible",
        single_line_text.NOTE_SENTENCE,
        (fact,),
        lambda state: is_no_note(state[fact]),
    )


OF_TEXTS = (
    Rule("project_name_unique", "Deze gemeente heeft al een project met deze naam.", ("name",), None),
    Rule("project_name_filled", "Een project heeft een naam.", ("name",), lambda state: not state["name"]),
    *line_rules("name"),
    *line_rules("place"),
    *line_rules("source"),
    note_rule("note"),
    note_rule("internal_note"),
    Rule(
        "project_kind_known", "Kies een van de soorten.", ("kind",), lambda state: state["kind"] not in KINDS
    ),
    Rule(
        "project_phase_known",
        "Kies een van de projectfasen, of laat de fase leeg.",
        ("phase",),
        lambda state: state["phase"] not in PHASES,
    ),
)
OF_COUNTS = (
    Rule(
        "project_dwellings_plausible",
        DWELLINGS_SENTENCE,
        ("dwellings",),
        lambda state: not is_plausible(state["dwellings"]),
    ),
    Rule(
        "project_approximate_needs_count",
        "'Ongeveer' kan alleen bij een aantal woningen.",
        ("dwellings_approximate", "dwellings"),
        lambda state: state["dwellings_approximate"] and state["dwellings"] is None,
    ),
    Rule(
        "project_bat_range",
        "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog.",
        ("bat_to_id", "bat_from_id"),
        half_or_turned_range,
    ),
    Rule(
        "project_at_least_needs_level",
        "'Tenminste' kan alleen bij een duurzaamheidsniveau.",
        ("sustainability_at_least", "sustainability_id"),
        lambda state: state["sustainability_at_least"] and state["sustainability_id"] is None,
    ),
)
OF_MOMENTS = (
    Rule(
        "project_year_plausible",
        YEAR_SENTENCE,
        ("start_year", "delivery_year", "planned_year"),
        is_year_outside,
    ),
    Rule(
        "project_quarter_of_a_year",
        "Een kwartaal is 1, 2, 3 of 4, en hoort bij een jaar.",
        (
            "start_quarter",
            "delivery_quarter",
            "planned_quarter",
            "start_year",
            "delivery_year",
            "planned_year",
        ),
        is_no_quarter_of_a_year,
    ),
    Rule(
        "project_delivery_after_start",
        "De oplevering ligt vóór de start.",
        ("delivery_year", "start_year", "delivery_quarter", "start_quarter"),
        delivered_before_start,
    ),
    Rule(
        "project_planned_year_alone",
        "Vul óf het jaar van start en oplevering in, óf het jaar van planning, niet beide.",
        ("planned_year", "start_year", "delivery_year"),
        both_plannings,
    ),
)
ITSELF = Rule(
    "project_not_its_own_phase",
    "Een project kan geen fase van zichzelf zijn.",
    ("parent_id",),
    # A state has its key only where a whole is judged: a new project has none.
    lambda state: state["parent_id"] is not None and state["parent_id"] == state.get("pk"),
)
OF_RENT_CLASSES = (
    Rule(
        "project_rent_class_once",
        "Een huurprijsklasse is bij een project óf zeker óf mogelijk, niet beide.",
        ("rent",),
        is_class_twice,
    ),
    Rule(
        "project_rent_class_dwellings_plausible",
        DWELLINGS_SENTENCE,
        ("rent",),
        lambda state: not all(is_plausible(count) for _, _, count in state["rent"]),
    ),
    Rule(
        "project_rent_class_possible_uncounted",
        "Een mogelijke huurprijsklasse heeft nog geen aantal woningen.",
        ("rent",),
        lambda state: any(is_possible and count is not None for _, is_possible, count in state["rent"]),
    ),
)
OF_CODES = (
    Rule("external_code_unique", "Deze code van dit systeem hoort al bij een project.", ("codes",), None),
    Rule(
        "external_code_line",
        single_line_text.SENTENCE,
        ("codes",),
        any_code(lambda _, code: is_no_line(code)),
    ),
    Rule(
        "external_code_legible",
        legible.SENTENCE,
        ("codes",),
        any_code(lambda _, code: bool(legible.illegible(code))),
    ),
    Rule(
        "external_code_filled",
        "Vul zowel het systeem als de code in.",
        ("codes",),
        any_code(lambda system, code: not (system and code)),
    ),
    Rule(
        "external_code_single",
        "Dit lijken twee codes. Verwacht: één code per regel, zoals 'dpi: 123'.",
        ("codes",),
        any_code(lambda _, code: are_two_codes(code)),
    ),
    Rule(
        "external_code_system",
        "Een systeem is een woord van hoogstens 30 letters, cijfers, streepjes en _.",
        ("codes",),
        any_code(lambda system, _: not re.fullmatch(SYSTEM, system)),
    ),
)
OF_SPLITS = (
    Rule(
        "project_split_needs_count",
        "Een verdeling over huurprijsklassen kan pas als het aantal woningen bekend is.",
        ("rent", "dwellings"),
        lambda state: state["dwellings"] is None and counted(state) > 0,
        is_across_rows=True,
    ),
    Rule(
        "project_split_within_count",
        "De verdeling over huurprijsklassen telt op tot meer dan het aantal woningen.",
        ("rent", "dwellings"),
        over_count,
        is_across_rows=True,
    ),
)
OF_PHASES = (
    PhaseRule(
        "project_phase_depth",
        "Een fase kan niet zelf weer fasen hebben.",
        ("parent_id", "parent_id"),
        lambda whole, _phase: whole["parent_id"] is not None,
    ),
    PhaseRule(
        "project_phase_municipality",
        "Een fase ligt in dezelfde gemeente als het hele project.",
        ("parent_id", "municipality_id"),
        is_other("municipality_id"),
    ),
    PhaseRule(
        "project_phase_example",
        "Een project en zijn fasen zijn allemaal voorbeelddata, of geen van alle.",
        ("parent_id",),  # of a project that is there it never changes
        is_other("is_example"),
    ),
    PhaseRule(
        "project_phased_without_count",
        "Een project met fasen heeft zelf geen aantal woningen: dat staat bij de fasen.",
        ("parent_id", "dwellings"),
        lambda whole, _phase: whole["dwellings"] is not None,
    ),
)
RULES: tuple[Rule, ...] = (
    *OF_TEXTS,
    *OF_COUNTS,
    *OF_MOMENTS,
    ITSELF,
    *OF_RENT_CLASSES,
    *OF_CODES,
    *OF_SPLITS,
    *OF_PHASES,
)
RULE = {rule.name: rule for rule in RULES}


def broken(state: State, unread: Set[str] = frozenset()) -> Iterator[Rule]:
    """Yield the rules that a project breaks by itself; of a fact that could not be read nothing is said."""
    return (
        rule for rule in RULES if rule.broken_by(state) and not any(fact in unread for fact in rule.facts)
    )


def broken_in_family(
    state: State, parent: State | None = None, phases: Collection[State] = ()
) -> Iterator[tuple[str, Rule]]:
    """Yield what a project breaks with its parent and phases: a fact, and the first rule told beside it.

    ``parent`` and ``phases`` need no more than the facts of ``FAMILY``.
    """
    told: set[str] = set()
    for rule in (ITSELF, *OF_PHASES):
        for fact in rule.broken_by(state, parent, phases):
            if fact not in told:
                told.add(fact)
                yield fact, rule


def name_key(municipality: int, name: str) -> tuple[int, str]:
    """Return what ``project_name_unique`` holds unique."""
    return municipality, name.strip(" ").lower()


def code_fault(code: str) -> str:
    """Return why a ``line`` cannot be one code, or nothing."""
    return legible.illegible(code) or (RULE["external_code_single"].sentence if are_two_codes(code) else "")
