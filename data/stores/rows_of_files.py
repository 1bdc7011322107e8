"""The files of an area in the database: read and written as rows, in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from data.stores.areas import Area, Place
from data.stores.connecting import Connection
from data.stores.errors import StoreError
from data.stores.trees import Entry, Fetch, Tree, path_in

PIECE = 1 << 20  # bytes


def number_of(connection: Connection, area: Area) -> int:
    """Return how often an area has changed."""
    row = connection.execute("SELECT number FROM atlas.areas WHERE area = %s", [area]).fetchone()
    return int(row[0]) if row else 0


def files_in(connection: Connection, area: Area) -> dict[str, Entry]:
    """Return the files of an area."""
    asked = "SELECT path, hash, size, time FROM atlas.files WHERE area = %s"
    rows = connection.execute(asked, [area])
    return {path: Entry(content or "", size, time) for path, content, size, time in rows}


def fetching(connection: Connection, area: Area) -> Fetch:
    """Return what brings a file of an area out of the database."""

    def fetch(path: str, entry: Entry, target: Path) -> None:
        size = 0
        with target.open("wb") as file:
            for piece in _pieces(connection, area, entry.hash):
                size += file.write(piece)
        if size != entry.size:
            raise StoreError("broken", where=path, reason=f"{size} / {entry.size} B")

    return fetch


def _pieces(connection: Connection, area: Area, content: str) -> Iterator[bytes]:
    asked = """SELECT content FROM atlas.pieces WHERE area = %s AND hash = %s ORDER BY number"""
    # A cursor of the server: a register need not be in memory as a whole.
    with connection.cursor("pieces", binary=True) as rows:
        rows.itersize = 4
        for (piece,) in rows.execute(asked, [area, content]):
            yield piece


def put(connection: Connection, place: Place, now: Tree, before: Tree) -> tuple[int, int]:
    """Bring what differs of an area into the database; return how many files, and bytes.

    Parameters
    ----------
    connection : Connection
        In a transaction that holds the lock of the area.
    place : Place
        Where its files lie.
    now, before : mapping of str to Entry
        What lies there, and what is in the database.
    """
    area = place.area
    differs = {path: entry for path, entry in now.items() if before.get(path) != entry}
    gone = [*(before.keys() - now.keys())]
    size = _put_contents(connection, place, differs)
    with connection.cursor() as rows:
        rows.execute(
            "DELETE FROM atlas.files WHERE area = %s AND path = ANY(%s)", [area, [*gone, *differs]]
        )
        rows.executemany(
            "INSERT INTO atlas.files (area, path, hash, size, time) VALUES (%s, %s, %s, %s, %s)",
            [
                (area, path, entry.hash or None, entry.size, entry.time)
                for path, entry in differs.items()
            ],
        )
        old = {before[path].hash for path in (*gone, *differs) if path in before}
        rows.execute(
            """DELETE FROM atlas.contents AS c WHERE c.area = %s AND c.hash = ANY(%s)
            AND NOT EXISTS (SELECT FROM atlas.files AS f WHERE f.area = c.area AND f.hash = c.hash)
            """,
            [area, [*(old - {""})]],
        )
    return len(differs) + len(gone), size


def _put_contents(connection: Connection, place: Place, files: Mapping[str, Entry]) -> int:
    by_content = {entry.hash: path for path, entry in files.items() if entry.hash}
    asked = "SELECT hash FROM atlas.contents WHERE area = %s AND hash = ANY(%s)"
    known = {row[0] for row in connection.execute(asked, [place.area, [*by_content]])}
    new = {content: path for content, path in by_content.items() if content not in known}
    with connection.cursor() as rows:
        rows.executemany(
            "INSERT INTO atlas.contents (area, hash, size) VALUES (%s, %s, %s)",
            [(place.area, content, files[path].size) for content, path in new.items()],
        )
        into = "COPY atlas.pieces (area, hash, number, content) FROM STDIN (FORMAT BINARY)"
        with rows.copy(into) as copy:
            copy.set_types(["text", "text", "int4", "bytea"])
            for content, path in new.items():
                for number, piece in enumerate(_read(path_in(place, path))):
                    copy.write_row((place.area, content, number, piece))
    return sum(files[path].size for path in new.values())


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
