"""Tokens: only their hash is kept, they end, and a wrong one opens nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from components.door.bearer import bearer
from components.door.guard import Guard
from components.session.reader import person_of
from data.__main__ import main
from data.access_tokens import TokenError, new_token, revoke_token, token_person, tokens_file
from data.settings import LOCAL
from tests.asked import asked


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCAL.name, str(tmp_path / "local"))


def _why(secret: str) -> str:
    with pytest.raises(TokenError) as refused:
        token_person(secret)
    return refused.value.why


def test_a_token_asks_with_its_role_zones_and_end() -> None:
    before = datetime.now(UTC)
    secret, token = new_token("editor", 30, zones=["C", "A"], published_only=True, note="GIS desk")
    person = token_person(secret)
    assert (person.role, person.name, person.published_only) == ("editor", "GIS desk", True)
    assert person.zones == frozenset("AC")
    assert timedelta(days=29.9) < token.until - before < timedelta(days=30.1)


def test_only_a_hash_is_kept() -> None:
    secret, _ = new_token("admin", 1)
    kept = [path.read_bytes() for path in tokens_file().parent.iterdir()]
    assert kept
    assert not any(secret.encode() in one or secret[6:].encode() in one for one in kept)


def test_one_that_ended_was_revoked_or_guessed_opens_nothing() -> None:
    secret, token = new_token("admin", 1)
    short, _ = new_token("admin", 1e-9)
    assert revoke_token(token.token_id)
    assert not revoke_token(token.token_id)
    assert (_why(secret), _why(short), _why(f"{secret}x")) == ("revoked", "expired", "unknown")


def _get(headers: dict[str, str], path: str = "/") -> httpx.Response:
    async def told(request: Request) -> JSONResponse:
        person = person_of(request.headers)
        return JSONResponse([person.role, person.published_only])

    door = Guard(Starlette(routes=[Route("/{path:path}", told)]), (), own_address=False)
    return asked(door, path, headers=headers)


def test_the_door_takes_a_token_and_refuses_a_wrong_one() -> None:
    secret, token = new_token("viewer", 1, published_only=True)
    known = {"Authorization": f"Bearer {secret}"}
    # Who has a token is whoever it was made for, at the machine itself too.
    assert _get(known).json() == ["viewer", True]
    assert _get({}).json() == ["admin", False]
    revoke_token(token.token_id)
    refused = _get(known)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer realm="atlas", error="invalid_token"'
    assert refused.headers["content-type"] == "application/problem+json"
    assert "revoked" in refused.json()["detail"]
    assert secret not in refused.text


def test_what_a_proxy_hands_on_is_no_token_of_ours_but_where_programs_ask() -> None:
    of_proxy = {"Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}
    assert _get(of_proxy).json() == ["admin", False]
    assert _get(of_proxy, "/api/v1/zones").status_code == 401


def test_no_token_opens_a_session_which_would_outlive_it() -> None:
    secret, _ = new_token("admin", 1)
    headers = [(b"host", b"localhost"), (b"authorization", f"Bearer {secret}".encode())]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    with pytest.raises(TokenError):
        bearer(scope)


def test_the_command_makes_lists_and_revokes(capsys: pytest.CaptureFixture[str]) -> None:
    say = ["--lang", "en", "token"]
    assert main([*say, "new", "--role", "editor", "--zones", "C", "--note", "QGIS"]) == 0
    secret, said, *_ = capsys.readouterr().out.splitlines()
    token_id = said.split()[1]
    assert token_person(secret).zones == frozenset("C")
    assert main([*say, "list"]) == 0
    listed = capsys.readouterr().out
    assert (token_id in listed, "valid" in listed, secret in listed) == (True, True, False)
    assert main([*say, "revoke", token_id]) == 0
    assert _why(secret) == "revoked"


@pytest.mark.parametrize(
    ("given", "named"),
    [(["--zones", "Q"], "Q"), (["--days", "0"], "3660"), (["--days", "4000"], "3660")],
)
def test_the_command_says_what_is_wrong(
    given: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "token", "new", *given]) == 1
    assert named in capsys.readouterr().err
    assert not tokens_file().exists()


def test_a_file_that_cannot_be_read_is_told_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    tokens_file().parent.mkdir(parents=True)
    tokens_file().write_text("{", encoding="utf-8")
    assert main(["--lang", "en", "token", "new"]) == 1
    assert str(tokens_file()) in capsys.readouterr().err
    assert tokens_file().read_text(encoding="utf-8") == "{"
