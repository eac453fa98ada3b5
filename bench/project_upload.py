"""Times a sheet of 5,000 projects, and one of 50,000: python3 run.py manage shell < bench/project_upload.py.

Prints seconds, queries and the peak memory of the whole process (PostgreSQL apart) for reading the file into
its preview and for applying it: all new, and all changed. Leaves only history behind; use a
--data of its own. SIZES chooses other sizes.
"""

import io
import os
import resource
import time
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from openpyxl import Workbook

from municipalities.models import Corporation, Municipality
from projects.models import Project, ProjectRentClass
from projects.models.staging import ProjectUpload
from projects.uploads.applying import Applying
from projects.uploads.reader.into_staging import Reading
from wonen.spreadsheets.upload.reading import Progress

HEADERS = [
    "Naam", "Gemeente", "Plaats of wijk", "Corporatie", "Soort", "Projectfase", "Aantal woningen",
    "Type woningen", "Huurprijsklasse", "Woningen per huurprijsklasse", "BAT-score", "Duurzaamheid",
    "Planning", "Bron", "Toelichting voor het publiek",
]  # fmt: skip
# Types, rent classes and their split, as they come in turn.
TURNS = (
    ("Gestapeld (deels met lift)", "Betaalbaar + Vrije huur", "Betaalbaar: 3, Vrije huur: 2"),
    ("Grondgebonden gezins", "Sociale hogere huur (eventueel aangevuld met Vrije huur)", None),
    ("Mix gestapeld met lift en grondgebonden gezins", "Goedkoop", "Goedkoop: 4"),
    ("Nnb", "Nnb", None),
)


def spreadsheet(amount: int, extra: int) -> bytes:
    """Return a list of so many projects; ``extra`` gives all of them another count and planning."""
    places = list(Municipality.objects.values_list("name", flat=True))
    corporation = Corporation.objects.first()
    assert corporation
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Projecten")
    sheet.append(HEADERS)
    for number in range(amount):
        where = [
            f"Meting Kerkpad {number}",
            places[number % len(places)],
            f"Wijk {number % 40}",
            corporation.code,
        ]
        count, quarter = 20 + number % 90 + extra, f"Q{1 + number % 4} {2024 + number % 6 + extra} (start)"
        what = ["Nieuwbouw/verbouw", "Ontwerp", f"Ca. {count} woningen", *TURNS[number % 4]]
        rest = [
            f"Score 0-{number % 5}",
            "Tenminste BENG",
            quarter,
            "Meting",
            f"Project {number} van de meting.",
        ]
        sheet.append([*where, *what, *rest])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def peak() -> float:
    """Return the most memory that the process had since the last call, in MB (Linux)."""
    try:
        with open("/proc/self/status") as status:  # noqa: PTH123
            most = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        with open("/proc/self/clear_refs", "w") as clear:  # noqa: PTH123
            clear.write("5")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024


class Counter:
    """Counts queries without keeping them: 50,000 rows of parameters would be measured as ours."""

    count = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.count += 1
        return execute(*arguments)


def measured(name: str, steps: Iterator[Progress]) -> None:
    peak()
    counter, told = Counter(), 0
    start, worked = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counter):
        for _ in steps:
            told += 1
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(
        f"{name:32} {seconds:6.2f} s, {worked:6.2f} s of our own work, {counter.count:5} queries, "
        f"{told:4} steps of progress, {peak():5.0f} MB",
        flush=True,
    )


def staged(user: User, content: bytes, name: str) -> ProjectUpload:
    upload = ProjectUpload.objects.create(user=user, name=name)
    measured(f"{name}: voorbeeld", Reading(upload, content, user).run())
    assert not upload.problems, upload.problems
    wrong = upload.rows.filter(status__in=["fout", "vraag"]).values_list("problems", "question").first()
    assert wrong is None, wrong
    return upload


def run(amount: int) -> None:
    user = User.objects.create_superuser(f"meting-{amount}")
    for name, extra in ((f"{amount} nieuw", 0), (f"{amount} gewijzigd", 1)):
        content = spreadsheet(amount, extra)
        print(f"{name}: {len(content) / 2**20:.2f} MB")
        upload = staged(user, content, name)
        measured(f"{name}: toepassen", Applying(upload.pk, user).run())
        assert Project.objects.filter(source="Meting").count() == amount
    del content


def clean() -> None:
    """Remove what was made; the history of it stays."""
    ProjectRentClass.objects.filter(project__source="Meting").delete()
    Project.housing_types.through.objects.filter(project__source="Meting").delete()
    Project.objects.filter(source="Meting").delete()
    User.objects.filter(username__startswith="meting-").delete()


# Each step commits, as it does behind the pages: within another transaction the database keeps every check.
for size in map(int, os.environ.get("SIZES", "5000 50000").split()):
    try:
        run(size)
    finally:
        clean()
