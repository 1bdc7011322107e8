"""How large a request may be, and how often somebody may ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from components.door import uploads
from components.door.rates import RATES, Rates
from components.door.sizes import BODY_BYTES, HEADER_BYTES, TARGET_BYTES, Sizes
from components.door.uploads import Uploads
from components.session.permits import Permit
from components.session.reader import PERSON, told
from data.people import HOME, Person
from tests.asked import asked

SEARCH = "/app/static/search"


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def behind(*middleware: Middleware) -> Starlette:
    routes = [Route("/{path:path}", _echo, methods=["GET", "POST", "PUT"])]
    return Starlette(routes=routes, middleware=middleware)


@pytest.fixture
def rated() -> Starlette:
    return behind(Middleware(Rates, {"search": "2/minute"}))


def search(app: ASGIApp, client: str, person: Person | None = None) -> httpx.Response:
    headers = {PERSON: told(person)} if person else {}
    return asked(app, SEARCH, client=client, headers=headers)


def test_who_asks_too_often_is_told_when_to_come_again(rated: Starlette) -> None:
    answers = [search(rated, "203.0.113.5") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    wait = int(answers[2].headers["retry-after"])
    assert 1 <= wait <= 60
    assert answers[2].text == f"Too many requests in a short time. Please try again in {wait} s."
    chinese = {"Accept-Language": "zh-CN"}
    assert "请" in asked(rated, SEARCH, client="203.0.113.5", headers=chinese).text
    assert search(rated, "203.0.113.6").status_code == 200
    assert asked(rated, "/overview", client="203.0.113.5").status_code == 200


def test_one_reader_is_one_login_or_one_network(rated: Starlette) -> None:
    editor = Person("editor", "Li", "li@office")
    assert [search(rated, f"198.51.100.{n}", editor).status_code for n in (1, 2, 3)] == [
        *(200, 200),
        429,
    ]
    assert search(rated, "198.51.100.3").status_code == 200
    of_one_home = ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::9")
    assert [search(rated, one).status_code for one in of_one_home] == [200, 200, 429]
    assert search(rated, "2001:db8:1:3::1").status_code == 200


def test_nobody_at_the_machine_itself_is_counted(rated: Starlette) -> None:
    assert {search(rated, "127.0.0.1", HOME).status_code for _ in range(4)} == {200}


def test_a_room_of_phones_gets_what_was_shown() -> None:
    """A hundred guests behind one address, at the same moment."""
    app = behind(Middleware(Rates))
    leave = "/app/static/leave"
    assert {asked(app, leave, client="9.9.9.9").status_code for _ in range(100)} == {200}
    assert set(RATES) == {"search", "leave", "api", "login"}


async def in_pieces() -> AsyncIterator[bytes]:
    yield b"x" * 600_000
    yield b"x" * 600_000


@pytest.mark.parametrize(
    ("url", "given", "status"),
    [
        ("/?q=" + "x" * TARGET_BYTES, {}, 414),
        ("/", {"headers": {"X-Long": "x" * HEADER_BYTES}}, 431),
        ("/", {"content": b"x" * (BODY_BYTES + 1)}, 413),
        ("/", {"content": in_pieces()}, 413),  # without saying how long it is
        ("/", {"content": b"x" * BODY_BYTES}, 200),
        ("/_stcore/upload_file/a/b", {"content": b"x" * (BODY_BYTES + 1)}, 200),
    ],
)
def test_what_is_too_large_is_refused(url: str, given: dict[str, Any], status: int) -> None:
    answer = asked(behind(Middleware(Sizes)), url, "POST", **given)
    assert answer.status_code == status
    assert (status == 200) == answer.text.isdecimal()


PERMITTED = "/_stcore/upload_file/session/file"


def test_a_file_in_pieces_is_as_large_as_it_likes_and_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside `Transfer-Encoding`, the length that is said does not count (RFC 9112, 6.3)."""
    monkeypatch.setattr(uploads, "permit_of", lambda _: Permit(files=2, size=10))
    app = behind(Middleware(Uploads))
    said = {"Content-Length": "5"}
    assert asked(app, PERMITTED, "PUT", content=b"12345").status_code == 200
    both = said | {"Transfer-Encoding": "chunked"}
    assert asked(app, PERMITTED, "PUT", content=in_pieces(), headers=both).status_code == 411


def test_a_session_that_begins_with_too_much_is_refused() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError

    long = [(b"host", b"localhost"), (b"x-long", b"x" * HEADER_BYTES)]
    scope = {"type": "websocket", "path": "/", "query_string": b"", "headers": long}
    asyncio.run(Sizes(behind())(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1009}]
