"""Orders that any server can go on with: real PostgreSQL, and boards in the place of servers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from components.blocks.text import spoken
from components.handout import board as boards
from components.handout import orders, workshop
from components.handout.board import SharedBoard
from components.handout.job import BOARDS, Job, Tray, tray_id
from components.handout.orders import Order
from components.handout.process import Process
from components.handout.worker import Tick, Work
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.people import GUEST, HOME, Person
from data.selection import Selection
from data.stores import history, jobs
from data.stories import Story
from data.story_files import usable_stories
from tests.contents import page_content
from tests.postgres import new_database
from tests.waiting import until

TERMS = jobs.Terms(silent_s=5, tries=3, kept_s=3600)
LI = Person("editor", "李", "li")


@pytest.fixture(scope="module")
def made(postgres: Path) -> str:
    found = new_database(postgres)
    history.up(found)
    return found


@pytest.fixture
def url(made: str) -> str:
    with psycopg.connect(made) as store:
        store.execute("DELETE FROM atlas.jobs")
    return made


@pytest.fixture
def server(url: str, monkeypatch: pytest.MonkeyPatch) -> SharedBoard:
    """Give the board of a server whose own thread does nothing: it is killed at any moment."""
    board = SharedBoard(url)
    monkeypatch.setattr(BOARDS, "now", board)
    return board


class Telling(Process):
    """Makes a file that says what was ordered, at once."""

    def __init__(self) -> None:
        self.is_closed = False

    is_usable = False

    def make(self, work: Work, _: Tick) -> bytes:
        assert isinstance(work, Order)
        return f"{work.kind} in {work.lang} for {work.person.name}".encode()

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def others(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SharedBoard]]:
    """Give two more servers, which soon find that another one is gone."""
    monkeypatch.setattr(boards, "GONE_S", 0.0)
    monkeypatch.setattr(boards, "_TERMS", replace(TERMS, silent_s=3.0))
    monkeypatch.setattr(boards, "BEAT_S", 0.1)
    monkeypatch.setattr(workshop, "Process", Telling)
    found = [SharedBoard(url) for _ in range(2)]
    yield found
    for one in found:
        if one._thread.ident:
            one.end()


def ordered(catalog: Catalog, person: Person = HOME, story: Story | None = None) -> Job:
    chosen = Selection(zones=("C",), lang="en")
    request = Request(
        catalog, chosen, spoken(catalog, "en", chosen), THEMES["dark"], {}, person=person
    )
    if story:
        return orders.story_job(request, "stories", story, "pptx", "speaker")
    return orders.view_job(request, "overview", page_content("overview")(request), "xlsx")


def row(url: str) -> dict[str, object]:
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as store:
        (found,) = store.execute("SELECT *, ordered::text AS text FROM atlas.jobs").fetchall()
    return found


def unstarted(job: Job, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order a file at a server that is killed before it makes it."""
    with monkeypatch.context() as patch:
        patch.setattr(Job, "start", lambda _: True)
        tray.add(job)
    assert job.is_shared


