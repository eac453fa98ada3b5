"""The rules of a project, told beside the cell that breaks them; the database keeps them again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from projects.editing.snapshot import State
from projects.models import RULES_ACROSS_ROWS, ExternalCode, Project, ProjectRentClass
from projects.uploads.reader.headers import Header

SENTENCES = {
    each.name: str(each.violation_error_message)
    for model in (Project, ProjectRentClass, ExternalCode)
    for each in model._meta.constraints
} | RULES_ACROSS_ROWS


@dataclass(frozen=True)
class Rule:
    """The fields that a rule is about, the columns where its breach shows, and what breaks it."""

    name: str
    fields: tuple[str, ...]
    headers: tuple[str, ...]
    is_broken: Callable[[State], bool]


def delivered_before_start(state: State) -> bool:
    start, delivery = state["start_year"], state["delivery_year"]
    if start is None or delivery is None or delivery > start:
        return False
    quarters = (state["start_quarter"], state["delivery_quarter"])
    return bool(delivery < start or (None not in quarters and quarters[1] < quarters[0]))


def is_quarter_alone(state: State) -> bool:
    return any(
        state[f"{event}_quarter"] and state[f"{event}_year"] is None
        for event in ("start", "delivery", "planned")
    )


def both_plannings(state: State) -> bool:
    return state["planned_year"] is not None and (state["start_year"], state["delivery_year"]) != (None, None)


def half_or_turned_range(state: State) -> bool:
    lowest, highest = state["bat_from_id"], state["bat_to_id"]
    if lowest is None or highest is None:
        return bool(lowest is not highest)
    return bool(lowest > highest)


def counted(state: State) -> int:
    return sum(count or 0 for _, _, count in state["rent"])


def over_count(state: State) -> bool:
    return state["dwellings"] is not None and counted(state) > state["dwellings"]


PLANNING = (
    Header.PLANNING_CELL,
    Header.START_CELL,
    Header.START_YEAR,
    Header.DELIVERY_CELL,
    Header.DELIVERY_YEAR,
)
MOMENTS = (
    "start_year",
    "start_quarter",
    "delivery_year",
    "delivery_quarter",
    "planned_year",
    "planned_quarter",
)
SPLIT = (Header.SPLIT, Header.DWELLINGS_CELL, Header.DWELLINGS)
RULES = (
    Rule(
        "project_approximate_needs_count",
        ("dwellings", "dwellings_approximate"),
        (Header.APPROXIMATE, Header.DWELLINGS_CELL, Header.DWELLINGS),
        lambda state: state["dwellings_approximate"] and state["dwellings"] is None,
    ),
    Rule(
        "project_bat_range",
        ("bat_from_id", "bat_to_id"),
        (Header.BAT_CELL, Header.BAT_FROM, Header.BAT_TO),
        half_or_turned_range,
    ),
    Rule(
        "project_at_least_needs_level",
        ("sustainability_id", "sustainability_at_least"),
        (Header.AT_LEAST, Header.LEVEL_CELL, Header.LEVEL_CODE),
        lambda state: state["sustainability_at_least"] and state["sustainability_id"] is None,
    ),
    Rule(
        "project_quarter_of_a_year",
        MOMENTS,
        (Header.START_QUARTER, Header.DELIVERY_QUARTER, Header.PLANNED_QUARTER),
        is_quarter_alone,
    ),
    Rule(
        "project_delivery_after_start",
        MOMENTS,
        (
            Header.PLANNING_CELL,
            Header.DELIVERY_CELL,
            Header.DELIVERY_YEAR,
            Header.START_CELL,
            Header.START_YEAR,
        ),
        delivered_before_start,
    ),
    Rule("project_planned_year_alone", MOMENTS, (Header.PLANNED_YEAR, *PLANNING), both_plannings),
    Rule(
        "project_split_needs_count",
        ("dwellings", "split"),
        SPLIT,
        lambda state: state["dwellings"] is None and counted(state) > 0,
    ),
    Rule("project_split_within_count", ("dwellings", "split", "certain"), SPLIT, over_count),
)


def broken(state: State, unread: set[str]) -> Iterator[Rule]:
    """Yield the rules that a project would break; of a field that could not be read nothing is said."""
    return (rule for rule in RULES if unread.isdisjoint(rule.fields) and rule.is_broken(state))
