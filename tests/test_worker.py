"""What the web server itself refuses, before any view, it refuses as problem details."""

import socket
from http.client import HTTPResponse

import pytest
from gunicorn.http.errors import InvalidHeader, LimitRequestHeaders, LimitRequestLine, ParseException

from wonen.worker import refusal


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (LimitRequestLine(9000, 8190), 400, "Het adres is te lang: hoogstens 8190 tekens."),
        (LimitRequestHeaders("too many"), 431, "koppen"),
        (InvalidHeader("x"), 400, "kan niet gelezen worden"),
    ],
)
def test_it_is_a_whole_answer_with_the_version(error: ParseException, status: int, words: str) -> None:
    ours, theirs = socket.socketpair()
    ours.sendall(refusal(error))
    ours.close()
    answer = HTTPResponse(theirs)
    answer.begin()
    body = answer.read().decode()
    theirs.close()
    assert answer.status == status
    assert answer.getheader("Content-Type") == "application/problem+json"
    assert answer.getheader("API-Version") == "1.0.0"
    assert answer.getheader("Connection") == "close"
    assert words in body
    assert "gunicorn" not in body
