"""People with a role and an area, for the tests of who may what."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from municipalities.models import Municipality, StaffArea


def person(role: str, *places: str, everywhere: bool = False, **fields: Any) -> User:
    """Return a member of staff with a role, for some municipalities or for all."""
    name = fields.pop("username", role.lower())
    user = User.objects.create_user(name, password="een-lang-wachtwoord", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    if places or everywhere:
        area = StaffArea.objects.create(user=user, everywhere=everywhere)
        area.municipalities.set(Municipality.objects.filter(name__in=places))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


CHIEF = User(username="directie", is_active=True, is_superuser=True)  # for what asks who, and keeps nobody
