"""Which projects a member of staff chooses: by the choices of the public side, drafts included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django_filters import CharFilter

from projects.editing.completeness import incomplete
from projects.filters.choose import MORE, ChoiceForm, Group
from projects.filters.filterset import ProjectFilterSet
from projects.filters.selection import Selection
from projects.models import ExternalCode, Project
from projects.models.querysets import ProjectQuerySet
from wonen.dutch.filters import YesNoFilter

OF_STAFF = ("openbaar", "onvolledig", "voorbeeld", "code")


class StaffFilterSet(ProjectFilterSet):
    """The choices of the public side, and what only staff sees."""

    openbaar = YesNoFilter(label="Openbaar", field_name="is_public")
    onvolledig = YesNoFilter(label="Nog aan te vullen", method="lacking")
    voorbeeld = YesNoFilter(label="Voorbeelddata", field_name="is_example")

    code = CharFilter(label="Code in een ander systeem", method="coded", max_length=60)

    def coded(self, queryset: ProjectQuerySet, _name: str, code: str) -> ProjectQuerySet:
        return queryset.filter(pk__in=ExternalCode.objects.filter(code__iexact=code).values("project"))

    def lacking(self, queryset: ProjectQuerySet, _name: str, value: bool) -> ProjectQuerySet:
        found = incomplete(Project.objects.all()).values("pk")
        return queryset.filter(pk__in=found) if value else queryset.exclude(pk__in=found)


@dataclass(frozen=True)
class StaffChoiceForm(ChoiceForm):
    """The form of the choice, with what only staff can choose in front of the rest that is folded away."""

    @property
    def more(self) -> list[Group]:
        return [Group("Beheer", self._fields(OF_STAFF)), *super().more]

    @property
    def more_in_use(self) -> int:
        names = {name for group in MORE.values() for name in group} | set(OF_STAFF)
        return len(names & {*self.selection.chosen, *self.selection.filterset.form.errors})

    @property
    def more_is_wrong(self) -> bool:
        return super().more_is_wrong or bool(set(OF_STAFF) & set(self.selection.filterset.form.errors))

    def _shown(self) -> set[str]:
        return super()._shown() | set(OF_STAFF)


def staff_selection(
    query: QueryDict, projects: ProjectQuerySet, kept: Sequence[tuple[str, str]] = ()
) -> Selection:
    """Read the choice of an address of the back office."""
    return Selection(StaffFilterSet(query, projects), {}, kept)


def chosen_only(query: QueryDict) -> QueryDict:
    """Return of an address only the choices, to hand them to another page."""
    kept: Any = QueryDict(mutable=True)
    for name, values in query.lists():
        if name in StaffFilterSet.base_filters:
            kept.setlist(name, values)
    return kept  # type: ignore[no-any-return]
