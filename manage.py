#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it uses the embedded PostgreSQL of ``.data/``."""

import os
import sys

import pghistory
from django.core.management import execute_from_command_line

from wonen.local import local_environment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")
    # Whatever a command changes bears its name in the history.
    with local_environment(), pghistory.context(command=" ".join(sys.argv[1:2])):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
