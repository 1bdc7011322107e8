"""Readers without a screen who do what a browser does when its server is gone: they come back."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Self

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from bench.visitor import Visitor
from components.door.replica import COOKIE
from data.catalog import load_catalog

ZONES = load_catalog().choices.zones
_GONE = (WebSocketException, OSError, EOFError)
_AGAIN_S = 0.1
_GIVE_UP_S = 30.0


class Guest(Visitor):
    """A visitor with the cookie of its server, and with the address that the page has."""

    cookie = ""

    def __enter__(self) -> Self:
        """Connect; the server may say its name."""
        self._socket = self._ends.enter_context(
            connect(
                self.url.replace("http", "ws") + "/_stcore/stream",
                subprotocols=[websockets.Subprotocol("streamlit")],
                additional_headers={"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {},
                max_size=None,
                ping_interval=None,
            )
        )
        answer = self._socket.response
        said = answer.headers.get("Set-Cookie", "") if answer else ""
        if said.startswith(f"{COOKIE}="):
            self.cookie = said.partition("=")[2].partition(";")[0]
        return self

    def _look(self, answer: ForwardMsg) -> None:
        if answer.WhichOneof("type") == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        super()._look(answer)

    def wait(self, seconds: float) -> None:
        """Hear what comes unasked for as long."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0 and self._socket:
            with suppress(TimeoutError):
                self._look(ForwardMsg.FromString(self._socket.recv(left, decode=False)))

    @property
    def zones(self) -> set[str]:
        """What is chosen of them, as the server has answered."""
        return set(self.answer["chosen"]["zone"])


@dataclass
class Viewer:
    """One who clicks on zones and keeps account of it.

    Attributes
    ----------
    url, page : str
    seed : int
        Another one clicks otherwise.
    errors : list of str
    back_s : list of float
        How long it was until what was chosen stood again, by each time that the server was gone.
    answered : int
        Clicks.
    """

    url: str
    page: str
    seed: int
    errors: list[str] = field(default_factory=list)
    back_s: list[float] = field(default_factory=list)
    answered: int = 0
    cookie: str = ""
    is_here: Event = field(default_factory=Event)

    def look(self, ended: Event) -> None:
        """Click, and come back, until it is over."""
        chance = random.Random(self.seed)  # noqa: S311
        sure, query, began = set[str](), "", 0.0
        while not ended.is_set():
            guest = Guest(self.url)
            guest.cookie = self.cookie
            pending = set[str]()
            try:
                with guest:
                    guest.open(self.page, query)
                    self.cookie = guest.cookie
                    if began:
                        self._hold(guest, sure)
                        self.back_s.append(time.monotonic() - began)
                        began = 0.0
                    query = guest.query
                    self.is_here.set()
                    while not ended.is_set():
                        guest.wait(chance.uniform(0.5, 2.0))
                        pending = {chance.choice(ZONES)}
                        guest.post(*(("zone", one) for one in pending))
                        sure, query, pending = sure ^ pending, guest.query, set()
                        self.answered += 1
                        self._hold(guest, sure)
            except _GONE:
                began = began or time.monotonic()
                query = guest.query or query
                if pending and guest.zones == sure ^ pending:
                    sure ^= pending
                elif pending and self._wrote(guest.query, sure ^ pending):
                    sure ^= pending  # the browser tells only what its address lacks
                if time.monotonic() - began > _GIVE_UP_S:
                    self.errors.append("never came back")
                    return
                time.sleep(_AGAIN_S)

    @staticmethod
    def _wrote(query: str, zones: set[str]) -> bool:
        named = dict(part.partition("=")[::2] for part in query.split("&"))
        return set(filter(None, named.get("zones", "").replace("%2C", ",").split(","))) == zones

    def _hold(self, guest: Guest, wanted: set[str]) -> None:
        if guest.zones != wanted:
            self.errors.append(f"{self.page}: {sorted(guest.zones)} for {sorted(wanted)}")
        self.errors += guest.failures
        guest.failures.clear()


@contextmanager
def viewers(url: str, count: int, pages: list[str]) -> Iterator[list[Viewer]]:
    """Let some read until the block ends; it begins when all are there."""
    found = [Viewer(url, pages[n % len(pages)], n) for n in range(count)]
    ended = Event()
    threads = [Thread(target=one.look, args=(ended,), daemon=True) for one in found]
    try:
        for one, thread in zip(found, threads, strict=True):
            thread.start()
            assert one.is_here.wait(60), f"{one.page} is not shown"
        yield found
    finally:
        ended.set()
        for thread in threads:
            thread.join(60)
