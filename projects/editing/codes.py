"""The codes of a project in other systems, typed as lines: the system, a colon, the code."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from projects.models import LONGEST_CODE, ExternalCode, Project
from projects.notation import printed_code, read_code
from projects.rules import code_fault
from wonen.dutch.single_line_text import line as one_line

TAKEN = "Regel {line}: deze code van dit systeem hoort al bij een ander project ({project})."
Codes = list[tuple[str, str]]


class CodesField(forms.CharField):
    widget = forms.Textarea({"rows": 2, "cols": 40, "class": "vLargeTextField"})

    def clean(self, value: str) -> Codes:
        text: str = super().clean(value)
        found: Codes = []
        for line, words in enumerate(text.splitlines(), start=1):
            if one_line(words):
                pair = _read(line, one_line(words))
                if pair in found:
                    raise ValidationError(f"Regel {line}: '{one_line(words)}' staat er twee keer.")
                found.append(pair)
        return found


def _read(line: int, words: str) -> tuple[str, str]:
    pair = read_code(words)
    if pair is None or len(pair[1]) > LONGEST_CODE:
        raise ValidationError(
            f"Regel {line}. Verwacht: het systeem (letters, cijfers of streepjes, hoogstens 30), een dubbele "
            f"punt en de code (hoogstens {LONGEST_CODE} tekens), zoals: dpi: 12345."
        )
    if sentence := code_fault(pair[1]):
        raise ValidationError(f"Regel {line}, de code: {sentence}")
    return pair


def as_shown(words: str) -> str:
    """Return a typed line as the form shows it, if it is a code."""
    pair = read_code(one_line(words))
    return printed_code(*pair) if pair else one_line(words)


def codes_of(project: Project) -> str:
    """Return the codes of a project as they are typed."""
    if project.pk is None:
        return ""
    return "\n".join(printed_code(each.system, each.code) for each in project.external_codes.all())


def check_codes(codes: Codes, project: Project) -> None:
    """Refuse a code that belongs to another project."""
    others = ExternalCode.objects.exclude(project=project.pk).select_related("project")
    taken = {
        (each.system, each.code): each.project
        for each in others.filter(system__in=[s for s, _ in codes], code__in=[c for _, c in codes])
    }
    problems = [
        TAKEN.format(line=line, project=taken[pair])
        for line, pair in enumerate(codes, start=1)
        if pair in taken
    ]
    if problems:
        raise ValidationError(problems)


def save_codes(project: Project, codes: Codes) -> None:
    """Make the codes of a project these; what is the same stays untouched."""
    known = {(each.system, each.code): each for each in ExternalCode.objects.filter(project=project)}
    gone = [each.pk for pair, each in known.items() if pair not in codes]
    if gone:
        ExternalCode.objects.filter(pk__in=gone).delete()
    for system, code in codes:
        if (system, code) not in known:
            ExternalCode.objects.create(project=project, system=system, code=code)
