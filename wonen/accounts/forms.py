"""The forms of log-in, with labels of our own and the keyboard that fits; the rules are allauth's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError

from wonen.accounts.lockout import locked_page

WRONG = (
    "Deze code klopt niet of is al gebruikt. Wacht tot uw telefoon een nieuwe toont, of neem een herstelcode."
)
WRONG_AT_FIRST = (
    "Deze code klopt niet. Wacht tot de app een nieuwe toont, en kijk of uw telefoon de juiste tijd heeft."
)
LIMITED = {"too_many_login_attempts", "rate_limited"}
VALID_FOR = 90  # seconds: the code of now, the one before it and the one after it


class Labelled:
    """Fields named above them, not inside: what stands inside is gone as soon as somebody types."""

    labels: dict[str, str] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "size": 12, "maxlength": 20}
                field.error_messages["required"] = "Vul de code in die uw telefoon toont."


class SignIn(Labelled, LoginForm):
    labels = {"login": "Gebruikersnaam", "password": "Wachtwoord"}


class PasswordAgain(Labelled, ReauthenticateForm):
    labels = {"password": "Wachtwoord"}


class NewPassword(Labelled, ChangePasswordForm):
    labels = {
        "oldpassword": "Huidig wachtwoord",
        "password1": "Nieuw wachtwoord",
        "password2": "Nieuw wachtwoord, nog een keer",
    }


class LimitedCode(Labelled):
    """A code that may be guessed a few times only, and used once."""

    labels = {"code": "Code"}
    wrong = WRONG
    user: Any

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if LIMITED & {each.code for each in error.error_list}:
                minutes = settings.AXES_COOLOFF_TIME.total_seconds() / 3600
                raise ImmediateHttpResponse(locked_page(context.request, hours=minutes)) from error
            raise ValidationError(self.wrong, code="incorrect_code") from error
        # The library remembers a used code for 30 seconds, while it is valid for longer.
        if not cache.add(f"second-factor:{self.user.pk}:{''.join(code.split())}", "used", VALID_FOR):
            raise ValidationError(self.wrong, code="incorrect_code")
        return code


class Code(LimitedCode, AuthenticateForm):
    pass


class CodeAgain(LimitedCode, CodeAgainForm):
    pass


class FirstCode(LimitedCode, ActivateTOTPForm):
    wrong = WRONG_AT_FIRST
