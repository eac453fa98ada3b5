"""The settings of the open data: a wrong one stops the start with a sentence that says what was expected."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from wonen.publishing import LICENCES, licence, publisher_uri, site_address

OWN = "https://corporatie.example/licentie"


def test_an_open_licence_is_known_by_its_name_and_another_by_its_address() -> None:
    for name, found in LICENCES.items():
        assert licence(name) is found
        assert found.page == found.uri.replace("http://", "https://")
    assert licence("CC-BY-4.0").uri == "http://creativecommons.org/licenses/by/4.0/deed.nl"
    assert (licence(OWN).uri, licence(OWN).is_free) == (OWN, False)


@pytest.mark.parametrize(
    "value",
    [
        "CC-BY-NC-4.0",
        "cc by",
        "http://corporatie.example/",
        "https://",
        'https://a.nl/"><b>',
        "https://a.nl/ b",
    ],
)
def test_any_other_licence_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"LICENCE moet 'CC-BY-4\.0'.*of het adres"):
        licence(value)


@pytest.mark.parametrize("value", ["corporatie.example", "http://corporatie.example", "javascript:alert(1)"])
def test_a_publisher_is_known_by_a_safe_address_or_by_none(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLISHER_URI moet een adres zijn"):
        publisher_uri(value)
    assert publisher_uri("") == ""
    register = "https://identifier.overheid.nl/tooi/id/gemeente/gm0917"
    assert publisher_uri(register) == register


@pytest.mark.parametrize("value", ["wonen.example", "http://wonen.example", "https://wonen.example/pad"])
def test_the_address_of_the_site_is_an_origin_or_empty(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SITE_ADDRESS moet de vorm"):
        site_address(value)
    assert site_address("") == ""
    assert site_address("https://wonen.example/") == "https://wonen.example"
