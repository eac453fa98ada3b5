"""Holds a spreadsheet against what is known, and writes it: all of it, or nothing.

For a file that is kept as it was brought, and read again when it is applied. Rows are read, compared and
written a chunk at a time, so that memory stays flat; what was written is taken back if anything later in the
file is wrong.
"""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from wonen.spreadsheets.delimited import chunks
from wonen.spreadsheets.safe_reader.contents import FileRefusedError
from wonen.spreadsheets.tables import Problem
from wonen.spreadsheets.upload.import_result import Outcome
from wonen.spreadsheets.upload.reading import Draft, FileReading
from wonen.spreadsheets.upload.stored_file import KeptFile, StoredUploadQuerySet

User = AbstractBaseUser | AnonymousUser
GONE = "Dit bestand is er niet meer: het is al toegepast, vervangen of verlopen. Kies het opnieuw."


class DifferentError(Exception):
    """Nothing was written: the file no longer does what its sender saw, but this ``outcome``."""

    def __init__(self, upload: KeptFile, outcome: Outcome) -> None:
        super().__init__(upload.name)
        self.upload, self.outcome = upload, outcome


class Comparison(FileReading[Draft]):
    """One run through a file. A subclass reads a row, compares a chunk of them and writes what differs.

    ``note_means`` is what the column *Opmerking* of an export of before is (``NoteMeans``); empty: not said.
    """

    def __init__(
        self, content: bytes, name: str, user: User, note_means: str = "", *, write: bool = False
    ) -> None:
        super().__init__(content, name)
        self.user, self.note_means, self.write = user, note_means, write
        self.outcome = Outcome()

    @classmethod
    def hold(cls) -> None:
        """Keep others from writing what is compared, until the transaction ends."""

    def compare(self, chunk: list[Draft]) -> None:
        """Add to the outcome what becomes of these rows; where ``write`` and nothing is wrong, write them."""
        raise NotImplementedError

    def run(self) -> Outcome:
        try:
            for chunk in chunks(self.drafts()):
                self.compare(chunk)
        except FileRefusedError as error:
            self.refuse(Problem(str(error)))
        self.outcome.problems.sort(key=self._order)
        return self.outcome

    def _order(self, problem: Problem) -> tuple[int, int]:
        """Return where a problem stands: what is about the whole first, then by sheet and row."""
        sheet = self.sheets.index(problem.sheet) if problem.sheet in self.sheets else -1
        return sheet, problem.row or 0

    def refuse(self, problem: Problem) -> None:
        self.outcome.refuse(problem)

    def notice(self, sentence: str) -> None:
        self.outcome.notices.append(sentence)

    def leave(self, sheet: str) -> None:
        self.outcome.unread.append(sheet)


def apply(asked: StoredUploadQuerySet[KeptFile], kind: type[Comparison[Draft]], digest: str) -> Outcome:
    """Do what the file that is asked for says; DifferentError if that is not what its sender saw."""
    with asked.applied_whole(GONE) as (upload, _):
        kind.hold()  # before anything is read: nobody writes between our look and our write
        run = kind(bytes(upload.content), upload.name, upload.user, upload.note_means, write=True)
        outcome = run.run()
        if not outcome.is_applicable or outcome.digest != digest:
            raise DifferentError(upload, outcome)
        upload.delete()
    return outcome
