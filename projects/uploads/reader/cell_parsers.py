"""Reads the text of one cell into facts of a project: the inverse of ``projects.notation``.

Each reader returns the fields that the cell states. For what cannot be read with certainty it raises
NotationError, with a sentence that says what was expected. No reader is given an empty cell.
"""

import re
from collections.abc import Iterable
from typing import Any

from projects.editing.words import AMBIGUOUS, CARE, Words, folded, is_unknown, listed
from projects.models import LONGEST_CODE, Kind, Phase
from projects.models.sections import Section
from projects.notation import WITH_CARE, read_code
from projects.rules import DWELLINGS_SENTENCE, RULE, code_fault, is_plausible
from projects.uploads.reader.planning_parser import MOMENT_SENTENCE, read_moment
from wonen.dutch.legible import illegible
from wonen.dutch.numbers import WHOLE, read_whole, refuse_two_ways
from wonen.dutch.periods import NotationError
from wonen.dutch.single_line_text import line, too_long

Facts = dict[str, Any]
LONGEST_LIST = 400  # characters; a list of words that is longer is no list
COUNT = re.compile(
    rf"(?P<about>(?:ca\.?|circa|ongeveer|±|\+/-|~) ?)?(?P<count>{WHOLE})"
    r"(?: ?(?:woning(?:en)?|won?\.?|st\.?|stk\.?|stuks))?"
)
SCORES = re.compile(r"(?:bat[- ]?)?(?:scores? ?)?([0-4])(?: ?(?:-|\u2013|t/m|tot en met) ?([0-4]))?")
AT_LEAST = re.compile(r"(?:tenminste|ten minste|minimaal|min\.|minstens) (.+)|(.+) of (?:hoger|beter)")
DECIDED_MIX = re.compile(r"mix(?: van)?:? (?P<rest>.+)")
UNDECIDED_MIX = re.compile(
    r"(?:ntb|n\.t\.b\.?|nader te bepalen) ?\(mix(?: met (?P<rest>.+))?\)(?P<care> en wonen met zorg)?"
    r"|mix \(?(?:ntb|n\.t\.b\.|nader te bepalen)\)?(?P<care2> en wonen met zorg)?"
)
ADDED = re.compile(
    r"(?P<certain>.+?),? ?\(?(?:eventueel|evt\.) (?:(?:aangevuld|aan te vullen) met )?(?P<possible>[^()]+)\)?"
)
MAYBE = re.compile(r"(?:mogelijk|eventueel) (?P<possible>.+)")
SHARE = re.compile(rf"(?P<word>.+?)(?:: ?| )(?P<count>{WHOLE})|(?P<count2>{WHOLE})(?: x)? (?P<word2>.+)")
YES_NO = {
    "ja": True,
    "nee": False,
    "j": True,
    "n": False,
    "waar": True,
    "onwaar": False,
    "true": True,
    "false": False,
}

DWELLINGS = (
    f"Verwacht: een aantal (20 woningen, Ca. 30 woningen, 24) of Nnb. {DWELLINGS_SENTENCE.split(';')[0]}."
)
BAT = "Verwacht: Score 2, Score 0-2 (van laag naar hoog, 0 tot en met 4) of Nnb."
YES = "Verwacht: ja of nee."
BOTH_FIT = (
    "Dit past bij twee: bij de een als naam, bij de ander als code. Geef een van beide in Wonen een andere "
    "naam of code; van een corporatie kunt u ook de kolom Corporatiecode invullen."
)
NOT_BOTH = RULE["project_rent_class_once"].sentence


def refuse_ambiguous(found: Iterable[int]) -> None:
    """Refuse a text of which two rows fit."""
    if AMBIGUOUS in found:
        raise NotationError(BOTH_FIT)


def dwellings(text: str) -> Facts:
    if is_unknown(text):
        return {"dwellings": None, "dwellings_approximate": False}
    found = COUNT.fullmatch(folded(text))
    count = read_whole(found["count"]) if found else 0
    if not found or not is_plausible(count):
        if number := re.search(r"[0-9][0-9., ]*[0-9]", line(text)):
            refuse_two_ways(number[0], "", 0)
        raise NotationError(DWELLINGS)
    return {"dwellings": count, "dwellings_approximate": bool(found["about"])}


def dwellings_alone(text: str) -> Facts:
    """Read the number beside which another column says whether it is about right; what it says counts."""
    facts = dwellings(text)
    return facts if facts["dwellings_approximate"] else {"dwellings": facts["dwellings"]}


def yes_no(name: str, text: str) -> Facts:
    if folded(text) not in YES_NO:
        raise NotationError(YES)
    return {name: YES_NO[folded(text)]}


def bat(text: str) -> Facts:
    if is_unknown(text):
        return {"bat_from_id": None, "bat_to_id": None}
    found = SCORES.fullmatch(folded(text))
    lowest, highest = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if lowest > highest:
        raise NotationError(BAT)
    return {"bat_from_id": lowest, "bat_to_id": highest}


