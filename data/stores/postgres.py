"""The store of many machines: a PostgreSQL database, and a working copy on each of them.

Whoever writes holds one transaction from before the code of folders begins until what it has done
is in the database: its lock keeps all other servers out, and a kill, a lost connection or an error
at any moment leaves the database as it was. The working copy says before that it is at work; if
it still says so at the next look, it is compared with the database file by file.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from data.layers.after import show
from data.stores import history
from data.stores.areas import AREAS, Area, Place, place_of
from data.stores.base import News
from data.stores.connecting import Connection, connection, shown
from data.stores.copies import Copy, copy_of, is_empty, say
from data.stores.errors import StoreError
from data.stores.follower import CHANNEL, Follower, hears
from data.stores.rows_of_files import fetching, files_in, number_of, put
from data.stores.told import tell
from data.stores.trees import Tree, bring, remembered_as_it_is, walked
from data.swap import alone

_WAIT_S = 60
_LOCK = 0x61746C62  # with the place of an area
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresStore:
    """A shared store.

    Parameters
    ----------
    url : str
        Address of the database, ``postgresql://…``.
    local : pathlib.Path
        Where the pack in force lies in the working copy of this server.
    """

    def __init__(self, url: str, local: Path) -> None:
        self._url, self._local = url, local
        self._follower = Follower(url, self._catch_up)

    @property
    def address(self) -> str:
        """The address without its password."""
        return shown(self._url)

    def start(self) -> None:
        """See that it can be used, bring the working copy up to date, and follow from now on.

        Raises
        ------
        StoreError
            If it cannot be reached, its schema is of another version, or the working copy is not
            its own.
        """
        if not hears(self._url):
            raise StoreError("pooled", where=self.address)
        self._made()
        with connection(self._url) as reader:
            for area, copy in self._copies(reader).items():
                say(place_of(area, self._local), copy.working())  # compare every file once
        seen = self._catch_up()
        self._tell_anew()
        self._follower.start(seen)

    def end(self) -> None:
        """Follow no more."""
        self._follower.end()

    def _made(self) -> None:
        """See that the schema is the one of this version; make it where the role may."""
        now = history.standing(self._url)
        if now.ahead:
            raise StoreError("too_new", where=self.address, step=", ".join(now.ahead))
        if now.behind:
            try:
                history.up(self._url)
            except StoreError as error:
                if error.message_id != "store.no_rights" or not now.at:
                    raise
                raise StoreError("too_old", where=self.address) from error

    def _copies(self, reader: Connection) -> dict[Area, Copy]:
        """Return how far the working copy is; one of another store is refused, not mixed."""
        row = reader.execute("SELECT id FROM atlas.store").fetchone()
        if row is None:
            raise StoreError("broken", where=self.address, reason="atlas.store")
        found = {area: copy_of(place_of(area, self._local)) for area in AREAS}
        if not any(found.values()) and not is_empty(self._local):
            raise StoreError("own_folder", where=self.address, folder=self._local.parent)
        if {one.store for one in found.values() if one} - {str(row[0])}:
            raise StoreError("other_copy", where=self.address, folder=self._local.parent)
        return {area: one or Copy(str(row[0])) for area, one in found.items()}

    @contextmanager
    def held(self, area: Area) -> Iterator[None]:
        """Let one writer at a time, of all servers, change the files of an area.

        Raises
        ------
        StoreError
            If the database cannot be reached, or refuses; nothing was done.
        """
        place, token = place_of(area, self._local), uuid4()
        with connection(self._url) as writer, ExitStack() as links:
            copy = self._copies(writer)[area]
            began, number, fetch = None, 0, None
            try:
                with writer.transaction():
                    lock_area(writer, area)
                    began, before = number_of(writer, area), files_in(writer, area)
                    say(place, copy.working())
                    if copy.is_open or copy.number != began:
                        bring(place, before, fetching(writer, area))
                    fetch = links.enter_context(remembered_as_it_is(place, before))
                    yield
                    now = walked(place)
                    number = began if now == before else began + 1
                    if now != before:
                        put_all(writer, place, self._local, now, before, token)
            except BaseException as error:
                has_arrived = _has_arrived(self._url, area, token, error)
                if not has_arrived:
                    if fetch and began is not None:
                        bring(place, before, fetch)
                        if has_arrived is False:
                            say(place, copy.reached(began))
                    raise
            say(place, copy.reached(number))

    def refresh(self) -> None:
        """Bring the working copy up to date.

        Raises
        ------
        StoreError
            If the database cannot be reached; the copy is as it was, and can be read.
        """
        self._catch_up()

    def _catch_up(self) -> dict[Area, int]:
        with connection(self._url) as reader:
            copies = self._copies(reader)
            now = dict(reader.execute("SELECT area, number FROM atlas.areas").fetchall())
            found = {}
            for area, copy in copies.items():
                is_new = copy.is_open or copy.number != now[area]
                found[area] = self._bring(reader, area) if is_new else copy.number
            return found

    def _bring(self, reader: Connection, area: Area) -> int:
        place = place_of(area, self._local)
        with only_here(area, self._local):
            copy = self._copies(reader)[area]
            with reader.transaction():
                reader.execute(SNAPSHOT)
                number = number_of(reader, area)
                if copy.is_open or copy.number != number:
                    say(place, copy.working())
                    bring(place, files_in(reader, area), fetching(reader, area))
            say(place, copy.reached(number))
            return number

    def _tell_anew(self) -> None:
        """Fill tables that were made after the files had come."""
        asked = "SELECT area FROM atlas.areas WHERE told <> number"
        with connection(self._url) as writer:
            for (area,) in writer.execute(asked).fetchall():
                with unchanged(writer, area, self._local) as is_newest:
                    if is_newest:
                        tell_all(writer, area, self._local)

    def listen(self, call: Callable[[News], object]) -> Callable[[], None]:
        """Call on each change of anyone, when the working copy has it."""
        self._follower.start({area: self._number(area) for area in AREAS})
        return self._follower.add(call)

    def _number(self, area: Area) -> int:
        copy = copy_of(place_of(area, self._local))
        return copy.number if copy else -1


def only_here(area: Area, local: Path) -> AbstractContextManager[object]:
    """Keep all others out of the folders of an area on this machine."""
    return alone(local) if area == "pack" else place_of(area, local).alone()


@contextmanager
def unchanged(writer: Connection, area: Area, local: Path) -> Iterator[bool]:
    """Keep an area as it is, in the database and here; give whether both are at the same change.

    Within a transaction of the connection, for who tells the database what the files say.
    """
    with only_here(area, local), writer.transaction():
        lock_area(writer, area)
        copy = copy_of(place_of(area, local))
        yield copy is not None and not copy.is_open and copy.number == number_of(writer, area)


def lock_area(writer: Connection, area: Area) -> None:
    """Wait for other writers of an area, and keep them out until the transaction ends."""
    writer.execute(f"SET LOCAL lock_timeout = '{_WAIT_S}s'")
    writer.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, AREAS.index(area)])
    writer.execute("SET LOCAL lock_timeout = 0")


def put_all(
    writer: Connection, place: Place, local: Path, now: Tree, before: Tree, token: UUID
) -> None:
    """Bring a change of an area into the database, and tell of it; in the caller's transaction.

    Parameters
    ----------
    writer : psycopg.Connection
        With the lock of the area.
    place : Place
        Where its files lie.
    local : pathlib.Path
        The pack that they lie beside.
    now, before : mapping of str to Entry
        What lies there, and what is in the database.
    token : uuid.UUID
        Names the change.
    """
    area = place.area
    number = number_of(writer, area) + 1
    changed, size = put(writer, place, now, before)
    writer.execute(
        "UPDATE atlas.areas SET number = %s, changed = now() WHERE area = %s", [number, area]
    )
    writer.execute(
        """INSERT INTO atlas.changes (area, number, token, host, files_changed, bytes)
        VALUES (%s, %s, %s, %s, %s, %s)""",
        [area, number, token, socket.gethostname(), changed, size],
    )
    tell_all(writer, area, local)
    news = json.dumps({"area": area, "revision": str(number)})
    writer.execute("SELECT pg_notify(%s, %s)", [CHANNEL, news])


def tell_all(writer: Connection, area: Area, local: Path) -> None:
    """Let every table say what the files say; in the caller's transaction."""
    tell(writer, area, local)
    if area == "pack":
        show(writer, local)
    writer.execute("UPDATE atlas.areas SET told = number WHERE area = %s", [area])


def _has_arrived(url: str, area: Area, token: UUID, error: BaseException) -> bool | None:
    """Return whether a change is in the database after all; ``None``: nobody can tell now.

    A connection may break while the database says that it has it.
    """
    if not isinstance(error, psycopg.OperationalError):
        return False
    try:
        with connection(url) as reader, reader.transaction():
            lock_area(reader, area)  # what was at work there has ended
            asked = "SELECT count(*) FROM atlas.changes WHERE token = %s"
            row = reader.execute(asked, [token]).fetchone()
            return bool(row and row[0])
    except StoreError:
        return None
