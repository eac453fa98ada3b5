"""Every resource and summary of the API, in the order in which it is described.

Each app registers its own when it is ready, as admins do: nothing here names an app.
"""

from collections.abc import Iterable

from wonen.rest.resource import Resource
from wonen.rest.summary import Summary

RESOURCES: list[Resource] = []
SUMMARIES: list[Summary] = []


def register(resources: Iterable[Resource], summaries: Iterable[Summary] = ()) -> None:
    """Add what an app gives. Addresses are made of it once, when the first request comes."""
    RESOURCES.extend(resources)
    SUMMARIES.extend(summaries)
