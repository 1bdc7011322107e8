"""Orders that any server can go on with: they stand in the shared store as long as they are made.

Each server makes what its own readers have ordered, as without a shared store, and says every
second that it is there and how far it is. What a server has begun that says nothing any more is
taken over by one that has a process to spare.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, cast
from uuid import uuid4

from pydantic import TypeAdapter

from components.handout.job import BOARDS, WORKSHOP, Job, tray_id
from components.handout.limits import AT_ONCE, BEAT_S, GONE_S, SHARED_S, TRIES
from components.handout.orders import Order
from components.handout.process import Why
from components.handout.worker import Tick
from data.people import Person
from data.stopping import is_stopping
from data.stores import StoreError, jobs
from data.stores.connecting import Connection, connection

_TERMS = jobs.Terms(GONE_S, TRIES, SHARED_S)
_TIDY_S = 60
_log = logging.getLogger(__name__)


@contextmanager
def posted(url: str) -> Iterator[None]:
    """Let orders stand on a board as long as the server runs.

    Parameters
    ----------
    url : str
        Address of the store.
    """
    board = BOARDS.now = SharedBoard(url)
    board.start()
    try:
        yield
    finally:
        BOARDS.now = None
        board.end()


class SharedBoard:
    """The board of one server; see `components.handout.job.Board`.

    Parameters
    ----------
    url : str
        Address of the store.
    """

    def __init__(self, url: str) -> None:
        self._url, self._owner = url, str(uuid4())
        self._lock, self._mine = Lock(), dict[str, Job]()
        # Added to by the collector too, wherever it runs: so it has no lock, and wakes nobody.
        self._asked = deque[Callable[[Connection], object]]()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="board", daemon=True)

    def start(self) -> None:
        """Say from now on that this server is there, and take over from those that are not."""
        self._thread.start()

    def end(self) -> None:
        """Stop that, and leave to others what is not made yet."""
        self._ended.set()
        self._thread.join(GONE_S)

    def put(self, job: Job, mark: str, holder: str) -> None:
        """Write a job down before it starts, if another server could make it."""
        if not isinstance(job.work, Order) or job.work.held is not None:
            return  # what a session has in hand is gone with its server, too
        ordered = {"kind": job.kind, "title": job.title, "order": _written(job.work)}
        row = jobs.Row(job.job_id, job.file, ordered, "waiting", 0.0, "", tray_id(mark), holder)
        try:
            with connection(self._url) as store:
                jobs.order(store, row, self._owner)
        except StoreError as error:
            _log.warning("%s is made here alone: %s", job.file, error)
            return
        job.is_shared, job.over = True, self._over
        with self._lock:
            self._mine[job.job_id] = job

    def take_up(self, mark: str, holder: str, person: Person, mine: Sequence[Job]) -> list[Job]:
        """Return what lies in a tray and is not `mine`, for who may have it; mine go there too."""
        own = {job.job_id for job in mine if job.is_shared}
        found = list[Job]()
        with suppress(StoreError), connection(self._url) as store:
            rows = [row for row in jobs.in_tray(store, tray_id(mark)) if _may_have(person, row)]
            jobs.hold(store, [*own, *(row.id for row in rows)], tray_id(mark), holder)
            for row in rows:
                if row.id not in own:
                    kind, title = str(row.ordered["kind"]), str(row.ordered["title"])
                    job = Job(kind, title, row.name, _nothing, job_id=row.id, is_shared=True)
                    job.is_here = False
                    _bring(store, job, row)
                    found.append(job)
        return found

    def look(self, known: Sequence[Job], mark: str) -> None:
        """Bring up to date what other servers make."""
        with suppress(StoreError), connection(self._url) as store:
            rows = {row.id: row for row in jobs.in_tray(store, tray_id(mark))}
            for job in known:
                if row := rows.get(job.job_id):
                    _bring(store, job, row)
                else:
                    job.state = "cancelled"

    def forget(self, gone: Collection[Job], holder: str, *, unmade: bool = False) -> None:
        """Take away, soon, what nobody wants."""
        by_id = {job.job_id: job for job in gone}

        def forgotten(store: Connection) -> None:
            if unmade and is_stopping():
                return  # it is the server that ends, and not what its readers want
            for one in jobs.drop(store, [*by_id], holder, unmade=unmade):
                by_id[one].cancel()

        self._asked.append(forgotten)

    def _over(self, job: Job) -> None:
        """Lay what was made where every server finds it."""
        try:
            if job.state != "cancelled":
                why = job.why if job.state == "failed" else ""
                with connection(self._url) as store:
                    jobs.end(store, job.job_id, self._owner, job.result, why)
        except Exception:  # noqa: BLE001 -- who waits for the next file is not to blame
            _log.exception("%s stays here alone", job.file)
        finally:
            with self._lock:
                self._mine.pop(job.job_id, None)

    def _run(self) -> None:
        is_reachable = True
        while not self._ended.is_set():
            try:
                with connection(self._url) as store:
                    is_reachable = True
                    self._serve(store)
            except Exception:  # noqa: BLE001 -- whatever it is, it has to go on
                if is_reachable:
                    _log.exception("files are made by this server alone")
                is_reachable = False
                self._ended.wait(BEAT_S)

    def _serve(self, store: Connection) -> None:
        # Where the store itself was away, all are given the time to say that they are there.
        began, tidied = monotonic(), monotonic()
        while not self._ended.is_set():
            while self._asked:
                self._asked[0](store)
                self._asked.popleft()
            self._beat(store)
            if monotonic() - began > GONE_S and not is_stopping():
                self._take_over(store)
            if monotonic() - tidied > _TIDY_S:
                jobs.tidy(store, _TERMS)
                tidied = monotonic()
            self._ended.wait(BEAT_S)
        jobs.release(store, self._owner)

    def _beat(self, store: Connection) -> None:
        with self._lock:
            mine = dict(self._mine)
        going = {one: (_said(job), job.done) for one, job in mine.items()}
        lost = jobs.beat(store, self._owner, going) if going else set()
        there = jobs.known(store, lost) if lost else set()
        for one in lost:
            if one not in there:
                mine[one].cancel()  # nobody wants it any more
            with self._lock:
                self._mine.pop(one, None)

    def _take_over(self, store: Connection) -> None:
        if (free := AT_ONCE - sum(WORKSHOP.busy())) <= 0:
            return
        for row in jobs.take_over(store, self._owner, _TERMS, free):
            _log.warning("%s was begun by a server that is gone, and is made here", row.name)
            try:
                job = _read(row)
            except (ValueError, KeyError, TypeError):  # of another version
                _log.exception("%s", row.name)
                jobs.end(store, row.id, self._owner, b"", "broke")
                continue
            job.over = self._over
            with self._lock:
                self._mine[row.id] = job
            job.start()


def _may_have(person: Person, row: jobs.Row) -> bool:
    try:
        return person.may_have(_order(row).person)
    except (ValueError, KeyError, TypeError):
        return False


def _read(row: jobs.Row) -> Job:
    kind, title = str(row.ordered["kind"]), str(row.ordered["title"])
    return Job(kind, title, row.name, _order(row), reader=row.reader, job_id=row.id)


@cache
def _form() -> TypeAdapter[Order]:
    return TypeAdapter(Order)


def _written(order: Order) -> dict[str, Any]:
    """Return an order as JSON; of the login nothing is kept but who it is, and what he may see."""
    person = replace(order.person, login=None)
    return cast("dict[str, Any]", _form().dump_python(replace(order, person=person), mode="json"))


def _order(row: jobs.Row) -> Order:
    """Return an order as it was written.

    Raises
    ------
    KeyError, ValueError
        If it is none.
    """
    return _form().validate_python(row.ordered["order"])


def _bring(store: Connection, job: Job, row: jobs.Row) -> None:
    job.done, job.why = row.done, cast("Why", row.why or "broke")
    if row.state == "ready":
        job.result = jobs.result(store, row.id)
    if job.state != "cancelled":
        job.state = row.state


def _said(job: Job) -> jobs.State:
    """Return what is told of a job before it has ended, which `SharedBoard._over` tells."""
    return "waiting" if job.state == "waiting" else "running"


def _nothing(_: Tick) -> bytes:
    """Stand for the work of a job that another server does."""
    return b""
