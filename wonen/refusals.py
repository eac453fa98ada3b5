"""What is refused in a sentence of ours, which the page shows."""

from django.core.exceptions import PermissionDenied


class NotAllowedError(PermissionDenied):
    """A refusal (403) with a sentence of ours, which the page shows. What others raise stays unseen."""
