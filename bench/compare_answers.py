"""Compares the answers of two commits: every public address, resource and file, and the back office.

    .venv/bin/python bench/compare_answers.py COMMIT_BEFORE [COMMIT_AFTER]

Without the second it is what was committed last. Prints every difference and, at the end, counts; exit code 1
if there is a difference that ``EXPLAINED`` does not name.

Each commit fills an empty database by itself: the brochure and 300 invented projects from a fixed seed. What
the two then hold is compared row by row, moments aside. For the answers the second gets a copy of the
database of the first, as at an update: so moments, keys and signatures are the same, and none is left aside.

Which addresses there are is found in the product: by the sitemap, the pages that the tests know, every link
in an answer, and the description of the API with each parameter; with a token too, by writing, and in the
back office. Of addresses that differ in values alone a fixed share is asked (``MOST_LIKE``).
"""

import ast
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.answer_differences import Difference, aside, differences, in_lines  # noqa: E402
from bench.api_requests import Request, reading, refused, writing  # noqa: E402
from bench.two_products import HOST, Answer, Product, both  # noqa: E402

MOST_LIKE = 6  # addresses with one path and the same parameters
MOST_ROWS = 400  # addresses that differ in their last word alone
DEEP = 4  # links from the pages that are known
AT_ONCE = 4
SIGN_OF_LIFE = 500  # requests
FILES = (
    *(f"/projecten.{each}" for each in ("csv", "xlsx", "json", "geojson")),
    "/cijfers.csv",
    "/cijfers.xlsx",
)
CHOICES = (
    "", "?jaar=2022", "?gemeente=GM0917", "?onderdeel=onderzoek&batVanaf=2", "?q=straat", "?jaar=abc",
    "?onzin=1",
)  # fmt: skip
OTHERS = (
    "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/catalogus", "/catalogus.ttl",
    "/catalogus.jsonld", "/api/v1", "/api/v1/openapi.json", "/api/v1/bestaat-niet", "/api/v1/projecten/",
    "/gemeenten/bestaat-niet/", "/projecten/0/", "/projecten/?jaar=0", "/regios/x/", "/projecten",
    "/bestanden/x", "/%00", "/beheer/", "/projecten/?q=gijzel", "/projecten/?q=%00",
    "/vergelijken/ranglijst/?kengetal=onzin",
)  # fmt: skip
FORMS = ("text/turtle", "application/ld+json", "application/json", "text/html", "image/png", "*/*")
LINK = re.compile(rf"""(?:href|src|action|data-[\w-]+)="(/[^"]*)"|http://{HOST}(/[^\s"'<>)\\]*)""")
READABLE = re.compile("text|json|xml|javascript")
NOT_ASKED = re.compile(r"^/beheer/uitloggen|^/static/|/__fk__/")  # the last is filled in by a script
NUMBER = re.compile(r"\d+")

# What may differ: a pattern of the address, one of what differs there, and the reason. Best empty.
EXPLAINED: tuple[tuple[str, str, str], ...] = (
    ("/beheer/tweede-stap/instellen/", "", "the page makes a new secret for a phone at each visit"),
    (
        "/wijzigingen",
        "[0-9a-f]{16}-[0-9]+-[0-9]+",
        "each product wrote for itself: other numbers of transactions",
    ),
    ("what the database holds", "_squashed_|project_housing_types|^lines\n", "decision 36"),
)


@dataclass
class Comparison:
    """Two products that are asked the same, and the differences that were found."""

    before: Product
    after: Product
    asked: set[Request] = field(default_factory=set)
    found: dict[str, list[Difference]] = field(default_factory=dict)
    static: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)

    def one(self, request: Request, *, is_written: bool = False) -> set[str]:
        """Ask both; return what their answers link to."""
        before, after = (
            each.ask(
                request.path,
                request.method,
                {**dict(request.headers), **(each.session if request.inside else {})},
                request.body,
            )
            for each in (self.before, self.after)
        )
        self.asked.add(request)
        if len(self.asked) % SIGN_OF_LIFE == 0:
            print(f"… {len(self.asked)} asked", file=sys.stderr, flush=True)
        self.statuses[f"{before.status} {before.header('Content-Type').partition(';')[0]}"] += 1
        if told := differences(request.path, before, after, is_written=is_written):
            self.tell(str(request), told)
        return {link for each in (before, after) for link in links_in(each)}

    def tell(self, what: str, told: list[Difference]) -> None:
        self.found[what] = told
        lines = (f"  {part}\n    - {was}\n    + {now}" for part, was, now in told)
        print(f"\n{what}{explanation(what, told)}", *lines, sep="\n", flush=True)

    def all(self, requests: Iterable[Request]) -> set[str]:
        """Ask both what they were not yet asked, a few at once; return what their answers link to."""
        new = [each for each in dict.fromkeys(requests) if each not in self.asked]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                links = set[str]().union(*pool.map(self.one, new))
            finally:  # Ctrl-C does not wait for what was not yet asked
                pool.shutdown(cancel_futures=True)
        self.static |= {each for each in links if each.startswith("/static/")}
        return links

    def walk(self, first: Iterable[str], within: str, *, inside: bool = False) -> None:
        """Ask addresses and what their answers link to, as far as that begins with a path."""
        waiting = sorted(set(first))
        for _ in range(DEEP):
            links = self.all(Request(path, inside=inside) for path in waiting)
            known = {each.path for each in self.asked if each.inside == inside}
            links = {each for each in links if each.startswith(within) and not NOT_ASKED.search(each)}
            waiting = sample(links - known, known)

    def static_files(self) -> None:
        """Compare the static files that answers name, by their names without fingerprints."""
        names = defaultdict(set)
        for path in self.static:
            names[aside(path)].add(path)
        for name, paths in sorted(names.items()):
            was, now = (content(each, paths) for each in (self.before, self.after))
            if told := in_lines(was, now):
                self.tell(name, told)


