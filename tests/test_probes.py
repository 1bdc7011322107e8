"""What those who run the server see of it: probes, counts, logs, a stop that waits."""

from __future__ import annotations

import json
import logging
import os
import signal
import time
from collections.abc import Iterator
from errno import ENOSPC
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import Scope

from bench.serve import ROOT, Served, serve
from bench.visitor import Visitor
from components.door import probes
from components.door.logs import JsonLines
from components.door.metrics import may_count
from components.door.named_routes import ROUTES, route_of
from data.stores import StoreError
from tests.counted import counts

WAIT_S = 20


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def served(log: Path) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_LOG", "json")
        patch.setenv("ATLAS_DRAIN", "2")
        patch.setenv("ATLAS_LOCAL", str(log.parent / "local"))
        with serve(ROOT / "app.py", log=log) as one:
            yield one


def lines(log: Path) -> list[dict[str, Any]]:
    texts = log.read_text(encoding="utf-8").splitlines()
    return [json.loads(text) for text in texts if text.startswith("{")]


def test_a_running_server_is_well_and_ready(served: Served) -> None:
    assert httpx.get(f"{served.url}/healthz").text == "ok"
    ready = httpx.get(f"{served.url}/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "why": {}})
    assert ready.headers["cache-control"] == "no-store"


def test_clicks_sessions_and_answers_are_counted(served: Served) -> None:
    with Visitor(served.url) as visitor:
        visitor.open()
        before = counts(served)
        visitor.post(("zone", "A"))
        visitor.post(("zone", "B"))
        httpx.get(f"{served.url}/healthz")
        after = counts(served)
    clicked = ("atlas_interaction_seconds_count", "overview")
    assert after[clicked] - before[clicked] == 2
    assert after["atlas_sessions", "connected"] == 1
    asked = ("atlas_answer_seconds_count", "healthz", "200")
    assert after[asked] - before.get(asked, 0) == 1
    assert after["atlas_handout_jobs", "waiting"] == 0
    assert after["atlas_revision",] == 0
    assert after["process_resident_memory_bytes",] > 100e6


def test_the_log_quotes_nothing_that_an_issuer_says_of_somebody() -> None:
    """As Streamlit writes the end of a login that was refused."""
    said = "Error during authentication: %s. Error description: %s"
    record = logging.makeLogRecord(
        {
            "name": "streamlit.web.auth",
            "msg": said,
            "args": ("denied", "li@park.example is blocked"),
        }
    )
    assert json.loads(JsonLines().format(record))["said"] == said
    ours = logging.makeLogRecord({"name": "data.logins", "msg": "%s", "args": ("roles.toml",)})
    assert json.loads(JsonLines().format(ours))["said"] == "roles.toml"


def test_the_log_says_which_lines_belong_together_and_names_nobody(
    served: Served, log: Path
) -> None:
    answer = httpx.get(
        f"{served.url}/app/static/search?q=secret-word&lang=en", headers={"X-Request-ID": "forged"}
    )
    with Visitor(served.url) as visitor:
        visitor.open()
        visitor.post(("zone", "A"))
        visitor.post(("zone", "A"))
    deadline = time.monotonic() + WAIT_S
    found: list[dict[str, Any]] = []
    while not found or found[-1]["said"] != "interaction":
        assert time.monotonic() < deadline
        found = [one for one in lines(log) if one.get("page") or one.get("route") == "search"]
    made = answer.headers["x-request-id"]
    assert made != "forged"  # nobody but a listed proxy gives one
    (searched,) = [one for one in found if one.get("route") == "search"]
    assert (searched["request_id"], searched["status"]) == (made, 200)
    of_session = {one["request_id"] for one in found[-2:]}
    assert len(of_session) == 1
    assert of_session != {made}
    text = log.read_text(encoding="utf-8")
    assert "secret-word" not in text
    assert "127.0.0.1" not in "".join(line for line in text.splitlines() if line[0:1] == "{")


def test_packs_that_cannot_be_read_are_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        raise OSError

    monkeypatch.setattr(probes, "catalog_in_force", failing)
    assert probes.not_ready() == ["packs"]


def test_a_store_that_does_not_answer_is_not_ready_and_is_asked_once_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, clock = list[float](), [100.0]

    class Store:
        def refresh(self) -> None:
            asked.append(clock[0])
            if clock[0] < 101:
                raise StoreError("unreachable", host="db.example")
            if clock[0] < 102:
                raise OSError(ENOSPC, "No space left on device")  # for the working copy

    monkeypatch.setattr(probes, "store", Store)
    monkeypatch.setattr(probes, "monotonic", lambda: clock[0])
    monkeypatch.setattr(probes, "_ANSWERS", probes.Answers())
    for clock[0], why in ((100, "store"), (100.9, "store"), (101, "store"), (102, "")):
        assert " ".join(probes.not_ready()) == why
        assert probes.not_ready(reading=True) == []
    assert asked == [100, 101, 102]


def asker(client: str, **headers: str) -> Scope:
    given = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return {"type": "http", "client": (client, 1), "headers": [(b"host", b"localhost"), *given]}


def test_counts_are_for_this_machine_and_those_listed() -> None:
    listed = [ip_network("10.1.0.0/16")]
    assert may_count(asker("127.0.0.1"), ())
    assert not may_count(asker("10.1.2.3"), ())
    assert may_count(asker("10.1.2.3"), listed)
    assert not may_count(asker("127.0.0.1", x_forwarded_for="8.8.8.8"), listed)
    assert not may_count(asker("10.1.2.3", x_forwarded_for="8.8.8.8"), listed)
    proxied = {**asker("10.1.2.3", x_forwarded_for="10.1.2.3"), "atlas.from_proxy": True}
    assert may_count(proxied, listed)


def test_every_address_has_a_name() -> None:
    known = {
        "/_stcore/stream": "socket",
        "/_stcore/upload_file/a/b": "upload",
        "/_stcore/health": "streamlit",
        "/oauth2callback": "login",
        "/park/log-in": "login",
        "/media/1.png": "media",
        "/component/streamlit_folium.st_folium/index.html": "frame",
        "/park/app/static/search": "search",
        "/app/static/leave": "leave",
        "/tiles/k/1/2/3": "tile",
        "/app/static/maps/1/a.js": "map",
        "/api/v1/zones": "api",
        "/park/healthz": "healthz",
        "/readyz": "readyz",
        "/metrics": "metrics",
        "/static/js/index.js": "asset",
        "/static/media/SourceSansVF-Upright.ttf.woff2": "asset",
        "/_stcore/app/static/maps/1/a.js": "map",  # served below a path of that name
        "/overlay": "page",
    }
    assert {path: route_of(path) for path in known} == known
    assert set(known.values()) == set(ROUTES)


def test_a_server_that_stops_says_so_first_and_then_ends(served: Served) -> None:
    """The last test of this server."""
    os.kill(served.pid, signal.SIGTERM)
    deadline, seen = time.monotonic() + WAIT_S, []
    while time.monotonic() < deadline:
        try:
            answer = httpx.get(f"{served.url}/readyz", headers={"Accept-Language": "en"})
        except httpx.TransportError:
            break
        seen.append((answer.status_code, list(answer.json()["why"])))
    assert (503, ["stopping"]) in seen
    assert seen[-1] == (503, ["stopping"])
