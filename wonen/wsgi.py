"""The application for a WSGI server, with everything that answers loaded."""

import os

import django
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")

django.setup(set_prefix=False)

from wonen.database import tls  # noqa: E402 - these need the settings
from wonen.http.handler import Handler  # noqa: E402

application = Handler()
# Else the first who asks a worker waits for it: a quarter of a second, in each worker again.
_ = get_resolver().url_patterns

tls.demand()
