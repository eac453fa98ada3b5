"""Writes single projects by the API; many at once are in ``projects.api.bulk``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError

from projects.api.bodies import Codes, Reader
from projects.api.bulk import ProjectBulk
from projects.api.judging import SENTENCES, Change, judge, rights
from projects.editing import bulk_save as storing
from projects.editing.snapshot import NEW, states
from projects.facts import FACTS
from projects.models import Project
from wonen.rest.access import ApiAccess
from wonen.rest.problems import Refused, conflicting
from wonen.rest.writing.request_schemas import Body
from wonen.rest.writing.write_handler import Writer

HAS_PHASES = "Dit project heeft fasen. Verwijder eerst de fasen, of maak ze los met faseVan."


class ProjectWriter(Writer):
    """``version`` counts every change of a project and its parts, so it is what ``If-Match`` compares."""

    model = Project
    required = tuple(fact.key for fact in FACTS if fact.is_required)
    versions = ("version",)
    rules = SENTENCES
    example_of_new: Mapping[str, Any] = {"naam": "Nieuw project", "codes": [], "openbaar": False}
    example_of_change: Mapping[str, Any] = {"wonenMetZorg": True}

    def __init__(self, resource: Any) -> None:
        super().__init__(resource)
        self.bulk = ProjectBulk(resource, self.required)

    def lock(self, key: int) -> Project | None:
        return Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()

    def place(self, row: Project) -> int | None:
        return row.municipality_id

    def save(self, access: ApiAccess, row: Project | None, said: Body) -> int:
        reader = Reader(Codes())
        found = reader.read(said)
        if reader.faults:
            raise conflicting(reader.faults)
        before = states([row.pk])[row.pk] if row else None
        after = {**(before or NEW), **found}
        change = Change(row.pk if row else None, before, after, codes=reader.places)
        if refused := list(rights([change], access)):
            raise Refused(403, refused[0].sentence, refused)
        if faults := list(judge([change], access)):
            raise conflicting(faults)
        if row is None:
            return storing.add([change.after])[0]
        if change.before is not None and change.differs:
            storing.change({row.pk: (change.before, change.after)})
        return row.pk

    def delete(self, access: ApiAccess, row: Project) -> None:
        if row.is_public and (sentence := access.why_not_publish()):
            raise Refused(403, sentence)
        try:
            row.delete()
        except ProtectedError as error:
            raise Refused(409, HAS_PHASES) from error
