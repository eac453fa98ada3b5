"""The answers to what the preview asks: is this the same project, and what is done there."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from projects.models import Kind
from projects.models.staging import ProjectUpload, Status, UploadRow
from projects.uploads.kinship import settle_families
from projects.uploads.reader.into_staging import User, judge_of, save

NEW, KEEP, RENAME = "nieuw", "naam-blijft", "naam-wordt"
UNKNOWN = "Kies een van de antwoorden."
TWICE = (
    "Een andere rij gaat al over dat project. Kies een ander antwoord, of maak er in het bestand één rij van."
)


class NoAnswerError(Exception):
    """What was sent answers no question; the message is a Dutch sentence."""


def answer(upload: ProjectUpload, rows: Iterable[UploadRow], given: str, user: User) -> int:
    """Take one answer for these rows and say how many it was taken for."""
    judge, taken = judge_of(upload, user), []
    for row in rows:
        row.upload = upload
        row.answers = {**row.answers, **meant(row, given)}
        taken.append(row)
    judge.judge(taken)
    try:
        with transaction.atomic():
            save(taken)
            settle_families(upload, judge)
            ProjectUpload.objects.filter(pk=upload.pk).update(why="")
    except IntegrityError as error:
        raise NoAnswerError(TWICE) from error
    return len(taken)


def meant(row: UploadRow, given: str) -> dict[str, object]:
    """Return what is kept of an answer: 'nieuw', 'naam-blijft-12', 'naam-wordt-12' or a kind."""
    if row.status != Status.ASKED:
        raise NoAnswerError(UNKNOWN)
    if "kind" in row.question and given in Kind.values:
        return {"kind": given}
    candidates = {each["pk"] for each in row.question.get("same", ())}
    word, _, pk = given.rpartition("-")
    if word in {KEEP, RENAME} and is_key(pk) and int(pk) in candidates:
        return {"same": {"project": int(pk), "keeps_name": word == KEEP}}
    if given == NEW and candidates and not row.question.get("by_number"):
        return {"same": {"is_new": True}}
    raise NoAnswerError(UNKNOWN)


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
