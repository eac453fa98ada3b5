#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it uses the embedded PostgreSQL of ``.data/``."""

import os
import sys

import pghistory
from django.core.management import execute_from_command_line
from django.db import OperationalError

from wonen.bootstrap.local import local_environment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wonen.settings")
    # Whatever a command changes bears its name in the history.
    with local_environment(), pghistory.context(command=" ".join(sys.argv[1:2])):
        try:
            execute_from_command_line(sys.argv)
        except OperationalError as error:
            from wonen.database.tls import refused  # noqa: PLC0415 - only now there are settings

            if sentence := refused(error):
                sys.exit(sentence)
            raise


if __name__ == "__main__":
    main()
