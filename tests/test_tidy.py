"""Memory ends with the session: previews, uploads, maps and results have bounds."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from starlette.types import Message, Receive, Scope, Send

from bench.serve import ROOT, Served, memory_mb, serve
from bench.sessions import attacks, register_csv
from bench.visitor import Visitor
from components.door.uploads import Uploads
from components.intake.inbox import Inbox, file_in
from components.intake.shelf import Shelf
from components.intake.situation import situation
from components.map import script_file
from components.map.script_file import MapFile, is_there
from components.session import permits
from components.session.permits import Permit
from data.catalog import Catalog
from data.memo import Memo, Owner, remembered
from tests.counted import counts
from tests.waiting import until

STATES = ("connected", "away")
wait_for = partial(until, most_s=300.0, every_s=0.5)  # on a busy machine
WHOLE = ("python_gc_collections_total", "2")


class Thing:
    def __init__(self) -> None:
        self.rested = 0

    def rest(self) -> None:
        self.rested += 1


def test_what_was_used_longest_ago_is_put_away() -> None:
    shelf, things = Shelf(2, 60.0), [Thing() for _ in range(3)]
    for thing in (things[0], things[1], things[0], things[2]):
        shelf.use(thing)
    assert [one.rested for one in things] == [0, 1, 0]


def test_what_nobody_looks_at_is_put_away() -> None:
    clock = iter(range(0, 1000, 50))
    shelf, thing = Shelf(2, 60.0, lambda: next(clock)), Thing()
    shelf.use(thing)
    for _ in range(3):
        shelf.tidy()
    assert thing.rested == 1


def test_a_preview_that_was_put_away_is_made_again(catalog: Catalog) -> None:
    held = Inbox()
    file_in(held, "register.csv", register_csv(50, np.random.default_rng(1)))
    before = situation(held, catalog, {})
    assert before.would_be is not None
    held.rest()
    assert held.proposed is None
    again = situation(held, catalog, {})
    assert again.would_be is not None
    assert again.would_be is not before.would_be
    assert again.would_be.key == before.would_be.key


def test_a_file_that_is_let_go_of_leaves_the_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    held = Inbox()
    file_in(held, "register.csv", register_csv(5, np.random.default_rng(1)))
    assert len([*tmp_path.iterdir()]) == 1
    held.clear()
    assert [*tmp_path.iterdir()] == []


def test_results_have_a_bound_in_bytes_across_functions() -> None:
    owner = Owner()
    memo = owner.__dict__["memo"] = Memo(owner, 1_000_000)
    texts = remembered(64)(lambda _, number: "x" * (100_000 + number))
    lists = remembered(64)(lambda _, number: [number] * 10)
    lists(owner, 0)
    first = texts(owner, 0)
    for number in range(30):
        texts(owner, number)
        lists(owner, 0)  # is asked for again and again, and so stays
    assert memo.size <= 1_000_000
    assert texts(owner, 0) is not first
    assert lists(owner, 0) is lists(owner, 0)


def test_maps_on_the_disk_are_swept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder, other = tmp_path / "maps" / "2-b" / "all", tmp_path / "maps" / "1-a"
    for one in (folder, other):
        one.mkdir(parents=True)
    monkeypatch.setattr(script_file, "_MOST", 3)
    for age, name in enumerate("abcde"):
        (folder / f"{name}.js").touch()
        os.utime(folder / f"{name}.js", (1000 - age, 1000 - age))
    assert is_there(MapFile("maps/2-b/all/e.js", "", "", ""), tmp_path)
    script_file._sweep(folder)
    assert {path.stem for path in folder.iterdir()} == {"a", "b", "e"}
    assert not other.exists()
    assert not is_there(MapFile("maps/2-b/all/d.js", "", "", ""), tmp_path)


def put(length: str | None, status: int = 204) -> tuple[int, bool]:
    """Return the status of an upload, and whether it went through the door."""
    statuses, passed = [], []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        passed.append(1)
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [] if length is None else [(b"content-length", length.encode())]
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/reader/file",
        "headers": headers,
    }
    asyncio.run(Uploads(app)(scope, receive, send))
    return statuses[0], bool(passed)


@pytest.fixture
def permit() -> Iterator[Permit]:
    given = Permit(2, 1_000)
    permits._GIVEN["reader"] = given
    yield given
    permits._GIVEN.pop("reader")


def test_a_file_needs_a_page_that_asks_for_it() -> None:
    assert put("10") == (403, False)


@pytest.mark.parametrize(
    ("length", "expected"),
    [("900", (204, True)), ("1001", (413, False)), (None, (411, False)), ("9" * 99, (413, False))],
)
@pytest.mark.usefixtures("permit")
def test_a_file_has_to_fit(length: str | None, expected: tuple[int, bool]) -> None:
    assert put(length) == expected


def test_files_have_to_fit_together(permit: Permit) -> None:
    assert [put("600")[0], put("600")[0], put("100")[0], put("100")[0]] == [204, 413, 204, 403]
    assert permit.is_used


def test_a_file_that_did_not_arrive_counts_for_none(permit: Permit) -> None:
    assert put("900", status=400) == (400, True)
    assert (permit.files, permit.size) == (2, 1_000)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    local = tmp_path_factory.mktemp("tidy") / "local"
    with serve(ROOT / "app.py", local, server_disconnectedSessionTTL="2") as app:
        yield app


def test_uploads_end_with_the_page_that_asked_for_them(served: Served) -> None:
    with Visitor(served.url) as visitor:
        visitor.open("overlay")
        assert visitor.upload(b"x") == 403
        visitor.open("import")
        assert visitor.upload(b"x" * 1_000) == 204
        visitor.open("overlay")
        assert visitor.upload(b"x") == 403


def after_a_crowd(served: Served) -> float:
    """Return the memory of a server, in MB, once sixty readers have gone and it was collected."""
    count, act = attacks(0.4)["0.9 MB of options"]
    with ExitStack() as crowd:
        for _ in range(count):
            visitor = crowd.enter_context(Visitor(served.url))
            act(visitor)
            assert "mine" not in str(visitor.answer["stands"])
    wait_for(lambda: not any(counts(served)["atlas_sessions", one] for one in STATES))
    before = counts(served)[WHOLE]
    wait_for(lambda: counts(served)[WHOLE] > before)
    return memory_mb(served.pid)


def test_memory_comes_back_after_sessions_have_ended(served: Served) -> None:
    # What all readers need, and the room that a crowd takes, is there after the first one. If
    # 60 times 0.9 MB stayed with each crowd, it would be more than a tenth.
    wait_for(lambda: counts(served)["atlas_warm",] == 1)
    first = after_a_crowd(served)
    assert after_a_crowd(served) <= 1.1 * first
