"""DATABASE_URL: every option of it counts, and a wrong one is said in a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from wonen.database.url import DEFAULTS, database

URL = "postgresql://wonen:geheim%40@%2Fvar%2Frun/wonen"


def test_the_options_of_the_url_go_before_ours() -> None:
    options = "sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=9&target_session_attrs=read-write"
    found = database(f"{URL}?{options}&options=-c%20search_path%3Dwonen&application_name=wonen")
    assert found["OPTIONS"] == {
        **DEFAULTS,
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
        "connect_timeout": "9",
        "target_session_attrs": "read-write",
        "options": "-c search_path=wonen",
        "application_name": "wonen",
    }
    assert [found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "wonen", "wonen", "geheim@", "/var/run", "",
    ]  # fmt: skip


def test_several_hosts_of_a_standby_are_all_kept() -> None:
    found = database("postgresql://wonen@een:5432,twee:5433/wonen?target_session_attrs=primary")
    assert (found["HOST"], found["PORT"]) == ("een,twee", "5432,5433")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"{URL}?sslmod=require", "DATABASE_URL: 'sslmod' is geen optie van een verbinding met PostgreSQL."),
        (f"{URL}?pool=true", "DATABASE_URL: 'pool' is geen optie"),
        ("mysql://wonen@server/wonen", "DATABASE_URL moet de vorm postgresql://"),
        ("postgresql://wonen:geheim@[::1/wonen", "DATABASE_URL kan niet worden gelezen."),
        (f"{URL}?sslmode", "DATABASE_URL kan niet worden gelezen."),
    ],
)
def test_a_url_that_is_wrong_is_told_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        database(url)
    assert str(caught.value).startswith(sentence)
    assert "geheim" not in str(caught.value)
