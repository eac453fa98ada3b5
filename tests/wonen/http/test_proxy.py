"""The settings for nginx of docs/deployment.md, as they stand there, before the server of the product."""

import contextlib
import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.support.launched import PROJECT, free_port
from tests.support.served import Served, served
from wonen.wsgi import application

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
if not NGINX:
    if os.environ.get("CI") == "true":
        pytest.fail("nginx is missing", pytrace=False)
    warnings.warn("nginx is missing: the settings for it are not tried", stacklevel=1)
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is missing")
MEGABYTE = 2**20
API, PAGE = "/api/v1/projecten", "/beheer/projects/project/spreadsheet/"


def told(environ: dict[str, Any], start: Any) -> Any:
    """Answer what came of the request, break off in the middle, or leave it to the product."""
    if environ["PATH_INFO"] == "/told":
        names = (
            "SERVER_PROTOCOL",
            "HTTP_X_FORWARDED_PROTO",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_HOST",
            "SCRIPT_NAME",
        )
        start("200 OK", [])
        return ["\n".join(environ.get(name, "-") for name in names).encode()]
    if environ["PATH_INFO"] == "/cut":
        start("200 OK", [])
        return cut()
    return application(environ, start)


def cut() -> Iterator[bytes]:
    yield b"x" * 100_000
    raise ConnectionError("the database is gone")


@pytest.fixture(scope="module")
def behind() -> Iterator[Served]:
    with served(told) as running:
        yield running


@pytest.fixture(scope="module")
def port(behind: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx with the block of the documentation: only ports and certificate are others."""
    folder, found = tmp_path_factory.mktemp("nginx"), free_port()
    certificate(folder)
    block = re.findall(r"```nginx\n(.*?)```", (PROJECT / "docs/deployment.md").read_text(), re.DOTALL)[0]
    block = (
        block.replace("443", str(found)).replace("8000", str(behind.port)).replace("/etc/ssl", str(folder))
    )
    user = "user root;" if os.geteuid() == 0 else ""
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; {user} events {{}} http {{ access_log off; {places} {block} }}"
    )
    command = [str(NGINX), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    with subprocess.Popen([str(each) for each in command]) as process:
        try:
            wait_for(found)
            yield found
        finally:
            process.terminate()


def certificate(folder: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    made += ["-keyout", str(folder / "wonen.key"), "-out", str(folder / "wonen.pem")]
    subprocess.run(made, check=True, capture_output=True)


def wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(OSError), contextlib.closing(connect(port)) as connection:
            connection.connect()
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not start")


def connect(port: int) -> http.client.HTTPSConnection:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting)


def ask(port: int, address: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
    with contextlib.closing(connect(port)) as connection:
        connection.request(
            "GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read().decode()


def test_a_request_comes_by_http_1_1_with_who_asked(port: int) -> None:
    assert ask(port, "/robots.txt")[0].status == 200
    facts = ask(port, "/told", x_forwarded_for="192.0.2.1", x_forwarded_proto="http", script_name="/x")[
        1
    ].split("\n")
    assert facts == ["HTTP/1.1", "https", "192.0.2.1, 127.0.0.1", f"127.0.0.1:{port}", ""]


def test_an_answer_that_is_cut_off_does_not_pass_for_a_whole_one(port: int) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask(port, "/cut")


@override_settings(ALLOWED_HOSTS=["127.0.0.1"], SECURE_SSL_REDIRECT=False)
@pytest.mark.parametrize("size", [11.5, 30])
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        (PAGE, "text/html", "Een spreadsheet mag hoogstens 10 MB zijn."),
        (API, "application/problem+json", "10 MB"),
    ],
)
def test_an_upload_over_either_limit_gets_our_sentence_once(  # noqa: PLR0917 - one fact each
    port: int, size: float, chunked: bool, address: str, kind: str, words: str
) -> None:
    body = b"x" * int(size * MEGABYTE)
    with contextlib.closing(connect(port)) as connection:
        # As an iterable, http.client sends it in chunks.
        sent = (body[start : start + MEGABYTE] for start in range(0, len(body), MEGABYTE))
        content, kinds = sent if chunked else body, {"Content-Type": "text/csv"}
        with contextlib.suppress(ConnectionError):
            connection.request("POST", address, content, kinds, encode_chunked=chunked)
        answer = connection.getresponse()
        text = answer.read().decode()
    assert answer.status == 413
    assert answer.getheader("Content-Type", "").startswith(kind)
    assert text.count(words) == 1
    assert "nginx" not in text