@pytest.mark.usefixtures("server")
def test_an_order_of_a_server_that_is_gone_is_made_once_by_another_for_its_owner_alone(
    catalog: Catalog,
    url: str,
    others: list[SharedBoard],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = Tray()
    job = ordered(catalog, LI)
    unstarted(job, here, monkeypatch)
    text = str(row(url)["text"])
    assert here.mark not in text
    assert row(url)["reader"] == tray_id(here.mark)
    for one in others:
        one.start()
    until(lambda: row(url)["state"] == "ready", "another server makes it")
    assert row(url)["tries"] == 2  # the first, and one of both others
    monkeypatch.setattr(BOARDS, "now", others[0])
    for mark, person in (
        ("guessed", LI),
        (here.mark, Person("editor", "王", "wang")),
        (here.mark, GUEST),
        (here.mark, Person("viewer", "李", "li")),  # whose role was taken away
        (here.mark, replace(LI, published_only=True)),
        (here.mark, replace(LI, refused="expired")),
    ):
        there = Tray()
        there.take_up(mark, person)
        assert there.jobs == []
    there = Tray()
    there.take_up(here.mark, LI)
    (found,) = there.jobs
    assert (found.state, found.file, found.title) == ("ready", job.file, job.title)
    assert found.result == b"xlsx in en for \xe6\x9d\x8e"
    there.take_up(here.mark, LI)
    assert there.jobs == [found]


def test_a_tray_elsewhere_tells_how_far_a_file_is_and_can_cancel_it(
    catalog: Catalog, url: str, server: SharedBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Tray(), Tray()
    job = ordered(catalog)
    unstarted(job, here, monkeypatch)
    vars(job).update(state="running", done=0.25)
    with psycopg.connect(url, autocommit=True) as store:
        server._beat(store)
        there.take_up(here.mark, HOME)
        (found,) = there.jobs
        assert (found.state, found.done) == ("running", 0.25)
        job.done = 0.5
        server._beat(store)
        there.look()
        assert found.done == 0.5
        there.drop(found.job_id)
        assert found.state == "cancelled"
        server._asked.popleft()(store)
        server._beat(store)
    assert job.state == "cancelled"


def test_a_session_that_ends_cancels_only_what_no_other_goes_on_with(
    catalog: Catalog, url: str, server: SharedBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Tray(), Tray()
    job = ordered(catalog)
    unstarted(job, here, monkeypatch)
    there.take_up(here.mark, HOME)
    with psycopg.connect(url, autocommit=True) as store:
        for tray, state in ((here, "waiting"), (there, "cancelled")):
            tray.__del__()
            server._asked.popleft()(store)
            server._beat(store)
            assert job.state == state


def test_what_a_session_has_in_hand_is_made_by_its_server_alone(
    catalog: Catalog, url: str, server: SharedBoard
) -> None:
    job = ordered(catalog)
    assert isinstance(job.work, Order)
    job.work = replace(job.work, held=object())
    server.put(job, "mark", "holder")
    assert not job.is_shared
    with psycopg.connect(url) as store:
        assert store.execute("SELECT FROM atlas.jobs").fetchall() == []


def test_without_the_store_a_file_is_made_here(
    catalog: Catalog, caplog: pytest.LogCaptureFixture
) -> None:
    job = ordered(catalog)
    SharedBoard("postgresql://localhost:1/none").put(job, "mark", "holder")
    assert not job.is_shared
    assert job.file in caplog.text


@pytest.mark.usefixtures("server")
def test_old_orders_are_tidied_away_and_what_nobody_can_make_is_given_up(
    catalog: Catalog, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unstarted(ordered(catalog), Tray(), monkeypatch)
    with psycopg.connect(url, autocommit=True) as store:
        assert jobs.take_over(store, "other", TERMS, 9) == []  # its owner is there
        for wrong, state in (
            ("tries = 3, heard = now() - interval '6 s'", "failed"),
            ("ended = now() - interval '3599 s'", "failed"),
            ("ended = NULL, tries = 1, since = now() - interval '3601 s', why = ''", "failed"),
            ("ended = now() - interval '3601 s'", ""),
        ):
            store.execute(b"UPDATE atlas.jobs SET " + wrong.encode())
            assert jobs.take_over(store, "other", TERMS, 9) == []
            jobs.tidy(store, TERMS)
            found = store.execute("SELECT state, why FROM atlas.jobs").fetchall()
            assert found == ([(state, "broke")] if state else [])


def test_an_order_comes_back_from_the_store_as_it_was(catalog: Catalog) -> None:
    for story in usable_stories().values():
        work = ordered(catalog, LI, story).work
        assert isinstance(work, Order)
        told = boards._written(work)
        assert boards._form().validate_json(json.dumps(told)) == work
