"""Writes what was previewed: all of it, in one transaction, as one act in the history; or nothing at all."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from municipalities.access.editable import editable_by
from projects.access import may_publish
from projects.editing.bulk_save import add, change, settle
from projects.editing.snapshot import states
from projects.models import Project
from projects.models.staging import ProjectUpload, Status, UploadRow
from projects.uploads.reader.into_staging import User
from wonen.database.deferred_rules import judge_now
from wonen.dutch.numbers import with_noun
from wonen.spreadsheets.delimited import chunks
from wonen.spreadsheets.upload.reading import Progress
from wonen.spreadsheets.upload.stored_file import RefusedError

CHUNK = 500
GONE = "Dit bestand is al toegepast of weggegooid."
OPEN = "Er is niets opgeslagen. Nog te doen: {}."
STALE = (
    "Er is niets opgeslagen. Na uw voorbeeld is gewijzigd: {}. Vergelijk opnieuw, en kijk na wat het "
    "bestand nu doet."
)
FORBIDDEN = "Er is niets opgeslagen: uw rechten zijn veranderd. Vergelijk opnieuw."
NOTHING = "Er is niets opgeslagen: dit bestand verandert niets."
MOST_NAMED = 5
FAMILY = ("parent_id", "municipality_id")


class Applying:
    """One application of an upload."""

    def __init__(self, upload_id: int, user: User) -> None:
        self.upload_id, self.user = upload_id, user
        self.numbers: dict[int, int] = {}  # of each new project, its key by the number of its row
        self.stale: list[str] = []
        self.moves_families = False

    def run(self) -> Iterator[Progress]:
        """Write all rows; RefusedError, and whatever the database refuses, takes everything back."""
        ready = ProjectUpload.objects.of(self.user.pk or 0).filter(state=ProjectUpload.State.READY)
        with ready.filter(pk=self.upload_id).applied_whole(GONE) as (upload, key):
            self.refuse_open(upload)
            self.lock()
            total = self.rows(Status.NEW, Status.CHANGED).count()
            yield from self.write(total)
            judge_now()
            self.finish(key)
        yield Progress(total, total)

    def rows(self, *statuses: str) -> models.QuerySet[UploadRow]:
        rows = UploadRow.objects.filter(upload=self.upload_id, status__in=statuses).order_by("number")
        return rows.only("number", "name", "project", "before", "after")

    def refuse_open(self, upload: ProjectUpload) -> None:
        """Refuse a file of which something is wrong, or still asked."""
        waiting = self.rows(Status.WRONG, Status.ASKED).count() + len(upload.problems) + upload.awaits_note
        if waiting:
            raise RefusedError(OPEN.format(with_noun(waiting, "fout of open vraag", "fouten of open vragen")))

    def lock(self) -> None:
        """Hold every project concerned, in the order of their numbers."""
        changed = self.rows(Status.CHANGED).order_by().values("project")
        wholes = self.rows(Status.NEW, Status.CHANGED).order_by().values_list("after__parent_id", flat=True)
        parents = {pk for pk in wholes.distinct() if pk}
        concerned = Project.objects.filter(Q(pk__in=changed) | Q(pk__in=parents)).order_by("pk")
        list(concerned.select_for_update(no_key=True).values_list("pk", flat=True).iterator())

    def write(self, total: int) -> Iterator[Progress]:
        if not total:
            raise RefusedError(NOTHING)
        self.check()
        done = 0
        for chunk in chunks(self.rows(Status.CHANGED).iterator(CHUNK), CHUNK):
            self.change(chunk)
            self.settle()
            done += len(chunk)
            yield Progress(done, total)
        for chunk in chunks(self.rows(Status.NEW).iterator(CHUNK), CHUNK):
            self.add(chunk)
            self.settle()
            done += len(chunk)
            yield Progress(done, total)
        self.join_phases()

    def check(self) -> None:
        """Refuse what is no longer as the preview saw it, or no longer allowed."""
        editable = set(editable_by(self.user).values_list("pk", flat=True))
        is_publisher = may_publish(self.user)
        for chunk in chunks(self.rows(Status.NEW, Status.CHANGED).iterator(CHUNK), CHUNK):
            known = states(row.project for row in chunk if row.project)
            for row in chunk:
                before, after = row.before, row.after or {}
                if before is not None and known.get(row.project or 0) != before:
                    self.stale.append(row.name)
                is_moved = (
                    any(before[name] != after[name] for name in FAMILY) if before else after["parent_id"]
                )
                self.moves_families |= bool(is_moved or "parent_row" in after)
                publishes = after["is_public"] != (before or {"is_public": False})["is_public"]
                places = {state["municipality_id"] for state in (before, after) if state}
                if places - editable or (publishes and not is_publisher):
                    raise RefusedError(FORBIDDEN)
            self.stale += taken_names(chunk)
        if self.stale:
            named = ", ".join(f"'{name}'" for name in self.stale[:MOST_NAMED])
            more = len(self.stale) - MOST_NAMED
            raise RefusedError(STALE.format(f"{named} en nog {more}" if more > 0 else named))

    def settle(self) -> None:
        """Have the database judge what was written so far; not yet where families move."""
        settle(judges=not self.moves_families)

    def add(self, rows: Sequence[UploadRow]) -> None:
        keys = add([row.after or {} for row in rows])
        self.numbers |= {row.number: pk for row, pk in zip(rows, keys, strict=True)}

    def change(self, rows: Sequence[UploadRow]) -> None:
        change({row.project or 0: (row.before or {}, row.after or {}) for row in rows})

    def join_phases(self) -> None:
        """Make the phases of a whole that is new in the file, once it has a key."""
        phases = self.rows(Status.NEW, Status.CHANGED).filter(after__has_key="parent_row")
        for row in phases.iterator(CHUNK):
            whole = (row.after or {})["parent_row"]
            known = UploadRow.objects.filter(upload=self.upload_id, number=whole).values_list(
                "project", flat=True
            )
            pk = row.project or self.numbers[row.number]
            Project.objects.filter(pk=pk).update(parent=self.numbers.get(whole) or known.get())

    def finish(self, key: Any) -> None:
        counts = {
            status: self.rows(status).count() for status in (Status.NEW, Status.CHANGED, Status.UNCHANGED)
        }
        upload = ProjectUpload.objects.get(pk=self.upload_id)
        upload.counts, upload.act, upload.state, upload.why = counts, key, ProjectUpload.State.APPLIED, ""
        upload.save()
        upload.rows.all().delete()


def taken_names(rows: Sequence[UploadRow]) -> list[str]:
    """Return the new names that somebody else gave to a project meanwhile."""
    from projects.editing.matching import Known, key_of  # noqa: PLC0415

    named = [row.after for row in rows if row.after and row.after["name"] != (row.before or {}).get("name")]
    taken = Known().by_name(named)
    own = {row.project for row in rows if row.project}
    return [after["name"] for after in named if taken.get(key_of(after) or (0, "")) not in {None, *own}]
