"""Who is refused a page: for want of permissions, or in a sentence of ours that the page shows."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class NotAllowedError(PermissionDenied):
    """A refusal (403) with a sentence of ours, which the page shows. What others raise stays unseen."""


def permitted(request: HttpRequest, needed: Sequence[str]) -> int:
    """Return who asks; PermissionDenied for who has not all of these permissions."""
    if request.user.pk is None or not request.user.has_perms(needed):
        raise PermissionDenied
    return request.user.pk
