"""For whom a proxy asks: only listed proxies are believed."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from components.door.proxies import Proxies, address, is_encrypted, is_from_proxy
from tests.test_door import HOME, ask

LISTED = [ip_network("10.1.0.0/16"), ip_network("127.0.0.1")]


def seen(client: str, **headers: str) -> tuple[str, bool, bool]:
    """Return address, TLS and whether it came from a listed proxy, as the app sees them."""
    found: list[Scope] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        found.append(scope)

    given = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "scheme": "http", "client": (client, 1), "headers": given}
    nothing: Any = None
    asyncio.run(Proxies(app, LISTED)(scope, nothing, nothing))
    return address(found[0]), is_encrypted(found[0]), is_from_proxy(found[0])


def test_a_listed_proxy_tells_the_reader() -> None:
    told = {"x_forwarded_for": "6.6.6.6, 203.0.113.9, 10.1.2.3", "x_forwarded_proto": "https"}
    assert seen("127.0.0.1", **told) == ("203.0.113.9", True, True)
    assert seen("10.1.9.9") == ("10.1.9.9", False, True)


def test_nobody_else_is_believed() -> None:
    told = {"x_forwarded_for": "127.0.0.1", "x_forwarded_proto": "https"}
    assert seen("203.0.113.7", **told) == ("203.0.113.7", False, False)
    assert seen("10.2.0.1", **told) == ("10.2.0.1", False, False)


def test_tls_is_kept_to_where_a_listed_proxy_tells_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "strict-transport-security"
    assert name not in ask(HOME, x_forwarded_proto="https")[2]
    monkeypatch.setenv("ATLAS_PROXIES", "127.0.0.1")
    assert ask(HOME, x_forwarded_proto="https")[2][name] == "max-age=15552000"
    assert name not in ask(HOME, x_forwarded_proto="http")[2]
    monkeypatch.setenv("ATLAS_HSTS", "0")
    assert name not in ask(HOME, x_forwarded_proto="https")[2]


def test_whom_a_proxy_speaks_for_is_never_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed proxy on this machine that claims to speak for this machine."""
    monkeypatch.setenv("ATLAS_PROXIES", "127.0.0.1")
    assert ask(HOME, x_forwarded_for="127.0.0.1")[1] == "guest"


def test_a_wrong_list_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROXIES", "proxy.example")
    with pytest.raises(SystemExit, match=r"proxy\.example"):
        ask()
