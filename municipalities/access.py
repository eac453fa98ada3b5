"""Which rows a member of staff may write: asked by every form, list, import and interface."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from municipalities.models import Municipality, MunicipalityQuerySet


def editable_by(user: AbstractBaseUser | AnonymousUser) -> MunicipalityQuerySet:
    """Return the municipalities whose projects and figures the user may write."""
    everything: MunicipalityQuerySet = Municipality.objects.all()
    return everything if user.is_active else everything.none()
