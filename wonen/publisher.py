"""Who publishes, how to reach them and under which address the data are known: as the settings say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Publisher:
    """The organisation behind the data. Without one in the settings its name says so."""

    name: str
    uri: str
    is_named: bool
    email: str  # 'mailto:…', or empty
    contact_page: str  # where one can turn to otherwise


def base_of(request: HttpRequest) -> str:
    """Return the address of the site without a slash: the fixed one of the settings, or the request's."""
    return settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def publisher(base: str) -> Publisher:
    host = base.partition("://")[2]
    address = settings.CONTACT
    page = address if address.startswith("https://") else f"{base}{reverse('open-data')}#contact"
    return Publisher(
        settings.PUBLISHER or f"Beheerder van {host} (naam nog niet ingevuld)",
        settings.PUBLISHER_URI or f"{base}{reverse('catalogue')}#uitgever",
        bool(settings.PUBLISHER),
        address if address.startswith("mailto:") else "",
        page,
    )
