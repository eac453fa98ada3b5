"""Where the user of a request may write, and the fields of forms that offer no other areas."""

from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, ManyToManyField, QuerySet
from django.http import HttpRequest

from municipalities.access.editable import NOT_YOURS, Places, editable_by
from municipalities.models import Municipality, Region

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    Base = BaseModelAdmin[Any]
else:
    Base = object


def places_of(request: HttpRequest) -> Places:
    """Return where the user may write. What is asked once holds for the rest of the request."""
    known: Places = request.__dict__.setdefault("places", Places(request.user))
    return known


class OwnAreas(Base):
    """Forms and inlines that offer the areas which the user may write; another that is posted is refused."""

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return offer_own(field, db_field.related_model, request)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return offer_own(field, db_field.related_model, request)


def offer_own(field: Any, model: Any, request: HttpRequest) -> Any:
    """Let a choice of areas hold the user's own, and say so of any other."""
    offered = own_areas(model, request)
    if field is not None and offered is not None:
        field.queryset = offered
        if not places_of(request).everywhere:
            refused = dict.fromkeys(("invalid_choice", "invalid_pk_value"), NOT_YOURS)
            field.error_messages = {**field.error_messages, **refused}
    return field


def own_areas(model: Any, request: HttpRequest) -> QuerySet[Any] | None:
    """Return the areas of a kind that the user may write; None if the model is no area."""
    if model is Municipality:
        return editable_by(request.user)
    if model is Region:
        regions = Region.objects.all()
        return regions if places_of(request).everywhere else regions.none()
    return None
