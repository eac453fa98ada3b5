"""The site of the back office: its log-in is the one of allauth, so that there is no second door."""

from typing import Any

from allauth.account import views
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache


class Office(AdminSite):
    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Send visitors to the log-in; who is logged in but may not enter is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            return render(request, "account/account_inactive.html", status=403)
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        query = f"?{urlencode({REDIRECT_FIELD_NAME: target})}" if target else ""
        return redirect(reverse("account_login") + query)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        answer: HttpResponse = views.logout(request)
        return answer

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        return redirect("account_change_password")
