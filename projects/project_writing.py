"""Writes single projects by the API; many at once are in ``projects.project_bulk``."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError

from municipalities.rest.bodies import Body
from municipalities.rest.problems import Refused, wrong
from municipalities.rest.reach import Reach
from municipalities.rest.writer import Writer
from projects.access import NOT_PUBLISHED_BY_YOU
from projects.models import Project
from projects.project_bodies import Codes, Reader
from projects.project_bulk import ProjectBulk
from projects.project_judging import Change, judge, rights
from projects.sheets import storing
from projects.sheets.states import NEW, states

HAS_PHASES = "Dit project heeft fasen. Verwijder eerst de fasen, of maak ze los met faseVan."
KNOWN, NULL = {"type": "integer"}, {"type": "null"}


def _if(member: str, schema: Any, **then: Any) -> Any:
    needed = [name for name in then if then[name] != NULL]
    return {
        "if": {"properties": {member: schema}, "required": [member]},
        "then": {"properties": then, **({"required": needed} if needed else {})},
    }


def _counted(schema: Any) -> Any:
    return {
        "contains": {
            "type": "object",
            "properties": {"aantalWoningen": schema},
            "required": ["aantalWoningen"],
        }
    }


# Of each class by itself: holds for a body in part, too.
UNCOUNTED = {
    "properties": {"huurprijsklassen": {"items": _if("mogelijk", {"const": True}, aantalWoningen=NULL)}}
}
# Of these the sentences are those of the model; here they tell a program what not to send.
CONDITIONS = (
    UNCOUNTED,
    _if("aantalIsOngeveer", {"const": True}, aantalWoningen=KNOWN),
    _if("duurzaamheidTenminste", {"const": True}, duurzaamheid={"type": "string"}),
    _if("batVan", KNOWN, batTotEnMet=KNOWN),
    _if("batTotEnMet", KNOWN, batVan=KNOWN),
    *(_if("batVan", {"const": score}, batTotEnMet={"minimum": score}) for score in range(1, 5)),
    _if("planning", {"type": "object"}, start=NULL, oplevering=NULL),
    _if("huurprijsklassen", _counted(KNOWN), aantalWoningen=KNOWN),
)


class ProjectWriter(Writer):
    """``version`` counts every change of a project and its parts, so it is what ``If-Match`` compares."""

    model = Project
    required = ("naam", "gemeente", "corporatie", "soort")
    versions = ("version",)
    conditions = CONDITIONS
    conditions_in_part = (UNCOUNTED,)

    def __init__(self, resource: Any) -> None:
        super().__init__(resource)
        self.bulk = ProjectBulk(resource, self.required)

    def lock(self, key: int) -> Project | None:
        return Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()

    def place(self, row: Project) -> int | None:
        return row.municipality_id

    def save(self, reach: Reach, row: Project | None, said: Body) -> int:
        reader = Reader(Codes())
        found = reader.read(said)
        if reader.faults:
            raise wrong(reader.faults)
        before = states([row.pk])[row.pk] if row else None
        change = Change(row.pk if row else None, before, {**(before or NEW), **found})
        if refused := list(rights([change], reach)):
            raise Refused(403, refused[0].sentence, refused)
        if faults := list(judge([change], reach)):
            raise wrong(faults)
        if row is None:
            return storing.add([change.after])[0]
        if change.before is not None and change.differs:
            storing.change({row.pk: (change.before, change.after)})
        return row.pk

    def delete(self, reach: Reach, row: Project) -> None:
        if row.is_public and not reach.may_publish():
            raise Refused(403, NOT_PUBLISHED_BY_YOU)
        try:
            row.delete()
        except ProtectedError as error:
            raise Refused(409, HAS_PHASES) from error
