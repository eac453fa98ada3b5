"""Settles, once all rows are known, the phases whose whole is a row of the same file."""

from projects.editing.parents import NO_NAME
from projects.editing.snapshot import NEW, State
from projects.models import Project
from projects.models.staging import ProjectUpload, Status, UploadRow
from projects.rules import RULE, broken_in_family, name_key
from projects.uploads.diff import Judge, header_among, refuse
from projects.uploads.reader.headers import beside

WITHOUT_COUNT = RULE["project_phased_without_count"]
CHANGED = ["after", "problems", "status", "project", "before"]


def settle_families(upload: ProjectUpload, judge: Judge) -> None:
    """Point each phase to the row of its whole, or refuse it; and refuse a whole that has a count itself."""
    rows = _rows_by_name(upload, judge)
    found_in = {number: rows[key] for number, key in judge.awaiting if key in rows}
    waiting = [number for number, _ in judge.awaiting]
    wholes = {row.number: row for row in upload.rows.filter(number__in=set(found_in.values()))}
    changed = []
    for phase in upload.rows.filter(number__in=waiting):
        phase.upload = upload
        _settle(phase, wholes.get(found_in.get(phase.number, 0)))
        changed.append(phase)
    changed += _phases_of_counted(upload, {row.number for row in changed})
    UploadRow.objects.bulk_update(changed, CHANGED, batch_size=500)


def _rows_by_name(upload: ProjectUpload, judge: Judge) -> dict[tuple[int, str], int]:
    """Return the rows by municipality and name: an answer judges a few, the whole may be any other."""
    found = {key: number for key, (number, _) in judge.seen.keys.items()}
    if all(key in found for _, key in judge.awaiting):
        return found
    for row in upload.rows.only("number", "facts", "unread").order_by("number").iterator(500):
        said = judge.with_defaults(row)
        if said.get("name") and said.get("municipality_id") is not None:
            found.setdefault(name_key(said["municipality_id"], said["name"]), row.number)
    return found


def _settle(phase: UploadRow, whole: UploadRow | None) -> None:
    sentence = NO_NAME
    if whole is not None and whole.number != phase.number:
        sentence = _broken(phase, whole)
        if not sentence and phase.after is not None:
            phase.after["parent_row"] = whole.number
    if sentence:
        _refuse(phase, sentence)


def _broken(phase: UploadRow, whole: UploadRow) -> str:
    """Return the rule that a phase of this row would break; what is wrong with either row is told there."""
    said: State = whole.after or {}
    as_phase: State = {**NEW, **(phase.after or said)}
    named = said.get("parent_id") or said.get("parent_name") or "parent_name" in whole.facts
    as_whole = {**as_phase, "dwellings": None, **said, "parent_id": named or None}
    return next((rule.sentence for _, rule in broken_in_family(as_phase, as_whole)), "")


def _phases_of_counted(upload: ProjectUpload, done: set[int]) -> list[UploadRow]:
    """Refuse the phases of a project that has a count itself, as it is or as the file leaves it."""
    phases = upload.rows.filter(status__in=[Status.NEW, Status.CHANGED], after__parent_id__isnull=False)
    phases = phases.exclude(after__parent_id=None).exclude(number__in=done)
    rows = [row for row in phases if row.after and row.after["parent_id"]]
    pks = {row.after["parent_id"] for row in rows if row.after}
    counts = dict(Project.objects.filter(pk__in=pks).values_list("pk", "dwellings"))
    for row in upload.rows.filter(project__in=pks, status=Status.CHANGED):
        counts[row.project or 0] = (row.after or {}).get("dwellings")
    wrong = [row for row in rows if row.after and _is_counted(counts.get(row.after["parent_id"]), row.after)]
    for row in wrong:
        row.upload = upload
        _refuse(row, WITHOUT_COUNT.sentence)
    return wrong


def _is_counted(count: int | None, phase: State) -> bool:
    """Say whether the whole of a phase has a count; all else of the two was judged with the phase."""
    return bool(WITHOUT_COUNT.broken_by(phase, {"dwellings": count}))


def _refuse(row: UploadRow, sentence: str) -> None:
    refuse(row, header_among(row, beside("parent_id")), sentence)
    row.status, row.project, row.before, row.after = Status.WRONG, None, None, None
