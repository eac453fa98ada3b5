"""The choices of the API: those of the pages, where every parameter stands by itself.

A form tells a person that two choices do not go together. A program sends what it was built to send: here
each combination has the meaning that follows from its parts, so that the description says all there is.
"""

from typing import Any

from django.http import QueryDict

from projects.filters import ProjectFilterSet
from projects.forms import AddressForm
from projects.models import Project
from projects.years import choose_year


class ProjectApiFilterSet(ProjectFilterSet):
    """``onderdeel`` without ``jaar`` is of the overview that a page shows by itself."""

    class Meta:
        model = Project
        form = AddressForm
        fields = ()

    def __init__(self, data: QueryDict, queryset: Any, **options: Any) -> None:
        if "onderdeel" in data and "jaar" not in data:
            data = data.copy()
            data["jaar"] = str(choose_year(QueryDict(), queryset).year)
        super().__init__(data, queryset, **options)
