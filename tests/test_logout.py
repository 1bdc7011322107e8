"""A logout counts at every server: two of them on a real PostgreSQL, and one that starts anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import ended
from data.access_files import access_file
from data.people import Login
from data.settings import LOCAL, STORE
from data.stores import StoreError
from data.stores.areas import Area
from data.stores.folder import FolderStore
from tests.test_roles import ask, cookie, oidc, scope
from tests.test_stores import machine, shared
from tests.waiting import until

__all__ = ["machine", "oidc", "shared"]


@pytest.mark.usefixtures("oidc")
def test_a_copied_cookie_is_no_good_at_another_server(request: pytest.FixtureRequest) -> None:
    at = request.getfixturevalue("shared")
    given, other = cookie(sub="leaving"), cookie(sub="staying")
    asked = {"path": "/app/static/search", "accept_language": "en"}
    for name in ("a", "b"):
        at(name)
        assert ask(scope(cookie=given, **asked))[0] == 200
    at("a")
    assert ask(scope(path="/log-out", cookie=given, sec_fetch_site="same-origin"))[0] == 303
    assert "leaving" not in access_file(ended.ENDED).read_text(encoding="utf-8")
    for name in ("a", "b"):
        at(name)
        until(lambda: ask(scope(cookie=given, **asked))[0] == 401, f"{name} knows it")
        assert ask(scope(cookie=other, **asked))[0] == 200


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(STORE.name, raising=False)
    monkeypatch.setenv(LOCAL.name, str(tmp_path / "local"))


@pytest.mark.usefixtures("folder")
def test_what_would_be_over_anyway_is_forgotten() -> None:
    now = datetime.now(UTC)
    ended.end(Login("1", mark="long over", until=now - timedelta(seconds=1)))
    ended.end(Login("2", mark="an hour", until=now + timedelta(hours=1)))
    assert [*json.loads(access_file(ended.ENDED).read_text(encoding="utf-8"))] == ["an hour"]


@pytest.mark.usefixtures("folder")
def test_a_logout_while_the_store_is_away_is_made_up_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_: FolderStore, area: Area) -> None:
        raise StoreError("unreachable", where=area)

    monkeypatch.setattr(ended, "_AGAIN_S", 0.01)
    login = Login("1", mark="made up for")
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "held", away)
        ended.end(login)
        assert ended.is_ended(login)
        assert "this server alone" in caplog.text
    until(access_file(ended.ENDED).exists, "it is written")
    assert ended.is_ended(login)


@pytest.mark.usefixtures("folder")
def test_a_file_that_cannot_be_read_lets_nobody_in(caplog: pytest.LogCaptureFixture) -> None:
    access_file(ended.ENDED).parent.mkdir()
    access_file(ended.ENDED).write_text("[]", encoding="utf-8")
    assert ended.is_ended(Login("1", mark="any"))
    assert ended.ENDED in caplog.text
    assert not ended.is_ended(Login("1"))
