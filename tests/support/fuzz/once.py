"""A description in which each parameter and each member of a body is told once, for the short trial.

Three in four of the parameters are those of another address as well, word for word, and are read by the same
code; so are the members of what is sent whole or in part. What an address cannot do
without stays.
"""

import json
from copy import deepcopy
from typing import Any

Described = dict[str, Any]


def tell_once(document: Described) -> None:
    seen: set[str] = set()
    for path in document["paths"].values():
        for operation in path.values():
            kept = [
                each
                for each in operation.get("parameters", ())
                if is_needed(document, each) or is_new(each, seen)
            ]
            operation["parameters"] = kept
            for content in operation.get("requestBody", {}).get("content", {}).values():
                content["schema"] = deepcopy(resolved(document, content["schema"]))
                leave_out(content["schema"], seen)


def is_needed(document: Described, parameter: Described) -> bool:
    return bool(resolved(document, parameter).get("required"))


def resolved(document: Described, told: Described) -> Described:
    found: Any = document
    if "$ref" not in told:
        return told
    for name in told["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def is_new(told: Any, seen: set[str]) -> bool:
    text = json.dumps(told, sort_keys=True)
    if text in seen:
        return False
    seen.add(text)
    return True


def leave_out(body: Described, seen: set[str]) -> None:
    """Leave the members out of a body that another has as well; rows in it stay whole."""
    members, needed = body.get("properties", {}), body.get("required", ())
    for name, told in list(members.items()):
        if not is_new([name, told], seen) and name not in needed:
            del members[name]
