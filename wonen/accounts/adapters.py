"""How allauth is bent to this back office: staff only, no sign-up, no mail, one page for the locked out."""

import time
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wonen.accounts.idle import begin
from wonen.accounts.lockout import judge_password, note_log_in
from wonen.client_address import client_address

RECENT = 5 * 60  # seconds after a log-in in which the password need not be given once more
QUIET = {"account/messages/logged_in.txt", "mfa/messages/recovery_codes_generated.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Log-in of staff by user name and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "De combinatie van gebruikersnaam en wachtwoord klopt niet.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Say whether to go on to an address; one that is none ('http://[') is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Judge a password, at log-in and when it is asked again, as often as the limits allow."""
        judge = partial(super().authenticate, request, **credentials)
        return judge_password(request, str(credentials.get("username", "")), judge)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Let in only who works here, however the log-in was made."""
        if not (user.is_active and user.is_staff):
            return render(request, "account/account_inactive.html", status=403)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def get_login_stages(self) -> list[str]:
        return ["wonen.accounts.stages.SecondFactorStage"]

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        begin(request)
        note_log_in(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a change to the log-in, except right after it."""
        user = self.request.user
        records = get_authentication_records(self.request, user if user.is_authenticated else None)
        if records and time.time() - records[-1]["at"] < RECENT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing where the page that follows says it all."""
        if not QUIET.intersection(each for each in (*args, *kwargs.values()) if isinstance(each, str)):
            super().add_message(request, level, *args, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        return render(request, "account/account_inactive.html", status=403)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: what the phone calls it."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return "Wonen beheer"


def staff_with(email: str) -> User | None:
    """Return the one member of staff with this address; None if there is none, or more than one."""
    found = staff_at(email)[:2]
    return found[0] if email and len(found) == 1 else None


def staff_at(email: str) -> QuerySet[User]:
    """Return who may log in and has this address."""
    return User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
