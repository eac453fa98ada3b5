"""Who may make a project public or withdraw it: the one right that stands beside where somebody may write."""

from typing import Any

PUBLISH = "projects.publish_project"


def may_publish(user: Any) -> bool:
    """Say whether the user may change ``is_public``, and remove what is public."""
    return bool(user.is_active and user.has_perm(PUBLISH))
