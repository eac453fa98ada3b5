"""Tokens for the tests: made as the back office makes them, with the secret that it shows once."""

import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from municipalities.access.tokens import Scope
from municipalities.models import ApiToken, Municipality
from tests.support.own_server import Database
from wonen.bootstrap.postgres import embedded


def token_of(owner: User, scope: Scope = Scope.READ, *places: str, days: int = 30) -> tuple[ApiToken, str]:
    """Return a token of a user and its secret; with places only for those. ``days`` below 0: it expired."""
    today = timezone.localdate()
    made = today if days >= 0 else today - datetime.timedelta(days=60)
    token = ApiToken(
        owner=owner,
        name=f"Proef {ApiToken.objects.count()}",
        scope=scope,
        is_limited=bool(places),
        created_on=made,
        expires_on=today + datetime.timedelta(days=days),
    )
    secret = token.issue()
    token.save()
    token.municipalities.set(Municipality.objects.filter(name__in=places))
    return token, secret


def bearer(secret: str, **fields: Any) -> Client:
    """Return a client that carries the secret with every request."""
    return Client(headers={"authorization": f"Bearer {secret}"}, **fields)


@cache
def secret_of(data: Path, scope: str) -> str:
    """Return the secret of a new token for the product that runs on a data directory."""
    today = timezone.localdate()
    with embedded(data) as url:
        running = Database(data, url)
        token = ApiToken(
            owner_id=running.key("SELECT id FROM auth_user WHERE username = 'beheer'"),
            name=scope,
            scope=scope,
            created_on=today,
            expires_on=today + datetime.timedelta(days=2),
        )
        secret = token.issue()
        running.insert(token)
    return secret
