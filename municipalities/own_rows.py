"""What the back office shares for rows of a municipality: all staff see them, few may write them."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest

from municipalities.access import NOT_YOURS, editable_by, may_write, writes_everywhere, writes_somewhere
from municipalities.guarded import Guarded
from municipalities.models import Municipality, Region

Row = TypeVar("Row", bound=Model)


class OwnRows(Guarded[Row]):
    """Only rows of the user's own municipalities can be added, changed or removed.

    A row has ``municipality_id``; None is of a region or corporation-wide. The form offers only what the
    user may write, and whatever came past the form is refused when it is saved.
    """

    def may_write(self, request: HttpRequest, row: Any) -> bool:
        return row_is_own(request, row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and writes_somewhere(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the areas that the user may write; another one that is posted is refused in words."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        offered = own_areas(db_field.related_model, request)
        if field is not None and offered is not None:
            field.queryset = offered
            if not writes_everywhere(request.user):
                field.error_messages["invalid_choice"] = NOT_YOURS
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Require a municipality of who does not write everywhere: without one a row is of all of them."""
        form = super().get_form(request, obj, change, **kwargs)
        field = form.base_fields.get("municipality")
        if field is not None and not field.required and not writes_everywhere(request.user):
            field.required = True
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Refuse what no form let through: the row as it was, and as it becomes, must be the user's own."""
        before = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        if not self.may_write(request, obj) or (before is not None and not self.may_write(request, before)):
            raise PermissionDenied(NOT_YOURS)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if not self.has_delete_permission(request, obj):
            raise PermissionDenied(NOT_YOURS)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        if not all(self.has_delete_permission(request, row) for row in queryset):
            raise PermissionDenied(NOT_YOURS)
        super().delete_queryset(request, queryset)


def row_is_own(request: HttpRequest, row: Any) -> bool:
    """Say whether the user may write the row. What is asked once holds for the rest of the request."""
    known: dict[int | None, bool] = request.__dict__.setdefault("may_write", {})
    if row.municipality_id not in known:
        known[row.municipality_id] = may_write(request.user, row.municipality_id)
    return known[row.municipality_id]


def own_areas(model: Any, request: HttpRequest) -> QuerySet[Any] | None:
    """Return the areas of a kind that the user may write; None if the model is no area."""
    if model is Municipality:
        return editable_by(request.user)
    if model is Region:
        regions = Region.objects.all()
        return regions if writes_everywhere(request.user) else regions.none()
    return None
