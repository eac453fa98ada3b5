"""Who publishes the open data and under which licence, as the environment says it; nothing is made up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

# What RFC 3986 lets stand in an address, as far as one for the web needs it.
WEB_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")


@dataclass(frozen=True)
class Licence:
    """The licence of the data. ``uri`` is the value of the national list, ``page`` what people read."""

    uri: str
    page: str
    name: str
    short: str = "licentie: zie de site"
    terms: str = "Wat u met de gegevens mag doen, staat in de tekst van de licentie."
    is_free: bool = False  # of conditions: the source need not be named


def _creative_commons(path: str, short: str, name: str, terms: str) -> Licence:
    address = f"://creativecommons.org/{path}deed.nl"  # the national list has it with http
    return Licence(f"http{address}", f"https{address}", name, short, terms, path.startswith("publicdomain"))


FREE = "U mag de gegevens gebruiken, bewerken en doorgeven, ook om er geld mee te verdienen"
LICENCES = {
    "CC-BY-4.0": _creative_commons(
        "licenses/by/4.0/",
        "CC BY 4.0",
        "Creative Commons Naamsvermelding 4.0 (CC BY 4.0)",
        f"{FREE}, als u de bron noemt en zegt wat u hebt veranderd.",
    ),
    "CC-BY-SA-4.0": _creative_commons(
        "licenses/by-sa/4.0/",
        "CC BY-SA 4.0",
        "Creative Commons Naamsvermelding-GelijkDelen 4.0 (CC BY-SA 4.0)",
        f"{FREE}, als u de bron noemt, zegt wat u hebt veranderd en het onder dezelfde licentie doorgeeft.",
    ),
    "CC0-1.0": _creative_commons(
        "publicdomain/zero/1.0/",
        "CC0 1.0",
        "Creative Commons Nul (CC0 1.0)",
        f"{FREE}. Er zijn geen voorwaarden.",
    ),
}


def licence(value: str) -> Licence:
    """Return an open licence by its SPDX name, or any other by its address; anything else is refused."""
    if value in LICENCES:
        return LICENCES[value]
    if not WEB_ADDRESS.fullmatch(value):
        known = ", ".join(f"'{name}'" for name in LICENCES)
        raise ImproperlyConfigured(
            f"LICENCE moet {known} of het adres van een licentie zijn ('https://…'), niet '{value}'."
        )
    return Licence(value, value, value)


def publisher_uri(value: str) -> str:
    """Return the address by which an organisation is known on the web; empty: it has none."""
    if value and not WEB_ADDRESS.fullmatch(value):
        raise ImproperlyConfigured(
            f"PUBLISHER_URI moet een adres zijn dat begint met 'https://', niet '{value}'."
        )
    return value


def site_address(value: str) -> str:
    """Return the address under which the data are known, without a slash; empty: that of each request."""
    if value and not ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(
            f"SITE_ADDRESS moet de vorm 'https://naam.nl' hebben, zonder pad, niet '{value}'."
        )
    return value.rstrip("/")
