"""For whom a proxy asks: the one reading of what proxies add to a request.

Only a proxy of the setting `data.settings.PROXIES` is believed. What others add is left on the
request, where it still tells that somebody is spoken for (`components.door.origins.is_at_home`).
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from data.settings import Network

_LISTED = "atlas.from_proxy"


class Proxies:
    """Let client and scheme of a request be the reader's where a listed proxy tells them.

    Parameters
    ----------
    listed : collection of ip_network
        Where the proxies are.
    """

    def __init__(self, app: ASGIApp, listed: Collection[Network]) -> None:
        self.app, self.listed = app, tuple(listed)
        # Each proxy adds who has asked it: from the right, the first who is not listed.
        self.told: ASGIApp = ProxyHeadersMiddleware(app, [str(one) for one in listed])  # type: ignore[arg-type, assignment]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        client = scope.get("client")
        is_listed = client is not None and is_within(client[0], self.listed)
        await (self.told if is_listed else self.app)({**scope, _LISTED: is_listed}, receive, send)


def is_from_proxy(scope: Scope) -> bool:
    """Whether a request came in from a listed proxy: then its headers are true."""
    return bool(scope.get(_LISTED))


def is_encrypted(scope: Scope) -> bool:
    """Whether the reader's browser speaks TLS, to this server or to a listed proxy."""
    return scope.get("scheme") in {"https", "wss"}


def address(scope: Scope) -> str:
    """Return the address of the reader; empty if it is not known."""
    client = scope.get("client")
    return client[0] if client else ""


def is_within(host: str, networks: Collection[Network]) -> bool:
    """Whether an address lies in one of some networks.

    >>> from ipaddress import ip_network
    >>> is_within("::ffff:10.1.2.3", [ip_network("10.1.0.0/16")]), is_within("x", [])
    (True, False)
    """
    try:
        found = ip_address(host)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return any((mapped or found) in one for one in networks)
