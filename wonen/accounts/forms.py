"""The forms of log-in, with labels of our own and the keyboard that fits; the rules are allauth's."""

from functools import partial
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.core.exceptions import ValidationError

from wonen.accounts.lockout import is_first_use, judge_code, judge_password, lift

WRONG = (
    "Deze code klopt niet of is al gebruikt. Wacht tot uw telefoon een nieuwe toont, of neem een herstelcode."
)
WRONG_AT_FIRST = (
    "Deze code klopt niet. Wacht tot de app een nieuwe toont, en kijk of uw telefoon de juiste tijd heeft."
)
ORGANISATION_ONLY = (
    "Zonder wachtwoord kan deze gebruiker zich alleen aanmelden bij uw organisatie, als dat is ingesteld."
)
# The script of Django's form looks for this key, and shows the warning where it is true.
LOST_WARNING = (
    '<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
    "Het wachtwoord van deze gebruiker gaat dan verloren.</li></ul>"
)


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
    user: Any

    def clean_oldpassword(self) -> str:
        """Count the old password as any other: a session left open must not serve to guess it."""
        old: str = self.cleaned_data["oldpassword"]
        judge = partial(self.user.check_password, old)
        if not judge_password(context.request, self.user.get_username(), judge):
            raise get_adapter().validation_error("enter_current_password")
        return old


class OneTimeCode(Labelled):
    """A code that is good once: the library remembers it for 30 seconds, while it is valid for longer."""

    labels = {"code": "Code"}
    wrong = WRONG
    user: Any

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(self.wrong, code="incorrect_code") from error
        if not is_first_use(self.user, normalize_user_code(code)):
            raise ValidationError(self.wrong, code="incorrect_code")
        return code


class LimitedCode(OneTimeCode):
    """A code that may be guessed a few times only."""

    def clean_code(self) -> str:
        return judge_code(context.request, self.user, super().clean_code)


class Code(LimitedCode, AuthenticateForm):
    pass


class CodeAgain(LimitedCode, CodeAgainForm):
    pass


class FirstCode(OneTimeCode, ActivateTOTPForm):
    """The first code of a new phone: there is nothing to guess, since the page shows the secret itself."""

    wrong = WRONG_AT_FIRST


class PasswordByAdministrator(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A new password, given by an administrator: what was wrong before it counts no more."""

    usable_password_help_text = ORGANISATION_ONLY + LOST_WARNING

    def save(self, commit: bool = True) -> Any:
        user = super().save(commit)
        lift(user)
        return user
