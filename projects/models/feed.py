"""The feed of changes of projects: those that are public, the whole of a project in phases included."""

from projects.models.project import Project
from wonen.rest.changes.query import Feed, follow

PROJECTS = follow(
    Feed(
        "projecten",
        Project.objects.public,
        {
            "projects.project.is_public": "parent",
            "municipalities.municipality": "municipality",
            "municipalities.corporation": "corporation",
            "projects.sustainabilitylevel": "sustainability",
            "projects.housingtype": "housing_types",
            "projects.rentclass": "rent_entries__rent_class",
        },
    )
)
