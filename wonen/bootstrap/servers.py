"""Installs the servers that some tests put around the product: a pooler and a proxy, not as services."""

import os
import shutil
import sys

from wonen.bootstrap.show import quiet, say, step

SERVERS = ("pgbouncer", "nginx")


def install_servers() -> None:
    """As root on Debian or Ubuntu, install what is missing. Elsewhere the tests with them are skipped."""
    lacking = [each for each in SERVERS if not found(each)]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        # Told of this runlevel, the packages start nothing: only the programs are wanted.
        os.environ["RUNLEVEL"] = "1"
        with step(f"{' en '.join(lacking)} installeren"):
            apt = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
            if failure := quiet(["apt-get", "update"]) or quiet(apt):
                say(f"Dat is niet gelukt:\n{failure}")
        del os.environ["RUNLEVEL"]
    lacking = [each for each in SERVERS if not found(each)]
    if lacking and os.environ.get("CI") == "true":
        sys.exit(f"{' en '.join(lacking)} ontbreekt; in CI mogen de tests ermee niet worden overgeslagen.")
    if lacking:
        say(f"LET OP: {' en '.join(lacking)} ontbreekt. De tests ermee worden OVERGESLAGEN.")


def found(name: str) -> str | None:
    """Return the path of a program; Debian keeps those of servers where not every user looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
