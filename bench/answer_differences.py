"""In what two answers differ, where fingerprints and other things that may differ are left aside."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from bench.two_products import Answer

AROUND = 70  # characters shown on both sides of the first that differs
MOST = 4  # lines shown of one answer
LEFT_ASIDE = (
    # The fingerprint in the name of a static file.
    (re.compile(r"(/static/[\w./-]+?)\.[0-9a-f]{12}(?=\.\w+)"), r"\1.<hash>"),
    # Each answer with a form has another of these.
    (re.compile(r'(name="csrfmiddlewaretoken" value=")\w+'), r"\1<token>"),
    (re.compile(r"(csrftoken|sessionid)=\w+"), r"\1=<token>"),
    # A file is known by the code that writes it too (wonen/files/exports.py): of a new version it is another.
    (re.compile(r'(?<=")([0-9a-f]{32})\.[0-9a-f]{32}[.0-9a-f]*'), r"\1.<revision>"),
    (re.compile(r"(messages=[^:;]+):[\w-]+:[\w-]+"), r"\1:<moment>:<signature>"),
    (re.compile(r"(expires=)[^;]+GMT"), r"\1<moment>"),
    # Made when it is asked.
    (re.compile(r'(Expires: |"gemaaktOp": ?")[-0-9T:.Z+]+'), r"\1<moment>"),
    (re.compile(r"(<t>)\d+-\d+-\d{4} om \d\d:\d\d uur(?=</t>)"), r"\1<moment>"),
)
# What was written within the run has another moment in each product.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
WORDS = ("description", "summary")
DESCRIPTION, DOCUMENTATION = "/api/v1/openapi.json", "/api/v1/documentatie"
TEXT = re.compile(r">[^<]+")  # that page is made of the descriptions, of which the words may differ
XLSX = "spreadsheetml"
Difference = tuple[str, str, str]  # what differs, and what it was before and after


def differences(path: str, before: Answer, after: Answer, *, is_written: bool = False) -> list[Difference]:
    """Return in what two answers to one request differ."""
    if before.status != after.status:
        return [("status", f"{before.status} {start(before)}", f"{after.status} {start(after)}")]
    found = list(in_headers(path, before, after, is_written=is_written))
    texts = [text_of(path, each, is_written=is_written) for each in (before, after)]
    return [*found, *in_lines(*texts)]


def start(answer: Answer) -> str:
    return answer.body[:120].decode(errors="replace")


def in_headers(path: str, before: Answer, after: Answer, *, is_written: bool) -> Iterator[Difference]:
    was, now = (headers_of(path, each, is_written=is_written) for each in (before, after))
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield f"header {name}", str(was.get(name)), str(now.get(name))


def headers_of(path: str, answer: Answer, *, is_written: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in answer.headers:
        found[name] = f"{found[name]}, {aside(value)}" if name in found else aside(value)
    for name in ("Date", "Expires"):  # of a page that is not to be kept it is the same moment
        found.pop(name, None)
    is_page = found.get("Content-Type", "").startswith("text/html")
    if is_page or path == DESCRIPTION or is_written or XLSX in found.get("Content-Type", ""):
        # It is made of the body, which is compared: with what may differ there, this does.
        for name in ("ETag", "Content-Length", "Last-Modified"):
            if name in found:
                found[name] = "<of the body>"
    return found


def aside(text: str) -> str:
    for pattern, instead in LEFT_ASIDE:
        text = pattern.sub(instead, text)
    return text


def text_of(path: str, answer: Answer, *, is_written: bool = False) -> str:
    """Return the body as lines of text, with what may differ replaced."""
    kind = answer.header("Content-Type")
    if XLSX in kind and answer.body:
        return "\n".join(parts_of(answer.body))
    try:
        text = answer.body.decode()
    except UnicodeDecodeError:
        return answer.body.hex("\n", 40)
    if path == DESCRIPTION and "json" in kind and text:
        text = json.dumps(without_words(json.loads(text)), indent=1, ensure_ascii=False)
    text = aside(TEXT.sub(">", text) if path == DOCUMENTATION else text)
    return MOMENT.sub("<moment>", text) if is_written else text


def parts_of(workbook: bytes) -> Iterator[str]:
    """Yield the parts of a workbook, an element a line; when it was made is left aside."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode(errors="replace").replace("><", ">\n<")
            yield f"== {name}"
            yield MOMENT.sub("<moment>", text) if name.startswith("docProps/") else aside(text)


def without_words(value: Any) -> Any:
    """Return a description of the API without the words of its descriptions; that there are some stays."""
    if isinstance(value, list):
        return [without_words(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: "<words>" if key in WORDS and isinstance(each, str) else without_words(each)
        for key, each in value.items()
    }


def in_lines(before: str, after: str) -> list[Difference]:
    """Return the first lines that differ, cut to what is around the first character that does."""
    if before == after:
        return []
    was, now = before.split("\n"), after.split("\n")
    pairs = [
        (number, *each) for number, each in enumerate(zip(was, now, strict=False), 1) if each[0] != each[1]
    ]
    found = [(f"line {number}", *cut(old, new)) for number, old, new in pairs[:MOST]]
    if len(pairs) > MOST:
        found.append(("and", f"{len(pairs) - MOST} more lines", ""))
    if len(was) != len(now):
        found.append(("lines", str(len(was)), str(len(now))))
    return found


def cut(before: str, after: str) -> tuple[str, str]:
    same = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    first = max(0, (min(len(before), len(after)) if same is None else same) - AROUND)
    return before[first : first + 2 * AROUND], after[first : first + 2 * AROUND]
