"""Two commits of the product, each in a work tree of its own, that answer for the same rows."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = 300
HOST = "localhost"  # both are asked by the same name, so that the addresses in their answers are the same
OFTEN = "999999"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}},
    **dict.fromkeys(("PAGES_PER_MINUTE", "API_ANONYMOUS_PER_MINUTE", "API_TOKEN_PER_MINUTE"), OFTEN),
    "API_REFUSED_PER_MINUTE": OFTEN,
}
LONGEST = 60  # seconds that a file may be in the making
Headers = Mapping[str, str]

# A token that may do everything, of the user of the product; apps by label, since modules move.
ISSUE = """
from datetime import timedelta
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate
token = apps.get_model("municipalities", "ApiToken")(
    name="vergelijken", owner=get_user_model().objects.get(), scope="publiceren",
    expires_on=localdate() + timedelta(days=30))
print(token.issue())
token.save()
"""


@dataclass
class Answer:
    """What was answered: the status, the headers in their order, the body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass
class Product:
    """One commit: its work tree, its data directory, and how it is asked while it runs."""

    commit: str
    tree: Path
    data: Path
    port: int = 0
    password: str = ""
    session: Headers = field(default_factory=dict)

    def run(self, code: str) -> str:
        """Run code in the product, on its data; return what that prints."""
        words = [sys.executable, "run.py", "--data", str(self.data), "manage", "shell", "-v", "0"]
        told = subprocess.run(  # noqa: S603
            words, input=code, cwd=self.tree, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True
        )
        return told.stdout

    @contextmanager
    def running(self, *arguments: str) -> Iterator[None]:
        """Let the product run until the block ends."""
        self.port = free_port()
        words = [sys.executable, "run.py", "--port", str(self.port), "--data", str(self.data), *arguments]
        with subprocess.Popen(  # noqa: S603
            words, cwd=self.tree, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            assert process.stdout
            said = ""
            while "Stoppen" not in said:
                line = process.stdout.readline()
                assert line, f"{self.commit} does not start:\n{said}"
                said += line
            self.password = said.partition("wachtwoord ")[2].split()[0]
            # A full pipe would make it wait.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)

    def ask(
        self, path: str, method: str = "GET", headers: Headers | None = None, body: bytes | None = None
    ) -> Answer:
        """Return the answer; of a file that is being made when it is there."""
        until = time.monotonic() + LONGEST
        while True:
            found = self._ask(path, method, headers or {}, body)
            if found.status != 503 or not found.header("Retry-After") or time.monotonic() > until:
                return found
            time.sleep(0.5)

    def _ask(self, path: str, method: str, headers: Headers, body: bytes | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, {"Host": HOST, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def log_in(self) -> None:
        """Keep the header with which the back office is asked as its manager."""
        page = self.ask("/beheer/inloggen/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body.decode())
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": "beheer", "password": self.password}
        headers = {"Cookie": cookies(page), "Content-Type": "application/x-www-form-urlencoded"}
        inside = self.ask("/beheer/inloggen/", "POST", headers, urllib.parse.urlencode(form).encode())
        assert inside.status == 302, inside.body.decode()
        self.session = {"Cookie": cookies(inside)}


def cookies(answer: Answer) -> str:
    return "; ".join(value.partition(";")[0] for name, value in answer.headers if name == "Set-Cookie")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def work_tree(commit: str, place: Path) -> Iterator[Path]:
    """Give the files of a commit; packages are those of this tree if it asks the same."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(place), commit], check=True)  # noqa: S603
    try:
        lock = "requirements.lock"
        if (place / lock).read_bytes() == (ROOT / lock).read_bytes():
            (place / ".venv").symlink_to(ROOT / ".venv")
        yield place
    finally:
        subprocess.run([*git, "remove", "--force", str(place)], check=True)  # noqa: S603


def fill(product: Product) -> str:
    """Let a product fill its empty data directory; return what its database then holds."""
    with product.running("--example", str(EXAMPLES)):
        pass
    return product.run((ROOT / "bench" / "database_rows.py").read_text(encoding="utf-8"))


def lend(lender: Product, taker: Product) -> None:
    """Give a product the database and the secrets of another, in place of its own; both stand still."""
    own = taker.data.rename(taker.data.with_suffix(".own"))
    subprocess.run(["cp", "-a", str(lender.data), str(taker.data)], check=True)  # noqa: S603, S607 - keeps owners
    shutil.rmtree(taker.data / "static")
    for name in ("static", "static.stamp"):
        (own / name).replace(taker.data / name)


@contextmanager
def both(commits: tuple[str, str], folder: Path) -> Iterator[tuple[Product, Product, list[str], str]]:
    """Run both commits on the rows of the first.

    Gives them, what the database of each holds after it filled its own, and a token that is valid in both.
    """
    folder.chmod(0o711)  # as root the database runs under another account
    with ExitStack() as stack:
        products = []
        for number, commit in enumerate(commits):
            tree = stack.enter_context(work_tree(commit, folder / f"tree{number}"))
            data = folder / f"data{number}"
            products.append(Product(commit, tree, data))
        with ThreadPoolExecutor(2) as pool:
            held = list(pool.map(fill, products))
        before, after = products
        token = before.run(ISSUE).strip()
        lend(before, after)
        for each in products:
            stack.enter_context(each.running())
        yield before, after, held, token
