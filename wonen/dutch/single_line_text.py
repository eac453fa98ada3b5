"""Text of one line and of several, as people see it: what cannot be seen never makes two of them differ."""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q

from wonen.dutch.legible import IS_LEFTOVER, SPREADSHEET_ERROR, check_line, check_name, is_legible

# As Python and PostgreSQL both read it: control characters, every space but the usual one, and what is shown
# as nothing (what Unicode calls Default_Ignorable_Code_Point, the empty pattern of Braille, a note without a
# head, joiners and fillers of other scripts). Besides two hyphens that look as the usual one: word processors
# write them so that no line breaks there.
UNSEEN = (
    r"\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u2011"
    r"\u2028-\u202f\u205f-\u206f\u2800\u2d7f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001107f\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
HYPHENS = {"\u2010", "\u2011"}
# What shows nothing; of the above the hyphens are seen.
BLANK = " " + UNSEEN.replace(r"\u2000-\u2011", r"\u2000-\u200f")
VISIBLE = f"[^{BLANK}]"
VISIBLE_CHARACTER = re.compile(VISIBLE)
# On several lines an error stands on one of them.
ERROR_ALONE = f"^[{BLANK}]*(?:{SPREADSHEET_ERROR.replace('[^ #]', f'[^ #{UNSEEN}]')})[{BLANK}]*$"
EMPTY_BRAILLE = "\u2800"  # as wide as a letter
UNSEEN_CHARACTER = re.compile(f"[{UNSEEN}]")
# The validators of form fields and of columns.
OF_LINES: list[Callable[[Any], None]] = [check_line]
OF_NAMES: list[Callable[[Any], None]] = [check_name]
NOTE_SENTENCE = "Deze tekst is een fout van een spreadsheet, of er is niets van te zien."
SENTENCE = "Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens."


def line(text: str) -> str:
    """Return the text on one line: letters with their accents composed (NFC), one space between words.

    A spreadsheet gives line breaks and hard spaces, a Mac loose accents, a web page soft hyphens.
    """
    seen = UNSEEN_CHARACTER.sub(lambda found: _as_seen(found[0]), text)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _as_seen(character: str) -> str:
    if character in HYPHENS:
        return "-"
    return " " if character.isspace() or character == EMPTY_BRAILLE else ""


def lines(text: str) -> str:
    """Return text of several lines with one kind of line end: a browser sends two characters for each.

    Text of which nothing is seen is empty.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if VISIBLE_CHARACTER.search(text) else ""


def lines_fault(text: str) -> str:
    """Return why ``lines`` cannot be what somebody meant: a file with only this in a cell is refused."""
    found = line(text)
    return IS_LEFTOVER.format(found[:40]) if re.fullmatch(SPREADSHEET_ERROR, found) else ""


def check_lines(text: str) -> None:
    """Refuse text that is nothing but an error of a spreadsheet."""
    if sentence := lines_fault(text):
        raise ValidationError(sentence)


OF_SEVERAL: list[Callable[[Any], None]] = [check_lines]


def too_long(text: str, longest: int) -> str:
    return f"Verwacht: hoogstens {longest} tekens. Dit zijn er {len(text)}."


class LineFormField(forms.CharField):
    """Reads a ``line``: its length is that of what is kept."""

    default_validators = OF_LINES

    def to_python(self, value: Any) -> str:
        return line(super().to_python(value) or "")


class NameFormField(LineFormField):
    """Reads a name: a ``line`` with a letter or digit."""

    default_validators = OF_NAMES


class LinesFormField(forms.CharField):
    """Reads ``lines``; what a browser makes of the line ends is no change."""

    default_validators = OF_SEVERAL

    def to_python(self, value: Any) -> str:
        return lines(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(lines(initial) if isinstance(initial, str) else initial, data)


if TYPE_CHECKING:
    Text = models.CharField[str, str]
    LongText = models.TextField[str, str]
else:  # only the types know what it holds
    Text, LongText = models.CharField, models.TextField


class LineField(Text):
    """A column that holds a ``line``, whatever it is given; ``line_rules`` have the database keep it so."""

    default_validators = OF_LINES
    form_class: type[LineFormField] = LineFormField

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return line(found) if isinstance(found, str) else found

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **kwargs})

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def deconstruct(self) -> Any:
        """Return it as the column of text that it is for migrations: there is nothing to migrate."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class NameField(LineField):
    """A column that holds a name that people gave: a ``line`` with a letter or digit."""

    default_validators = OF_NAMES
    form_class = NameFormField


class LinesField(LongText):
    """A column that holds ``lines``, whatever it is given; ``lines_rule`` has the database keep it so."""

    default_validators = OF_SEVERAL

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return lines(found) if isinstance(found, str) else found

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LinesFormField, **kwargs})

    def deconstruct(self) -> Any:
        """Return it as the text column that it is, likewise."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def is_line(field: str, name: str) -> CheckConstraint:
    """Return the constraint that a column holds a ``line``."""
    return CheckConstraint(
        condition=~Q(**{f"{field}__regex": f"[{UNSEEN}]|^ | $|  "})
        & Q(**{field: Func(F(field), function="normalize")}),
        name=name,
        violation_error_message=SENTENCE,
    )


def lines_rule(field: str, name: str) -> CheckConstraint:
    """Return the constraint that a column holds ``lines`` that are no error of a spreadsheet."""
    return CheckConstraint(
        condition=Q(**{field: ""})
        | Q(**{f"{field}__regex": VISIBLE}) & ~Q(**{f"{field}__regex": ERROR_ALONE}),
        name=name,
        violation_error_message=NOTE_SENTENCE,
    )


def line_rules(field: str, prefix: str, *, is_name: bool = False) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the constraints of a column that holds a ``line``, or a name; ``prefix`` begins their names."""
    return is_line(field, f"{prefix}_line"), is_legible(field, f"{prefix}_legible", is_name=is_name)
