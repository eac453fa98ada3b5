"""Which rows a member of staff may write: asked by every form, list, import and interface.

Roles say what may be done, this says where. Reading is for all staff with the right to view.
"""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, Q

from municipalities.models import Municipality, MunicipalityQuerySet, StaffArea

NOT_YOURS = "In dit gebied mag u niets wijzigen. Vraag een beheerder als u er wel werkt."
NOT_YOURS_OF_ALL = "Dit geldt voor alle gemeenten. Wijzigen kan alleen wie in alle gemeenten mag wijzigen."
User = AbstractBaseUser | AnonymousUser


def editable_by(user: User) -> MunicipalityQuerySet:
    """Return the municipalities whose projects and figures the user may write; one query at most."""
    everything: MunicipalityQuerySet = Municipality.objects.all()
    if not user.is_active:
        return everything.none()
    if _is_superuser(user):
        return everything
    areas = StaffArea.objects.filter(user_id=user.pk)
    return everything.filter(Exists(areas.filter(Q(everywhere=True) | Q(municipalities=OuterRef("pk")))))


def writes_everywhere(user: User) -> bool:
    """Say whether the user may write in every municipality, and what is of none: of a region or of all."""
    if not user.is_active:
        return False
    return _is_superuser(user) or StaffArea.objects.filter(user_id=user.pk, everywhere=True).exists()


def writes_somewhere(user: User) -> bool:
    """Say whether there is any municipality in which the user may write."""
    return _is_superuser(user) or editable_by(user).exists()


def may_write(user: User, municipality_id: int | None) -> bool:
    """Say whether the user may write a row of this municipality; None: of a region or corporation-wide."""
    if municipality_id is None:
        return writes_everywhere(user)
    return _is_superuser(user) or editable_by(user).filter(pk=municipality_id).exists()


class Places:
    """Where a user may write, asked of the database once: keys of municipalities are ``in`` it.

    None stands for all of them together, as of a region or what is national: only who may write everywhere
    has that.
    """

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def everywhere(self) -> bool:
        return writes_everywhere(self.user)

    @cached_property
    def _own(self) -> frozenset[int]:
        return frozenset(editable_by(self.user).values_list("pk", flat=True))

    @property
    def only_one(self) -> bool:
        """Whether there is nothing to choose."""
        return not self.everywhere and len(self._own) == 1

    def __contains__(self, municipality_id: int | None) -> bool:
        return self.everywhere or municipality_id in self._own

    def __bool__(self) -> bool:
        return self.everywhere or bool(self._own)


def _is_superuser(user: User) -> bool:
    return bool(user.is_active and getattr(user, "is_superuser", False))
