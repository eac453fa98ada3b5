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


@pytest.mark.parametrize(
    "options", ["connect_timeout=1", "connect_timeout=60", "sslmode=disable", "port=5433"]
)
def test_a_value_at_its_bound_is_taken(options: str) -> None:
    database(f"{URL}?{options}")


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
        *[
            (
                f"{URL}?connect_timeout={wrong}",
                "DATABASE_URL: connect_timeout moet een heel getal van 1 tot en met 60",
            )
            for wrong in ("abc", "0", "-1", "61", "2.5", "1e1", "%202", "٣", "", "9" * 5000)
        ],
        (
            f"{URL}?sslmode=foo",
            "DATABASE_URL: sslmode moet disable, allow, prefer, require, verify-ca of verify-full",
        ),
        (f"{URL}?sslmode=REQUIRE", "DATABASE_URL: sslmode moet disable"),
        (f"{URL}?target_session_attrs=foo", "DATABASE_URL: target_session_attrs moet any, "),
        (f"{URL}?channel_binding=foo", "DATABASE_URL: channel_binding moet disable, prefer of require"),
        (f"{URL}?keepalives_idle=abc", "DATABASE_URL: keepalives_idle moet een heel getal"),
        (f"{URL}?tcp_user_timeout=abc", "DATABASE_URL: tcp_user_timeout moet een heel getal"),
        (f"{URL}?client_encoding=LATIN1", "DATABASE_URL: laat client_encoding weg."),
        (f"{URL}?replication=true", "DATABASE_URL: laat replication weg."),
        *[
            (
                f"postgresql://wonen:geheim@server:{wrong}/wonen",
                "DATABASE_URL: de poort moet een heel getal van 1",
            )
            for wrong in ("abc", "0", "65536", "5432,twee:abc")
        ],
        ("postgresql://wonen:geheim/1@server/wonen", "DATABASE_URL: de poort moet een heel getal van 1"),
        ("postgresql://wonen:1/a?geheim=1@server/wonen", "DATABASE_URL kan niet worden gelezen."),
        ("postgresql://wonen:geheim@server", "DATABASE_URL: de naam van de database ontbreekt."),
    ],
)
def test_a_url_that_is_wrong_is_told_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        database(url)
    assert str(caught.value).startswith(sentence)
    assert "geheim" not in str(caught.value)
