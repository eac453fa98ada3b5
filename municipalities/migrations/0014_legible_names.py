"""Keep names, sources and notes without errors of spreadsheets, and names and codes of their own.

Names and sources are on one line, without lost characters; capitals make no other name or code.

What is there already is made so. What it was stays in the history, and in the name if that said nothing.
The rules stand here as they were when this was written. The migration of projects uses them too.
"""

import re
from itertools import count

from django.db import migrations, models
from django.db.models.functions import Lower, Trim

from wonen.dutch.single_line_text import line

UNSEEN = (
    r"[\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u2011"
    r"\u2028-\u202f\u205f-\u206f\u2800\u2d7f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001107f\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|^ | $|  "
)
CAPITALS = r"A-Z\u00c0-\u00de\u0100-\u017f\u0410-\u042f"
LEFTOVER = (
    r"(?:#[\u00a1\u00bf]?[a-z\u00df-\u00ff\u0370-\u0409\u0430-\u04ff" + CAPITALS + r"][^ #]{1,20}[!?]"
    rf"|#[{CAPITALS}]/[{CAPITALS}]{{1,2}}|#N[AV]|#[{CAPITALS}]+(?:_[{CAPITALS}]+)+|#+"
    r"|(?:Err|Error|Fehler|Fout) ?:[0-9]{3}|(?:Laden|Loading)(?:[.]{3}|\u2026)|'*[=\uff1d].*)"
)
LOST = (
    r"[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff"
    r"\U000110bd\U000110cd\U00013430-\U0001345f"
    + "".join(rf"\U000{plane:x}fffe\U000{plane:x}ffff" for plane in range(1, 14))
    + r"\U000efffe-\U0010ffff]"
)
LETTER_OR_DIGIT = (
    r"[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u0373\u0376\u0377\u037b-\u037d"
    r"\u037f\u0386\u0388-\u03f5\u03f7-\u0481\u048a-\u052f\u1e00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec"
    r"\u1ff2-\u1ffc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
BLANK = (
    r" \u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u2d7f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001107f\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
VISIBLE = f"[^{BLANK}]"
ERROR_ALONE = "^[{0}]*(?:{1})[{0}]*$".format(
    BLANK,
    LEFTOVER.removeprefix("(?:")
    .removesuffix(r"|'*[=\uff1d].*)")
    .replace("[^ #]", f"[^ #{UNSEEN[1 : UNSEEN.index(']')]}]"),
)
NOTE_SENTENCE = "Deze tekst is een fout van een spreadsheet, of er is niets van te zien."
LINE_SENTENCE = "Deze tekst staat op één regel, met enkele spaties en zonder onzichtbare tekens."
SENTENCE = "Deze tekst is een fout of formule van een spreadsheet, of heeft een teken dat niet te lezen is."
NAME_SENTENCE = (
    "Een naam heeft ten minste één letter of cijfer, is geen fout of formule van een spreadsheet, en "
    "heeft geen teken dat niet te lezen is."
)
# Of each model the columns with a name, and the columns besides which two may not have the same name.
NAMES = (
    ("ApiToken", "name", "api_token_name", ("owner", "revoked_at")),
    ("Corporation", "name", "corporation_name", ()),
    ("Indicator", "name", "indicator_name", ()),
    ("IndicatorClass", "name", "indicator_class_name", ("indicator",)),
    ("Municipality", "name", "municipality_name", ()),
    ("Municipality", "town", "municipality_town", None),
    ("Region", "name", "region_name", ()),
    ("Theme", "name", "theme_name", ()),
)
# Where capitals make no other name or code, with how the later of two is marked and what is said of it.
UNIQUE = (
    ("Corporation", "code", "corporation_code_unique", "-{}", "Er is al een corporatie met deze code."),
    ("Corporation", "name", "corporation_name_unique", " ({})", "Er is al een corporatie met deze naam."),
    ("Municipality", "name", "municipality_name_unique", " ({})", "Er is al een gemeente met deze naam."),
    ("Region", "name", "region_name_unique", " ({})", "Er is al een regio met deze naam."),
)
WAS_UNIQUE = ("corporation_code_unique", "region_name_unique")
NOTES = (
    ("Figure", "note", "figure_note_legible"),
    ("Figure", "internal_note", "figure_internal_note_legible"),
    ("Indicator", "definition", "indicator_definition_legible"),
    ("RentLimits", "note", "rent_limits_note_legible"),
)
SOURCES = (("Figure", "source", "figure_source"), ("Indicator", "source", "indicator_source"))
# Of each model with a code its own rule of it; that it has a name is a rule of names now.
CODES = (
    ("theme", "theme", "thema"),
    ("indicator", "indicator", "kengetal"),
    ("indicatorclass", "indicator_class", "klasse"),
)
SWITCH_FIXED = "ALTER TABLE municipalities_apitoken {} TRIGGER pgtrigger_api_token_fixed_a97ca"


def readable(text):
    """Return a line with a question mark for each lost character; of ``="0013"`` what it says."""
    found = line(text)
    quoted = re.fullmatch('\'*="(.*)"', found)
    return line(re.sub(LOST, "?", quoted[1] if quoted else found))


def means_something(text):
    return bool(text) and not re.fullmatch(LEFTOVER, text)


def name_of(text, noun, pk):
    """Return a name for what was named ``text``."""
    found = readable(text)
    if means_something(found) and re.search(LETTER_OR_DIGIT, found):
        return found
    return f"{noun} {pk} (was {found})" if found else f"{noun} {pk}"


def free(others, column, name, mark=" ({})"):
    """Return the name, with a number behind it if another row has it."""
    longest = others.model._meta.get_field(column).max_length
    ends = ("" if number == 1 else mark.format(number) for number in count(1))
    ways = (f"{name[: longest - len(end)].rstrip()}{end}" for end in ends)
    keys = others.alias(key=Lower(Trim(column)))
    return next(found for found in ways if not keys.filter(key=found.lower()).exists())


def beside(rows, pk, within, place):
    """Return the other rows with the same ``within``."""
    others = rows.exclude(pk=pk)
    for name, value in zip(within, place, strict=True):
        others = others.filter(**{f"{name}__isnull": True} if value is None else {name: value})
    return others


def make_unique(model, column, mark=" ({})", within=()):
    """Put a number behind the later of two names or codes that differ in capitals only."""
    rows = model.objects.order_by("pk")
    for pk, text, *place in list(rows.values_list("pk", column, *within)):
        others = beside(rows, pk, within, place)
        if others.filter(pk__lt=pk).alias(key=Lower(column)).filter(key=Lower(models.Value(text))).exists():
            rows.filter(pk=pk).update(**{column: free(others, column, text, mark)})


def make_names(model, column, within=()):
    """Make the names of a table right, unique among rows with the same ``within``; None: not unique."""
    noun = str(model._meta.verbose_name)
    rows = model.objects.order_by("pk")
    for pk, text, *place in list(rows.values_list("pk", column, *within or ())):
        found = name_of(text, noun[:1].upper() + noun[1:], pk)
        if found == text:
            continue
        others = rows.none() if within is None else beside(rows, pk, within, place)
        rows.filter(pk=pk).update(**{column: free(others, column, found)})


def make_lines(model, column, instead=""):
    """Make a column of a table right; ``instead`` stands for a text that says nothing."""
    rows = model.objects.order_by("pk")
    longest = model._meta.get_field(column).max_length
    for pk, text in list(rows.values_list("pk", column)):
        found = readable(text)
        if not means_something(found):
            found = instead.format(found)
        if found != text:
            rows.filter(pk=pk).update(**{column: found[:longest].rstrip()})


def make_notes(rows, column, instead=""):
    """Empty notes that say nothing, or put ``instead`` there; the history has what they were."""
    wrong = rows.exclude(**{column: ""}).filter(
        models.Q(**{f"{column}__regex": ERROR_ALONE}) | ~models.Q(**{f"{column}__regex": VISIBLE})
    )
    for pk, text in list(wrong.order_by("pk").values_list("pk", column)):
        was = f" (was {line(text)})" if line(text) else ""
        rows.filter(pk=pk).update(**{column: instead and f"{instead}{was}"})


def make_all_notes(apps):
    """A figure in doubt and an indicator must have one."""
    figures = apps.get_model("municipalities", "Figure").objects
    make_notes(figures.filter(status__in=("afgeleid", "onleesbaar")), "note", "Onbekend")
    make_notes(apps.get_model("municipalities", "Indicator").objects, "definition", "Onbekend")
    for model, column, _ in NOTES:
        make_notes(apps.get_model("municipalities", model).objects, column)


def make_all(apps, schema_editor):
    if schema_editor:  # nothing of a token changes, but here
        schema_editor.execute(SWITCH_FIXED.format("DISABLE"))
    for model, column, _, within in NAMES:
        make_names(apps.get_model("municipalities", model), column, within)
    for model, column, _, mark, _ in UNIQUE:
        make_unique(apps.get_model("municipalities", model), column, mark)
    make_all_notes(apps)
    for model, column, _ in SOURCES:
        make_lines(apps.get_model("municipalities", model), column)
    if schema_editor:  # what waits for the end of the transaction would forbid to change the table
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute(SWITCH_FIXED.format("ENABLE"))


def line_rules(field, prefix, *, is_name):
    composed = models.Func(models.F(field), function="normalize")
    is_legible = models.Q((f"{field}__regex", f"^{LEFTOVER}$|{LOST}"), _negated=True)
    if is_name:
        is_legible = models.Q(is_legible, (f"{field}__regex", LETTER_OR_DIGIT))
    return (
        models.CheckConstraint(
            condition=models.Q(models.Q((f"{field}__regex", UNSEEN), _negated=True), (field, composed)),
            name=f"{prefix}_line",
            violation_error_message=LINE_SENTENCE,
        ),
        models.CheckConstraint(
            condition=is_legible,
            name=f"{prefix}_legible",
            violation_error_message=NAME_SENTENCE if is_name else SENTENCE,
        ),
    )


def lines_rule(field, name):
    return models.CheckConstraint(
        condition=models.Q(
            (field, ""),
            models.Q((f"{field}__regex", VISIBLE), models.Q((f"{field}__regex", ERROR_ALONE), _negated=True)),
            _connector="OR",
        ),
        name=name,
        violation_error_message=NOTE_SENTENCE,
    )


def unique_rule(column, name, sentence):
    return models.UniqueConstraint(Lower(column), name=name, violation_error_message=sentence)


DOUBT = models.CheckConstraint(
    condition=models.Q(
        models.Q(("status__in", ("afgeleid", "onleesbaar")), _negated=True),
        ("note__regex", VISIBLE),
        _connector="OR",
    ),
    name="figure_doubt_explained",
    violation_error_message=(
        "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid of niet leesbaar is."
    ),
)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0013_mark_rows_at_once")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name=model, name=f"{prefix}_named")
            for model, prefix, _ in CODES
        ),
        *(
            migrations.RemoveConstraint(model_name=model.lower(), name=name)
            for model, _, name, _, _ in UNIQUE
            if name in WAS_UNIQUE
        ),
        migrations.RunPython(make_all, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=rule)
            for model, column, prefix, _ in NAMES
            for rule in line_rules(column, prefix, is_name=True)
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=models.Q(("code__regex", "^[-a-zA-Z0-9_]+$")),
                    name=f"{prefix}_code_form",
                    violation_error_message=(
                        f"De code van een {word} bestaat uit letters, cijfers en streepjes."
                    ),
                ),
            )
            for model, prefix, word in CODES
        ),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=rule)
            for model, column, prefix in SOURCES
            for rule in line_rules(column, prefix, is_name=False)
        ),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=unique_rule(column, name, sentence))
            for model, column, name, _, sentence in UNIQUE
        ),
        *(
            migrations.AddConstraint(model_name=model.lower(), constraint=lines_rule(column, name))
            for model, column, name in NOTES
        ),
        migrations.RemoveConstraint(model_name="figure", name="figure_doubt_explained"),
        migrations.AddConstraint(model_name="figure", constraint=DOUBT),
    ]
