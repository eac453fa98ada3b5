"""What one user may do about the rights of another."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from municipalities.access.editable import editable_by, writes_everywhere
from municipalities.models import Municipality, StaffArea

ABOVE = (
    "Deze gebruiker heeft rechten die u niet hebt, of werkt in andere gemeenten dan u. Vraag een andere "
    "beheerder."
)


def within(user: Any, permissions: QuerySet[Permission]) -> QuerySet[Permission]:
    """Keep the permissions that the user has."""
    if user.is_superuser:
        return permissions
    own = Q(group__in=user.groups.all()) | Q(user=user)
    return permissions.filter(pk__in=Permission.objects.filter(own).values("pk"))


def grantable(user: Any) -> QuerySet[Group]:
    """Return the groups that hold nothing which the user has not."""
    if user.is_superuser:
        return Group.objects.all()
    own = within(user, Permission.objects.all()).values("pk")
    more = Group.permissions.through.objects.filter(group_id=OuterRef("pk")).exclude(permission_id__in=own)
    return Group.objects.filter(~Exists(more))


def is_above(other: Any, user: Any) -> bool:
    """Say whether another has a right, or a place to write, that the user lacks.

    Then the user changes nothing about them: a new password or phone would be a way to have it. The rights
    of who cannot log in count: they are back as soon as that is undone.
    """
    if user.is_superuser:
        return False
    held = Permission.objects.filter(Q(group__user=other) | Q(user=other))
    own = within(user, Permission.objects.all()).values("pk")
    return other.is_superuser or held.exclude(pk__in=own).exists() or _writes_further(other, user)


def _writes_further(other: Any, user: Any) -> bool:
    if writes_everywhere(user):
        return False
    own = editable_by(user).values("pk")
    further = Q(everywhere=True) | Q(municipalities__in=Municipality.objects.exclude(pk__in=own))
    return StaffArea.objects.filter(further, user=other).exists()
