"""What a project becomes by the facts of a row: what a file does not say stays as it is."""

import re
from typing import Any

from projects.editing.snapshot import NEW, State
from projects.editing.words import is_unknown
from projects.facts import ValueKind, columns
from wonen.dutch.single_line_text import line, lines
from wonen.spreadsheets.text import plain

REMARK = "{} volgens de bron: {}."
OLD_REMARK = re.compile(r"^(?:Planning|Start|Oplevering) volgens de bron: .*\.$")
MOMENTS = columns(ValueKind.MOMENT)
TEXTS = columns(ValueKind.NAME, ValueKind.LINE, ValueKind.TEXT)


def target(before: State, facts: dict[str, Any]) -> State:
    """Return the project as it would be; of the two forms of one fact both were read, and agree."""
    after = before | {name: facts[name] for name in NEW if name in facts}
    if "dwellings" in facts and "dwellings_approximate" not in facts:
        same = facts["dwellings"] == before["dwellings"]
        after["dwellings_approximate"] = same and before["dwellings_approximate"]
    if "sustainability_id" in facts and "sustainability_at_least" not in facts:
        same = facts["sustainability_id"] == before["sustainability_id"]
        after["sustainability_at_least"] = same and before["sustainability_at_least"]
    _moments(before, facts, after)
    after["rent"] = rent(before, facts)
    after["note"] = note(before, facts, after)
    for name in TEXTS:
        if is_same_text(before[name], after[name]):
            after[name] = before[name]
    return after


def is_same_text(old: str, new: str) -> bool:
    """Say whether a cell says what is known: it keeps no double spaces, and long texts not whole."""
    return plain(old) == new or line(plain(old)) == new or (not new and is_unknown(old))


def _moments(before: State, facts: dict[str, Any], after: State) -> None:
    """A new year has no quarter of the old one; a known start or delivery ends a year that may be either."""
    for event in ("start", "delivery", "planned"):
        year, quarter = f"{event}_year", f"{event}_quarter"
        if year in facts and quarter not in facts and facts[year] != before[year]:
            after[quarter] = None
    known = [facts.get("start_year"), facts.get("delivery_year")]
    if any(known) and "planned_year" not in facts:
        after["planned_year"] = after["planned_quarter"] = None


def rent(before: State, facts: dict[str, Any]) -> list[list[Any]]:
    """Return the rent classes; a number of dwellings stays with its class unless the file says another."""
    counts = {pk: count for pk, _, count in before["rent"]}
    if "split" in facts:
        counts = dict(facts["split"])
    certain = facts.get("certain", [pk for pk, possible, _ in before["rent"] if not possible])
    possible = facts.get("possible", [pk for pk, possible, _ in before["rent"] if possible])
    entries = [[pk, False, counts.get(pk)] for pk in certain]
    return sorted(entries + [[pk, True, None] for pk in possible if pk not in certain])


def note(before: State, facts: dict[str, Any], after: State) -> str:
    """Return the note, with the words of the planning that year and quarter cannot hold."""
    # An export brought back holds the note as it was: with a later planning too, what that replaces goes.
    is_said = "note" in facts and not is_same_text(before["note"], facts["note"])
    text = str(facts["note"] if is_said else before["note"])
    has_moved = any(before[name] != after[name] for name in MOMENTS)
    remarks = [REMARK.format(*each) for each in facts.get("remarks", ())]
    known = lines(text).split("\n")
    if set(remarks) <= set(known) and (remarks or is_said or not has_moved):
        return text
    if not is_said:  # what an earlier planning said in words
        known = [each for each in known if not OLD_REMARK.match(each)]
    return "\n".join([*known, *(each for each in remarks if each not in known)]).strip("\n")
