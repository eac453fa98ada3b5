"""``publiccode.yml`` by the rules of the standard (0.7), and the same as what the project says elsewhere."""

import tomllib
from copy import deepcopy
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from wonen.rest.validation import FORMATS

ROOT = Path(__file__).parent.parent
RULES = yaml.safe_load((ROOT / "tests" / "data" / "publiccode-0.7.yaml").read_text(encoding="utf-8"))


def published() -> dict[str, Any]:
    """Return the file, its days as text: as the standard has them."""
    found: dict[str, Any] = yaml.load((ROOT / "publiccode.yml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text alone
    ready = found["localisation"]
    ready["localisationReady"] = {"true": True, "false": False}[ready["localisationReady"]]
    return found


def wrong(document: Any) -> list[str]:
    rules = Draft202012Validator(RULES, format_checker=FORMATS)
    return [f"{each.json_path}: {each.message[:80]}" for each in rules.iter_errors(document)]


def test_the_file_is_as_the_standard_says() -> None:
    Draft202012Validator.check_schema(RULES)
    assert wrong(published()) == []


def test_it_says_what_the_project_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = published()
    assert found["softwareVersion"] == project["version"]
    assert found["legal"]["license"] == project["license"]
    heading = f"## {found['softwareVersion']} - {found['releaseDate']}"
    assert heading in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the file with something else at a path; None: without it."""
    found = deepcopy(published())
    *way, last = path.split("/")
    parent = reduce(lambda part, name: part[name], way, found)
    if value is None:
        del parent[last]
    else:
        parent[last] = value
    return found


MANDATORY = (
    *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description"),
    *("description/nl/shortDescription", "description/nl/longDescription", "description/nl/features"),
    *("legal", "legal/license", "maintenance", "maintenance/type", "maintenance/contacts"),
    *("localisation", "localisation/localisationReady", "localisation/availableLanguages"),
)


@pytest.mark.parametrize("path", MANDATORY)
def test_what_is_mandatory_is_missed(path: str) -> None:
    assert wrong(changed(path, None))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("publiccodeYmlVersion", "0.4"),
        ("url", "wonen"),
        ("platforms", []),
        ("categories", ["housing"]),
        ("releaseDate", "22-11-2026"),
        ("developmentStatus", "alpha"),
        ("softwareType", "web"),
        ("intendedAudience/countries", ["nl"]),
        ("intendedAudience/scope", ["housing"]),
        ("description/nederlands", {}),
        ("description/nl/shortDescription", "x" * 151),
        ("description/nl/longDescription", "Te kort."),
        ("description/nl/genericName", "Bod"),
        ("legal/repoOwner", "Wonen"),
        ("maintenance/type", "contract"),
        ("maintenance/contractors", [{"name": "Wonen", "until": "2027-01-01"}]),
        ("maintenance/contacts", [{"email": "info@wonen.example"}]),
        ("localisation/availableLanguages", ["Nederlands"]),
        ("supports", [{"id": "alias:avg"}]),
        ("dependsOn/open", [{"versionMin": "18"}]),
        ("inputTypes", ["text/csv"]),
    ],
)
def test_what_the_standard_does_not_have_is_found(path: str, value: Any) -> None:
    assert wrong(changed(path, value))
