"""Who comes from the organisation's own log-in is matched to an account by address, each time anew."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from wonen.accounts.adapters import staff_with


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
    vouched = settings.OIDC_EMAIL_VERIFIED or person.get("email_verified") in {True, "true"}
    email = person.get("email")
    return email.strip() if vouched and isinstance(email, str) else ""
