"""Lists and forms of the back office in which rows belong to municipalities, or to all of them."""

from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from municipalities.access.editable import NOT_YOURS, NOT_YOURS_OF_ALL
from municipalities.access.own_areas import OwnAreas, places_of
from wonen.office.base_admin import BaseAdmin

Row = TypeVar("Row", bound=Model)


class MunicipalityScopedAdmin(OwnAreas, BaseAdmin[Row]):
    """A row with a municipality is written by who may write there.

    Every other row is of all municipalities, whatever else it refers to, and is for who may write everywhere.
    A table for which that is too strict says so in ``may_write`` and ``may_write_any``. The form offers only
    what the user may write.
    """

    @property
    def has_places(self) -> bool:
        """Whether the rows belong to municipalities, by a column of that name."""
        return any(each.name == "municipality" for each in self.opts.concrete_fields)

    def may_write(self, request: HttpRequest, row: Any) -> bool:
        """Say whether a row, as it is in memory, lies where the user may write."""
        return (row.municipality_id if self.has_places else None) in places_of(request)

    def may_write_any(self, request: HttpRequest) -> bool:
        """Say whether the user may write some row of this table, there or still to be made."""
        places = places_of(request)
        return bool(places) if self.has_places else places.everywhere

    def why_not(self) -> str:
        """Return the sentence for who has the right, but not here."""
        return NOT_YOURS if self.has_places else NOT_YOURS_OF_ALL

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Require a municipality of who does not write everywhere: without one a row is of all of them.

        What the form says of an empty choice is then not true. With one municipality nothing is chosen.
        """
        form = super().get_form(request, obj, change=change, **kwargs)
        field: Any = form.base_fields.get("municipality")
        if field is not None and not field.required and not places_of(request).everywhere:
            field.required, field.help_text = True, ""
            field.empty_label = None if places_of(request).only_one else "Kies een gemeente"
        return form
