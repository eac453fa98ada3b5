#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it uses the embedded PostgreSQL of ``.data/``."""

import os
import sys

from django.core.management import execute_from_command_line

from wonen.local import local_environment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")
    with local_environment():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
