"""What the tests of writing by the API share: the address, the least of a project, and sending JSON."""

import json
from typing import Any

from django.test import Client

PROJECTS, FIGURES = "/api/v1/projecten", "/api/v1/cijfers"
LEAST = {"naam": "Spoorsingel", "gemeente": "GM0917", "corporatie": "WL", "soort": "nieuwbouw"}


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


def send(client: Client, method: str, address: str, body: Any, **headers: str) -> Any:
    return client.generic(method, address, encoded(body), "application/json", headers=headers)


def change(client: Client, method: str, address: str, body: Any) -> Any:
    """Send a change of whatever version is there."""
    return send(client, method, address, body, **{"If-Match": "*"})
