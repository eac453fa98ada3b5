"""The back office of regions, municipalities, corporations and rent limits."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from municipalities.access import token_admin, user_admin
from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.figures import admin as figure_admin
from municipalities.models import Corporation, Municipality, Region, RentLimits

__all__ = ["figure_admin", "token_admin", "user_admin"]  # imported so that they register themselves


@admin.register(Region)
class RegionAdmin(MunicipalityScopedAdmin[Region]):
    fixed_fields = ("slug",)
    list_display = ("name", "parent", "corop_code")
    list_select_related = ("parent",)
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name",)


@admin.register(Municipality)
class MunicipalityAdmin(MunicipalityScopedAdmin[Municipality]):
    fixed_fields = ("code", "slug")
    list_display = ("name", "code", "region", "in_working_area")
    list_editable = ("in_working_area",)
    list_filter = ("in_working_area", "region")
    list_select_related = ("region",)
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "code", "town")


@admin.register(Corporation)
class CorporationAdmin(MunicipalityScopedAdmin[Corporation]):
    fixed_fields = ("code",)
    list_display = ("name", "code", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "code")


@admin.register(RentLimits)
class RentLimitsAdmin(MunicipalityScopedAdmin[RentLimits]):
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