def bat_end(name: str, text: str) -> Facts:
    """Read one end of the range of scores."""
    scores = bat(text)
    if scores["bat_from_id"] != scores["bat_to_id"]:
        raise NotationError("Verwacht: één score, van 0 tot en met 4, of Nnb.")
    return {name: scores["bat_from_id"]}


def sustainability(words: Words, text: str) -> Facts:
    if is_unknown(text):
        return {"sustainability_id": None, "sustainability_at_least": False}
    found = AT_LEAST.fullmatch(folded(text))
    level = words.level_words.get(found[1] or found[2] if found else folded(text))
    if level is None:
        labels = ", ".join(each.label for each in words.levels)
        raise NotationError(f"Verwacht: {labels}, met of zonder 'Tenminste' ervoor, of Nnb.")
    refuse_ambiguous([level])
    return {"sustainability_id": level, "sustainability_at_least": bool(found)}


def level_code(words: Words, text: str) -> Facts:
    """Read the level alone; whether more is possible stands in another column."""
    facts = sustainability(words, text)
    return facts if facts["sustainability_at_least"] else {"sustainability_id": facts["sustainability_id"]}


def types(words: Words, text: str) -> Facts:
    """Read 'Mix gestapeld met lift, grondgebonden gezins en wonen met zorg', 'Ntb (mix)' or 'Nnb'."""
    plain = folded(text)
    if is_unknown(plain) and plain not in {"ntb", "n.t.b.", "nader te bepalen"}:
        return {"types": [], "housing_types_undecided": False, "with_care": False}
    undecided = UNDECIDED_MIX.fullmatch(plain)
    if undecided:
        plain = undecided["rest"] or ""
    elif mix := DECIDED_MIX.fullmatch(plain):
        plain = mix["rest"]
    found = _types(words, plain) if plain else frozenset()
    if found is None:
        labels = ", ".join(each.label for each in words.types)
        raise NotationError(
            f"Verwacht: {labels}, 'Gestapeld (deels met lift)', een mix daarvan ('Mix … en …'), {WITH_CARE}, "
            "'Ntb (mix)' of Nnb."
        )
    refuse_ambiguous(found)
    with_care = CARE in found or bool(undecided and (undecided["care"] or undecided["care2"]))
    return {
        "types": sorted(found - {CARE}),
        "housing_types_undecided": bool(undecided),
        "with_care": with_care,
    }


def types_alone(words: Words, text: str) -> Facts:
    """Read a list of types beside which other columns tell the rest; what it does tell counts."""
    return {name: value for name, value in types(words, text).items() if value is not False}


def _types(words: Words, text: str) -> frozenset[int] | None:
    if len(text) > LONGEST_LIST:
        return None
    phrases = dict(words.type_words)
    for form, variants in words.variants.items():
        for found in re.finditer(rf"{re.escape(form)} \(([^()]*)\)", text):
            named = listed(found[1], variants)
            if named and len(named) > 1:
                phrases[found[0]] = frozenset().union(*named)
    parts = listed(text, phrases)
    return None if parts is None else frozenset[int]().union(*parts)


def rent_classes(words: Words, text: str) -> Facts:
    """Read 'Betaalbaar + Sociale hogere huur (eventueel aangevuld met Vrije huur)', 'Mogelijk …' or 'Nnb'."""
    if is_unknown(text):
        return {"certain": [], "possible": []}
    plain = folded(text)
    certain, possible = plain, ""
    if maybe := MAYBE.fullmatch(plain):
        certain, possible = "", maybe["possible"]
    elif added := ADDED.fullmatch(plain):
        certain, possible = added["certain"], added["possible"]
    facts = {"certain": classes(words, certain), "possible": classes(words, possible)}
    if set(facts["certain"]) & set(facts["possible"]):
        raise NotationError(NOT_BOTH)
    return facts


def classes(words: Words, text: str) -> list[int]:
    """Read a list of rent classes, by name or code."""
    plain = folded(text)
    if not plain or is_unknown(plain):
        return []
    parts = listed(plain, words.class_words) if len(plain) <= LONGEST_LIST else None
    found = [pk for part in parts or () for pk in part]
    refuse_ambiguous(found)
    if not found or len(set(found)) < len(found):
        labels = ", ".join(each.label for each in words.classes)
        raise NotationError(
            f"Verwacht: {labels}, met + ertussen; wat nog niet zeker is als '(eventueel aangevuld met …)'; "
            "of Nnb."
        )
    return sorted(found)


