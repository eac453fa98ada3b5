"""The application for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from wonen.chunked import WithLength

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")

application = WithLength(get_wsgi_application())
