"""The back office of offers: made by editors, published by publishers, fixed from then on."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.models import Corporation
from offers import publish_views
from offers.access import NOT_PUBLISHED_BY_YOU, may_publish
from offers.models import ITSELF, Offer
from projects.admin import PlainFields


@admin.register(Offer)
class OfferAdmin(PlainFields, MunicipalityScopedAdmin[Offer]):
    change_form_template = "admin/offers/offer/change_form.html"
    change_list_template = "admin/offers/offer/change_list.html"
    fields = ("corporation", "municipality", "year")
    list_display = ("municipality", "corporation", "year", "state", "projects")
    list_filter = ("year", "municipality", "corporation")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("municipality__name", "corporation__name", "corporation__code")
    search_help_text = "Zoek op gemeente of corporatie."

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        pages = [
            path("<int:pk>/publiceren/", guard(publish_views.publishing), name="offers_offer_publish"),
            path("<int:pk>/versies/<int:number>/", guard(publish_views.version), name="offers_offer_version"),
        ]
        return pages + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        return super().get_queryset(request).with_names().with_last()  # type: ignore[attr-defined, no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is published is fixed."""
        return super().has_change_permission(request, obj) and not is_published(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_published(obj)

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the corporations that speak for themselves."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "corporation":
            field.queryset = Corporation.objects.filter(parent=None)
            field.error_messages["invalid_choice"] = ITSELF
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the next year: its offer is due before 1 July of this one."""
        given: dict[str, Any] = {"year": timezone.localdate().year + 1}
        corporations = list(Corporation.objects.filter(parent=None).values_list("pk", flat=True)[:2])
        if len(corporations) == 1:
            given["corporation"] = corporations[0]
        return {**given, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        offer = context["original"]
        if offer is not None:
            context["versions"] = list(offer.versions.order_by("-number"))
            context["may_publish"] = may_publish(request.user, offer)
            context["not_by_you"] = NOT_PUBLISHED_BY_YOU
            context["is_example"] = offer.is_example
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="stand", ordering="last_published_at")
    def state(self, offer: Any) -> str:
        if offer.last_number is None:
            return "nog niet gepubliceerd"
        day = timezone.localtime(offer.last_published_at)
        return f"versie {offer.last_number}, {day:%d-%m-%Y}" + (" (verzonnen)" if offer.is_example else "")

    @admin.display(description="projecten", ordering="last_count", empty_value="")
    def projects(self, offer: Any) -> int | None:
        return offer.last_count  # type: ignore[no-any-return]


def is_published(offer: Any) -> bool:
    """Say whether a bod has a version; one that comes from the list or its form knows it already."""
    if offer is None:
        return False
    known = offer.__dict__
    return known["last_number"] is not None if "last_number" in known else offer.versions.exists()
