"""Draws faults: a condition turned, an entry of a list left out, a permission opened, a rule dropped.

A fault in code is a text in the body of a function or class, and what it becomes: so it is found again where
the code was moved. A rule of the database is a constraint, trigger or unique index, by its name.
"""

import ast
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.reached import ROOMS

SHARES = {"condition": 0.4, "entry": 0.3, "permission": 0.1, "rule": 0.2}
TURNED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
OPENS = re.compile(r"^(may_|can_|has_\w*permission|writes_|is_allowed)")
LEFT_OUT = ("/migrations/", "/bootstrap/", "/documentation/clients/", "/management/commands/")
MOST_LINES = 6  # of a text by which a fault is found again


@dataclass(frozen=True)
class Fault:
    """A fault: its kind; where it was drawn; the text and what it becomes, or the SQL that drops a rule."""

    kind: str
    file: str
    line: int
    scope: str
    was: str
    becomes: str

    def put_in(self, root: Path) -> Path:
        """Change the file that holds the text; raise LookupError unless it stands there once."""
        holders = [path for path in sources(root) if self.place(path) is not None]
        if len(holders) != 1:
            raise LookupError(f"{self.was!r} in {self.scope}: {len(holders)} files")
        text = holders[0].read_text(encoding="utf-8")
        start = self.place(holders[0])
        assert start is not None
        holders[0].write_text(text[:start] + self.becomes + text[start + len(self.was) :], encoding="utf-8")
        return holders[0]

    def place(self, path: Path) -> int | None:
        """Return where the text begins in a file, within its function or class."""
        text = path.read_text(encoding="utf-8")
        if self.was not in text:
            return None
        starts = line_starts(text)
        for scope, node in scopes(ast.parse(text)):
            if scope.rpartition(".")[2] == self.scope.rpartition(".")[2]:
                start, end = span(node, starts, text)
                found = text.find(self.was, start, end)
                if found >= 0:
                    return found
        return None


def sources(root: Path) -> list[Path]:
    found = (path for room in ROOMS for path in (root / room).rglob("*.py"))
    return sorted(path for path in found if not any(part in str(path) for part in LEFT_OUT))


def scopes(tree: ast.AST, name: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield each function and class by its full name, the module itself by an empty one."""
    yield name, tree
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from scopes(node, f"{name}.{node.name}".lstrip("."))


def line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def span(node: ast.AST, starts: list[int], text: str) -> tuple[int, int]:
    """Return where a node begins and ends in the text; columns of ``ast`` are bytes of UTF-8."""
    if isinstance(node, ast.Module):
        return 0, len(text)

    def at(line: int, column: int) -> int:
        of_line = text[starts[line - 1] : starts[line]].encode()
        return starts[line - 1] + len(of_line[:column].decode())

    where: ast.expr = node  # type: ignore[assignment]
    assert where.end_lineno is not None
    assert where.end_col_offset is not None
    return at(where.lineno, where.col_offset), at(where.end_lineno, where.end_col_offset)


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function or class itself, not in those within it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node
            yield from own_nodes(node)


def in_file(path: Path, root: Path) -> Iterator[Fault]:
    text = path.read_text(encoding="utf-8")
    starts, tree = line_starts(text), ast.parse(text)
    for scope, owner in scopes(tree):
        for node in own_nodes(owner):
            for kind, changed, becomes in changes(node, scope, text, starts):
                start, end = span(changed, starts, text)
                first = starts[changed.lineno - 1]
                last = starts[changed.end_lineno or changed.lineno] - 1
                was = text[first:last].strip()
                if was.count("\n") < MOST_LINES:
                    lead = first + len(text[first:last]) - len(text[first:last].lstrip())
                    new = text[lead:start] + becomes + text[end : lead + len(was)]
                    where = str(path.relative_to(root))
                    yield Fault(kind, where, changed.lineno, scope, was, new)


Change = tuple[str, ast.expr, str]  # the kind, the expression, the text that takes its place


def changes(node: ast.AST, scope: str, text: str, starts: list[int]) -> Iterator[Change]:
    """Yield what may go wrong at a node."""
    name = scope.rpartition(".")[2]

    def said(part: ast.AST) -> str:
        start, end = span(part, starts, text)
        return text[start:end]

    if isinstance(node, ast.Return) and node.value and OPENS.match(name):
        yield "permission", node.value, "True"
    if name:
        yield from turned(node, said)
    if isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > 2 and is_told(node.elts):
        yield from (("entry", node, without(said(node), said(left))) for left in node.elts)
    if isinstance(node, ast.Dict) and len(node.keys) > 2:
        pairs = ((key, value) for key, value in zip(node.keys, node.values, strict=True) if key)
        for key, value in pairs:
            start, end = span(key, starts, text)[0], span(value, starts, text)[1]
            yield "entry", node, without(said(node), text[start:end])


def turned(node: ast.AST, said: Callable[[ast.AST], str]) -> Iterator[Change]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", node.test, f"(not ({said(node.test)}))"
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        sign = TURNED[type(node.ops[0])]
        yield "condition", node, f"{said(node.left)} {sign} {said(node.comparators[0])}"


def is_told(parts: list[ast.expr]) -> bool:
    """Say whether a list tells names: not coordinates, and not what an assignment takes apart."""
    return all(
        not (isinstance(part, ast.Constant) and isinstance(part.value, int | float))
        and isinstance(getattr(part, "ctx", ast.Load()), ast.Load)
        for part in parts
    )


def without(whole: str, part: str) -> str:
    start = whole.index(part)
    rest = re.sub(r"^\s*,\s?", "", whole[start + len(part) :])
    return whole[:start] + rest


def draw(root: Path, rules: list[str], seed: int) -> Iterator[Fault]:
    """Yield faults of each kind by its share, over all rooms alike, until one kind is at its end."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    rooms_of: dict[str, dict[str, list[Fault]]] = {kind: {} for kind in SHARES}
    for path in sources(root):
        for fault in in_file(path, root):
            if fault.was != fault.becomes:
                rooms_of[fault.kind].setdefault(str(Path(fault.file).parent), []).append(fault)
    rooms_of["rule"][""] = [Fault("rule", "", 0, "", "", sql) for sql in rules]
    while all(any(rooms.values()) for rooms in rooms_of.values()):
        (kind,) = chance.choices(list(SHARES), list(SHARES.values()))
        rooms = rooms_of[kind]
        found = rooms[chance.choice(sorted(name for name, faults in rooms.items() if faults))]
        yield found.pop(chance.randrange(len(found)))
