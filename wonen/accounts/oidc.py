"""Log-in at the organisation itself (Entra ID, Keycloak) by OpenID Connect."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "organisatie"


def providers(server: str, client_id: str, secret: str, name: str) -> dict[str, Any]:
    """Return the setting of allauth for one server; nothing without a server."""
    if not server:
        return {}
    if not (client_id and secret):
        raise ImproperlyConfigured("Bij OIDC_SERVER horen OIDC_CLIENT_ID en OIDC_CLIENT_SECRET.")
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def secure(server: str) -> str:
    """Return the address of a server; anything but HTTPS is refused."""
    if server and not server.startswith("https://"):
        raise ImproperlyConfigured(f"OIDC_SERVER moet beginnen met 'https://', niet '{server}'.")
    return server.rstrip("/")
