"""What lists and forms of the back office share: who may write which rows, fixed keys, filters, history."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wonen.history import pages
from wonen.history.audited_action import Act, act
from wonen.history.tables import TABLES
from wonen.office.words import OfficeWords
from wonen.refusals import NotAllowedError

Row = TypeVar("Row", bound=Model)


class BaseAdmin(OfficeWords, admin.ModelAdmin[Row]):
    """All staff see the rows; who may write them is for each kind to say. The site takes no other admin.

    Whatever came past a form is refused when it is saved: the row as it was, and as it becomes.

    Keys that others refer to stay as they are, and only the filters on the page filter a list. Django lets
    anyone on a list filter by any column and lookup in the address; a pattern that PostgreSQL cannot read
    would then be a server error.
    """

    fixed_fields: ClassVar[tuple[str, ...]] = ()

    def may_write(self, request: HttpRequest, row: Any) -> bool:  # noqa: ARG002
        """Say whether the user may write a row, as it is in memory: nobody, until an admin says who."""
        return False

    def may_write_any(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say whether the user may write some row of this table, there or still to be made."""
        return False

    def why_not(self) -> str:
        """Return the sentence for who has the right, but not here."""
        return ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self.may_write_any(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_own(request, obj)

    def _is_own(self, request: HttpRequest, row: Any) -> bool:
        return self.may_write_any(request) if row is None else self.may_write(request, row)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Refuse what no form let through: the row as it was, and as it becomes, must be the user's own."""
        before = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        if not all(self.may_write(request, row) for row in (obj, before) if row is not None):
            raise NotAllowedError(self.why_not())
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if not self.has_delete_permission(request, obj):
            raise NotAllowedError(self.why_not())
        super().delete_model(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say why a row is only shown to who might have changed it elsewhere."""
        row = context.get("original")
        may = super().has_change_permission(request, row)
        if row is not None and may and not self.may_write(request, row):
            context["not_yours"] = self.why_not()
        return super().render_change_form(request, context, *args, **kwargs)

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
        """Remove a selection as one act, to be taken back as a whole; all of it must be the user's own."""
        if not all(self.has_delete_permission(request, row) for row in queryset):
            raise NotAllowedError(self.why_not())
        keys = list(queryset.values_list("pk", flat=True))
        with act(Act.BULK, f"{self.opts.verbose_name_plural} verwijderd", request.user.pk):
            super().delete_queryset(request, queryset)
        pages.tell_way_back(request, self.model, keys)
