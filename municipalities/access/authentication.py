"""Who asks: ``Authorization: Bearer`` with the secret of a token, or nobody; nothing in between."""

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from municipalities.access import secret
from municipalities.access.tokens import State
from municipalities.models import ApiToken
from wonen.client_address import client_network
from wonen.files.exports import Order
from wonen.rest.rate_limit.throttle import spend

REALM = 'Bearer realm="Wonen"'
OTHER_SCHEME = (
    "Geef het token zo mee: 'Authorization: Bearer wonen_…'. Anders aanmelden kan bij deze API niet."
)
NOT_VALID = "Dit token is niet geldig. Controleer of u het hele token hebt overgenomen."
# Only who holds the secret gets to read these.
NOT_NOW = {
    State.EXPIRED: "Dit token is verlopen. Maak in het beheer een nieuw token.",
    State.REVOKED: "Dit token is ingetrokken. Maak in het beheer een nieuw token.",
    State.OWNER_GONE: "De eigenaar van dit token heeft geen toegang meer. Vraag een beheerder.",
}


class TokenAuthentication(BaseAuthentication):
    """The owner and the token; ``None`` only where the header is missing.

    Raises AuthenticationFailed (401) for whatever is not a valid token, and after many of those from one
    address Throttled (429). A valid token is never refused for what others at its address do.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        order = Order.of(request._request)
        if order:
            return held_by(order)
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        try:
            token = token_in(header)
        except AuthenticationFailed:
            spend(f"refused {client_network(request._request)}", settings.API_REFUSED_PER_MINUTE)
            raise
        token.note_use()
        # Where a change is kept with who made it, the token that was used is named too.
        pghistory.context(label=f"token {token}")
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Tell how to ask; what was wrong with the token only if one was given (RFC 6750)."""
        return f'{REALM}, error="invalid_token"' if "HTTP_AUTHORIZATION" in request.META else REALM


def held_by(order: Order) -> tuple[User, ApiToken] | None:
    """Return the token for which a file is made; AuthenticationFailed if it is valid no more."""
    if order.holder is None:
        return None
    token = ApiToken.objects.select_related("owner").filter(pk=order.holder).first()
    if token is None or token.state != State.VALID:
        raise AuthenticationFailed(NOT_VALID)
    return token.owner, token


def token_in(header: str) -> ApiToken:
    """Return the valid token in a header; AuthenticationFailed with a sentence otherwise."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() != "bearer":
        raise AuthenticationFailed(OTHER_SCHEME)
    read = secret.read(given.strip(" "))
    token = ApiToken.objects.held(read) if read else None
    if token is None:
        raise AuthenticationFailed(NOT_VALID)
    if token.state != State.VALID:
        raise AuthenticationFailed(NOT_NOW[token.state])
    return token
