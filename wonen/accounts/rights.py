"""What one user may do about the rights of another."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from wonen.accounts.roles import ROLES


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
    """Say whether another has a right that the user lacks: then the user changes nothing about them."""
    if user.is_superuser:
        return False
    return other.is_superuser or bool(other.get_all_permissions() - user.get_all_permissions())


def is_fixed(group: Group) -> bool:
    return group.name in ROLES
