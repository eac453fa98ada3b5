"""What a token may: by its scope and limits, and by what its owner may now (``editable``)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from municipalities.access.editable import NOT_YOURS, editable_by, writes_everywhere, writes_somewhere
from municipalities.access.tokens import Scope
from municipalities.models import ApiToken, Municipality, MunicipalityQuerySet
from wonen.rest.access import WITHOUT, ApiAccess

VIEW_DRAFTS, PUBLISH = "projects.view_project", "projects.publish_project"
WRITES = ("projects.change_project", "municipalities.change_figure")
SCOPES = {
    "view": Scope.READ,
    "add": Scope.WRITE,
    "change": Scope.WRITE,
    "delete": Scope.WRITE,
    "publish": Scope.PUBLISH,
}
TOO_LITTLE = "Dit token mag dit niet. Nodig is een token dat mag: {scope}."
OWNER_MAY_NOT = "De eigenaar van dit token mag dit niet."
OUTSIDE = "Dit token geldt niet in deze gemeente."


class TokenAccess(ApiAccess):
    """What a token lets a request see and change beyond what is public. Without a token: nothing.

    A permission is a name as Django has it (``projects.change_project``). Its first word says which scope it
    asks for; one that is not known here is refused.
    """

    def __init__(self, token: ApiToken | None) -> None:
        self.token = token

    def why_not(self, permission: str) -> str | None:
        """Say in a sentence why this may be done nowhere; None: it may, somewhere."""
        if self.token is None:
            return WITHOUT
        scope = SCOPES.get(permission.partition(".")[2].partition("_")[0])
        if scope is None or not Scope(self.token.scope).includes(scope):
            return TOO_LITTLE.format(scope=scope.label) if scope else OWNER_MAY_NOT
        owner: Any = self.token.owner
        return None if owner.is_staff and owner.has_perm(permission) else OWNER_MAY_NOT

    def where(self, permission: str) -> MunicipalityQuerySet:
        """Return the municipalities where this may be done, to be used within another statement.

        Rows of no municipality are in none of them: ask ``may_write``.
        """
        if self.token is None or not self.may(permission):
            nowhere: MunicipalityQuerySet = Municipality.objects.none()
            return nowhere
        mine = editable_by(self.token.owner)
        if not self.token.is_limited:
            return mine
        chosen = ApiToken.municipalities.through._default_manager.filter(apitoken=self.token.pk)
        return mine.filter(Exists(chosen.filter(municipality=OuterRef("pk"))))

    def readable(self) -> MunicipalityQuerySet:
        """Return the municipalities whose drafts may be read."""
        return self.where(VIEW_DRAFTS)

    def why_not_write(self, permission: str, area_id: int | None) -> str | None:
        """Say why a row of this municipality may not be written (None: of a region or corporation-wide).

        Ask it of the row as it was and as it becomes; None: it may.
        """
        refused = self.why_not(permission)
        if refused or self.token is None:
            return refused
        if area_id is None:
            everywhere = writes_everywhere(self.token.owner) and not self.token.is_limited
            return None if everywhere else NOT_YOURS
        if self.where(permission).filter(pk=area_id).exists():
            return None
        return OUTSIDE if editable_by(self.token.owner).filter(pk=area_id).exists() else NOT_YOURS

    def why_not_publish(self) -> str | None:
        """Say why projects may not be made public or withdrawn, nor public ones removed; None: they may."""
        return self.why_not(PUBLISH)


def access_by(auth: object) -> TokenAccess:
    """Return what a request may, by what it authenticated with: all that is not one of our tokens is none."""
    return TokenAccess(auth if isinstance(auth, ApiToken) else None)


def scopes_of(user: Any) -> list[Scope]:
    """Return the scopes that a user can give to a token, by the rights of now."""
    scopes = [Scope.READ]
    if writes_somewhere(user) and any(user.has_perm(each) for each in WRITES):
        scopes.append(Scope.WRITE)
        if user.has_perm(PUBLISH):
            scopes.append(Scope.PUBLISH)
    return scopes
