"""Where a request comes from and what it asks for, read from what the server hands on."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

# What a proxy says of whom it speaks for; whoever is spoken for sits elsewhere.
_SPOKEN_FOR = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_SAFE = {"GET", "HEAD", "OPTIONS"}


def hostname(netloc: str) -> str:
    """Return the name in ``name:port``, in small letters; nothing if it is none."""
    try:
        parts = urlsplit(f"//{netloc}")
        _ = parts.port  # refuses what is no port
    except ValueError:
        return ""
    if parts.netloc != netloc or parts.username is not None:
        return ""
    return (parts.hostname or "").rstrip(".")


def is_loopback(host: str) -> bool:
    """Whether a name or address is that of the machine itself, whoever asks."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_host_allowed(scope: Scope, names: Collection[str], *, own_address: bool) -> bool:
    """Whether a request names this server as it may be called.

    A page elsewhere can point a name of its own at this machine (DNS rebinding); its requests
    then name that.

    Parameters
    ----------
    names : collection of str
        Beside those of the loopback.
    own_address : bool
        Whether the address that the request came in on will do too: a number cannot be
        pointed elsewhere.
    """
    given = Headers(scope=scope).getlist("host")
    host = hostname(given[0]) if len(given) == 1 else ""
    server = scope.get("server")
    is_own = own_address and server is not None and host == server[0]
    return bool(host) and (is_loopback(host) or host in names or is_own)


def is_origin_allowed(scope: Scope, names: Collection[str]) -> bool:
    """Whether what a request would do may be asked for by the page that asks.

    Reading is left to the browser, which shows an answer to no page from elsewhere.

    Parameters
    ----------
    names : collection of str
        Names that a proxy in front of this server goes by.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None or (scope["type"] == "http" and scope["method"] in _SAFE):
        return True
    netloc = _netloc(origin)
    return bool(netloc) and (netloc == headers.get("host", "").lower() or hostname(netloc) in names)


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # a bracket that nothing closes
        return ""


def is_at_home(scope: Scope) -> bool:
    """Whether a reader sits at this machine and no proxy speaks for him.

    A proxy that says nothing of itself still leaves the page's origin as it is.
    """
    headers, client = Headers(scope=scope), scope.get("client")
    origin = headers.get("origin")
    return (
        client is not None
        and is_loopback(client[0])
        and is_loopback(hostname(headers.get("host", "")))
        and (origin is None or is_loopback(hostname(_netloc(origin))))
        and not is_spoken_for(scope)
    )


def is_spoken_for(scope: Scope) -> bool:
    """Whether a proxy says that it asks for somebody else."""
    headers = Headers(scope=scope)
    return any(name in headers for name in _SPOKEN_FOR)
