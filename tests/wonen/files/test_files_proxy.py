"""A file whose making is cut, seen through nginx as it comes: it asks by HTTP/1.0."""

import http.client
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from projects.export import files as export
from projects.export.columns import Row
from projects.models import Project
from tests.conftest import AddProject
from tests.support.launched import free_port
from tests.support.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass {behind}; }}
    }}
}}
"""


@pytest.fixture
def nginx(live_server: LiveServer, tmp_path: Path) -> Iterator[int]:
    """Start nginx before the product; give its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        assert os.environ.get("CI") != "true", "nginx is not installed"
        warnings.warn("nginx is not installed: what a proxy makes of a cut file is not tested", stacklevel=1)
        pytest.skip("nginx is not installed")
    port, file = free_port(), tmp_path / "nginx.conf"
    tmp_path.chmod(0o755)
    file.write_text(CONFIGURATION.format(folder=tmp_path, port=port, behind=live_server.url))
    errors = str(tmp_path / "errors")
    process = subprocess.Popen([program, "-p", str(tmp_path), "-c", str(file), "-e", errors])
    try:
        wait_until(lambda: answers(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    try:
        return get(port, "/robots.txt")[0] > 0
    except OSError:
        return False


def get(port: int, path: str) -> tuple[int, bytes]:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asking.request("GET", path)
    answer = asking.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        asking.close()


def test_a_cut_connection_to_the_database_makes_no_file_that_passes_for_whole(
    nginx: int, add_project: AddProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        add_project(f"Project {number}")
    monkeypatch.setattr(export, "CHUNK", 2)
    real, read = Row, list[int]()

    def cut_at_the_fifth(project: Project, site: str) -> Any:
        read.append(project.pk)
        if len(read) == 5:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return real(project, site)

    monkeypatch.setattr(export, "Row", cut_at_the_fifth)
    status, _ = get(nginx, "/projecten.csv?soort=nieuwbouw")
    assert len(read) == 5
    assert status == 503
    status, text = get(nginx, "/projecten.csv?soort=nieuwbouw")
    assert (status, text.count(b"\n")) == (200, 7)
