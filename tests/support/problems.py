"""Reads the refusals of the API."""

from typing import Any


def faults(response: Any) -> dict[str, str]:
    """Return what is wrong, by where it is; the answer must be problem details in every respect."""
    assert 400 <= response.status_code < 500, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    answer = response.json()
    assert answer["status"] == response.status_code
    assert {"type", "title", "detail"} < set(answer)
    found: dict[str, str] = {}
    for each in answer.get("fouten", ()):
        assert set(each) == {"in", "naam", "melding"}
        found[each["naam"]] = f"{found.get(each['naam'], '')} {each['melding']}".strip()
    return found
