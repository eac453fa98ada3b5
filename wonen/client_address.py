"""The address of the client. This is the only place that reads X-Forwarded-For."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = ipaddress.IPv6Address("::")  # a client on a Unix socket, without a proxy that names it

# 203.0.113.10, 203.0.113.10:40001, 2001:db8::1, [2001:db8::1], [2001:db8::1]:443; also quoted, with a zone.
ENTRY = re.compile(
    r'"?(?:(?P<with_port>[0-9.]+):[0-9]{1,5}'
    r"|\[(?P<bracketed>[0-9A-Fa-f:.]+)(?:%[^\]]*)?\](?::[0-9]{1,5})?"
    r'|(?P<bare>[0-9A-Fa-f:.]+)(?:%[^"]*)?)"?'
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client, without port or zone; IPv4 mapped into IPv6 as IPv4.

    Behind a proxy (BEHIND_PROXY) it is the last entry of X-Forwarded-For, which the proxy itself added: the
    entries before it come from the client. If that entry is no address, return the address of the proxy.
    """
    return str(_address(request))


def client_network(request: HttpRequest) -> str:
    """Return what limits are counted by: an IPv4 address, or the /64 of IPv6 that one client has."""
    address = _address(request)
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _address(request: HttpRequest) -> Address:
    forwarded = request.headers.get("x-forwarded-for", "") if settings.BEHIND_PROXY else ""
    last = _parse(forwarded.rpartition(",")[2])
    return last or _parse(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _parse(entry: str) -> Address | None:
    match = ENTRY.fullmatch(entry.strip())
    if not match:
        return None
    try:
        address = ipaddress.ip_address(match["bare"] or match["bracketed"] or match["with_port"])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
