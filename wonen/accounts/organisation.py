"""Who comes from the organisation's own log-in is matched to an account by address, each time anew."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from wonen.accounts.adapters import staff_with

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def answering(view: View) -> View:
    """Tell who logs in when the server of the organisation cannot be reached, or answers nonsense."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (RequestException, LookupError, ValueError):
            logger.warning("De server voor aanmelden gaf geen bruikbaar antwoord.", exc_info=True)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return asked


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Makes no accounts, links nothing and keeps nothing: rights are given in the back office only."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the member of staff, or say why not."""
        told: dict[str, Any] = sociallogin.account.extra_data
        email = verified_address(told)
        user = staff_with(email) if sociallogin.state.get("process") == "login" else None
        if user is None:
            context = {"email": email, "unverified": not email}
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", context, status=403))
        sociallogin.user = user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False


def verified_address(told: dict[str, Any]) -> str:
    """Return the address that the organisation vouches for; empty if it vouches for none."""
    proof, more = told.get("id_token") or {}, told.get("userinfo") or {}
    if proof and more and proof.get("sub") != more.get("sub"):
        return ""  # two answers about two people
    person = more or proof
    vouched = settings.OIDC_EMAIL_VERIFIED or person.get("email_verified") in (True, "true")
    email = person.get("email")
    return email.strip() if vouched and isinstance(email, str) else ""
