"""The application for a WSGI server, with everything that answers loaded."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")

application = get_wsgi_application()
# Else the first who asks a worker waits for it: a quarter of a second, in each worker again.
_ = get_resolver().url_patterns

from wonen.database import tls  # noqa: E402 - it needs the settings

tls.demand()
