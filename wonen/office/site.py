"""The site of the back office: its log-in is the one of allauth, so that there is no second door."""

from typing import Any

from allauth.account import views
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from wonen.office.base_admin import BaseAdmin


class Office(AdminSite):
    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a table only if its admin says who may write which rows: a ``BaseAdmin``.

        What packages register by themselves does not say so, and has no page.
        """
        if admin_class is not None and issubclass(admin_class, BaseAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Lead to the public page of a row only for what is kept here; not every table can be asked."""
        ours = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(self.public_page),
            name="view_on_site",
        )
        return [ours, *super().get_urls()]

    def public_page(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        is_key = content_type_id.isdecimal() and len(content_type_id) < 19
        found = ContentType.objects.filter(pk=content_type_id) if is_key else None
        kind = found.first() if found is not None else None
        if kind is None or kind.model_class() not in self._registry:
            raise Http404
        return shortcut(request, kind.pk, object_id)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Send visitors to the log-in; who is logged in but may not enter is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            return render(request, "account/account_inactive.html", status=403)
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        query = f"?{urlencode({REDIRECT_FIELD_NAME: target})}" if target else ""
        return redirect(reverse("account_login") + query)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return views.logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return redirect("account_change_password")
