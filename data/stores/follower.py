"""Following a database: a thread hears each change, and brings the working copy up to date.

It comes back by itself when the database does, and catches up on what it has missed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Event, Lock, Thread
from uuid import uuid4

from data.stores.areas import Area
from data.stores.base import News
from data.stores.connecting import Connection, connection
from data.stores.errors import StoreError

CHANNEL = "atlas_changed"
_HEARD_S, _ANYWAY_S, _AGAIN_S = 1.0, 30, 1.0
_PATIENCE_S = 5.0
_log = logging.getLogger(__name__)
Call = Callable[[News], object]


def hears(url: str) -> bool:
    """Whether a session hears what another one tells; not through a pooler that keeps none.

    Raises
    ------
    StoreError
        If the database cannot be reached.
    """
    channel = f"atlas_{uuid4().hex}"
    with connection(url) as hearing, connection(url) as telling:
        hearing.execute(f"LISTEN {channel}")
        telling.execute(f"NOTIFY {channel}")
        return any(True for _ in hearing.notifies(timeout=_PATIENCE_S, stop_after=1))


class Follower:
    """Hears the changes of a store.

    Parameters
    ----------
    url : str
        Address of the database.
    catch_up : callable
        Brings the working copy up to date; returns the number of each area.
    """

    def __init__(self, url: str, catch_up: Callable[[], Mapping[Area, int]]) -> None:
        self._url, self._catch_up = url, catch_up
        self._calls, self._lock = list[Call](), Lock()
        self._seen: Mapping[Area, int] = {}
        self._ended = Event()
        self._thread: Thread | None = None
        self._is_reachable = True

    def start(self, seen: Mapping[Area, int]) -> None:
        """Follow from what was seen on; once."""
        with self._lock:
            if self._thread is None:
                self._seen = seen
                self._thread = Thread(target=self._run, name="store", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Follow no more."""
        self._ended.set()
        if self._thread:
            self._thread.join()

    def add(self, call: Call) -> Callable[[], None]:
        """Call on each change; return what ends that."""
        with self._lock:
            self._calls.append(call)

        def remove() -> None:
            with self._lock:
                if call in self._calls:
                    self._calls.remove(call)

        return remove

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with connection(self._url) as hearing:
                    hearing.execute(f"LISTEN {CHANNEL}")
                    self._hear(hearing)
            except StoreError as error:
                if self._is_reachable:
                    _log.warning("the store is out of reach; readers read on: %s", error)
                self._is_reachable = False
                self._ended.wait(_AGAIN_S)

    def _hear(self, hearing: Connection) -> None:
        quiet = float(_ANYWAY_S)  # at first, what was missed
        while not self._ended.is_set():
            if quiet >= _ANYWAY_S:
                self._look()
                quiet = 0
            if any(True for _ in hearing.notifies(timeout=_HEARD_S, stop_after=1)):
                quiet = _ANYWAY_S
            quiet += _HEARD_S

    def _look(self) -> None:
        try:
            now = self._catch_up()
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 -- of this disk or else; without the thread it stays behind
            _log.exception("bringing the working copy up to date")
            return
        if not self._is_reachable:
            _log.warning("the store is in reach again")
        self._is_reachable = True
        news = [News(area, str(n)) for area, n in now.items() if self._seen.get(area) != n]
        self._seen = now
        with self._lock:
            calls = [*self._calls]
        for one in news:
            for call in calls:
                try:
                    call(one)
                except Exception:  # noqa: BLE001 -- one who cannot hear keeps nobody else from it
                    _log.exception("telling of %s", one)
