"""A browser without a screen for a server that runs: cookies kept, forms filled in and sent."""

from __future__ import annotations

import http.client
import io
import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HOST = "wonen.example.nl"


@dataclass
class Answer:
    """What came back, and from which path after redirects."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


Fields = dict[str, list[str]]


class Form(HTMLParser):
    """The fields of the form of a page that has a given name among them, as a browser would send them."""

    def __init__(self, page: str, wanted: str) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self.place = ""
        self.feed(page)
        self.fields = next(each for each in self.forms if wanted in each)

    @property
    def sent(self) -> Fields:
        """Without its buttons and files, which stand under their name after a ``=``."""
        return {name: values for name, values in self.fields.items() if not name.startswith("=")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif self.forms and (tag == "option" or name):
            self.take(tag, name, given)

    def take(self, tag: str, name: str, given: dict[str, str]) -> None:
        """Note a field, with what a browser sends of it."""
        fields, kind = self.forms[-1], given.get("type", "text")
        if tag == "option":
            if "selected" in given:
                fields[self.place].append(given.get("value", ""))
        elif tag in {"select", "textarea"}:
            self.place, fields[name] = name, []
        elif kind in {"submit", "file"} or tag == "button":
            fields.setdefault(f"={name}", [])
        elif tag == "input" and kind in {"checkbox", "radio"}:
            fields.setdefault(name, []).extend([given.get("value", "on")] if "checked" in given else [])
        elif tag == "input":
            fields.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea" and self.place:
            self.forms[-1][self.place] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self.place = ""


@dataclass
class Visitor:
    """One visitor of a server on this machine, seen through a proxy that ends HTTPS."""

    port: int
    timeout: float = 60
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, body: bytes = b"", content_type: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and return its answer; a body makes it a POST."""
        sent = {
            "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7",
            "Referer": f"https://{HOST}{path}", "Accept-Encoding": "identity", **(headers or {}),
        }  # fmt: skip
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if content_type:
            sent["Content-Type"] = content_type
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            line.request("POST" if content_type else "GET", path, body or None, sent)
            got = line.getresponse()
            answer = Answer(path, got.status, {n.lower(): v for n, v in got.getheaders()}, got.read())
        finally:
            line.close()
        for cookie in got.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: each.value for name, each in SimpleCookie(cookie).items()}
        return answer

    def open(self, path: str) -> Answer:
        """Return the page where a path leads."""
        return self.followed(self.ask(path))

    def followed(self, answer: Answer) -> Answer:
        while answer.status in {301, 302, 303}:
            target = urlsplit(answer.headers["location"])
            path = target.path or answer.path
            answer = self.ask(f"{path}?{target.query}" if target.query else path)
        return answer

    def send(self, page: Answer, wanted: str, **filled: str) -> Answer:
        """Fill in the form of a page that has the field or button ``wanted``; return where that leads."""
        fields: dict[str, object] = {**Form(page.text, wanted).sent, **filled}
        body = urlencode(fields, doseq=True).encode()
        return self.followed(self.ask(page.path, body, "application/x-www-form-urlencoded"))

    def bring(self, page: Answer, name: str, file: str, content: bytes) -> Answer:
        """Send the form of a page with a file in it; return where that leads."""
        edge, body = secrets.token_hex(16), io.BytesIO()
        for each, values in Form(page.text, f"={name}").sent.items():
            for value in values:
                part = f'Content-Disposition: form-data; name="{each}"\r\n\r\n{value}'
                body.write(f"--{edge}\r\n{part}\r\n".encode())
        body.write(f'--{edge}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'.encode())
        body.write(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode()
        )
        body.write(content + f"\r\n--{edge}--\r\n".encode())
        kind = f"multipart/form-data; boundary={edge}"
        return self.followed(self.ask(page.path, body.getvalue(), kind))


def heading(answer: Answer) -> str:
    """Return the first heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""
