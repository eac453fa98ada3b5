"""The four roles, as groups: each holds all that the one before it holds.

A migration makes them (``make_roles``), and a later one calls it again when a table was added here. It only
adds: what administrators gave a role besides, stays. Rights on a table exist from here on, also before
Django itself makes them after all migrations.
"""

from typing import Any

VIEWER, EDITOR, PUBLISHER, ADMINISTRATOR = "Lezer", "Redacteur", "Publicist", "Beheerder"
WRITE = ("add", "change", "delete")

# What editors fill in, and what only administrators change.
ENTERED = {
    "municipalities": ("figure",),
    "projects": ("project", "projectrentclass", "externalcode"),
    "offers": ("offer",),
}
KEPT = {
    "municipalities": (
        "region", "municipality", "corporation", "rentlimits", "theme", "indicator", "indicatorclass",
    ),
    "projects": ("housingtype", "rentclass", "sustainabilitylevel", "batscore", "norm"),
}  # fmt: skip
PEOPLE = {"auth": ("user", "group"), "municipalities": ("staffarea",)}
Tables = dict[str, tuple[str, ...]]
TOKENS: Tables = {"municipalities": ("apitoken",)}  # everybody's own; administrators see and revoke all
Right = tuple[str, str, str]  # app, model, codename


def rights(tables: Tables, *actions: str) -> list[Right]:
    """Return the right to each of the actions on each of the tables."""
    return [
        (app, model, f"{action}_{model}")
        for app, models in tables.items()
        for model in models
        for action in actions
    ]


VIEW = rights(ENTERED, "view") + rights(KEPT, "view") + rights(TOKENS, "add")
EDIT = VIEW + rights(ENTERED, *WRITE)
PUBLISH = [*EDIT, ("projects", "project", "publish_project"), ("offers", "offer", "publish_offer")]
ADMINISTER = (
    PUBLISH + rights(KEPT, *WRITE) + rights(PEOPLE, "view", *WRITE) + rights(TOKENS, "view", "change")
)
ROLES = {VIEWER: VIEW, EDITOR: EDIT, PUBLISHER: PUBLISH, ADMINISTRATOR: ADMINISTER}


def make_roles(apps: Any, _schema_editor: Any = None) -> None:
    """Make the groups that are missing, and give each the rights that it lacks."""
    group_model = apps.get_model("auth", "Group")
    for role, needed in ROLES.items():
        group, _ = group_model._default_manager.get_or_create(name=role)
        group.permissions.add(*(permission(apps, right) for right in needed))


def drop_roles(apps: Any, _schema_editor: Any = None) -> None:
    """Remove the groups; their members keep what else they have."""
    apps.get_model("auth", "Group")._default_manager.filter(name__in=ROLES).delete()


def permission(apps: Any, right: Right) -> Any:
    """Return the permission, made if Django has not yet: it does so only after the last migration."""
    app, model, codename = right
    content_types = apps.get_model("contenttypes", "ContentType")._default_manager
    content_type, _ = content_types.get_or_create(app_label=app, model=model)
    permissions = apps.get_model("auth", "Permission")._default_manager
    found, _ = permissions.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found
