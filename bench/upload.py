"""Times a sheet of 31 municipalities x 60 figures x 5 years: python3 run.py manage shell < bench/upload.py.

Makes its own indicators, prints seconds and the peak memory of Python for the preview and for applying it,
and takes everything back.
"""

import io
import time
import tracemalloc
from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from municipalities.figures.spreadsheet import upload
from municipalities.figures.spreadsheet.columns import FIGURE_COLUMNS
from municipalities.models import Figure, FigureUpload, Indicator, Municipality, Theme
from wonen.spreadsheets.upload.comparison import apply as apply_stored

MUNICIPALITIES, INDICATORS, YEARS = 31, 60, range(2017, 2022)


def indicators() -> list[Indicator]:
    theme = Theme.objects.create(code="meting", name="Meting")
    return [
        Indicator.objects.create(
            theme=theme, code=f"meting-{number}", name=f"Meting {number}", kind="enkel", definition="x"
        )
        for number in range(INDICATORS)
    ]


def spreadsheet() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cijfers")
    sheet.append([str(column.header) for column in FIGURE_COLUMNS])
    for each in indicators():
        for place in Municipality.objects.all()[:MUNICIPALITIES]:
            for year in YEARS:
                names = ["Meting", each.name, each.code, None, None, place.name, place.code, None, str(year)]
                sheet.append([*names, year * each.pk % 9999, None, "definitief", None, None, None, "Meting"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def measured(name: str, what: Callable[[], object]) -> None:
    start, worked = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        what()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{name:30} {seconds:6.2f} s, of which {worked:5.2f} s of our own work {len(queries):4} queries")


def peak(what: Callable[[], object]) -> float:
    tracemalloc.start()
    what()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


def run() -> None:
    content = spreadsheet()
    rows = MUNICIPALITIES * INDICATORS * len(YEARS)
    print(f"{rows} rijen, {len(content) / 2**20:.2f} MB")
    user = User.objects.create_superuser("meting")

    def apply() -> None:
        kept = FigureUpload.objects.create(user=user, name="meting.xlsx", content=content)
        apply_stored(FigureUpload.objects.filter(pk=kept.pk), upload.FigureComparison, digest)

    digest = upload.preview(content, "meting.xlsx", user).digest
    measured("voorbeeld, alles nieuw", lambda: upload.preview(content, "meting.xlsx", user))
    print(f"{'':30} {peak(lambda: upload.preview(content, 'meting.xlsx', user)):6.1f} MB op het hoogst")
    measured("toepassen, alles nieuw", apply)
    assert Figure.objects.filter(source="Meting").count() == rows
    measured("voorbeeld, alles bekend", lambda: upload.preview(content, "meting.xlsx", user))
    Figure.objects.filter(source="Meting").update(value=1)
    digest = upload.preview(content, "meting.xlsx", user).digest
    measured("toepassen, alles gewijzigd", apply)


with transaction.atomic():
    run()
    transaction.set_rollback(True)
