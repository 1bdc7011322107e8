"""How often one reader may ask the routes beside Streamlit.

Who is logged in counts as one reader, wherever he sits; else an address does. A meeting whose
phones share one address opens what a guest takes home at the same moment: the limits leave room
for that. Clicks in a session have a pace of their own (`components.door.messages`).
"""

from __future__ import annotations

from functools import cached_property
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from components.door.named_routes import Route, route_of
from components.door.proxies import address
from components.door.refusals import refusal
from components.session.reader import person_of
from data.people import HOME

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter

RATES: dict[Route, str] = {
    "search": "600/minute",
    "leave": "200/minute",
    "api": "1200/minute",
    "login": "60/minute",
}
_OF_ONE_HOME = 64  # bits of an IPv6 address that name a network of one reader


class Rates:
    """Refuse who asks too often, and say when to come again.

    Parameters
    ----------
    rates : mapping of str to str, optional
        By route, as ``limits`` writes them.
    """

    def __init__(self, app: ASGIApp, rates: dict[Route, str] | None = None) -> None:
        self.app, self._rates = app, RATES if rates is None else rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        wait = self._wait_of(scope) if scope["type"] == "http" else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        answer = refusal(scope, 429, "door.too_often", seconds=wait)
        answer.headers["Retry-After"] = str(wait)
        await answer(scope, receive, send)

    def _wait_of(self, scope: Scope) -> int:
        """Return the seconds after which to come again; 0 if there is room."""
        route = route_of(scope["path"])
        person = person_of(Headers(scope=scope))
        if route not in self._rates or person == HOME:
            return 0
        limiter, items = self._limits
        reader = person.subject or _network(address(scope))
        if limiter.hit(items[route], route, reader):
            return 0
        ends = limiter.get_window_stats(items[route], route, reader).reset_time
        return max(1, ceil(ends - time()))

    @cached_property
    def _limits(self) -> tuple[RateLimiter, dict[Route, RateLimitItem]]:
        # The server does not wait for it to start; nobody at home needs it.
        from limits import parse  # noqa: PLC0415
        from limits.storage import MemoryStorage  # noqa: PLC0415
        from limits.strategies import FixedWindowRateLimiter  # noqa: PLC0415

        items = {route: parse(rate) for route, rate in self._rates.items()}
        return FixedWindowRateLimiter(MemoryStorage()), items


def _network(host: str) -> str:
    """Return what counts as one reader: one may have any number of addresses of IPv6."""
    try:
        found = ip_address(host)
    except ValueError:
        return host
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(ip_network((found, _OF_ONE_HOME), strict=False))
    return str(found)
