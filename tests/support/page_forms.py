"""Reads a form from a page as a browser would send it back."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """The fields of the form with an id, with what stands in them."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside |= tag == "form" and given.get("id") == self.form_id
        if not self.inside:
            return
        name = given.get("name", "")
        kind = given.get("type", "text")
        if tag == "input" and name and kind not in {"submit", "checkbox", "radio"}:
            self.add(name, given.get("value", ""))
        elif tag == "input" and kind in {"checkbox", "radio"} and "checked" in given:
            self.add(name, given.get("value", "on"))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.add(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.textarea:
            self.data[self.textarea][-1] += data

    def add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


def form_in(page: str, form_id: str) -> dict[str, str | list[str]]:
    """Return what a browser sends of a form in which nobody typed."""
    reader = FormReader(form_id)
    reader.feed(page)
    # A newline right after the tag is no part of a text.
    return {
        name: values if len(values) > 1 else values[0].removeprefix("\n")
        for name, values in reader.data.items()
    }
