"""The shape of the project, held as rules: who imports whom, what pages may hold, what is vendored."""

import ast
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "municipalities": set[str](),
    "projects": {"municipalities"},
    "offers": {"projects", "municipalities"},
    "wonen": {"offers", "projects", "municipalities"},
}
WITHIN = {
    "models": {"filters", "views", "serializers", "api", "admin"},
    "querysets": {"models", "filters", "views", "serializers", "api", "admin"},
    "filters": {"views", "serializers", "api", "admin"},
    "serializers": {"filters", "views", "api", "admin"},
    "views": {"serializers", "api", "admin"},
    "api": {"views", "admin"},
    "admin": {"filters", "views", "serializers", "api"},
}


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports when it runs (not those only for types)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@cache
def is_ground_floor(module: str) -> bool:
    """Say whether a module of ``wonen`` imports no app, directly or not: then every app may import it."""
    if module == "wonen":
        return False
    path = ROOT / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names = set(imports(path))
    apps = set(ALLOWED) - {"wonen"}
    return not any(
        name.split(".")[0] in apps or (name.startswith("wonen") and not is_ground_floor(name))
        for name in names
    )


@pytest.mark.parametrize("app", ALLOWED)
def test_apps_import_one_way(app: str) -> None:
    files = list((ROOT / app).rglob("*.py"))
    assert files
    others = set(ALLOWED) - ALLOWED[app] - {app}
    wrong = [
        (str(file), name)
        for file in files
        for name in imports(file)
        if name.split(".")[0] in others and not (name.startswith("wonen.") and is_ground_floor(name))
    ]
    assert not wrong


def test_the_ground_floor_is_what_imports_no_app() -> None:
    assert is_ground_floor("wonen.client_address")
    assert not is_ground_floor("wonen.rest.urls")
    assert not is_ground_floor("municipalities.access.user_admin")


@pytest.mark.parametrize("app", ["municipalities", "projects", "offers"])
def test_within_an_app_imports_go_one_way(app: str) -> None:
    for name, forbidden in WITHIN.items():
        path = ROOT / app / f"{name}.py"
        if path.exists():
            wrong = {f"{app}.{each}" for each in forbidden} & set(imports(path))
            assert not wrong, f"{path.name} imports {wrong}"


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
