"""The back office of regions, municipalities, corporations and rent limits."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from municipalities.models import Corporation, Municipality, Region, RentLimits

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

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002
        endings = ("", "__exact", "__id__exact", "__isnull")
        return lookup in {f"{field}{ending}" for field in self.list_filter for ending in endings}


@admin.register(Region)
class RegionAdmin(Guarded[Region]):
    fixed_fields = ("slug",)
    list_display = ("name", "parent", "corop_code")
    list_select_related = ("parent",)
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name",)


@admin.register(Municipality)
class MunicipalityAdmin(Guarded[Municipality]):
    fixed_fields = ("code", "slug")
    list_display = ("name", "code", "region", "in_working_area")
    list_editable = ("in_working_area",)
    list_filter = ("in_working_area", "region")
    list_select_related = ("region",)
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "code", "town")


@admin.register(Corporation)
class CorporationAdmin(Guarded[Corporation]):
    fixed_fields = ("code",)
    list_display = ("name", "code", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "code")


@admin.register(RentLimits)
class RentLimitsAdmin(Guarded[RentLimits]):
    list_display = (
        "valid_from",
        "valid_until",
        "quality_discount",
        "low_capping",
        "high_capping",
        "social",
        "mid_rent",
    )
    ordering = ("-valid_from",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the year after the last one known: the limits are published once a year."""
        last = RentLimits.objects.last()
        year = last.valid_until.year + 1 if last else None
        proposal = {"valid_from": f"01-01-{year}", "valid_until": f"31-12-{year}"} if year else {}
        return {**proposal, **super().get_changeform_initial_data(request)}
