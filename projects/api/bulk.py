"""Many projects at once, by the codes of another system: added or changed, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from projects.api.bodies import Codes, Reader
from projects.api.judging import CODE_TWICE, Change, judge, rights
from projects.api.values import CODE_SCHEMA
from projects.editing import bulk_save as storing
from projects.editing.snapshot import NEW, State, states
from projects.models import ExternalCode, Project
from projects.rules import RULE
from wonen.dutch.numbers import with_noun
from wonen.dutch.single_line_text import line
from wonen.history.audited_action import Act, act
from wonen.rest import formats
from wonen.rest.access import ApiAccess
from wonen.rest.problems import Fault, Refused, conflicting, wrong
from wonen.rest.resource import Resource
from wonen.rest.schemas import Schema, key, listed, named, one_of, or_null, text, thing, told, whole
from wonen.rest.writing.bulk import Bulk
from wonen.rest.writing.request_schemas import Body, empty, faults_of, patch_schema, sent, written
from wonen.spreadsheets.delimited import chunks

MOST = 5000
CHUNK = 500
NEW_ONE, CHANGED, SAME = "nieuw", "gewijzigd", "gelijk"
SAME_PROJECT = "Dit is hetzelfde project als in rij {first}: het heeft beide codes. Noem het één keer."
MISSING = "Dit project is nieuw: er is nog geen project met deze code. Dan ontbreekt hier: {names}."
ANSWER = told(
    thing(
        nieuw=told(whole(0), "Hoeveel projecten erbij kwamen."),
        gewijzigd=told(whole(0), "Hoeveel projecten gewijzigd zijn."),
        gelijk=told(whole(0), "Hoeveel projecten al zo waren."),
        projecten=told(
            listed(
                named(
                    "GeleverdProject",
                    "Wat er met één project gebeurd is.",
                    thing(
                        code=told(text(60), "De code die u stuurde."),
                        id=told(key(), "Het nummer van het project in Wonen."),
                        uitkomst=told(one_of((NEW_ONE, CHANGED, SAME)), "Wat ermee gebeurd is."),
                    ),
                )
            ),
            "Elk project, in de volgorde waarin u ze stuurde.",
        ),
    ),
    "Wat er met de projecten gebeurd is.",
)


@dataclass
class Delivery:
    """One delivery of projects by a system."""

    system: str
    access: ApiAccess
    rows: Sequence[Body]
    required: Collection[str]
    codes: Codes = field(default_factory=Codes)
    faults: list[Fault] = field(default_factory=list)

    def read(self) -> list[Change]:
        """Return what becomes of each project, its row locked; collect what is wrong with each."""
        keys = self.locked()
        before = states(keys.values())
        found = []
        for number, row in enumerate(self.rows):
            start = f"/projecten/{number}"
            pk = keys.get(line(row["code"]))
            found.append(self.change(row, start, pk, before.get(pk or 0)))
        return found

    def change(self, row: Body, start: str, pk: int | None, before: State | None) -> Change:
        said = {name: value for name, value in row.items() if name != "code"}
        if before is None:
            missing = [name for name in self.required if name not in said]
            if missing:
                self.faults.append(Fault("body", start, MISSING.format(names=", ".join(missing))))
        reader = Reader(self.codes, start)
        after = {**(before or NEW), **reader.read(said)}
        own = [self.system, reader.code("/code", row["code"])]
        self.faults += reader.faults
        after["codes"] = sorted([own, *(each for each in after["codes"] if each != own)])
        return Change(pk, before, after, start, {**reader.places, (own[0], own[1]): "/code"})

    def locked(self) -> dict[str, int]:
        """Return the keys by code; the rows and their wholes are locked in the order of their keys."""
        keys = self.matched()
        wholes = {row["faseVan"] for row in self.rows if row.get("faseVan")}
        concerned = Project.objects.filter(Q(pk__in=keys.values()) | Q(pk__in=wholes)).order_by("pk")
        list(concerned.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        return self.matched()  # as it is now that nobody can change it

    def matched(self) -> dict[str, int]:
        wanted = [line(row["code"]) for row in self.rows]
        found = ExternalCode.objects.filter(system=self.system, code__in=wanted).order_by()
        return dict(found.values_list("code", "project_id"))

    def unseen(self, changes: Sequence[Change]) -> Iterator[Fault]:
        """Yield the codes of drafts that this token may not see: that the code is taken is all it learns."""
        hidden = {each.pk or 0 for each in changes if each.before and not each.before["is_public"]}
        rows = Project.objects.filter(pk__in=hidden).order_by()
        seen = set(rows.filter(municipality__in=self.access.readable()).values_list("pk", flat=True))
        for each in changes:
            if each.pk in hidden - seen:
                yield each.fault("/code", RULE["external_code_unique"].sentence)


class ProjectBulk(Bulk):
    answered = ANSWER

    def __init__(self, resource: Resource, required: Collection[str]) -> None:
        self.resource, self.required = resource, required
        row = patch_schema(resource, required, returns=False)
        code = told({**CODE_SCHEMA["properties"]["code"]}, "De code van het project in uw systeem.")
        members = {"code": code} | {name: self.said(name) for name in row["properties"]}
        self.row: Schema = named(
            "ProjectInLevering",
            "Een project in een levering.",
            {**row, "properties": members, "required": ["code"]},
        )
        self.schema: Schema = told(
            thing(
                systeem=told(CODE_SCHEMA["properties"]["systeem"], "Uw systeem, bijvoorbeeld dpi."),
                projecten=told(
                    listed(self.row, minItems=1, maxItems=MOST),
                    "De projecten. Wat u niet noemt blijft zoals het is; null maakt leeg.",
                ),
            ),
            f"Projecten uit een ander systeem, hoogstens {MOST}.",
        )

    def said(self, name: str) -> Schema:
        """Return the schema of a member: given whole, or null to make it empty."""
        found = sent(written(self.resource)[name].described)
        return found if name in self.required or not isinstance(found["type"], str) else or_null(found)

    @property
    def example(self) -> dict[str, Any]:  # type: ignore[override]
        facts = {name: each.example for name, each in written(self.resource).items() if name in self.required}
        return {"systeem": "dpi", "projecten": [{"code": "HRL-3", **facts, "aantalWoningen": 30}]}

    @property
    def example_answered(self) -> dict[str, Any]:  # type: ignore[override]
        counted = {NEW_ONE: 1, CHANGED: 0, SAME: 0}
        return {**counted, "projecten": [{"code": "HRL-3", "id": 57, "uitkomst": NEW_ONE}]}

    def apply(self, access: ApiAccess, body: Any) -> HttpResponse:
        again = [*twice(body)]
        if faults := faults_of(body, self.schema):
            raise wrong([*faults, *again])
        rows = [self.filled(row) for row in body["projecten"]]
        delivery = Delivery(body["systeem"], access, rows, self.required, faults=again)
        token = access.token
        label = (
            f"{with_noun(len(delivery.rows), 'project', 'projecten')} van {body['systeem']}, token {token}"
        )
        with act(Act.DELIVERY, label, token.owner_id if token else None):
            changes = delivery.read()
            self.refuse(delivery, changes)
            return HttpResponse(formats.encoded(write(delivery, changes)).encode(), content_type=formats.JSON)

    def filled(self, row: Body) -> Body:
        """Return a row with what is null as what it is when it is empty."""
        fields = written(self.resource)
        return {
            name: empty(fields[name].schema) if value is None and name in fields else value
            for name, value in row.items()
        }

    def refuse(self, delivery: Delivery, changes: Sequence[Change]) -> None:
        """Refuse the whole with every fault of every row: 403 if only rights stand in the way."""
        hidden = list(delivery.unseen(changes))
        known = [
            each
            for each in changes
            if not any(fault.name.startswith(f"{each.start}/code") for fault in hidden)
        ]
        readable = {fault.name.split("/")[2] for fault in delivery.faults}
        judged = [each for each in known if each.start.split("/")[2] not in readable]
        forbidden = list(rights(judged, delivery.access))
        # Where the token may write nothing, the rules would tell it the names of drafts there.
        elsewhere = {fault.name.split("/")[2] for fault in forbidden if fault.name.endswith("/gemeente")}
        own = [each for each in judged if each.start.split("/")[2] not in elsewhere]
        faults = [*delivery.faults, *hidden, *named_twice(known), *judge(own, delivery.access)]
        every = sorted([*faults, *forbidden], key=lambda fault: int(fault.name.split("/")[2]))
        if forbidden and not faults:
            raise Refused(403, forbidden[0].sentence, every)
        if every:
            raise conflicting(every)


def named_twice(changes: Sequence[Change]) -> Iterator[Fault]:
    """Yield each project that was sent before under another of its codes: one of the two would be lost."""
    first: dict[int, Change] = {}
    for each in changes:
        if each.pk and first.setdefault(each.pk, each) is not each:
            yield each.fault("/code", SAME_PROJECT.format(first=first[each.pk].row))


def twice(body: Any) -> Iterator[Fault]:
    """Yield each code that was sent before in the same body, or that is empty; of any body."""
    rows = body.get("projecten") if isinstance(body, dict) else None
    first: dict[str, int] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        code = row.get("code") if isinstance(row, dict) else None
        if isinstance(code, str) and first.setdefault(line(code), number) != number:
            yield Fault("body", f"/projecten/{number}/code", CODE_TWICE.format(first=first[line(code)]))
        if isinstance(code, str) and not line(code):
            yield Fault("body", f"/projecten/{number}/code", RULE["external_code_filled"].sentence)


def write(delivery: Delivery, changes: Sequence[Change]) -> dict[str, Any]:
    """Write the projects; return what is answered."""
    family = ("parent_id", "municipality_id")
    moves = any(
        each.after[name] != (each.before or NEW)[name] for each in changes for name in family if each.pk
    )
    changed = [each for each in changes if each.before is not None and each.differs]
    for chunk in chunks(changed, CHUNK):
        storing.change({each.pk: (each.before, each.after) for each in chunk if each.pk and each.before})
        storing.settle(judges=not moves)
    new = [each for each in changes if each.before is None]
    for chunk in chunks(new, CHUNK):
        for each, pk in zip(chunk, storing.add([each.after for each in chunk]), strict=True):
            each.pk = pk
        storing.settle(judges=not moves)
    outcome = [NEW_ONE if each.before is None else CHANGED if each.differs else SAME for each in changes]
    return {
        **{name: outcome.count(name) for name in (NEW_ONE, CHANGED, SAME)},
        "projecten": [
            {"code": row["code"], "id": each.pk, "uitkomst": said}
            for row, each, said in zip(delivery.rows, changes, outcome, strict=True)
        ],
    }
