"""Which open pages are made anew, and when anybody looks for them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from components.door import following
from components.door.following import follow
from components.session.following import Pages


class Room:
    """The sessions of a server, as `follow` sees them; each answers at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.looks = {"one": "one", "two": "two"}, 0
        self.made: list[str] = []
        self.broken: set[str] = set()
        monkeypatch.setattr(following, "open_sessions", self._open_sessions)
        monkeypatch.setattr(following, "has_run", lambda _: True)
        monkeypatch.setattr(following, "is_idle", lambda _: True)
        monkeypatch.setattr(following, "run_fragment", self._run_fragment)

    def _run_fragment(self, one: str, _: str) -> None:
        if one in self.broken:
            raise RuntimeError(one)
        self.made.append(one)

    def _open_sessions(self) -> dict[str, Any]:
        self.looks += 1
        return dict(self.there)

    async def until(self, *made: str) -> None:
        async with asyncio.timeout(10):
            while sorted(self.made) != sorted(made):  # noqa: ASYNC110 -- another task makes them
                await asyncio.sleep(0)


def test_a_page_that_was_away_for_a_moment_follows_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages, room = Pages(), Room(monkeypatch)
    for one in room.there:
        pages.show(one, "fragment", pages.now)

    async def story() -> None:
        looking = asyncio.create_task(follow(pages))
        await asyncio.sleep(0)
        del room.there["two"]
        pages.turn()
        await room.until("one")
        room.there["two"] = "two"
        pages.stir()  # as the door does where a browser connects
        await room.until("one", "two")
        # A page that began to be made before the turn, and was noted after it.
        room.made.clear()
        room.there["four"] = "four"
        pages.show("four", "fragment", pages.now - 1)
        await room.until("four")
        looks = room.looks
        for _ in range(1_000):
            await asyncio.sleep(0)
        assert room.looks <= looks + 1, "nobody looks while nothing happens"
        looking.cancel()

    asyncio.run(story())


def test_a_page_that_cannot_be_made_keeps_no_other_from_following(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages, room = Pages(), Room(monkeypatch)
    room.broken.add("one")
    for one in room.there:
        pages.show(one, "fragment", pages.now)

    async def story() -> None:
        looking = asyncio.create_task(follow(pages))
        for turn in (1, 2):
            await asyncio.sleep(0)
            pages.turn()
            await room.until(*["two"] * turn)
            pages.show("two", "fragment", pages.now)
        looking.cancel()

    asyncio.run(story())
    assert "making a page anew" in caplog.text


def test_sessions_that_are_over_are_forgotten() -> None:
    pages = Pages()
    for one in ("one", "two"):
        pages.show(one, "fragment", pages.now)
    pages.turn()
    pages.keep({"two"})
    assert pages.behind({"one", "two"}) == {"two": "fragment"}
