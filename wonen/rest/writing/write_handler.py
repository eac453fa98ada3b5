"""How a resource is written, whatever it is: what a view asks of it."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest

from wonen.rest import formats
from wonen.rest.access import ApiAccess
from wonen.rest.problems import Fault, Refused
from wonen.rest.projection import Shape
from wonen.rest.schemas import Schema
from wonen.rest.writing.request_schemas import Body, body_schema, open_to_returned, patch_schema

if TYPE_CHECKING:
    from wonen.rest.resource import Resource
    from wonen.rest.writing.bulk import Bulk

Versions = Sequence[Any]


class Writer(ABC):
    """Adds, changes and removes rows of a resource. Every method runs in the transaction of the view."""

    model: type[models.Model]
    required: tuple[str, ...]  # of a whole row
    defaults: Mapping[str, Any] = {}
    versions: tuple[str, ...]  # the columns that tell one version of a row from the next
    example_of_new: Mapping[str, Any] = {}  # wherein the example of a new row differs from that of one read
    example_of_change: Mapping[str, Any]
    rules: Sequence[str] = ()  # what a schema cannot say: the sentences of the rules that may refuse a row
    bulk: Bulk | None = None  # many at once, by the code of another system

    def __init__(self, resource: Resource) -> None:
        self.resource = resource

    # What may be sent

    def schemas(self) -> dict[str, Schema]:
        """Return the published schemas: 'create', 'replace', 'patch', and 'bulk' where there is one."""
        found = {"create": self.create, "replace": self.replace, "patch": self.patch}
        return found | ({"bulk": self.bulk.schema} if self.bulk else {})

    @cached_property
    def create(self) -> Schema:
        return body_schema(self.resource, self.required, self.defaults)

    @cached_property
    def replace(self) -> Schema:
        return body_schema(self.resource, self.required, self.defaults, returns=True)

    @cached_property
    def patch(self) -> Schema:
        return patch_schema(self.resource, self.required)

    @cached_property
    def judged(self) -> Mapping[str, Schema]:
        """The schemas by which a body is judged, before what is stored is looked at."""
        return {name: open_to_returned(getattr(self, name)) for name in ("create", "replace", "patch")}

    # What is there

    def version(self, values: Versions) -> str:
        """Return what names the version of a row, given its columns ``versions``: letters and digits."""
        return str(values[0])

    def shown(self, request: HttpRequest, key: int) -> tuple[Body, str] | None:
        """Return a row as the API shows it with its version; None if this reader may not see it."""
        shape = Shape(self.resource, self.resource.fields_for(request))
        rows = self.resource.single(self.resource.rows(request).filter(pk=key), {})
        found = shape.first(rows, *self.versions)
        if found is None:
            return None
        body, values = found
        plain: Body = json.loads(formats.encoded(body))
        return plain, self.version(values)

    @abstractmethod
    def lock(self, key: int) -> Any:
        """Return the row, which nobody else can save until the transaction ends; None if it is gone."""

    @abstractmethod
    def place(self, row: Any) -> int | None:
        """Return the municipality of a row; None: of a region or corporation-wide."""

    # What is done

    @abstractmethod
    def save(self, access: ApiAccess, row: Any, said: Body) -> int:
        """Make a row what is said, a new one if ``row`` is None; return its key.

        Raise ``Refused`` with every rule that is broken (409), or that this token may not (403).
        """

    @abstractmethod
    def delete(self, access: ApiAccess, row: Any) -> None:
        """Remove a row; raise ``Refused`` where this token may not (403), or it is depended on (409)."""

    def permission(self, action: str) -> str:
        meta = self.model._meta
        return f"{meta.app_label}.{action}_{meta.model_name}"

    def refuse_foreign(self, access: ApiAccess, action: str, *places: tuple[int | None, str]) -> None:
        """Refuse (403) unless the token may do this in each municipality, named by where the body says it."""
        found = [
            Fault("body", name, sentence)
            for place, name in places
            if (sentence := access.why_not_write(self.permission(action), place))
        ]
        if found:
            raise Refused(403, found[0].sentence, [each for each in found if each.name])
