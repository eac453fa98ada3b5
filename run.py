#!/usr/bin/env python3
"""Starts Wonen, its tests and its checks on a machine that has Python and nothing else.

This file keeps to old syntax: an older Python must be able to read it and say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence, not a traceback
    sys.exit(
        "Wonen heeft Python 3.11 of nieuwer nodig; dit is Python {}.{}. Installeer een nieuwere Python"
        " en start dan bijvoorbeeld: python3.11 run.py".format(*sys.version_info)
    )
if sys.platform == "win32":
    sys.exit("Wonen draait op Linux en macOS. Gebruik op Windows WSL.")

from wonen.bootstrap.commands import main

if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nAfgebroken.")
