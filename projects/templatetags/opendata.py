"""The data block of a page, and what the page about open data shows of a dataset."""

import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from projects.opendata.datasets import Dataset, Form

register = template.Library()


@register.simple_tag
def data_block(things: list[dict[str, Any]]) -> SafeString:
    """Return things as a block of JSON-LD, which a browser does not run.

    Django's own ``json_script`` escapes what could end the block; only its type is another.
    """
    plain = str(json_script(things[0] if len(things) == 1 else things))
    return mark_safe(plain.replace("application/json", "application/ld+json", 1))  # noqa: S308


@register.simple_tag
def data_url(dataset: Dataset, form: Form) -> str:
    return dataset.path_as(form)


@register.simple_tag
def spoken(moment: str) -> str:
    """Return a year as it is, a day in words."""
    return moment if len(moment) == 4 else date_format(datetime.date.fromisoformat(moment), "j F Y")
