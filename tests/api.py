"""The interface as a program meets it: behind the door, without a network."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import httpx
from starlette.applications import Starlette

from components.api.mount import ROOT, api_routes
from components.door.guard import Guard
from tests.asked import asked

HOST = "http://localhost"


@cache
def guarded() -> Guard:
    """Return the interface behind the door."""
    return Guard(Starlette(routes=api_routes()), ("testserver",), own_address=False)


def ask(
    path: str,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    client: str = "127.0.0.1",
) -> httpx.Response:
    """Return the answer of an address below ``/api/v1``, or of a whole one."""
    url = path if path.startswith(HOST) else f"{HOST}{ROOT}{path}"
    return asked(guarded(), url, method, client=client, headers=dict(headers or {}))


@contextmanager
def served() -> Iterator[str]:
    """Serve the interface on a free port of the loopback; give its address.

    In a process of its own: GDAL lets no other thread work while it waits for an answer.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.set_inheritable(True)
        fd = listening.fileno()
        options = ["--factory", "--fd", str(fd), "--log-level", "warning", "--lifespan", "off"]
        command = [sys.executable, "-m", "uvicorn", "tests.api:guarded", *options]
        with subprocess.Popen(command, pass_fds=[fd]) as server:
            try:
                yield f"http://127.0.0.1:{listening.getsockname()[1]}{ROOT}"
            finally:
                server.terminate()
