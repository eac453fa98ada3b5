"""A page as a tree, of which a test takes the numbers away that it has looked up. What is left was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.test.html import Element, parse_html

# A number above 999 has a dot on every page, so four bare digits are a year. A day is a day.
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DAYS = re.compile(rf"\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\b|\b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b")
YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")


class Tree:
    """The main part of a page."""

    def __init__(self, html: str) -> None:
        root: Any = parse_html(html)
        self.main = next(each for each in self.under(root) if each.name == "main")

    def under(self, element: Any, name: str = "") -> list[Any]:
        """Return an element and all in it, in the order of the page; with a name those alone.

        A page is walked thousands of times: nothing is made for a text or for an element of another name.
        """
        found, waiting = [], [element]
        while waiting:
            each = waiting.pop()
            if type(each) is str:
                continue
            waiting += each.children[::-1]
            if not name or each.name == name:
                found.append(each)
        return found

    def every(self, name: str = "", css: str = "", within: Any = None, **attributes: str) -> list[Any]:
        """Return the elements with a name, a class and attributes, in order."""
        return [
            each
            for each in self.under(within or self.main, name)
            if each is not within
            and (not css or css in str(attribute(each, "class")).split())
            and all(attribute(each, key) == value for key, value in attributes.items())
        ]

    def one(self, name: str = "", css: str = "", within: Any = None, **attributes: str) -> Any:
        found = self.every(name, css, within, **attributes)
        assert found, f"There is no {name}.{css} {attributes}."
        return found[0]

    def drop(self, *found: Any) -> None:
        """Take elements away, looked up or kept out by a rule."""
        for each in found:
            each.children = []

    def claim(self, element: Any, expected: str) -> None:
        """Hold what an element says against what the API says, and take it away."""
        assert said(element) == expected, f"{said(element)!r} on the page, {expected!r} by the API"
        self.drop(element)

    def claim_phrase(self, pattern: str, *expected: object, within: Any = None) -> None:
        """The same of the groups of a phrase, wherever it stands; the phrase must be there."""
        element = within or self.main
        found = re.search(pattern, said(element))
        assert found, f"{pattern!r} is not in {said(element)!r}"
        shown = tuple(map(str, expected))
        assert found.groups() == shown, f"{found.groups()} on the page, {shown} by the API"
        self._forget(element, pattern)

    def claim_texts(self, element: Any, texts: list[str]) -> None:
        """Take away texts that the API gives whole: a note, a definition, a source."""
        left = said(element)
        for text in sorted(filter(None, texts), key=len, reverse=True):
            left = left.replace(" ".join(text.split()), "")
        element.children = [left]

    def _forget(self, element: Any, pattern: str) -> None:
        """Take the phrase away from the smallest element that has it whole."""
        for child in element.children:
            if isinstance(child, Element) and re.search(pattern, said(child)):
                self._forget(child, pattern)
                return
        texts = [re.sub(pattern, "", said(element), count=1)]
        element.children = texts

    def numbers_left(self) -> list[str]:
        """Return the pieces of text with a number in them that nobody looked up."""
        return [
            f"<{each.name}> {child.strip()[:160]}"
            for each in self.under(self.main)
            for child in each.children
            if isinstance(child, str) and re.search(r"\d", _without_days(child))
        ]


def _without_days(text: str) -> str:
    return YEARS.sub("", DAYS.sub("", text))


def attribute(element: Any, name: str) -> str:
    return dict(element.attributes).get(name) or ""


def said(element: Any) -> str:
    """Return the text of an element as it is read."""

    def pieces(each: Any) -> Iterator[str]:
        if isinstance(each, str):
            yield each
        elif each.name not in {"svg", "script", "style"} or each is element:
            for child in each.children:
                yield from pieces(child)

    text = " ".join(" ".join(pieces(element)).split())
    return re.sub(r" ([,.;:)])", r"\1", text).replace("( ", "(")
