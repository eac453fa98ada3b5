"""What the options of ``DATABASE_URL`` may be: libpq looks only when it connects, and tells it in English."""

import re
from collections.abc import Iterator, Mapping

from wonen.database.limits import WRITING

NUMBERS = {
    # 0 would wait for ever. A request waits no longer than WRITING for a statement: neither for a connection.
    "connect_timeout": (1, int(WRITING)),
    "keepalives": (0, 1),
    # What the kernel takes for a socket; 0 is its own default.
    "keepalives_idle": (0, 32_767),
    "keepalives_interval": (0, 32_767),
    "keepalives_count": (0, 127),
    "tcp_user_timeout": (0, 2**31 - 1),
}
CHOICES = {
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": ("postgres", "direct"),
    "sslcertmode": ("disable", "allow", "require"),
    "gssencmode": ("disable", "prefer", "require"),
    "channel_binding": ("disable", "prefer", "require"),
    "target_session_attrs": ("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
    "load_balance_hosts": ("disable", "random"),
}
REFUSED = {
    "client_encoding": "Wonen bewaart tekst altijd als UTF-8.",
    "replication": "Wonen heeft een gewone verbinding nodig.",
}
UNITS = {"tcp_user_timeout": " (milliseconden)", "keepalives": "", "keepalives_count": ""}
PORTS = (1, 65_535)
ESCAPES = "Een /, @ of % in het wachtwoord schrijft u als %2F, %40 of %25."


def mistake(found: Mapping[str, str]) -> str | None:
    """Return in Dutch the first thing that is wrong with the options of a URL, or None.

    The sentence shows no value: with a / in the password, part of it is read as the port.
    """
    return next(mistakes(found), None)


def mistakes(found: Mapping[str, str]) -> Iterator[str]:
    if not all(is_number(each, PORTS) for each in found.get("port", "").split(",") if each):
        least, most = PORTS
        yield f"DATABASE_URL: de poort moet een heel getal van {least} tot en met {most} zijn. {ESCAPES}"
    if not found.get("dbname") and not found.get("service"):
        yield "DATABASE_URL: de naam van de database ontbreekt. Zet die na de server: /database."
    for name, value in found.items():
        if name in REFUSED:
            yield f"DATABASE_URL: laat {name} weg. {REFUSED[name]}"
        if name in NUMBERS and not is_number(value, NUMBERS[name]):
            least, most = NUMBERS[name]
            unit = UNITS.get(name, " (seconden)")
            yield f"DATABASE_URL: {name} moet een heel getal van {least} tot en met {most} zijn{unit}."
        if name in CHOICES and value not in CHOICES[name]:
            *others, last = CHOICES[name]
            yield f"DATABASE_URL: {name} moet {', '.join(others)} of {last} zijn."


def is_number(text: str, bounds: tuple[int, int]) -> bool:
    """Say whether a text is a whole number within bounds, the bounds included."""
    return bool(re.fullmatch("[0-9]{1,10}", text)) and bounds[0] <= int(text) <= bounds[1]
