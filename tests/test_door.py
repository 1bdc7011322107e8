"""The door: who is let in, who may change what, and what a browser is told to refuse."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.runtime.context import ContextProxy

from components.door.headers import frame_policy, page_policy
from components.door.origins import hostname, is_loopback
from components.door.start import door, options
from components.intake.inbox import ACT, Inbox
from components.intake.situation import SEEN, act, situation
from components.meeting.story_acts import act as tell
from components.meeting.story_draft import Desk
from components.session.reader import PERSON, person_of, reader, told
from components.session.state import ShutOutError
from data.catalog import Catalog
from data.people import GUEST
from data.people import HOME as AT_HOME
from geo.basemaps import basemaps
from tests.opened import blocks, open_page, page_script

ROOT = Path(__file__).parents[1]
HOME = "localhost:8501"
LAN = ("192.168.1.7", 8501)


def _who(headers: Mapping[str, str]) -> str:
    return "home" if person_of(headers).may("propose") else "guest"


async def _page(request: Any) -> PlainTextResponse:
    if request.url.path == "/over":  # the login ends between the door and what answers
        raise ShutOutError("expired")
    return PlainTextResponse(_who(request.headers))


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(_who(socket.headers))


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHARE", "ALLOWED_HOSTS", "ATLAS_FRAMED_BY", "ATLAS_READONLY", "PORT"):
        monkeypatch.delenv(name, raising=False)


def ask(
    host: str | list[str] = HOME,
    *,
    method: str = "GET",
    path: str = "/",
    client: str = "127.0.0.1",
    server: tuple[str, int] = ("127.0.0.1", 8501),
    socket: bool = False,
    **headers: str,
) -> tuple[int, str, dict[str, str]]:
    """Return status, text and headers of the answer to one request at the door."""
    routes = [
        Route("/{path:path}", _page, methods=["GET", "PUT"]),
        WebSocketRoute("/{path:path}", _stream),
    ]
    app = Starlette(routes=routes, middleware=door())
    hosts = [host] if isinstance(host, str) else host
    given = {"accept-language": "en", **headers}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"} if socket else {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "websocket" if socket else "http",
        "method": method,
        "path": path,
        "scheme": "ws" if socket else "http",
        "query_string": b"",
        "headers": [(b"host", one.encode()) for one in hosts]
        + [(name.replace("_", "-").encode(), text.encode()) for name, text in given.items()],
        "client": (client, 50_000),
        "server": server,
        "subprotocols": [],
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    text = "".join(str(one.get("text") or one.get("body", b"").decode()) for one in sent)
    found = {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}
    status = sent[0].get("status", 101 if sent[0]["type"] == "websocket.accept" else 403)
    return status, text, found


@pytest.mark.parametrize("host", [HOME, "localhost", "127.0.0.1:1", "[::1]:8501", "LOCALHOST."])
def test_this_machine_is_let_in(host: str) -> None:
    assert ask(host)[:2] == (200, "home")
    assert ask(host, socket=True)[:2] == (101, "home")


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8501", ""),
        *("192.168.1.7:8501", "localhost:x", "u@localhost", "localhost/x", "[::1", "0.0.0.0"),  # noqa: S104
    ],
)
def test_other_names_are_refused(host: str) -> None:
    """DNS rebinding: a page elsewhere points its own name at this machine."""
    status, text, _ = ask(host)
    assert status == 400
    assert "ALLOWED_HOSTS" in text
    assert ask(host, socket=True)[0] == 403


def test_who_opens_an_address_gets_a_page_in_his_language() -> None:
    asked = {"accept": "text/html,*/*;q=0.8", "accept-language": "fr, en;q=0.3, zh-CN;q=0.5"}
    status, text, headers = ask("evil.example", **asked)  # type: ignore[arg-type]
    assert (status, headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert '<html lang="zh">' in text
    assert "ALLOWED_HOSTS" in text
    assert "text/plain" in ask("evil.example", accept="*/*")[2]["content-type"]


def test_a_request_with_two_names_or_none_is_refused() -> None:
    assert ask([HOME, "evil.example"])[0] == 400
    assert ask([])[0] == 400


ORIGINS = [
    ("http://localhost:8501", 200),
    ("http://evil.example", 403),
    ("http://localhost:9000", 403),  # another program on this machine
    ("http://127.0.0.1:8501", 403),  # another name: not the page that was opened
    ("null", 403),  # a frame in a sandbox, a file
    ("", 403),
    ("http://[", 403),
]


@pytest.mark.parametrize(("origin", "status"), ORIGINS)
def test_only_own_pages_may_act(origin: str, status: int) -> None:
    assert ask(method="PUT", origin=origin)[0] == status
    assert ask(socket=True, origin=origin)[0] == (101 if status == 200 else status)
    assert ask(origin=origin)[0] == 200  # an answer that the browser shows to no other page


def test_open_to_the_network_by_own_address_and_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARE", "1")
    monkeypatch.setattr("socket.gethostname", lambda: "Meeting")
    asked: dict[str, Any] = {"client": "192.168.1.30", "server": LAN}
    for host in ("192.168.1.7:8501", "meeting:8501", "meeting.local"):
        assert ask(host, **asked)[:2] == (200, "guest")
        assert ask(host, socket=True, origin=f"http://{host}", **asked)[:2] == (101, "guest")
    for host in ("evil.example", "192.168.1.8"):
        assert ask(host, **asked)[0] == 400
    assert ask(**{**asked, "client": "127.0.0.1"})[1] == "home"


def test_further_names_are_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "atlas.example, other.example")
    page = "https://atlas.example"
    assert ask("ATLAS.example")[:2] == (200, "guest")
    # A proxy that calls this server by its inner name leaves the origin of the page.
    assert ask(socket=True, origin=page)[:2] == (101, "guest")
    assert ask(method="PUT", origin="https://evil.example")[0] == 403
    assert options()["server.corsAllowedOrigins"][0] == page


@pytest.mark.parametrize(
    "asked",
    [
        {"client": "192.168.1.30"},
        {"client": "::ffff:192.168.1.30"},
        {"forwarded": "for=127.0.0.1"},
        {"x_forwarded_for": "127.0.0.1"},
        {"x_real_ip": "127.0.0.1"},
        {"via": "1.1 proxy"},
        {"client": "192.168.1.30", PERSON.replace("-", "_").lower(): told(AT_HOME)},
        {"client": "192.168.1.30", "x_forwarded_for": "127.0.0.1"},
    ],
)
def test_whoever_sits_elsewhere_is_a_guest(asked: dict[str, str]) -> None:
    assert ask(socket=True, **asked)[1] == "guest"  # type: ignore[arg-type]


def test_a_login_that_ends_under_way_is_no_error_of_the_server() -> None:
    assert ask(path="/over")[:2] == (401, "Your login has expired; please log in again.")


def test_a_mapped_address_of_this_machine_is_home() -> None:
    assert ask(client="::ffff:127.0.0.1")[1] == "home"
    assert is_loopback("127.0.0.9")
    assert not is_loopback("128.0.0.1")
    assert not is_loopback("localhost.example")
    assert hostname("[fd00::2]:80") == "fd00::2"


def test_every_answer_carries_the_headers() -> None:
    for headers in (ask()[2], ask("evil.example")[2], ask(method="PUT", origin="null")[2]):
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "frame-ancestors 'self';" in headers["content-security-policy"] + ";"
        assert "server" not in headers


def rules(policy: str) -> dict[str, list[str]]:
    """Return what a policy allows, by directive."""
    return {name: given for name, *given in (part.split() for part in policy.split("; "))}


def test_no_script_of_a_page_comes_from_text() -> None:
    page = rules(page_policy(()))
    assert page["default-src"] == ["'self'"]
    assert page["object-src"] == page["base-uri"] == ["'none'"]
    unsafe = {name: [one for one in given if "unsafe" in one] for name, given in page.items()}
    assert {name: given for name, given in unsafe.items() if given} == {
        "style-src": ["'unsafe-inline'"],
        "script-src": ["'wasm-unsafe-eval'"],
    }
    assert len([one for one in page["script-src"] if one.startswith("'sha256-")]) == 1
    assert not re.search(r"https?:|\*", page_policy(()))


def test_the_map_takes_pictures_from_its_basemaps_only() -> None:
    frame = rules(frame_policy(basemaps("key"), ()))
    assert [one for one in frame["img-src"] if "//" in one] == [
        "https://t0.tianditu.gov.cn",
        "https://tile.openstreetmap.org",
        "https://webrd01.is.autonavi.com",
    ]
    assert "//" not in frame_policy(basemaps(), ()).replace("https://tile", "").replace(
        "https://webrd01", ""
    )
    of_frame = ask(path="/component/streamlit_folium.st_folium/index.html")[2]
    assert "openstreetmap" in of_frame["content-security-policy"]
    # OpenStreetMap serves nobody who does not say where the map stands.
    assert of_frame["referrer-policy"] == "strict-origin-when-cross-origin"
    for page in ("/", "/overview/component/x"):  # which Streamlit takes for a page
        assert "openstreetmap" not in ask(path=page)[2]["content-security-policy"]


def test_pages_on_the_list_may_frame_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_FRAMED_BY", "https://intranet.example")
    headers = ask()[2]
    assert rules(headers["content-security-policy"])["frame-ancestors"] == [
        "'self'",
        "https://intranet.example",
    ]
    assert "x-frame-options" not in headers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATLAS_FRAMED_BY", "https://a.example; script-src *"),
        ("ATLAS_FRAMED_BY", "intranet.example"),
        ("ALLOWED_HOSTS", "https://atlas.example"),
        ("ALLOWED_HOSTS", "*"),
        ("PORT", "80a"),
        ("PORT", "99999"),
    ],
)
def test_a_setting_that_is_wrong_ends_the_start_with_a_word(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("LC_ALL", "en")
    with pytest.raises(SystemExit, match=f"{name}=.*Write it like this: {name}="):
        (door(), options())


def test_closed_unless_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options()["server.address"] == "127.0.0.1"
    monkeypatch.setenv("SHARE", "0")
    assert options()["server.address"] == "127.0.0.1"
    monkeypatch.setenv("SHARE", "1")
    opened = options()
    assert opened["server.address"] == "0.0.0.0"  # noqa: S104
    assert opened["browser.serverAddress"] != "localhost"
    configured = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert 'address = "127.0.0.1"' in configured
    assert 'allowedHosts = ["localhost", "127.0.0.1", "::1"]' in configured


def test_a_guest_is_told_why_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader().may("propose")
    monkeypatch.setattr(ContextProxy, "headers", {})
    assert not reader().may("propose")
    force = blocks(open_page(page_script("import"), lang="en"))["force"]
    assert "localhost" in str(force["notes"])
    stories = blocks(open_page(page_script("stories", {"story.copy": "cloud-valley"}), lang="en"))
    assert "localhost" in stories["said"]["html"]
    acts = {one["act"] for row in stories["save"]["rows"] for one in row["buttons"]}
    assert "story.undo:" in acts
    assert "story.save:" not in acts


@pytest.mark.parametrize("what", ["apply", "undo", "illustrative", "restore:20260101"])
def test_a_guest_changes_no_pack(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    assert situation(Inbox(), catalog, {}, person=GUEST).hindrance() == "import.locked_guest"
    act(Inbox(), catalog, {ACT: f"{what}{SEEN}{catalog.revision}"}, person=GUEST)
    assert list(tmp_path.iterdir()) == []


def test_a_guest_writes_no_story(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    desk = Desk(person=GUEST)
    for name, value in (
        ("story.copy", "cloud-valley"),
        ("scene.title_en", "Mine"),
        ("story.save", ""),
        ("story.delete", "cloud-valley-own"),
    ):
        tell(desk, catalog, {name: value})
    assert list(tmp_path.iterdir()) == []
    assert desk.drafts["cloud-valley-own"].story.scenes[0].title_en == "Mine"
