"""Asking an ASGI app over HTTP, without a server."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


def asked(
    app: ASGIApp, url: str, method: str = "GET", *, client: str = "127.0.0.1", **given: Any
) -> httpx.Response:
    """Return the answer of an app to one request, as from an address.

    Parameters
    ----------
    app, url, method
    client : str
        Address that asks.
    given
        As `httpx.AsyncClient.request` takes it.
    """
    found: list[httpx.Response] = []

    async def ask() -> None:
        transport = httpx.ASGITransport(app, client=(client, 50_000))
        headers = {"Accept-Language": "en"} | given.pop("headers", {})
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8501") as one:
            found.append(await one.request(method, url, headers=headers, **given))

    asyncio.run(ask())
    return found[0]
