"""Deny, then allow: what a view of the API says about who may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from wonen.rest.access import access_of

if TYPE_CHECKING:  # rest_framework.views itself imports what the settings name
    from rest_framework.views import APIView

ACTIONS = {"POST": "add", "PUT": "change", "PATCH": "change", "DELETE": "delete"}


class Closed(BasePermission):
    """The permission of a view that names none: nobody."""

    message = "Dit is niet toegankelijk."

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002
        return False


class ReadOrToken(BasePermission):
    """Reading is open to all; writing takes a token that may do it to ``view.written`` (a model), somewhere.

    Where, only the row can say: the view asks ``access_of(request).why_not_write`` before and after.
    """

    message: Any = None

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS:
            return True
        meta = view.written._meta  # type: ignore[attr-defined]
        action = ACTIONS.get(request.method or "")
        if action is None:
            return False
        self.message = access_of(request).why_not(f"{meta.app_label}.{action}_{meta.model_name}")
        return self.message is None
