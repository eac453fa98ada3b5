"""No member of staff does anything without a second factor (SECOND_FACTOR), at whatever address."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from wonen.middleware import GetResponse

# All that somebody without a second factor can open, on the way to one or out.
ON_THE_WAY = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "logout",
    "jsi18n",
}


def is_lacking(request: HttpRequest, user: Any) -> bool:
    """Say whether a second factor is asked of this user, and was not given."""
    if not settings.SECOND_FACTOR or not user.is_authenticated:
        return False
    if any(each.get("method") == "socialaccount" for each in get_authentication_records(request, user)):
        return False  # the organisation asked for its own
    # Who has one was asked for it at log-in: there is no other way in.
    return not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


class SecondFactorRequired:
    """Lead who lacks one to where it is set up; outside the back office such a person is a visitor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/beheer/"):
            # Only when asked: public pages must not look at who reads them.
            request.user = SimpleLazyObject(lambda: known(request))  # type: ignore[assignment]
        elif is_lacking(request, request.user) and not is_on_the_way(request.path_info):
            return redirect(f"{reverse('mfa_activate_totp')}?{urlencode(after(request))}".rstrip("?"))
        return self.get_response(request)


def known(request: HttpRequest) -> Any:
    user = get_user(request)
    return AnonymousUser() if is_lacking(request, user) else user


def after(request: HttpRequest) -> dict[str, str]:
    """Return where to go on to; what was posted cannot be posted again."""
    return {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method == "GET" else {}


def is_on_the_way(path: str) -> bool:
    try:
        return resolve(path).url_name in ON_THE_WAY
    except Resolver404:
        return False
