"""What no line of text can be: an error or formula of a spreadsheet, or one with a character that is lost."""

import re

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

# As Python and PostgreSQL both read them: no class of which the language of a database changes the meaning.
CAPITALS = r"A-Z\u00c0-\u00de\u0100-\u017f\u0410-\u042f"
# #VERW!, #NAAM?, #DEEL/0!, #¡REF!, #N/B and #NV, #GETTING_DATA, ##### and Err:502, in whatever language;
# and what Google Sheets shows before there is an answer.
SPREADSHEET_ERROR = (
    r"#[\u00a1\u00bf]?[a-z\u00df-\u00ff\u0370-\u0409\u0430-\u04ff" + CAPITALS + r"][^ #]{1,20}[!?]"
    rf"|#[{CAPITALS}]/[{CAPITALS}]{{1,2}}|#N[AV]|#[{CAPITALS}]+(?:_[{CAPITALS}]+)+|#+"
    r"|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\u2026)"
)
FORMULA = r"'*[=\uff1d].*"
LEFTOVER = f"(?:{SPREADSHEET_ERROR}|{FORMULA})"
# What is shown as a box or stands for lost text: signs that Arabic script puts before numbers, private use,
# embedded objects, U+FFFD, the control of hieroglyphs, and code points that are no characters.
LOST = (
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff"
    r"\U000110bd\U000110cd\U00013430-\U0001345f"
    + "".join(rf"\U000{plane:x}fffe\U000{plane:x}ffff" for plane in range(1, 14))
    + r"\U000efffe-\U0010ffff"
)
# Of the alphabets in which a name here may be written, without their loose accents and signs.
LETTER_OR_DIGIT = (
    r"[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u0373\u0376\u0377\u037b-\u037d"
    r"\u037f\u0386\u0388-\u03f5\u03f7-\u0481\u048a-\u052f\u1e00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec"
    r"\u1ff2-\u1ffc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
IS_LEFTOVER = (
    "Dit is een foutmelding of een rest van een formule uit een spreadsheet ({}). Verwacht: wat er had "
    "moeten staan."
)
IS_LOST = "Teken {} is niet te lezen ({}). Verwacht: de letter die daar hoort."
NAMELESS = "Een naam heeft ten minste één Latijnse, Griekse of Cyrillische letter, of een cijfer."
SENTENCE = "Deze tekst is een fout of formule van een spreadsheet, of heeft een teken dat niet te lezen is."
NAME_SENTENCE = (
    "Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en "
    "heeft geen teken dat niet te lezen is."
)


def illegible(text: str, *, is_name: bool = False) -> str:
    """Return why a line cannot be what somebody meant, or nothing. Nothing is said of an empty one."""
    if re.fullmatch(LEFTOVER, text):
        return IS_LEFTOVER.format(text[:40])
    if lost := re.search(f"[{LOST}]", text):
        return IS_LOST.format(lost.start() + 1, f"U+{ord(lost[0]):04X}")
    return NAMELESS if is_name and text and not re.search(LETTER_OR_DIGIT, text) else ""


def check_line(text: str) -> None:
    """Refuse a line that is ``illegible``."""
    if sentence := illegible(text):
        raise ValidationError(sentence)


def check_name(text: str) -> None:
    """Refuse a name that is ``illegible``."""
    if sentence := illegible(text, is_name=True):
        raise ValidationError(sentence)


def is_legible(field: str, name: str, *, is_name: bool) -> CheckConstraint:
    """Return the constraint that a column holds a line, or a name, that is not ``illegible``."""
    condition = ~Q(**{f"{field}__regex": f"^{LEFTOVER}$|[{LOST}]"})
    if is_name:
        condition &= Q(**{f"{field}__regex": LETTER_OR_DIGIT})
    return CheckConstraint(
        condition=condition, name=name, violation_error_message=NAME_SENTENCE if is_name else SENTENCE
    )
