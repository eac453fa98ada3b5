"""Text of the description in a page: what stands between backticks is code."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def told(text: str) -> SafeString:
    parts = ((part, number % 2) for number, part in enumerate(text.split("`")))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", p) if is_code else p,) for p, is_code in parts)
    )


@register.filter
def as_sentence(text: str) -> str:
    """Return the words with a capital and a full stop; in Dutch 'één' begins a sentence as 'Eén'."""
    return f"E{text[1:]}." if text.startswith("é") else f"{text[:1].upper()}{text[1:]}."
