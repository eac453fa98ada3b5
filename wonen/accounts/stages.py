"""When a log-in asks for the second factor."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """Ask it of whoever has set one up, except after a log-in at the organisation: that asked its own."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if "sociallogin" in (self.login.signal_kwargs or {}):
            return False
        return bool(super()._should_handle(request))
