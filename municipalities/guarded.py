"""What lists and forms of the back office share: fixed keys, only the filters on the page, history."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from municipalities.acts import Act, act
from municipalities.history import pages
from municipalities.history.tables import TABLES

Row = TypeVar("Row", bound=Model)


class Guarded(admin.ModelAdmin[Row]):
    """Keys that others refer to stay as they are, and only the filters on the page filter a list.

    Django lets anyone on a list filter by any column and lookup in the address; a pattern that
    PostgreSQL cannot read would then be a server error.
    """

    fixed_fields: ClassVar[tuple[str, ...]] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        return self.fixed_fields if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {} if obj else dict(self.prepopulated_fields)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Row], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Refuse a selection that holds something other than keys; Django would look for it all the same."""
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(key)
        except ValidationError:
            return render(request, "400.html", status=400)
        return super().response_action(request, queryset, *args, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002
        endings = ("", "__exact", "__id__exact", "__isnull")
        own = {getattr(each, "parameter_name", each) for each in self.list_filter}
        return lookup in own | {f"{field}{ending}" for field in self.list_filter for ending in endings}

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the history that the database keeps; it lives on when the row is gone."""
        if self.model._meta.label_lower not in TABLES:  # of users and roles Django keeps a log
            return super().history_view(request, object_id, extra_context)
        return pages.row(request, self.model, unquote(object_id))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        pages.tell_way_back(request, self.model, [obj_id])
        return response

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Remove a selection as one act, to be taken back as a whole."""
        keys = list(queryset.values_list("pk", flat=True))
        with act(Act.BULK, f"{self.opts.verbose_name_plural} verwijderd", request.user.pk):
            super().delete_queryset(request, queryset)
        pages.tell_way_back(request, self.model, keys)
