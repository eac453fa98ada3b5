"""The addresses around log-in: those of allauth that are used, by the names that it knows them by."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from wonen.accounts.oidc import PROVIDER
from wonen.accounts.organisation import answering

View = Callable[..., HttpResponseBase]


def office(view: View) -> View:
    """Give a page of allauth what the pages of the back office are made with; none is kept by a browser."""

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            shared = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}
            response.context_data = {**shared, **(response.context_data or {})}
        return response

    return shown


without_password = TemplateView.as_view(template_name="account/no_password.html")

urlpatterns = [
    path("inloggen/", office(account.login), name="account_login"),
    path("inloggen/code/", office(second.authenticate), name="mfa_authenticate"),
    path("inloggen/geen-toegang/", office(account.account_inactive), name="account_inactive"),
    path("inloggen/afgebroken/", office(social.login_cancelled), name="socialaccount_login_cancelled"),
    path(
        "inloggen/organisatie/",
        answering(openid.login),
        {"provider_id": PROVIDER},
        name="openid_connect_login",
    ),
    path(
        "inloggen/organisatie/terug/",
        answering(openid.callback),
        {"provider_id": PROVIDER},
        name="openid_connect_callback",
    ),
    path("uitloggen/", office(account.logout), name="account_logout"),
    path("wachtwoord/", office(account.password_change), name="account_change_password"),
    path("wachtwoord/geen/", office(without_password), name="account_set_password"),
    path("bevestigen/", office(account.reauthenticate), name="account_reauthenticate"),
    path("bevestigen/code/", office(second.reauthenticate), name="mfa_reauthenticate"),
    path("tweede-stap/", office(second.index), name="mfa_index"),
    path("tweede-stap/instellen/", office(totp.activate_totp), name="mfa_activate_totp"),
    path("tweede-stap/weghalen/", office(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", office(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/herstelcodes/nieuw/",
        office(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