def content(product: Product, paths: Iterable[str]) -> str:
    """Return what a product has at one of the addresses; nothing if it has none of them."""
    found = (product.ask(each) for each in sorted(paths))
    return next((aside(each.body.decode(errors="replace")) for each in found if each.status == 200), "")


def explanation(what: str, told: list[Difference]) -> str:
    """Return the reasons why this may differ; nothing if a part of it has none."""
    reasons = [
        next((reason for where, part, reason in EXPLAINED if re.search(where, what) and fits(part, each)), "")
        for each in told
    ]
    return f" (explained: {'; '.join(dict.fromkeys(reasons))})" if all(reasons) else ""


def fits(pattern: str, difference: Difference) -> bool:
    return bool(re.search(pattern, "\n".join(difference), re.DOTALL))


def links_in(answer: Answer) -> Iterator[str]:
    """Yield the addresses in an answer and its headers, without what is behind ``#``."""
    text = answer.body.decode(errors="replace") if READABLE.search(answer.header("Content-Type")) else ""
    heads = "\n".join(value for name, value in answer.headers if name in {"Link", "Location"})
    for found in LINK.finditer(f"{text}\n{heads}"):
        yield unescape(found[1] or found[2]).partition("#")[0]


def like(path: str) -> tuple[str, ...]:
    """Return what addresses have in common that differ in values alone."""
    parts = urlsplit(path)
    first, *rest = parts.path.strip("/").split("/")
    names = sorted({each.partition("=")[0] for each in parts.query.split("&") if each})
    if first == "beheer":
        return NUMBER.sub("0", parts.path), *names
    return "/".join([first, *("*" for _ in rest)]), *names


def sample(links: set[str], known: set[str]) -> list[str]:
    """Return a fixed share of the links that are alike, spread over all values."""
    had = Counter(map(like, known))
    chosen: list[str] = []
    for kind, same in groupby(sorted(links, key=lambda each: (like(each), each)), like):
        found = list(same)
        is_few = len(kind) > 1 or "beheer" in kind[0]
        room = max(0, (MOST_LIKE if is_few else MOST_ROWS) - had[kind])
        chosen += found[:: -(-len(found) // room)] if room else []
    return chosen


def known_pages() -> list[str]:
    """Return the pages that the tests know, without loading the product."""
    tree = ast.parse((ROOT / "tests" / "support" / "public_pages.py").read_text(encoding="utf-8"))
    assigned = (each for each in tree.body if isinstance(each, ast.Assign))
    [pages] = [each.value for each in assigned if ast.unparse(each.targets[0]) == "PAGES"]
    return [str(each) for each in ast.literal_eval(pages)]


def compare(before: Product, after: Product, token: str) -> Comparison:
    """Ask both everything; what only reads goes first, so that writing changes nothing of it."""
    here, began = Comparison(before, after), time.monotonic()

    def done(text: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s: {text}; {len(here.asked)} asked", flush=True)

    held = (("Authorization", f"Bearer {token}"),)
    here.all(Request("/catalogus", headers=(("Accept", each),)) for each in FORMS)
    here.walk([*known_pages(), *OTHERS, *(file + each for file in FILES for each in CHOICES)], "/")
    done("pages and files, with what they link to")
    here.all(reading(before))
    done("the API")
    here.all(refused(before))
    done("what the API refuses")
    here.all(reading(before, held))
    done("the API with a token")
    for each in (before, after):
        each.log_in()
    here.walk(["/beheer/"], "/beheer/", inside=True)
    done("the back office")
    here.static_files()
    for request in writing(before, held):
        here.one(request, is_written=True)
    done("writing")
    return here


def only(here: str, there: str) -> str:
    """Return the lines that are not in the other text."""
    others = set(there.split("\n"))
    return "\n".join(each for each in here.split("\n") if each not in others)


def main(before: str, after: str = "HEAD") -> None:
    with (
        tempfile.TemporaryDirectory(prefix="wonen-compare-") as folder,
        both((before, after), Path(folder)) as (one, other, held, token),
    ):
        result = compare(one, other, token)
    if told := in_lines(only(*held), only(*held[::-1])):
        result.tell("what the database holds", told)
    left = [what for what, told in result.found.items() if not explanation(what, told)]
    print("\nAnswers by status and kind:", *sorted(result.statuses.items()), sep="\n  ")
    print(f"\n{len(result.asked)} requests, {len(result.found)} differences, {len(left)} not explained")
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(*sys.argv[1:])
