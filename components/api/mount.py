"""Where the interface stands among the routes of the server; it is loaded by its first question."""

from __future__ import annotations

import re
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = "/api/v1"


def api_routes() -> list[BaseRoute]:
    """Return the routes of the interface, whatever path the app is served under."""
    bases = ("", "/{base:path}")
    mounts = [Mount(f"{base}{ROOT}", _lazy) for base in bases]
    for mount in mounts:  # a line break in an address is no reason to ask somebody else
        mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return [*mounts, *(Route(f"{base}{ROOT}", _begin) for base in bases)]


@cache
def _app() -> ASGIApp:
    # Brings pages and libraries of geometry: a server that nobody asks starts without them.
    from components.api.app import app  # noqa: PLC0415

    return app()


async def _lazy(scope: Scope, receive: Receive, send: Send) -> None:
    await (await run_in_threadpool(_app))(scope, receive, send)


def _begin(request: Request) -> RedirectResponse:
    return RedirectResponse(request.url.replace(path=f"{request.url.path}/"))
