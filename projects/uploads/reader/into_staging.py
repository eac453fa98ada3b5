"""Reads a file into the staging table, a chunk of rows at a time, and says how far it is."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection, transaction
from django.db.models import JSONField

from municipalities.access.editable import editable_by
from projects.access import may_publish
from projects.editing.words import Words
from projects.models.staging import ProjectUpload, UploadRow
from projects.uploads.diff import Judge
from projects.uploads.kinship import settle_families
from projects.uploads.reader import above
from projects.uploads.reader.headers import INFORMATIVE, LAYOUT, is_exported_before
from projects.uploads.reader.row_parser import ReadRow, RowReader
from wonen.spreadsheets.delimited import chunks
from wonen.spreadsheets.safe_reader.contents import FileRefusedError
from wonen.spreadsheets.tables import Problem, Row, Table
from wonen.spreadsheets.upload.notes import KEPT_INSIDE, is_guessed_inside
from wonen.spreadsheets.upload.reading import FileReading, Progress

User = AbstractBaseUser | AnonymousUser
CHUNK = 500
MOST_PROBLEMS = 1000  # of the file as a whole: those of its rows are kept with the rows
CHECKED = ("problems", "question", "answers", "before", "after", "kept", "status", "project", "name")
NO_TABLE = (
    "Er is geen kopregel gevonden. Verwacht: binnen de eerste dertig rijen een rij met de namen van de "
    "kolommen, zoals Naam, Gemeente, Aantal woningen en Planning."
)
NO_ROWS = "Onder de kopregel staat geen enkel project."
NOT_READ = "Niet gelezen, want zonder kopregel van een lijst met projecten: blad '{}'."
IGNORED = "De kolom '{}' is alleen ter informatie; daar is niets van overgenomen."


def judge_of(upload: ProjectUpload, user: User) -> Judge:
    editable = set(editable_by(user).values_list("pk", flat=True))
    return Judge(upload, Words(), editable, may_publish(user))


class Reading(FileReading[ReadRow]):
    """One run through a file."""

    layout, no_table = LAYOUT, NO_TABLE

    def __init__(self, upload: ProjectUpload, content: bytes, user: User) -> None:
        super().__init__(content, upload.name)
        self.upload = upload
        self.judge = judge_of(upload, user)
        self.reader = RowReader(self.judge.words)
        self.staged = 0

    def run(self) -> Iterator[Progress]:
        """Fill the staging table; whatever is wrong with the file stands in the upload afterwards."""
        try:
            for chunk in chunks(self.drafts(), CHUNK):
                self.stage(chunk)
                yield self.progress
        except FileRefusedError as error:
            self.refuse(Problem(str(error)))
        settle_families(self.upload, self.judge)
        if not self.staged and not self.upload.problems:
            self.refuse(Problem(NO_ROWS))
        self.upload.state = ProjectUpload.State.READY
        self.upload.save()

    def begin(self, row: Row) -> None:
        """Keep where each column stands, and tell once which of them are not read."""
        if row.sheet in self.upload.columns:
            return
        self.upload.columns[row.sheet] = dict(row.columns)
        for header in INFORMATIVE:
            if header in row.columns:
                self.notice(IGNORED.format(header))
        if is_guessed_inside(row.names.values()) and not is_exported_before(row.columns):
            self.notice(KEPT_INSIDE)

    def read(self, row: Row) -> ReadRow | None:
        return self.reader.read(row)

    def above(self, table: Table, sheet: str) -> Iterator[str]:
        return above.told(table, sheet, self.upload, self.judge.words)

    def leave(self, sheet: str) -> None:
        self.notice(NOT_READ.format(sheet))

    def refuse(self, problem: Problem) -> None:
        if len(self.upload.problems) < MOST_PROBLEMS:
            told = {"place": problem.place, "text": problem.text, "sentence": problem.sentence}
            self.upload.problems.append(told)

    def notice(self, sentence: str) -> None:
        if sentence not in self.upload.notices:
            self.upload.notices.append(sentence)

    def stage(self, chunk: list[ReadRow]) -> None:
        rows = [staged(self.upload, self.staged + place, read) for place, read in enumerate(chunk, 1)]
        self.staged += len(rows)
        self.upload.asks_note |= any(
            "remark" in each.facts and is_exported_before(self.upload.columns[each.sheet]) for each in rows
        )
        self.judge.judge(rows)
        copy(rows)


def copy(rows: Sequence[UploadRow]) -> None:
    """Add rows by COPY: an INSERT spends most of its time on the quotes in the JSON."""
    fields = [field for field in UploadRow._meta.concrete_fields if not field.primary_key]
    names = ", ".join(str(field.column) for field in fields)
    command = f"COPY {UploadRow._meta.db_table} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as target:
        for row in rows:
            target.write_row([copied(field, getattr(row, field.attname)) for field in fields])


def copied(field: Any, value: Any) -> Any:
    if value is None or not isinstance(field, JSONField):
        return str(value) if isinstance(value, str) else value
    return json.dumps(value, cls=field.encoder)


def staged(upload: ProjectUpload, number: int, read: ReadRow) -> UploadRow:
    return UploadRow(
        upload=upload,
        number=number,
        sheet=read.sheet,
        row=read.row,
        name=(read.texts.get("Naam") or next(iter(read.texts.values()), ""))[:255],
        facts=read.facts,
        texts=read.texts,
        empty=read.empty,
        unread=sorted(read.unread),
        unreadable=[
            {"column": each.column, "header": each.header, "text": each.text, "sentence": each.sentence}
            for each in read.problems
        ],
    )


def judge_again(upload: ProjectUpload, user: User) -> Iterator[Progress]:
    """Hold the rows against the projects as they are now; the answers given stay, and are kept with them."""
    judge, total, done = judge_of(upload, user), upload.rows.count(), 0
    with transaction.atomic():
        # First none is about a project, or two that change places would be in each other's way.
        upload.rows.update(project=None)
        for chunk in chunks(upload.rows.order_by("number").iterator(CHUNK), CHUNK):
            for row in chunk:
                row.upload = upload
            judge.judge(chunk)
            save(chunk)
            done += len(chunk)
            yield Progress(done, total)
        settle_families(upload, judge)
        upload.why = ""
        upload.save(update_fields=["why", "note_means"])


def save(rows: list[UploadRow]) -> None:
    """Write what became of rows that were staged before."""
    UploadRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=CHECKED)
