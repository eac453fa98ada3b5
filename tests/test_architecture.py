"""The shape of the project, held as rules: who imports whom, what pages may hold, what is vendored."""

import ast
import hashlib
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Which may import which: an app and every app below it; the ground floor none of them.
BELOW = ("wonen", "municipalities", "projects", "offers")
MOST_MODULES = 15
WRITTEN_BY_DJANGO = "migrations"
BARE = {"management", "commands", "templatetags"}  # named by Django, and said by that


@cache
def modules() -> dict[str, Path]:
    """Return every module of the product by its name; a package by the name of its folder."""
    found = {}
    for app in BELOW:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if WRITTEN_BY_DJANGO not in parts and parts[:3] != ("wonen", "documentation", "clients"):
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


def for_types_only(tree: ast.AST) -> set[int]:
    """Return the nodes below ``if TYPE_CHECKING``: they are not run."""
    blocks = (each for each in ast.walk(tree) if isinstance(each, ast.If))
    return {
        id(node) for each in blocks if "TYPE_CHECKING" in ast.unparse(each.test) for node in ast.walk(each)
    }


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the product that a file imports when it runs, anywhere in it."""
    known = modules()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = for_types_only(tree)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (each if each in known else node.module for each in named)


@cache
def graph() -> dict[str, set[str]]:
    """Return of each module the modules of the product that it imports when it runs."""
    known = modules()
    return {name: set(imports(path)) & known.keys() - {name} for name, path in known.items()}


@pytest.mark.parametrize("app", BELOW)
def test_apps_import_one_way(app: str) -> None:
    above = set(BELOW[BELOW.index(app) + 1 :])
    own = [name for name in graph() if name.split(".")[0] == app]
    assert own
    assert not [(name, each) for name in own for each in graph()[name] if each.split(".")[0] in above]


def test_no_module_leads_back_to_itself() -> None:
    assert not circles(graph())


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"b", "c"}


def circles(imported: dict[str, set[str]]) -> set[str]:
    """Return the modules that lead back to themselves: take away, time and again, what leads nowhere."""
    left = {name: {each for each in found if each in imported} for name, found in imported.items()}
    while ends := {name for name, found in left.items() if not found}:
        left = {name: found - ends for name, found in left.items() if name not in ends}
    back = {name: {each for each, found in left.items() if name in found} for name in left}
    while starts := {name for name, found in back.items() if not found}:
        back = {name: found - starts for name, found in back.items() if name not in starts}
    return set(back)


def test_no_room_holds_more_modules_than_a_newcomer_can_look_through() -> None:
    held = Counter(path.parent for path in modules().values() if path.stem != "__init__")
    assert held
    assert not {str(room): count for room, count in held.items() if count > MOST_MODULES}


def test_every_room_says_what_it_is_for() -> None:
    rooms = {path.parent for path in modules().values()} - {ROOT}
    unsaid = [
        str(room.relative_to(ROOT))
        for room in rooms
        if room.name not in BARE
        and not ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert not unsaid


def test_imports_stand_above_all_else() -> None:
    """An import below the first definition hides a circle; a server sets its environment first (``wsgi``)."""
    late = [
        (name, node.lineno)
        for name, path in modules().items()
        if name != "wonen.wsgi"
        for node in late_imports(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not late


def late_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    kinds = ast.ClassDef | ast.FunctionDef | ast.Assign | ast.AnnAssign
    first = next((at for at, node in enumerate(tree.body) if isinstance(node, kinds)), len(tree.body))
    yield from (node for node in tree.body[first:] if isinstance(node, ast.Import | ast.ImportFrom))


def test_no_page_holds_a_script_or_style_of_its_own() -> None:
    templates = list((ROOT / "templates").rglob("*.html"))
    assert len(templates) > 10
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), template


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    groups = data["dependency-groups"].values()
    for requirement in [*data["project"]["dependencies"], *(each for group in groups for each in group)]:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"# \w+", line), requirement


def test_vendored_files_are_the_ones_that_were_checked() -> None:
    folders = [path for path in (ROOT / "static" / "vendor").iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        sums = {name: checksum for checksum, name in map(str.split, lines)}
        files = {path.name for path in folder.iterdir() if path.suffix in {".js", ".css", ".map"}}
        assert files == set(sums)
        for name, checksum in sums.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum
        assert list(folder.glob("LICENSE*"))


def test_files_stay_small_enough_to_read() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.js", "*.css", "*.html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [
        ROOT / name for name in listed.stdout.split() if "vendor" not in name and "/migrations/" not in name
    ]
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in files
        if path.exists() and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert files
    assert not too_long


def tree() -> str:
    """Return the rooms as ``docs/architecture.md`` has them: each folder with what it is for."""
    lines = []
    for path in sorted(
        path for path in modules().values() if path.name == "__init__.py" and path.parent.name not in BARE
    ):
        room = path.parent.relative_to(ROOT)
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
        indent = "  " * (len(room.parts) - 1)
        lines.append(f"{f'{indent}{room.name}/':<24}{said}")
    return "\n".join(lines)


def test_the_page_about_the_architecture_shows_the_rooms_that_there_are() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"```\n{tree()}\n```" in page
    assert " -> ".join(reversed(BELOW)) in page


def test_tests_stand_in_a_folder_named_as_the_room_that_they_are_about() -> None:
    own = {Path()}  # about the project as a whole
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")} - own
    assert len(folders) > len(BELOW)
    assert not [str(each) for each in folders if not (ROOT / each / "__init__.py").exists()]
