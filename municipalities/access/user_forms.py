"""The forms of a user in the back office, in its own words."""

from typing import Any

from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import User

from wonen.accounts.adapters import staff_at
from wonen.accounts.forms import ORGANISATION_ONLY

ROLES_EXPLAINED = (
    "Een lezer ziet alles in het beheer. Een redacteur vult projecten en cijfers in. Een publicist maakt "
    "projecten ook openbaar of trekt ze in. Een beheerder regelt ook gebruikers, toelichting, kengetallen "
    "en normen."
)
ADDRESS_TAKEN = "Een andere gebruiker meldt zich al aan met dit e-mailadres. Vul een eigen adres in."


class PasswordIsSet(ReadOnlyPasswordHashWidget):
    """Whether there is a password, with the button to change it; how it is kept is nobody's business."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        is_set = value and User(password=value).has_usable_password()
        context["summary"] = [{"label": "Ingesteld" if is_set else "Niet ingesteld"}]
        return context


class StaffForm(UserChangeForm[User]):
    """A user; two who share an address could both no longer log in at the organisation.

    The labels stand in ``Meta``: there the page that only shows a user reads them too.
    """

    password = ReadOnlyPasswordHashField(label="Wachtwoord", widget=PasswordIsSet)

    class Meta(UserChangeForm.Meta):
        labels = {
            "is_active": "Kan zich aanmelden",
            "is_staff": "Mag in het beheer",
            "is_superuser": "Mag alles",
            "groups": "Rollen",
        }
        help_texts = {
            "is_active": "Zet dit uit voor wie hier niet meer werkt; de geschiedenis blijft.",
            "is_staff": "",
            "is_superuser": "Alle rechten, in alle gemeenten, zonder rol.",
            "groups": ROLES_EXPLAINED,
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        email = said.get("email", "")
        moves = {"email", "is_active", "is_staff"} & set(self.changed_data)
        if email and moves and staff_at(email).exclude(pk=self.instance.pk).exists():
            self.add_error("email", ADDRESS_TAKEN)
        return said


class NewStaffForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """A user to add: with a password, or only by the log-in of the organisation."""

    usable_password = AdminUserCreationForm.create_usable_password_field(ORGANISATION_ONLY)
