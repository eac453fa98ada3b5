"""How large a body may be, by its address.

The server asks this while a body comes (parser.py), so that it stops reading; the middleware asks it again
and answers, so that a refusal looks like every other page or answer of the API.
"""

import re

from django.conf import settings

SPREADSHEET = re.compile(r"/beheer/\w+/\w+/spreadsheet/")
FORM = 1024 * 1024  # bytes that a form adds to its file; also leaves room for the sentence beside the field


def largest_body(path: str) -> int:
    """Return the bytes that a request to this address may carry."""
    if path.startswith("/api/"):
        return int(settings.API_LARGEST_BODY)
    if SPREADSHEET.fullmatch(path):
        return int(settings.LARGEST_SPREADSHEET) + FORM
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
