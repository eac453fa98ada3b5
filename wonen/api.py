"""What every resource of the API shares: paging, strict filters and the index at its root."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.decorators import api_view, permission_classes
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView, exception_handler


class Pages(PageNumberPagination):
    """Numbered pages of at most 1,000 rows, with links to the neighbours in the answer."""

    page_query_param = "pagina"
    page_size_query_param = "paginaGrootte"
    page_size = 100
    max_page_size = 1000

    def get_paginated_response(self, data: Any) -> Response:
        assert self.page is not None  # noqa: S101 - set by paginate_queryset, which always runs first
        answer = {
            "aantal": self.page.paginator.count,
            "volgende": self.get_next_link(),
            "vorige": self.get_previous_link(),
            "resultaten": data,
        }
        if any(row.get("voorbeelddata") for row in data):
            answer["voorbeelddata"] = "Dit antwoord bevat verzonnen projecten; gebruik ze niet als feiten."
        return Response(answer)


class StrictFilterBackend(DjangoFilterBackend):
    """Refuse a parameter that the resource does not know: a typo must not look like an answer."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset = getattr(view, "filterset_class", None)
        known = {
            Pages.page_query_param,
            Pages.page_size_query_param,
            *(filterset.base_filters if filterset else ()),
        }
        if unknown := set(request.query_params) - known:
            names = ", ".join(sorted(known))
            raise ValidationError({name: [f"Onbekende parameter. Bekend zijn: {names}."] for name in unknown})
        filtered: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return filtered


def refused(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer what is not found in Dutch; Django's own words name the model."""
    return exception_handler(NotFound() if isinstance(error, Http404) else error, context)


def index(resources: Mapping[str, str]) -> Any:
    """Return the view of the API's root: the address of every resource by its name."""

    @api_view(["GET", "HEAD"])
    @permission_classes([AllowAny])
    def root(request: Request) -> Response:
        return Response({name: reverse(route, request=request) for name, route in resources.items()})

    return root