def split(words: Words, text: str) -> Facts:
    """Read 'betaalbaar: 10, vrije-huur: 14' or 'Betaalbaar 10 + Vrije huur 14'."""
    if is_unknown(text):
        return {"split": []}
    shares: dict[int, int] = {}
    for part in re.split(r"\s*[,;\n+]\s*", text.strip()):
        found = SHARE.fullmatch(folded(part))
        word, count = (
            (found["word"] or found["word2"], found["count"] or found["count2"]) if found else ("", "")
        )
        meant = words.class_words.get(word or "")
        if not meant or not is_plausible(read_whole(count)) or not shares.keys().isdisjoint(meant):
            raise NotationError("Verwacht: klasse en aantal, zoals 'Betaalbaar: 10, Vrije huur: 14', of Nnb.")
        refuse_ambiguous(meant)
        shares |= dict.fromkeys(meant, read_whole(count))
    return {"split": sorted([pk, count] for pk, count in shares.items())}


KINDS = {folded(word): kind.value for kind in Kind for word in (str(kind.label), kind.value)} | {
    "verbouw": Kind.NEW.value,
    "nieuwbouw / verbouw": Kind.NEW.value,
    "renovaties": Kind.RENOVATION.value,
    "aankopen": Kind.ACQUISITION.value,
}
SECTIONS_WITHOUT_KIND = {
    folded(word): str(section.label)
    for section in (Section.RESEARCH, Section.BUILDING)
    for word in (str(section.label), section.value)
} | {"in onderzoek": str(Section.RESEARCH.label)}
PHASES = {folded(word): phase.value for phase in Phase for word in (str(phase.label), phase.value)}
CHOICES = f"Verwacht: {', '.join(str(label) for label in Kind.labels)}."


def kind(text: str) -> Facts:
    """Read a kind. Some lists have the section there: that says nothing of the kind, which is then asked."""
    if folded(text) in SECTIONS_WITHOUT_KIND:
        return {}
    if folded(text) not in KINDS:
        raise NotationError(CHOICES)
    return {"kind": KINDS[folded(text)]}


def section(text: str) -> Facts:
    """Read a heading of the overview."""
    try:
        return kind(text)
    except NotationError as error:
        names = ", ".join(str(label) for label in Section.labels)
        raise NotationError(f"Verwacht: {names}.") from error


def phase(text: str) -> Facts:
    if is_unknown(text):
        return {"phase": ""}
    if folded(text) not in PHASES:
        raise NotationError(f"Verwacht: {', '.join(str(label) for label in Phase.labels)}, of Nnb.")
    return {"phase": PHASES[folded(text)]}


def title(name: str, longest: int, text: str) -> Facts:
    """Read a name; a project may be named 'Onbekend'."""
    return {name: one_line(text, longest, is_name=True)}


def short(name: str, longest: int, text: str) -> Facts:
    """Read a line of text; Nnb empties it."""
    return {name: "" if is_unknown(text) else one_line(text, longest)}


def one_line(text: str, longest: int, *, is_name: bool = False) -> str:
    found = line(text)
    sentence = too_long(found, longest) if len(found) > longest else illegible(found, is_name=is_name)
    if sentence:
        raise NotationError(sentence)
    return found


def note(name: str, text: str) -> Facts:
    return {name: "" if is_unknown(text) else text}


def codes(text: str) -> Facts:
    """Read 'dpi: 123' or 'dpi 123', one a line."""
    if is_unknown(text):
        return {"codes": []}
    return {"codes": sorted(_code(line(each)) for each in text.splitlines())}


def _code(text: str) -> list[str]:
    pair = read_code(text)
    if pair is None or (":" not in text and not re.search("[0-9]", pair[1])):  # 'nog aanvragen' is no code
        raise NotationError("Verwacht: systeem en code, zoals 'dpi: 123', één per regel, of Nnb.")
    fault = too_long(pair[1], LONGEST_CODE) if len(pair[1]) > LONGEST_CODE else code_fault(pair[1])
    if fault:
        raise NotationError(fault)
    return [*pair]


def number(name: str, text: str) -> Facts:
    """Read the number of a project in Wonen."""
    found = line(text)
    if not re.fullmatch("[0-9]{1,15}", found):
        raise NotationError("Verwacht: het nummer van een project in Wonen, of leeg.")
    return {name: int(found)}


def year(name: str, text: str) -> Facts:
    moment = read_moment(text)
    if moment.quarter or not moment.is_whole:
        raise NotationError(MOMENT_SENTENCE)
    return {name: moment.year}


def quarter(name: str, text: str) -> Facts:
    if is_unknown(text):
        return {name: None}
    found = re.fullmatch("[qk]?([1-4])", folded(text))
    if not found:
        raise NotationError("Verwacht: een kwartaal, 1 tot en met 4, of Nnb.")
    return {name: int(found[1])}


def one_of(name: str, known: dict[str, int], sentence: str, text: str) -> Facts:
    """Look up a name or code."""
    pk = known.get(folded(text))
    if pk is None:
        raise NotationError(sentence)
    refuse_ambiguous([pk])
    return {name: pk}
